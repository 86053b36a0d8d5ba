# 持ち出し用のファイル
feeds-calendar-name = { $ward } こどもの居場所
feeds-sample = 【見本】
feeds-cancelled = 【お休み】
feeds-unsure = 【要確認】
feeds-phone = 電話 { $phone }
