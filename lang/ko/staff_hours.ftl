# Trying out a text of opening hours

staff-hours-nav = 직원용
staff-hours-title = 여는 시간 표현 시험하기
staff-hours-lead = 여는 시간을 일상 일본어나 OSM 형식으로 적으면 이 사이트가 어떻게 읽는지 확인할 수 있습니다. 적은 내용은 저장하지 않습니다.
staff-hours-field = 여는 시간
staff-hours-example = 예: 第2・4土 11時〜14時、8月は休み
staff-hours-button = 읽어 보기
staff-hours-understood = 이렇게 읽었습니다
staff-hours-none = 읽지 못했습니다
staff-hours-none-marked = 표시한 부분을 이해하지 못했습니다. 이대로 실으면 항상 ‘확인 필요’로 나옵니다.
staff-hours-none-vague = 날짜나 시각이 분명하지 않아 항상 ‘확인 필요’로 나옵니다.
staff-hours-warnings = 확인해 주세요
staff-hours-notation = 정해진 표기
staff-hours-no-dates = 앞으로 1년 동안 여는 날이 없습니다.
staff-hours-several = 여러 가지 뜻으로 읽을 수 있습니다
staff-hours-question = { $date }은?
staff-hours-open = { $times } 엶
staff-hours-closed = 휴무
staff-hours-chosen = 고른 뜻
staff-hours-copy = 데이터의 schedule에 그대로 옮기면 이 뜻으로 정해집니다.
