# Trying out a text of opening hours

staff-hours-nav = 工作人员
staff-hours-title = 试读开放时间
staff-hours-lead = 用日常日语或OSM格式写下开放时间，就能看到本网站如何理解。输入的内容不会保存。
staff-hours-field = 开放时间
staff-hours-example = 例：第2・4土 11時〜14時、8月は休み
staff-hours-button = 试读
staff-hours-understood = 我们这样理解
staff-hours-none = 未能读懂
staff-hours-none-marked = 标记的部分未能理解。这样发布会一直显示“需确认”。
staff-hours-none-vague = 日期或时间不够明确，会一直显示“需确认”。
staff-hours-warnings = 请确认
staff-hours-notation = 规范写法
staff-hours-no-dates = 今后一年内没有开放日。
staff-hours-several = 有多种理解方式
staff-hours-question = { $date }呢？
staff-hours-open = { $times } 开放
staff-hours-closed = 休息
staff-hours-chosen = 选定的意思
staff-hours-copy = 把它原样复制到数据的 schedule，就只有这一种意思。
