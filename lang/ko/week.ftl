# The timetable

week-heading = 일주일 일정
week-lead = 어디가 언제 열려 있는지 날짜와 시간 순으로 보여 줘요.
week-near = { $school }에서 가까운 { $count }곳을 보여 줘요.
week-some = 많아서 전체에서 { $count }곳을 골라 보여 줘요. 학교를 고르면 그 근처를 볼 수 있어요.
week-range = { $first } ~ { $last }
week-nav = 다른 주
week-previous = 이전 7일
week-this = 오늘부터
week-next = 다음 7일
week-days-nav = 날짜 고르기
week-show = 보기
week-nothing = 이날은 일정이 없어요.
week-ask = 확인 필요
week-unknown-note = 표시는 열려 있는지 확실하지 않은 시간이에요. 가기 전에 전화로 물어볼 수 있어요.
week-ask-first = 시간이 확실하지 않은 곳
week-ask-first-lead = 이번 주 시간이 확실하지 않아요. 가기 전에 물어봐 주세요.
