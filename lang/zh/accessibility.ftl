# How far everybody can use these pages

accessibility-title = 无障碍
accessibility-aim = 目标
accessibility-aim-1 = 目标是符合JIS X 8341-3:2016的AA级，并力求达到WCAG 2.2的AA级。
accessibility-aim-2 = 范围是面向家庭的所有页面。由于试验尚未全部完成，目前还不声明符合。
accessibility-done = 已做的事
accessibility-done-1 = 所有页面在没有JavaScript、只用键盘时也能使用。可点击处较大，状态不只用颜色，还用标记和文字表示。
accessibility-done-2 = 可以放大文字，也支持深色模式。简易日语带有注音。
accessibility-tested = 已测试
accessibility-tested-1 = 每次修改都在Chromium中进行自动检查（axe-core）。自动检查只能发现一部分问题。
accessibility-untested = 尚未测试
accessibility-untested-1 = 尚未请使用读屏软件（NVDA、VoiceOver、TalkBack等）的人进行测试。
accessibility-untested-2 = 有的软件会把注音读两遍。地图只能用眼看，因此列表里也有同样的内容。
accessibility-trouble = 使用不便时
accessibility-trouble-1 = 请告诉下面的联系处是哪个页面、哪里不便。也可以打电话询问同样的内容。
