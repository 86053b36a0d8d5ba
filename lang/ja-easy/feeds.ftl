# 持ち出し用のファイル
feeds-calendar-name = { $ward } こどもの いばしょ
feeds-sample = 【みほん】
feeds-cancelled = 【おやすみ】
feeds-unsure = 【でんわで きいてください】
feeds-phone = でんわ { $phone }
