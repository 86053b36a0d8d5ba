# What happens to what readers do here

privacy-title = 隐私
privacy-kept = 不记录的内容
privacy-kept-1 = 不询问也不记录姓名、住址、年龄等信息，也无需注册。
privacy-kept-2 = 不使用Cookie，也没有其他公司的统计或广告。
privacy-place = 您的位置
privacy-place-1 = 查找的起点是学校、车站、街区等公共地点，不会发送您家的位置。
privacy-place-2 = 使用“当前位置”时，也只在本设备内计算，不会发送到任何地方。
privacy-log = 服务器日志
privacy-log-1 = 为了修复故障，会记录打开的页面、结果和所用时间。不记录坐标、查找的词语和访问者。
privacy-device = 留在本设备上的内容
privacy-device-1 = 浏览器可能会保留浏览记录。如果在意，可以使用无痕模式。
privacy-device-2 = “孩子的页面”使用不显眼的标题，按一下就会换到别的页面。但无法完全消除记录。
privacy-device-3 = 最后看过的列表和地点页面，以及“要去的地方”清单，只保存在本机，没有网络时也能打开。可以在“本机可看的页面”中删除。不保存您的位置。
privacy-hidden = 不公开地点的地方
privacy-hidden-1 = 为了安全，有些地方不公开位置，不会出现在地图、列表和数据中。
