# For a child alone

kids-neutral-title = 查资料
kids-heading = 现在能去的地方
kids-clock = 现在是{ $time }。
kids-open = 现在开着的地方
kids-none-open = 现在没有开着的地方。看看接下来开的地方吧。
kids-next = 接下来开的地方
kids-unknown = 不知道开没开的地方
kids-fee-free = 不用花钱
kids-fee = 要{ $yen }日元
kids-fee-unknown = 要不要钱，请问一问
kids-booking-none = 直接去就可以
kids-booking-recommended = 先打个电话更放心
kids-booking-needed = 去之前要报名
kids-booking-unknown = 去之前请打电话问一问
kids-call = 打电话
kids-school = 按远近排列（选择学校）
kids-school-any = 不选
kids-school-button = 按远近看
kids-calls = 想有人听你说的时候
kids-calls-lead = 打电话不要钱。从哪儿说起都可以。
kids-189 = 害怕家里或身边的人的时候
kids-110 = 现在有危险的时候（110警察，119救护车）
kids-leave = 换到别的页面
kids-nothing-kept = 这个页面不会记住你的任何事。按“换到别的页面”会变成日历。看过的网页名称可能会留在浏览器的历史记录里。
calendar-title = 日历
calendar-month = { $year }年{ $month }月
