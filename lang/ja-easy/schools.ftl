# Pages for schools, and the list for their own sites

schools-nav = 学校《がっこう》の人《ひと》へ
schools-title = 学校《がっこう》の近《ちか》くの居場所《いばしょ》
schools-lead = 学校《がっこう》ごとに、歩《ある》いて行《い》ける居場所《いばしょ》の一覧《いちらん》と、A4の紙《かみ》のプリントがあります。
schools-none = 学校《がっこう》の一覧《いちらん》は まだありません。
schools-elementary = 小学校《しょうがっこう》
schools-junior = 中学校《ちゅうがっこう》
schools-high = 高校《こうこう》
schools-sheet-title = ひとつの家族《かぞく》に渡《わた》す紙《かみ》
schools-sheet-text = 話《はな》しながら場所《ばしょ》と相談先《そうだんさき》をえらんで、その家族《かぞく》のことばで1枚《まい》の紙《かみ》にできます。名前《なまえ》は聞《き》きません。
schools-sheet-link = 紙《かみ》をつくる
school-title = { $name }の近《ちか》くの居場所《いばしょ》
school-back = 学校《がっこう》をえらぶ
school-within = 歩《ある》いて約《やく》{ $minutes }分《ぷん》までに、{ $count }か所《しょ》あります
school-beyond = 歩《ある》いて約《やく》{ $minutes }分《ぷん》までには ありません。近《ちか》い順《じゅん》に{ $count }か所《しょ》です
school-none = この条件《じょうけん》では見《み》つかりませんでした。学年《がくねん》をはずすと、見《み》つかるかもしれません
school-handout = 配《くば》るプリント（A4・4週間《しゅうかん》の日付《ひづけ》つき）
school-sheet = ひとつの家族《かぞく》に渡《わた》す紙《かみ》をつくる
school-find = 条件《じょうけん》をえらんでさがす
school-talk = だれかに話《はな》したいとき
school-show = この条件《じょうけん》で見《み》る
embed-as-of = { $when }のようす
embed-all = 全部《ぜんぶ》見《み》る（新《あたら》しい画面《がめん》）
