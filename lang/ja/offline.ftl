# Without a network, and what the device keeps

offline-title = この端末で見られるページ
offline-lead = いまはインターネットにつながっていません。最後に見た一覧と場所のページは、この端末で開けます。
offline-none = まだありません。一覧や場所のページを見ると、ここに並びます。
offline-clear = この端末から消す
offline-note = 最後に見た一覧10件と、場所のページ40件まで、「もって行く」に入れた場所を、この端末の中だけに置きます。どこにも送りません。「こどものページ」は置きません。
offline-as-of = { $when }の情報です
offline-known-until = この端末で分かるのは{ $date }までです
