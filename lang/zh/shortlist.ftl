# The places to take along
shortlist-title = 要去的地方
shortlist-take = 加入清单
shortlist-taken = 已加入清单
shortlist-full = 最多6处。先去掉一处再加入。
shortlist-see = 查看清单
shortlist-none = 还没有。在列表或地点页面按“加入清单”即可。
shortlist-remove = 去掉
shortlist-ended = 此后已结束
shortlist-moved = 加入后地点有变
shortlist-hours = 加入后开放的日子或时间有变
shortlist-gone = 已不存在，或网址有变
shortlist-offline = 现在无法查看最新信息
shortlist-sheet = 做成一页并打印
shortlist-private = 只保存在本设备中。仅在打印或分享时写入网址。
shortlist-script = 此页面需要脚本。也可以在这里制作：
