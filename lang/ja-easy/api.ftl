# 機械向けの答え
api-hidden-place = ばしょは ひみつです
api-changes-note = { $time } より あとに かわったことです。その前《まえ》は わかりません。complete が false のときは、ぜんぶ 読《よ》みなおしてください。
