# Distances along streets.
distance-by-walk = 거리는 길을 따라 걷는 거리예요.
distance-straight = (직선)
distance-all-straight = 출발지 근처에 걸을 수 있는 길이 없어 거리는 직선거리예요.
