# The timetable

week-heading = ｜1週間《いっしゅうかん》の予定《よてい》
week-lead = どこが、いつ開《あ》いているかがわかります。日《ひ》と時間《じかん》の順番《じゅんばん》です。
week-near = { $school }から近《ちか》い{ $count }か所《しょ》を見《み》せています。
week-some = 多《おお》いので、いろいろな所《ところ》から{ $count }か所《しょ》だけ見《み》せています。学校《がっこう》をえらぶと、近《ちか》くが見《み》られます。
week-range = { $first } から { $last }
week-nav = ほかの週《しゅう》
week-previous = 前《まえ》の 7日間《なのかかん》
week-this = きょうから
week-next = 次《つぎ》の 7日間《なのかかん》
week-days-nav = 日《ひ》をえらぶ
week-show = 見《み》る
week-nothing = この日《ひ》の予定《よてい》はありません。
week-ask = 電話《でんわ》で聞《き》く
week-unknown-note = のしるしは、開《あ》いているかわからない時間《じかん》です。行《い》く前《まえ》に電話《でんわ》で聞《き》いてください。
week-ask-first = 時間《じかん》がわからないところ
week-ask-first-lead = この週《しゅう》の時間《じかん》がわかりません。行《い》く前《まえ》に聞《き》いてください。
