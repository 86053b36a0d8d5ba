# 面向程序的回答
api-hidden-place = 不公开地点
