# Pages for schools, and the list for their own sites

schools-title = 学校《がっこう》の近《ちか》くの居場所《いばしょ》
schools-lead = 学校《がっこう》ごとに、歩《ある》いて行《い》ける居場所《いばしょ》のリストがあります。A4の紙《かみ》に印刷《いんさつ》できます。
schools-none = 学校《がっこう》のリストは まだありません。
schools-elementary = 小学校《しょうがっこう》
schools-junior = 中学校《ちゅうがっこう》
schools-high = 高校《こうこう》
schools-sheet-title = ひとつの家族《かぞく》に渡《わた》す紙《かみ》
schools-sheet-text = 話《はな》しながら、場所《ばしょ》と相談《そうだん》するところをえらびます。その家族《かぞく》のことばで、1枚《まい》の紙《かみ》にできます。名前《なまえ》は聞《き》きません。
schools-sheet-link = 紙《かみ》をつくる
school-title = { $name }の近《ちか》くの居場所《いばしょ》
school-back = 学校《がっこう》をえらぶ
school-within = 歩《ある》いて{ $minutes }分《ふん》くらいまでに、{ $count }か所《しょ》あります
school-beyond = 歩《ある》いて{ $minutes }分《ふん》くらいまでには ありません。近《ちか》い順《じゅん》に{ $count }か所《しょ》です
school-none = 見《み》つかりませんでした。学年《がくねん》をえらばないと、見《み》つかるかもしれません
school-handout = 配《くば》るプリント（A4・4週間《しゅうかん》の日付《ひづけ》つき）
school-sheet = ひとつの家族《かぞく》に渡《わた》す紙《かみ》をつくる
school-find = いろいろえらんで さがす
school-talk = だれかに話《はな》したいとき
school-show = これで見《み》る
embed-as-of = { $when }のようす
embed-all = 全部《ぜんぶ》見《み》る（新《あたら》しい画面《がめん》）
