# 機械向けの答え
api-hidden-place = 場所を公開していません
api-changes-note = { $time } より後の変更です。それより前は分かりません。抜けがあるとき（complete が false）は、全部を読みなおしてください。
