# The timetable

week-heading = 一周安排
week-lead = 按日期和时间列出各处的开放时间。
week-near = 显示离{ $school }最近的{ $count }处。
week-some = 数量较多，从各处选出{ $count }处显示。选择学校可以查看其附近。
week-range = { $first }至{ $last }
week-nav = 其他周
week-previous = 前7天
week-this = 从今天起
week-next = 后7天
week-days-nav = 选择日期
week-show = 查看
week-nothing = 这一天没有安排。
week-ask = 需确认
week-unknown-note = 表示不确定是否开放的时间。去之前可以打电话询问。
week-ask-first = 时间不确定的地方
week-ask-first-lead = 本周的开放时间尚不确定。去之前请先问一问。
