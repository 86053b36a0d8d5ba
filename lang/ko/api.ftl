# 프로그램을 위한 답
api-hidden-place = 장소를 공개하지 않습니다
