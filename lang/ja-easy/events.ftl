# Seminars and meetings

events-title = 行事《ぎょうじ》と集《あつ》まり
events-lead = 親《おや》のための勉強会《べんきょうかい》や集《あつ》まりです。場所《ばしょ》をひらく人《ひと》の集《あつ》まりもあります。
events-calendar = カレンダーに入《い》れる（.ics）
events-none = これからの予定《よてい》は、まだありません。
events-past = 終《お》わった行事《ぎょうじ》（{ $count }）
events-on-now = いま やっています
events-kind-parents_meeting = 親《おや》の集《あつ》まり
events-kind-seminar = 勉強会《べんきょうかい》
events-kind-liaison_meeting = 場所《ばしょ》をひらく人《ひと》の集《あつ》まり
events-kind-event = 楽《たの》しい集《あつ》まり
events-venue = 場所《ばしょ》
events-sign-up = 申《もう》し込《こ》み
events-mail = メールする（聞《き》く）
events-one-calendar = この日《ひ》をカレンダーに入《い》れる
