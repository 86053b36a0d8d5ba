# When places are open: dates, times, states and reasons

hours-day-mo = 월
hours-day-tu = 화
hours-day-we = 수
hours-day-th = 목
hours-day-fr = 금
hours-day-sa = 토
hours-day-su = 일
hours-weekday-mo = 월요일
hours-weekday-tu = 화요일
hours-weekday-we = 수요일
hours-weekday-th = 목요일
hours-weekday-fr = 금요일
hours-weekday-sa = 토요일
hours-weekday-su = 일요일
hours-date = { hours-month-day }({ $weekday })
hours-month-day = { $month }월 { hours-same-month-day }
hours-same-month-day = { $day }일
hours-dates-of-weekday = { $dates }({ $weekday })
hours-run = { $from } ~ { $to }
hours-full-date = { $year }년 { $date }
hours-time = { $clock }
hours-date-time = { $date } { $time }
hours-span = { $start }–{ $end }
hours-next-day = 다음 날 { $time }
hours-joint = ,{" "}
hours-state-open = 열려 있어요
hours-state-closed = 닫혀 있어요
hours-state-unknown = 확인해 주세요
hours-state-span = { $span } { $state }
hours-reason-line = { $reason } → { $state }
hours-nth =
    { $n ->
        [1] 첫째
        [2] 둘째
        [3] 셋째
        [4] 넷째
       *[other] 다섯째
    } { $weekday }
hours-nth-last = 마지막 { $weekday }
hours-nth-from-end = 끝에서 { $n }번째 { $weekday }
hours-fact-holiday = 공휴일({ $name })
hours-fact-no-holiday = 공휴일 아님
hours-fact-school-holiday = 학교 방학({ $name })
hours-fact-no-school-holiday = 방학 기간 아님
hours-fact-no-closure = 임시 휴업 없음
hours-fact-closure = 휴무({ $name })
hours-fact-closure-unnamed = 임시 휴무
hours-fact-session = 정해진 날에 열림
hours-fact-extra = 특별히 여는 날
hours-fact-extra-noted = 특별히 여는 날({ $name })
hours-fact-dated = 이 시기의 시간
hours-fact-comment = “{ $name }”
hours-fact-outside-hours = 여는 시간이 아님
hours-fact-open-end = 끝나는 시간은 정해져 있지 않음
hours-fact-calendar-ends = 공휴일 표가 여기까지예요({ $name })
hours-fact-school-calendar-missing = 학교 방학 날짜를 아직 몰라요
hours-fact-unreadable = 적혀 있는 말: “{ $name }”
hours-fact-approximate = 정확히 정해져 있지 않음: “{ $name }”
hours-fact-several-readings = 여러 가지로 읽을 수 있어 이 시간은 알 수 없음: “{ $name }”
hours-fact-odd-never-open = 이대로라면 1년에 한 번도 열지 않음: “{ $name }”
hours-fact-odd-weekday-never-open = 이대로라면 { $weekday }에는 한 번도 열지 않음: “{ $name }”
hours-fact-odd-month-closed = 요일을 말하는데 이대로라면 { $month }월 내내 닫음: “{ $name }”
hours-fact-odd-few-days = 정기적인 말인데 여는 날이 5일도 안 됨: “{ $name }”
hours-fact-odd-other-weekday = { $month }월 { $day }일의 요일이 맞지 않음. 지난해 일정일 수 있음: “{ $name }”
hours-fact-hours-not-given = 시간을 아직 몰라요
hours-fact-needs-verification = 확인 필요
hours-fact-verified-on = 확인 필요(마지막 확인: { $name })
hours-fact-older = 이전 정보예요
hours-fact-older-of = { $name }에 확인한 정보예요
hours-fact-closed-for-good = 종료했어요({ $name }까지)
hours-holiday-new-year = 새해 첫날(1월 1일)
hours-holiday-coming-of-age = 성년의 날
hours-holiday-foundation = 건국 기념일
hours-holiday-emperor = 천황 탄생일
hours-holiday-vernal = 춘분
hours-holiday-showa = 쇼와의 날
hours-holiday-constitution = 헌법 기념일
hours-holiday-greenery = 녹색의 날
hours-holiday-children = 어린이날
hours-holiday-marine = 바다의 날
hours-holiday-mountain = 산의 날
hours-holiday-aged = 경로의 날
hours-holiday-autumnal = 추분
hours-holiday-sports = 스포츠의 날
hours-holiday-culture = 문화의 날
hours-holiday-labor = 근로 감사의 날
hours-holiday-substitute = 대체 휴일
hours-holiday-citizens = 국민의 휴일
hours-holiday-other = 법정 휴일
hours-holiday-summer = 여름 방학
hours-holiday-winter = 겨울 방학
hours-holiday-spring = 봄 방학
hours-holiday-year-end = 연말연시
hours-holiday-obon = 오본
hours-fact-day-after-holiday = 공휴일({ $name }) 다음 날
hours-fact-day-before-holiday = 공휴일({ $name }) 전날
hours-fact-days-after-holiday = 공휴일({ $name }) { $n }일 후
hours-fact-days-before-holiday = 공휴일({ $name }) { $n }일 전
hours-fact-every-day = 매일
hours-fact-closed-day = 여는 날이 아님
hours-fact-at-intervals = 이 시간대의 정해진 시각에만
hours-fact-holiday-calendar-missing = 공휴일 표가 아직 없어요
hours-fact-calendar-begins = 공휴일 표가 여기부터예요({ $name })
hours-fact-school-calendar-covers = 학교 방학 표는 { $from }부터 { $to }까지예요
hours-fact-schools-differ = 학교마다 달라요({ $name })
hours-warning-year-end = 연말연시 날짜가 없어 12월 29일~1월 3일은 휴무로, 앞뒤 이틀은 확인 필요로 했어요
hours-warning-obon = 오본 날짜가 없어 8월 13일~15일은 휴무로, 앞뒤는 확인 필요로 했어요
hours-warning-golden-week = 골든위크 날짜가 없어 5월 3일~5일은 휴무로, 앞뒤는 확인 필요로 했어요
hours-warning-after-school = 방과 후 시작 시각을 몰라 정오부터 확인 필요로 했어요
hours-warning-last-entry = “{ $words }”은(는) 여는 시간에 넣지 않았어요
hours-describe-open = { $days } { $times }
hours-describe-noted = { $line } ({ $note })
hours-describe-too = { $line } 도
hours-describe-off = { $days } 휴무
hours-describe-unknown = { $days } 확인 필요
hours-describe-around-clock = 24시간
hours-describe-open-end = { $start }부터
hours-describe-span = { $start }–{ $end }
hours-describe-range = { $from }~{ $to }
hours-describe-within = { $outer } { $inner }
hours-describe-list-joint = {","}{" "}
hours-describe-holidays = 공휴일
hours-describe-school-holidays = 학교 방학
hours-describe-after-holiday = 공휴일 { $n }일 후
hours-describe-before-holiday = 공휴일 { $n }일 전
hours-describe-month = { $month }월
hours-describe-month-end = { $month } 마지막 날
hours-describe-every-month-end = 매월 마지막 날
hours-describe-month-day = { $month }월 { $day }일
hours-describe-nths = { $numbers } { $weekday }
hours-describe-ordinal =
    { $n ->
        [1] 첫째
        [2] 둘째
        [3] 셋째
        [4] 넷째
       *[other] 다섯째
    }
hours-describe-ordinal-joint = ·
hours-describe-weekly = 매주 { $days }
hours-describe-fortnight = 격주 { $days }
hours-describe-other-month = 격월 { $days }
hours-describe-counted-from = { $line } ({ $date }부터)
hours-describe-closure = { $reason }: { $days }

# Times by the sun
hours-sun-dawn = 새벽
hours-sun-sunrise = 해 뜰 때
hours-sun-sunset = 해 질 때
hours-sun-dusk = 어두워질 때
hours-sun-before = { $event } { $minutes }분 전
hours-sun-after = { $event } { $minutes }분 후
hours-describe-sun-today = { $times } (오늘 { $today })
