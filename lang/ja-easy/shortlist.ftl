# The places to take along
shortlist-title = もって いく ところ
shortlist-take = もって いく
shortlist-taken = もって いく ところに 入《い》れました
shortlist-full = 6か所《かしょ》までです。どれかを はずして ください。
shortlist-see = もって いく ところを 見《み》る
shortlist-none = まだ ありません。「もって いく」を おすと、ここに ならびます。
shortlist-remove = はずす
shortlist-ended = 終《お》わりました
shortlist-moved = 入《い》れた あとで、場所《ばしょ》が かわりました
shortlist-hours = 入《い》れた あとで、開《あ》く 日《ひ》や 時間《じかん》が かわりました
shortlist-gone = なくなったか、アドレスが かわりました
shortlist-offline = いまは 新《あたら》しい ことが わかりません
shortlist-sheet = 1枚《まい》の 紙《かみ》に する・印刷《いんさつ》
shortlist-private = この 端末《たんまつ》の 中《なか》だけに おきます。紙《かみ》に する ときと 送《おく》る ときだけ、アドレスに 入《はい》ります。
shortlist-script = この ページには スクリプトが いります。紙《かみ》は ここでも つくれます：
