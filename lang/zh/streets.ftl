# Distances along streets.
distance-by-walk = 距离按步行路线计算。
distance-straight = (直线)
