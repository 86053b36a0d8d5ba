# Distances along streets.
distance-by-walk = 거리는 길을 따라 걷는 거리입니다.
distance-straight = (직선)
