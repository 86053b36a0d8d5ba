# Somebody to speak to

talk-title = 누군가에게 이야기하고 싶을 때
talk-lead = 정리가 안 되어도 괜찮아요. 지금 통화할 수 있는 곳부터 보여 줘요.
talk-nav = 어떤 때
talk-child = 어린이가 이야기하고 싶을 때
talk-parent = 보호자가 이야기하고 싶을 때(학교, 집)
talk-support = 배울 곳, 지낼 곳을 찾을 때
talk-danger = 지금 위험할 때
talk-110 = 경찰
talk-119 = 구급차, 화재
talk-open = 지금 통화 가능 시간이에요
talk-closed = 지금은 통화 시간이 아니에요
talk-unknown = 통화 시간이 확실하지 않아요
talk-hours = 통화 시간
talk-area = 지역
talk-free = 통화 무료
talk-source-date = ({ $date } 페이지)
talk-source-undated = (페이지에 날짜가 없어요)
talk-states-note = 통화 가능 여부는 각 페이지에 적힌 시간을 바탕으로 알려 드려요. 바뀌었을 수도 있어요.
talk-free-note = 0120, 0800으로 시작하는 번호와 110, 119, 189는 통화료가 들지 않아요.
talk-to-kids = 어린이가 혼자 보는 페이지
