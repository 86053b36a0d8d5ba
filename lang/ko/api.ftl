# 프로그램을 위한 답
api-hidden-place = 장소를 공개하지 않습니다
api-changes-note = { $time } 이후의 변경입니다. 그 전은 알 수 없습니다. complete가 false이면 전체를 다시 읽어 주세요.
