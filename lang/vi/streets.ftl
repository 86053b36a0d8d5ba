# Distances along streets.
distance-by-walk = Khoảng cách được đo theo đường đi bộ.
distance-straight = (đường thẳng)
distance-all-straight = Gần điểm xuất phát không có đường đi bộ, nên khoảng cách là đường thẳng.
