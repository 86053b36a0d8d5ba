# Without a network, and what the device keeps

offline-title = 本机可看的页面
offline-lead = 现在没有连接到网络。您最后看过的列表和地点页面可以在本机打开。
offline-none = 还没有。看过的列表和地点页面会显示在这里。
offline-clear = 从本机删除
offline-note = 最后看过的10个列表和40个地点页面，以及“要去的地方”清单，只保存在本机，不会发送到任何地方。“孩子的页面”不保存。
offline-as-of = { $when }的信息
offline-known-until = 本机只知道到{ $date }为止的时间
