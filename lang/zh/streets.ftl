# Distances along streets.
distance-by-walk = 距离按步行路线计算。
distance-straight = (直线)
distance-all-straight = 出发地附近没有可步行的道路，距离为直线距离。
