# A sheet for one family, and the form to make it

sheet-title = いっしょにえらんだ居場所
sheet-lead = 行ってもいいし、行かなくてもいい。気になったところから、いつでも始められます。
sheet-places = 行ってみるところ
sheet-code = この紙をスマートフォンで見る
sheet-again = えらびなおす
sheet-private = えらんだものは、このページのアドレスの中だけにあります。どこにも記録しません。名前も聞きません。
sheet-too-many = 一枚にのせられるのは、場所と相談先を合わせて{ $most }つまでです。いくつか はずしてください。
sheet-unknown = えらんだうち{ $count }つは見つかりませんでした。なくなったか、アドレスが変わったのかもしれません。
sheet-hidden = 場所を公開していないところは、紙にのせられません。その場所のページから連絡できます。
chooser-title = 家族に渡す用紙をつくる
chooser-lead = 場所と相談先を合わせて{ $most }つまでえらぶと、1枚の用紙になります。
chooser-places = 場所
chooser-desks = 相談先
chooser-nothing = この名前の場所は見つかりませんでした。
chooser-cut = 多いので、60か所までを表示しています。名前か学校でしぼれます。
chooser-name = 場所の名前
chooser-near = どの学校の近く
chooser-filter = 一覧をしぼる
chooser-language = 用紙のことば
chooser-make = 用紙をつくる
