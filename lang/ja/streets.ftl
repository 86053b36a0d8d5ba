# Distances along streets.
distance-by-walk = 距離は道を歩いた長さです。
distance-straight = (直線)
distance-all-straight = 出発地の近くに歩ける道がないため、距離は直線です。
