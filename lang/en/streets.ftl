# Distances along streets.
distance-by-walk = Distances are measured along streets, on foot.
distance-straight = (straight line)
