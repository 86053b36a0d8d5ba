# Distances along streets.
distance-by-walk = Khoảng cách được đo theo đường đi bộ.
distance-straight = (đường thẳng)
