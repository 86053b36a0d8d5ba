# Seminars and meetings

events-title = 行事・集まり
events-lead = 保護者のためのセミナーや「ともに考える会」、居場所をひらく人の連絡会などです。聞くだけでも、途中からでも参加できるものがあります。
events-calendar = カレンダーに入れる（.ics）
events-none = これからの予定は、まだありません。
events-past = 終わった行事（{ $count }件）
events-on-now = 開催中
events-kind-parents_meeting = ともに考える会
events-kind-seminar = セミナー
events-kind-liaison_meeting = 居場所をひらく人の連絡会
events-kind-event = 催し
events-venue = 会場
events-sign-up = 申しこみ
events-mail = メールする
events-one-calendar = この予定をカレンダーに入れる
