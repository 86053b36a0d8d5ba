# Somebody to speak to

talk-title = 想找人说说的时候
talk-lead = 说不清楚也没关系。现在能接听的排在前面。
talk-nav = 您的情况
talk-child = 孩子想说说
talk-parent = 家长想说说（学校、家里的事）
talk-support = 想找可以学习或待着的地方
talk-danger = 现在有危险时
talk-110 = 警察
talk-119 = 救护车、火灾
talk-open = 现在可以拨打
talk-closed = 现在不在接听时间
talk-unknown = 接听时间不确定
talk-hours = 接听时间
talk-area = 地区
talk-free = 免费通话
talk-source-date = （网页日期：{ $date }）
talk-source-undated = （网页未注明日期）
talk-states-note = 是否可以拨打，是根据各网页上写的时间判断的，可能已有变化。
talk-free-note = 以0120、0800开头的号码，以及110、119、189，通话免费。
talk-to-kids = 孩子自己看的页面
