# When places are open: dates, times, states and reasons

hours-day-mo = 月《げつ》
hours-day-tu = 火《か》
hours-day-we = 水《すい》
hours-day-th = 木《もく》
hours-day-fr = 金《きん》
hours-day-sa = 土《ど》
hours-day-su = 日《にち》
hours-weekday-mo = 月曜日《げつようび》
hours-weekday-tu = 火曜日《かようび》
hours-weekday-we = 水曜日《すいようび》
hours-weekday-th = 木曜日《もくようび》
hours-weekday-fr = 金曜日《きんようび》
hours-weekday-sa = 土曜日《どようび》
hours-weekday-su = 日曜日《にちようび》
hours-date = { hours-month-day }（{ $weekday }）
hours-month-day = { $month }月《がつ》{ hours-same-month-day }
hours-same-month-day =
    { $day ->
        [1] ｜1日《ついたち》
        [2] ｜2日《ふつか》
        [3] ｜3日《みっか》
        [4] ｜4日《よっか》
        [5] ｜5日《いつか》
        [6] ｜6日《むいか》
        [7] ｜7日《なのか》
        [8] ｜8日《ようか》
        [9] ｜9日《ここのか》
        [10] ｜10日《とおか》
        [14] ｜14日《じゅうよっか》
        [20] ｜20日《はつか》
        [24] ｜24日《にじゅうよっか》
       *[other] { $day }日《にち》
    }
hours-dates-of-weekday = { $dates }（{ $weekday }）
hours-run = { $from }〜{ $to }
hours-full-date = { $year }年《ねん》{ $date }
hours-time = { $clock }
hours-date-time = { $date }{ $time }
hours-span = { $start }–{ $end }
hours-next-day = 次《つぎ》の日《ひ》の{ $time }
hours-joint = ・
hours-state-open = 開《あ》いています
hours-state-closed = 閉《し》まっています
hours-state-unknown = 電話《でんわ》で聞《き》いてください
hours-state-span = { $span } { $state }
hours-reason-line = { $reason } → { $state }
hours-nth = { $n }回目《かいめ》の{ $weekday }
hours-nth-last = 月《つき》の最後《さいご》の{ $weekday }
hours-nth-from-end = 最後《さいご》から{ $n }番目《ばんめ》の{ $weekday }
hours-fact-holiday = 祝日《しゅくじつ》（{ $name }）
hours-fact-no-holiday = 祝日《しゅくじつ》ではない
hours-fact-school-holiday = 学校《がっこう》の休《やす》み（{ $name }）
hours-fact-no-school-holiday = 学校《がっこう》の休《やす》みではない
hours-fact-no-closure = 特別《とくべつ》な休《やす》みはない
hours-fact-closure = 休《やす》み（{ $name }）
hours-fact-closure-unnamed = 特別《とくべつ》な休《やす》み
hours-fact-session = 開《あ》くと決《き》めた日《ひ》
hours-fact-extra = 特別《とくべつ》に開《あ》く日《ひ》
hours-fact-extra-noted = 特別《とくべつ》に開《あ》く日《ひ》（{ $name }）
hours-fact-dated = この時期《じき》の時間《じかん》
hours-fact-comment = 「{ $name }」
hours-fact-outside-hours = 開《あ》いている時間《じかん》ではない
hours-fact-open-end = 終《お》わりの時間《じかん》は決《き》まっていません
hours-fact-calendar-ends = 祝日《しゅくじつ》の表《ひょう》はここまでです（{ $name }）
hours-fact-school-calendar-missing = 学校《がっこう》の休《やす》みの日《ひ》がまだわかりません
hours-fact-unreadable = 書《か》いてある言葉《ことば》：「{ $name }」
hours-fact-approximate = はっきり決《き》まっていません：「{ $name }」
hours-fact-several-readings = ｜読《よ》み｜方《かた》がいくつもあり、この｜時間《じかん》はどれか｜決《き》まりません：「{ $name }」
hours-fact-odd-never-open = ｜読《よ》んだとおりだと、1｜年《ねん》に｜一度《いちど》も｜開《あ》きません：「{ $name }」
hours-fact-odd-weekday-never-open = ｜読《よ》んだとおりだと、{ $weekday }は｜一度《いちど》も｜開《あ》きません：「{ $name }」
hours-fact-odd-month-closed = ｜読《よ》んだとおりだと、{ $month }｜月《がつ》がすべて｜休《やす》みになります：「{ $name }」
hours-fact-odd-few-days = いつもの｜予定《よてい》の｜言葉《ことば》なのに、｜開《あ》く｜日《ひ》が5｜日《にち》もありません：「{ $name }」
hours-fact-odd-other-weekday = { $month }｜月《がつ》{ $day }｜日《にち》の｜曜日《ようび》が｜合《あ》いません。｜前《まえ》の｜年《とし》の｜予定《よてい》かもしれません：「{ $name }」
hours-fact-hours-not-given = 時間《じかん》はまだわかりません
hours-fact-needs-verification = 確認《かくにん》がいります
hours-fact-verified-on = 確認《かくにん》がいります（前《まえ》に確《たし》かめた日《ひ》は{ $name }です）
hours-fact-older = 前《まえ》の情報《じょうほう》です
hours-fact-older-of = { $name }に確《たし》かめた情報《じょうほう》です
hours-fact-closed-for-good = 終《お》わりました（{ $name }まで）
hours-holiday-new-year = お正月《しょうがつ》（元日《がんじつ》）
hours-holiday-coming-of-age = 成人《せいじん》の日《ひ》
hours-holiday-foundation = 建国記念《けんこくきねん》の日《ひ》
hours-holiday-emperor = 天皇誕生日《てんのうたんじょうび》
hours-holiday-vernal = 春分《しゅんぶん》の日《ひ》
hours-holiday-showa = 昭和《しょうわ》の日《ひ》
hours-holiday-constitution = 憲法記念日《けんぽうきねんび》
hours-holiday-greenery = みどりの日《ひ》
hours-holiday-children = こどもの日《ひ》
hours-holiday-marine = 海《うみ》の日《ひ》
hours-holiday-mountain = 山《やま》の日《ひ》
hours-holiday-aged = 敬老《けいろう》の日《ひ》
hours-holiday-autumnal = 秋分《しゅうぶん》の日《ひ》
hours-holiday-sports = スポーツの日《ひ》
hours-holiday-culture = 文化《ぶんか》の日《ひ》
hours-holiday-labor = 勤労感謝《きんろうかんしゃ》の日《ひ》
hours-holiday-substitute = 振替休日《ふりかえきゅうじつ》
hours-holiday-citizens = 国民《こくみん》の休日《きゅうじつ》
hours-holiday-other = 休日《きゅうじつ》
hours-holiday-summer = 夏休《なつやす》み
hours-holiday-winter = 冬休《ふゆやす》み
hours-holiday-spring = 春休《はるやす》み
hours-holiday-year-end = 年末年始《ねんまつねんし》
hours-holiday-obon = お盆《ぼん》
hours-fact-day-after-holiday = 祝日《しゅくじつ》（{ $name }）の次《つぎ》の日《ひ》
hours-fact-day-before-holiday = 祝日《しゅくじつ》（{ $name }）の前《まえ》の日《ひ》
hours-fact-days-after-holiday = 祝日《しゅくじつ》（{ $name }）から{ $n }日後《にちご》
hours-fact-days-before-holiday = 祝日《しゅくじつ》（{ $name }）の{ $n }日前《にちまえ》
hours-fact-every-day = 毎日《まいにち》
hours-fact-closed-day = 開《あ》く日《ひ》ではない
hours-fact-at-intervals = この時間《じかん》の中《なか》の決《き》まった時刻《じこく》だけ
hours-fact-holiday-calendar-missing = 祝日《しゅくじつ》の表《ひょう》がまだありません
hours-fact-calendar-begins = 祝日《しゅくじつ》の表《ひょう》はここからです（{ $name }）
hours-fact-school-calendar-covers = 学校《がっこう》の休《やす》みの表《ひょう》は{ $from }から{ $to }までです
hours-fact-schools-differ = 学校《がっこう》によってちがいます（{ $name }）
hours-warning-year-end = 年末年始《ねんまつねんし》の日《ひ》が書《か》いていないので、12月《がつ》29日《にち》から1月《がつ》｜3日《みっか》を休《やす》みにしました。その前《まえ》と後《あと》の｜2日《ふつか》は確認《かくにん》がいります
hours-warning-obon = お盆《ぼん》の日《ひ》が書《か》いていないので、8月《がつ》13日《にち》から15日《にち》を休《やす》みにしました。前《まえ》と後《あと》は確認《かくにん》がいります
hours-warning-golden-week = ゴールデンウィークの日《ひ》が書《か》いていないので、5月《がつ》｜3日《みっか》から｜5日《いつか》を休《やす》みにしました。前《まえ》と後《あと》は確認《かくにん》がいります
hours-warning-after-school = 放課後《ほうかご》が何時《なんじ》からかわからないので、12時《じ》からは確認《かくにん》がいります
hours-warning-last-entry = 「{ $words }」は開《あ》いている時間《じかん》に入《はい》っていません
hours-describe-open = { $days } { $times }
hours-describe-noted = { $line }（{ $note }）
hours-describe-too = { $line } も
hours-describe-off = { $days }は休《やす》み
hours-describe-unknown = { $days }は確認《かくにん》がいります
hours-describe-around-clock = 24時間《じかん》
hours-describe-open-end = { $start }から
hours-describe-span = { $start }–{ $end }
hours-describe-range = { $from }から{ $to }
hours-describe-within = { $outer }の{ $inner }
hours-describe-list-joint = と
hours-describe-holidays = 祝日《しゅくじつ》
hours-describe-school-holidays = 学校《がっこう》の休《やす》み
hours-describe-after-holiday = 祝日《しゅくじつ》の{ $n }日後《にちご》
hours-describe-before-holiday = 祝日《しゅくじつ》の{ $n }日前《にちまえ》
hours-describe-month = { $month }月《がつ》
hours-describe-month-day = { $month }月《がつ》{ $day }日《にち》
hours-describe-month-end = { $month }の 最後《さいご》の日《ひ》
hours-describe-every-month-end = 毎月《まいつき》の 最後《さいご》の日《ひ》
hours-describe-nths = { $numbers }回目《かいめ》の{ $weekday }
hours-describe-ordinal = { $n }
hours-describe-ordinal-joint = ・
hours-describe-weekly = 毎週《まいしゅう》{ $days }
hours-describe-fortnight = 1週《しゅう》おきの{ $days }
hours-describe-other-month = 1か月《げつ》おきの{ $days }
hours-describe-counted-from = { $line }（{ $date }から数《かぞ》えます）
hours-describe-closure = { $reason }：{ $days }

# Times by the sun
hours-sun-dawn = 夜明《よあ》け
hours-sun-sunrise = 日《ひ》が 出《で》る とき
hours-sun-sunset = 日《ひ》が しずむ とき
hours-sun-dusk = 暗《くら》く なる とき
hours-sun-before = { $event }の { $minutes }分前《ふんまえ》
hours-sun-after = { $event }の { $minutes }分後《ふんご》
hours-describe-sun-today = { $times }（きょう { $today }）
