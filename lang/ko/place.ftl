# The next steps from a place
place-ahead = 그다음 4주
ahead-unsure = 확실하지 않은 날이 있어요. 가기 전에 전화로 물어볼 수 있어요.
ahead-nothing = 이 주에는 일정이 없어요
place-ics = 일정 파일(.ics)
place-directions-note = 목적지만 전달돼요.
place-print = 인쇄하기
report-title = 틀린 점 알리기
report-lead = 틀린 점이 있으면 여기에 알려 주세요. 이름은 쓰지 않아도 돼요.
report-nobody = 알릴 곳이 아직 등록되지 않았어요. 그곳에 직접 물어보세요.
report-mail = 메일로 알리기
report-call = 전화로 알리기({ $phone })
report-subject = 틀린 점: { $name }
report-place = 장소: { $name }({ $id })
report-wrong = 틀린 내용:
place-one-date = { $when }을 달력에 넣기
