# 可下载的文件
feeds-calendar-name = { $ward }儿童的去处
feeds-sample = 【示例】
feeds-cancelled = 【休息】
feeds-unsure = 【请确认】
feeds-phone = 电话：{ $phone }
feeds-changes-name = { $ward } 儿童去处：变更记录
feeds-added = 新增：
feeds-changed = 变更：
feeds-removed = 撤下：
