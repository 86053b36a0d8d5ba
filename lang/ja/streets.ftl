# Distances along streets.
distance-by-walk = 距離は道を歩いた長さです。
distance-straight = (直線)
