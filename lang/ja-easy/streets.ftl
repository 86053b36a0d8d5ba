# Distances along streets.
distance-by-walk = 距離《きょり》は 道《みち》を 歩《ある》いた 長《なが》さです。
distance-straight = (まっすぐ)
