# Pages for schools, and the list for their own sites

schools-title = 학교 근처의 공간
schools-lead = 학교마다 걸어서 갈 수 있는 공간 목록과, 나눠 줄 수 있는 A4 안내문이 있어요.
schools-none = 아직 학교 목록이 없어요.
schools-elementary = 초등학교
schools-junior = 중학교
schools-high = 고등학교
schools-sheet-title = 한 가족에게 건네는 용지
schools-sheet-text = 함께 이야기하며 장소와 상담처를 골라, 그 가족의 언어로 한 장에 인쇄할 수 있어요. 이름은 묻지 않아요.
schools-sheet-link = 용지 만들기
school-title = { $name } 근처의 공간
school-back = 학교 고르기
school-within = 걸어서 약 { $minutes }분 안에 { $count }곳이 있어요
school-beyond = 걸어서 약 { $minutes }분 안에는 없어요. 가까운 순으로 { $count }곳이에요
school-none = 이 조건으로는 찾지 못했어요. 학년을 빼면 찾을 수도 있어요
school-handout = 나눠 줄 안내문(A4, 4주 날짜 포함)
school-sheet = 한 가족에게 건넬 용지 만들기
school-find = 조건을 골라 찾기
school-talk = 누군가와 이야기하고 싶을 때
school-show = 이 조건으로 보기
embed-as-of = { $when } 현재
embed-all = 모두 보기(새 창)
