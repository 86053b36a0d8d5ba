# The next steps from a place
place-ahead = そのあとの4週間
ahead-unsure = はっきり決まっていない日があります。行く前に電話で聞けます。
ahead-nothing = この週の予定はありません
place-ics = 予定のファイル（.ics）
place-directions-note = 伝わるのは行き先だけです。
place-print = 印刷する
report-title = ちがっていたら知らせる
report-lead = 気づいたことがあれば、ここに知らせてください。お名前は書かなくてかまいません。
report-nobody = 知らせる先は、まだ登録されていません。場所の人に直接聞いてください。
report-mail = メールで知らせる
report-call = 電話で知らせる（{ $phone }）
report-subject = ちがっているところ：{ $name }
report-place = 場所：{ $name }（{ $id }）
report-wrong = ちがっているところ：
place-one-date = { $when }をカレンダーに入れる
