# For a child alone

kids-neutral-title = 자료 찾기
kids-heading = 지금 갈 수 있는 곳
kids-clock = 지금은 { $time }입니다.
kids-open = 지금 열린 곳
kids-none-open = 지금은 열린 곳이 없어요. 다음에 열리는 곳을 봐요.
kids-next = 다음에 열리는 곳
kids-unknown = 열렸는지 모르는 곳
kids-fee-free = 돈이 들지 않아요
kids-fee = { $yen }엔이에요
kids-fee-unknown = 돈이 드는지 물어봐요
kids-booking-none = 그냥 가도 돼요
kids-booking-recommended = 전화하고 가면 더 좋아요
kids-booking-needed = 가기 전에 신청해야 해요
kids-booking-unknown = 가기 전에 전화로 물어봐요
kids-call = 전화
kids-school = 가까운 순서로 보기(학교 고르기)
kids-school-any = 고르지 않기
kids-school-button = 가까운 순
kids-calls = 이야기를 들어 주면 좋겠을 때
kids-calls-lead = 전화비는 들지 않아요. 무슨 이야기부터 해도 돼요.
kids-189 = 집이나 가까운 사람이 무서울 때
kids-110 = 지금 위험할 때(110 경찰, 119 구급차)
kids-leave = 다른 페이지로 바꾸기
kids-nothing-kept = 이 페이지는 너에 대해 아무것도 기억하지 않아요. ‘다른 페이지로 바꾸기’를 누르면 달력이 나와요. 본 페이지의 이름이 브라우저 기록에 남을 수 있어요.
calendar-title = 달력
calendar-month = { $year }년 { $month }월
