# Somebody to speak to

talk-title = だれかに話したいとき
talk-lead = うまくまとまっていなくても話せます。いま話せるところから順にならべています。
talk-nav = どんなとき
talk-child = こどもが話したいとき
talk-parent = 保護者が話したいとき（学校のこと・家のこと）
talk-support = 学ぶところ・過ごすところをさがすとき
talk-danger = いま あぶないとき
talk-110 = 警察
talk-119 = 救急車・火事
talk-open = いまは受付時間です
talk-closed = いまは受付時間ではありません
talk-unknown = 受付時間ははっきりしません
talk-hours = 受付時間
talk-area = 地域
talk-free = 通話無料
talk-source-date = （{ $date }のページ）
talk-source-undated = （ページの日付は書かれていません）
talk-states-note = 受付時間かどうかは、それぞれのもとのページに書かれた時間からお知らせしています。変わっていることもあります。
talk-free-note = 0120・0800で始まる番号と、110・119・189は、通話料がかかりません。
talk-to-kids = こどもがひとりで見るページ
