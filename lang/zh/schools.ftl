# Pages for schools, and the list for their own sites

schools-title = 学校附近的去处
schools-lead = 每所学校都有步行可到的去处一览，以及可打印分发的A4资料。
schools-none = 目前还没有学校一览。
schools-elementary = 小学
schools-junior = 初中
schools-high = 高中
schools-sheet-title = 给一个家庭的单页
schools-sheet-text = 可一边交谈一边挑选去处和咨询处，用这个家庭的语言印成一页。不问姓名。
schools-sheet-link = 制作单页
school-title = { $name }附近的去处
school-back = 选择学校
school-within = 步行约{ $minutes }分钟内有{ $count }处
school-beyond = 步行约{ $minutes }分钟内没有，以下是最近的{ $count }处
school-none = 没有符合条件的去处。不选年级也许能找到
school-handout = 分发用资料（A4，含四周日期）
school-sheet = 为一个家庭制作单页
school-find = 按条件查找
school-talk = 想找人谈谈时
school-show = 按此条件查看
embed-as-of = { $when }的情况
embed-all = 查看全部（新窗口）
