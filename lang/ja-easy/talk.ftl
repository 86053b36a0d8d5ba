# Somebody to speak to

talk-title = だれかに話《はな》したいとき
talk-lead = うまく言《い》えなくても大丈夫《だいじょうぶ》です。いま話《はな》せるところが上《うえ》にあります。
talk-nav = どんなとき
talk-child = こどもが話《はな》したいとき
talk-parent = 親《おや》が話《はな》したいとき（学校《がっこう》のこと・家《いえ》のこと）
talk-support = 勉強《べんきょう》するところ、いるところをさがすとき
talk-danger = いま あぶないとき
talk-110 = 警察《けいさつ》
talk-119 = 救急車《きゅうきゅうしゃ》・火事《かじ》
talk-open = いま電話《でんわ》できます
talk-closed = いまは電話《でんわ》できません
talk-unknown = 電話《でんわ》できる時間《じかん》はわかりません
talk-hours = 電話《でんわ》できる時間《じかん》
talk-area = 地域《ちいき》
talk-free = お金《かね》はかかりません
talk-source-date = （{ $date }のページ）
talk-source-undated = （ページに日《ひ》にちは書《か》いてありません）
talk-states-note = 電話《でんわ》できるかどうかは、もとのページに書《か》いてある時間《じかん》で決《き》めています。変《か》わっているかもしれません。
talk-free-note = 0120・0800の番号《ばんごう》と、110・119・189は、お金《かね》がかかりません。
talk-to-kids = こどもがひとりで見《み》るページ
