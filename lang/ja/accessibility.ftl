# How far everybody can use these pages

accessibility-title = アクセシビリティ
accessibility-aim = 目標
accessibility-aim-1 = JIS X 8341-3:2016 の適合レベルAAに準拠することを目標にしています。あわせて WCAG 2.2 のレベルAAも目ざしています。
accessibility-aim-2 = 対象は、このサイトの家族向けのすべてのページです。まだ「準拠」とは言いません。試験がそろっていないためです。
accessibility-done = していること
accessibility-done-1 = すべてのページは、JavaScriptがなくても、キーボードだけでも使えるように作っています。押せるところは大きめで、状態は色だけでなく、しるしと言葉でも示します。
accessibility-done-2 = 文字の大きさを変えても、画面が暗い設定でも読めるようにしています。やさしい日本語には、ふりがながあります。
accessibility-tested = 試したこと
accessibility-tested-1 = 自動の検査（axe-core）を、Chromium で、開発のたびに行っています。自動の検査で見つかるのは、問題の一部だけです。
accessibility-untested = まだ試していないこと
accessibility-untested-1 = 画面読み上げソフト（NVDA、VoiceOver、TalkBack など）を使っている方による試験は、まだ行っていません。
accessibility-untested-2 = ルビ（ふりがな）の読み上げは、ソフトによって二重に読まれることがあります。地図は目で見るものなので、同じ内容を一覧でも出しています。
accessibility-trouble = 使いにくいとき
accessibility-trouble-1 = どのページで、何に困ったかを、下の連絡先へ知らせてください。電話でも同じことを聞けます。
