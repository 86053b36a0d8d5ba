# The next steps from a place
place-ahead = 之后的四周
ahead-unsure = 有些日子还不确定。去之前可以打电话问。
ahead-nothing = 这一周没有安排
place-ics = 日程文件（.ics）
place-directions-note = 只会传送目的地。
place-print = 打印
report-title = 发现有误请告诉我们
report-lead = 如果发现有误，请告诉这里。不用写姓名。
report-nobody = 还没有登记联系处。请直接问那个去处。
report-mail = 用邮件告知
report-call = 打电话告知（{ $phone }）
report-subject = 信息有误：{ $name }
report-place = 去处：{ $name }（{ $id }）
report-wrong = 有误的地方：
place-one-date = 把{ $when }加入日历
