# The next steps from a place
place-ahead = そのあとの4週間《しゅうかん》
ahead-unsure = まだわからない日《ひ》があります。行《い》く前《まえ》に、電話《でんわ》で聞《き》いてください。
ahead-nothing = この週《しゅう》は、開《あ》きません
place-ics = カレンダーのファイル（.ics）
place-directions-note = 行《い》くところだけが、地図《ちず》アプリにつたわります。
place-print = 紙《かみ》に印刷《いんさつ》する
report-title = ちがうところがあったら
report-lead = ちがうところがあったら、おしえてください。名前《なまえ》は書《か》かなくていいです。
report-nobody = おしえるところは、まだきまっていません。場所《ばしょ》の人《ひと》に聞《き》いてください。
report-mail = メールでおしえる
report-call = 電話《でんわ》でおしえる（{ $phone }）
report-subject = ちがうところ：{ $name }
report-place = ところ：{ $name }（{ $id }）
report-wrong = ちがうこと：
place-one-date = { $when }を カレンダーに 入《い》れる
