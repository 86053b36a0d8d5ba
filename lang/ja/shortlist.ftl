# The places to take along
shortlist-title = もって行く
shortlist-take = もって行く
shortlist-taken = もって行くものに入れました
shortlist-full = 6か所までです。どれかをはずすと入ります。
shortlist-see = もって行くものを見る
shortlist-none = まだありません。一覧や場所のページで「もって行く」を押すと、ここに並びます。
shortlist-remove = はずす
shortlist-ended = このあと終了しました
shortlist-moved = 入れたあと、場所が変わりました
shortlist-hours = 入れたあと、開く日や時間が変わりました
shortlist-gone = なくなったか、アドレスが変わりました
shortlist-offline = いまは新しい情報を見られません
shortlist-sheet = 1枚の紙にする・印刷する
shortlist-private = この端末の中だけに置きます。紙にするか送るときだけ、アドレスに入ります。
shortlist-script = このページにはスクリプトがいります。紙は、ここでもつくれます：
