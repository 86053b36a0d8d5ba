# 持ち出し用のファイル
feeds-calendar-name = { $ward } こどもの居場所
feeds-sample = 【見本】
feeds-cancelled = 【お休み】
feeds-unsure = 【要確認】
feeds-phone = 電話 { $phone }
feeds-changes-name = { $ward } こどもの居場所：変更の記録
feeds-added = 追加：
feeds-changed = 変更：
feeds-removed = 取り下げ：
