# Distances along streets.
distance-by-walk = Distances are measured along streets, on foot.
distance-straight = (straight line)
distance-all-straight = No street is near the starting point: distances are straight lines.
