# Seminars and meetings

events-title = 活动与聚会
events-lead = 面向家长的讲座和交流会，以及开办者的联络会。有的活动可以只听，也可以中途参加。
events-calendar = 添加到日历（.ics）
events-none = 目前还没有安排。
events-past = 已结束的活动（{ $count }项）
events-on-now = 进行中
events-kind-parents_meeting = 家长交流会
events-kind-seminar = 讲座
events-kind-liaison_meeting = 开办者联络会
events-kind-event = 活动
events-venue = 地点
events-sign-up = 报名
events-mail = 发邮件
events-one-calendar = 把这项活动加入日历
