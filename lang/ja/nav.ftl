# The ways through the site

nav-label = ページ
nav-about-label = このサイトのこと
nav-find = さがす
nav-week = 1週間
nav-talk = 話したいとき
nav-events = 行事
nav-kids = こども
nav-schools = 学校
