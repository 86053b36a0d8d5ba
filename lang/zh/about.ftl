# What this finder is

about-title = 关于本网站
about-what = 可以做什么
about-what-1 = 可以按日期、时间、年级、费用等查找孩子放学后和休息日能去的地方。去哪里由孩子自己选择。
about-what-2 = 排列只按远近和时间决定，不打分，不推销。
about-states = “正在开放”和“请先确认”的意思
about-states-1 = 是否开放是根据运营者提供的星期和时间、节假日、学校假期和临时休息计算的，并附上理由。
about-states-2 = 不知道的就写“不知道”。长期未确认的信息会自动变成“请先确认”。
about-distance = 步行时间
about-distance-1 = 按直线距离的1.3倍、每分钟80米计算，零数进一，仅供参考。坡道和红绿灯没有计入。
about-data = 信息来源
about-data-1 = 地形、学校、车站和街区信息由国土数值信息、位置参照信息（国土交通省）、指定避难所数据（国土地理院）、日本邮便、车站数据（CC BY-SA 4.0）、Geolonia住址数据（CC BY 4.0）和© OpenStreetMap contributors（ODbL）加工而成。
about-data-2 = 每个地方和咨询处都写明确认日期和来源。示例数据标有“示例”。
about-wrong = 如果有错误
about-wrong-1 = 请告诉下面的联系处。我们会确认并更正。
