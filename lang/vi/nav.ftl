# The ways through the site

nav-label = Các trang
nav-about-label = Về trang này
nav-find = Tìm
nav-week = Lịch tuần
nav-talk = Khi muốn nói chuyện
nav-events = Sự kiện
nav-kids = Trẻ em
nav-schools = Trường học
