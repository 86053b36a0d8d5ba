# 持ち出し用のファイル
feeds-calendar-name = { $ward } こどもの いばしょ
feeds-sample = 【みほん】
feeds-cancelled = 【おやすみ】
feeds-unsure = 【でんわで きいてください】
feeds-phone = でんわ { $phone }
feeds-changes-name = { $ward } こどもの 居場所《いばしょ》：かわったこと
feeds-added = あたらしい：
feeds-changed = かわった：
feeds-removed = なくなった：
