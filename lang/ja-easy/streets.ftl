# Distances along streets.
distance-by-walk = 距離《きょり》は 道《みち》を 歩《ある》いた 長《なが》さです。
distance-straight = (まっすぐ)
distance-all-straight = 近《ちか》くに 歩《ある》ける 道《みち》が ないので、距離《きょり》は まっすぐ はかっています。
