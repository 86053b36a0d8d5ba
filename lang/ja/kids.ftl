# For a child alone

kids-neutral-title = しらべもの
kids-heading = いま いける ところ
kids-clock = いまは { $time } です。
kids-open = いま あいている ところ
kids-none-open = いまは、どこも あいて いません。つぎに あく ところを みてね。
kids-next = つぎに あく ところ
kids-unknown = あいているか わからない ところ
kids-fee-free = お金《かね》は いりません
kids-fee = { $yen }円《えん》です
kids-fee-unknown = お金《かね》は きいてね
kids-booking-none = そのまま いって いいよ
kids-booking-recommended = 電話《でんわ》を してから いくと 安心《あんしん》
kids-booking-needed = いく まえに もうしこみが いるよ
kids-booking-unknown = いく まえに 電話《でんわ》で きいてね
kids-call = 電話《でんわ》
kids-school = ちかい じゅんに する（学校《がっこう》を えらぶ）
kids-school-any = えらばない
kids-school-button = ちかい じゅん
kids-calls = はなしを きいて ほしい とき
kids-calls-lead = お金《かね》は かかりません。なにから はなしても いいよ。
kids-189 = いえや まわりの 人《ひと》が こわい とき
kids-110 = いま あぶない とき（110は けいさつ、119は きゅうきゅうしゃ）
kids-leave = ほかの ページに かえる
kids-nothing-kept = このページは、あなたの ことを なにも おぼえません。「ほかの ページに かえる」を おすと、カレンダーに かわります。みたページの なまえが、ブラウザの りれきに のこる ことが あります。
calendar-title = カレンダー
calendar-month = { $year }年{ $month }月
