# 내려받는 파일
feeds-calendar-name = { $ward } 아이들의 공간
feeds-sample = {"[예시] "}
feeds-cancelled = {"[휴무] "}
feeds-unsure = {"[확인 필요] "}
feeds-phone = 전화 { $phone }
feeds-changes-name = { $ward } 아이들이 머물 곳: 변경 기록
feeds-added = 추가:
feeds-changed = 변경:
feeds-removed = 삭제:
