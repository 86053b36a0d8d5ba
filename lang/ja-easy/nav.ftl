# The ways through the site

nav-label = ページ
nav-about-label = このサイトのこと
nav-find = さがす
nav-week = ｜1週間《いっしゅうかん》
nav-talk = 話《はな》したいとき
nav-events = 行事《ぎょうじ》
nav-kids = こども
nav-schools = 学校《がっこう》
