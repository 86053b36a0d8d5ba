# 可下载的文件
feeds-calendar-name = { $ward }儿童的去处
feeds-sample = 【示例】
feeds-cancelled = 【休息】
feeds-unsure = 【请确认】
feeds-phone = 电话：{ $phone }
