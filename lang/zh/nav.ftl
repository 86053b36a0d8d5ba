# The ways through the site

nav-label = 页面
nav-about-label = 关于本网站
nav-find = 查找
nav-week = 一周安排
nav-talk = 想找人说说
nav-events = 活动
nav-kids = 孩子
nav-schools = 学校
