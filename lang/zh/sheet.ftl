# A sheet for one family, and the form to make it

sheet-title = 一起挑选的去处
sheet-lead = 去或不去都可以。从感兴趣的地方开始，什么时候都行。
sheet-places = 可以去的地方
sheet-code = 用手机查看本页
sheet-again = 重新选择
sheet-private = 所选内容只保存在本页的网址中，不作任何记录，也不问姓名。
sheet-too-many = 一页最多共放{ $most }个去处和咨询处，请取消几项。
sheet-unknown = 所选内容中有{ $count }项找不到，可能已不存在或网址有变。
sheet-hidden = 不公开地点的去处不能印在纸上，可从其页面联系。
chooser-title = 制作给家庭的单页
chooser-lead = 最多共选{ $most }个去处和咨询处，即可做成一页。
chooser-places = 去处
chooser-desks = 咨询处
chooser-nothing = 没有找到这个名称的去处。
chooser-cut = 数量较多，仅显示60处。可按名称或学校缩小范围。
chooser-name = 去处名称
chooser-near = 在哪所学校附近
chooser-filter = 缩小范围
chooser-language = 单页的语言
chooser-make = 制作单页
