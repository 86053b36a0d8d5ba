# The ways through the site

nav-label = 페이지
nav-about-label = 이 사이트에 대해
nav-find = 찾기
nav-week = 일주일 일정
nav-talk = 이야기하고 싶을 때
nav-events = 행사
nav-kids = 어린이
nav-schools = 학교
