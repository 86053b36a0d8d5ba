# 機械向けの答え
api-hidden-place = 場所を公開していません
