# For a child alone

kids-neutral-title = しらべもの（こども）
kids-heading = いま いける ところ
kids-clock = いまは { $time } です。
kids-open = いま あいている ところ
kids-none-open = いま あいている ところは ありません。つぎに あく ところを みてください。
kids-next = つぎに あく ところ
kids-unknown = あいているか わからない ところ
kids-fee-free = お金《かね》は かかりません
kids-fee = お金《かね》は { $yen }円《えん》です
kids-fee-unknown = お金《かね》は きいてください
kids-booking-none = そのまま 行《い》って いいです
kids-booking-recommended = 行《い》く 前《まえ》に 電話《でんわ》を すると 安心《あんしん》です
kids-booking-needed = 行《い》く 前《まえ》に 申《もう》し込《こ》みが いります
kids-booking-unknown = 行《い》く 前《まえ》に 電話《でんわ》で 聞《き》いてください
kids-call = 電話《でんわ》する
kids-school = 近《ちか》い 順《じゅん》に する（学校《がっこう》を えらぶ）
kids-school-any = 学校《がっこう》を えらばない
kids-school-button = 近《ちか》い 順《じゅん》に みる
kids-calls = 話《はなし》を 聞《き》いて ほしい とき
kids-calls-lead = お金《かね》は かかりません。何《なに》から 話《はな》しても いいです。
kids-189 = 家《いえ》や 近《ちか》くの 人《ひと》が こわい とき
kids-110 = いま あぶない とき（110は 警察《けいさつ》、119は 救急車《きゅうきゅうしゃ》）
kids-leave = ほかの ページに する
kids-nothing-kept = この ページは あなたの ことを 記録《きろく》しません。「ほかの ページに する」を おすと、カレンダーに なります。見《み》た ページの 名前《なまえ》が、ブラウザに 残《のこ》る ことが あります。
calendar-title = ｜暦《こよみ》（カレンダー）
calendar-month = { $year }年《ねん》{ $month }月《がつ》
