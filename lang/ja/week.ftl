# The timetable

week-heading = 1週間の予定
week-lead = どこが、いつ開いているかを、日と時間の順にならべています。
week-near = { $school }から近い{ $count }か所を表示しています。
week-some = 多いので、全体から{ $count }か所をえらんで表示しています。学校をえらぶと、その近くを見られます。
week-range = { $first } から { $last }
week-nav = ほかの週
week-previous = 前の7日
week-this = きょうから
week-next = 次の7日
week-days-nav = 日をえらぶ
week-show = 見る
week-nothing = この日の予定はありません。
week-ask = 要確認
week-unknown-note = のしるしは、開いているかはっきりしない時間です。行く前に電話で聞けます。
week-ask-first = 時間が分からないところ
week-ask-first-lead = この週の時間がはっきりしていません。行く前に聞いてみてください。
