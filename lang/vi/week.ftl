# The timetable

week-heading = Lịch trong tuần
week-lead = Nơi nào mở lúc nào, xếp theo ngày và giờ.
week-near = Hiện { $count } nơi gần { $school } nhất.
week-some = Có nhiều nơi, nên chỉ hiện { $count } nơi chọn từ khắp vùng. Chọn trường để xem nơi gần đó.
week-range = { $first } đến { $last }
week-nav = Tuần khác
week-previous = 7 ngày trước
week-this = Từ hôm nay
week-next = 7 ngày tiếp theo
week-days-nav = Chọn ngày
week-show = Xem
week-nothing = Không có gì trong ngày này.
week-ask = hỏi trước
week-unknown-note = đánh dấu giờ chưa chắc chắn. Bạn có thể gọi điện hỏi trước khi đi.
week-ask-first = Nơi chưa rõ giờ mở
week-ask-first-lead = Giờ mở trong tuần này chưa chắc chắn. Xin hỏi trước khi đi.
