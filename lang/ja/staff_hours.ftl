# Trying out a text of opening hours

staff-hours-nav = 職員の方へ
staff-hours-title = 開く時間の言葉をためす
staff-hours-lead = 開いている時間を、ふだんの言葉かOSMの書き方で書くと、このサイトがどう読むかを確かめられます。入れた言葉は保存しません。
staff-hours-field = 開いている時間
staff-hours-example = 例：第2・4土 11時〜14時、8月は休み
staff-hours-button = 読んでみる
staff-hours-understood = このように読みました
staff-hours-none = 読めませんでした
staff-hours-none-marked = 色のついたところが分かりませんでした。このままのせると、いつも「要確認」になります。
staff-hours-none-vague = 日や時刻がはっきりしないため、いつも「要確認」になります。
staff-hours-warnings = 確かめてほしいこと
staff-hours-notation = 決まった書き方では
staff-hours-no-dates = これから1年に、開く日はありません。
staff-hours-several = いくつかの意味に読めます
staff-hours-question = { $date }は？
staff-hours-open = { $times } 開く
staff-hours-closed = 休み
staff-hours-chosen = えらんだ意味
staff-hours-copy = データの schedule にそのまま写すと、この意味に決まります。
