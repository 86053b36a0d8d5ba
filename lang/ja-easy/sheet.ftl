# A sheet for one family, and the form to make it

sheet-title = いっしょにえらんだ居場所《いばしょ》
sheet-lead = 行《い》ってもいいし、行《い》かなくてもいい。気《き》になったところから、いつでも始《はじ》められます。
sheet-places = 行《い》ってみるところ
sheet-code = この紙《かみ》をスマートフォンで見《み》る
sheet-again = えらびなおす
sheet-private = えらんだものは、このページのアドレスの中《なか》だけにあります。どこにも記録《きろく》しません。名前《なまえ》も聞《き》きません。
sheet-too-many = 1枚《まい》にのせられるのは、場所《ばしょ》と相談先《そうだんさき》を合《あ》わせて{ $most }つまでです。いくつか はずしてください。
sheet-unknown = えらんだうち{ $count }つは見《み》つかりませんでした。なくなったか、アドレスが変《か》わったのかもしれません。
sheet-hidden = 場所《ばしょ》を公開《こうかい》していないところは、紙《かみ》にのせられません。その場所《ばしょ》のページから連絡《れんらく》できます。
chooser-title = 家族《かぞく》に渡《わた》す紙《かみ》をつくる
chooser-lead = 場所《ばしょ》と相談先《そうだんさき》を合《あ》わせて{ $most }つまでえらぶと、1枚《まい》の紙《かみ》になります。
chooser-places = 場所《ばしょ》
chooser-desks = 相談先《そうだんさき》
chooser-nothing = この名前《なまえ》の場所《ばしょ》は見《み》つかりませんでした。
chooser-cut = 多《おお》いので、60か所《しょ》までです。名前《なまえ》か学校《がっこう》でしぼれます。
chooser-name = 場所《ばしょ》の名前《なまえ》
chooser-near = どの学校《がっこう》の近《ちか》く
chooser-filter = 一覧《いちらん》をしぼる
chooser-language = 紙《かみ》のことば
chooser-make = 紙《かみ》をつくる
