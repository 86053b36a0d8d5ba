# Pages for schools, and the list for their own sites

schools-title = 学校の近くの居場所
schools-lead = 学校ごとに、歩いて行ける居場所の一覧と、配れるA4のプリントがあります。
schools-none = 学校の一覧は まだありません。
schools-elementary = 小学校
schools-junior = 中学校
schools-high = 高校
schools-sheet-title = ひとつの家族に渡す用紙
schools-sheet-text = 話しながら場所と相談先をえらんで、その家族のことばで1枚に印刷できます。名前は聞きません。
schools-sheet-link = 用紙をつくる
school-title = { $name }の近くの居場所
school-back = 学校をえらぶ
school-within = 歩いて約{ $minutes }分までに、{ $count }か所あります
school-beyond = 歩いて約{ $minutes }分までには ありません。近い順に{ $count }か所です
school-none = この条件では見つかりませんでした。学年をはずすと、見つかるかもしれません
school-handout = 配るプリント（A4・4週間の日付入り）
school-sheet = ひとつの家族に渡す用紙をつくる
school-find = 条件をえらんでさがす
school-talk = だれかに話したいとき
school-show = この条件で見る
embed-as-of = { $when }のようす
embed-all = すべて見る（新しい画面）
