# Seminars and meetings

events-title = 행사와 모임
events-lead = 보호자를 위한 세미나와 모임, 운영자 연락회 등이에요. 듣기만 하거나 중간에 참가해도 되는 것도 있어요.
events-calendar = 캘린더에 추가(.ics)
events-none = 아직 예정된 행사가 없어요.
events-past = 지난 행사({ $count }건)
events-on-now = 진행 중
events-kind-parents_meeting = 부모 모임
events-kind-seminar = 세미나
events-kind-liaison_meeting = 운영자 연락회
events-kind-event = 행사
events-venue = 장소
events-sign-up = 신청
events-mail = 메일 보내기
events-one-calendar = 이 일정을 캘린더에 넣기
