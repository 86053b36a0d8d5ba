# 面向程序的回答
api-hidden-place = 不公开地点
api-changes-note = 这是 { $time } 之后的变更，之前的无从得知。complete 为 false 时，请重新读取全部数据。
