# Open data: its page, and the words of /ogc
open-data-title = 开放数据
ogc-about = 儿童去处的数据。GIS 软件可以从这个地址读取。
ogc-collections = 数据种类
ogc-places = 孩子们的去处
ogc-desks = 咨询窗口
ogc-events = 活动
ogc-candidates = 可能开设新去处的公共设施
ogc-districts = 小学学区
ogc-filters = 可筛选项：{ $names }
ogc-conformance = 符合的标准
ogc-links = 链接
