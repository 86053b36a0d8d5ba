# 機械向けの答え
api-hidden-place = ばしょは ひみつです
