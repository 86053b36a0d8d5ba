# For a child alone

kids-neutral-title = Tra cứu
kids-heading = Nơi em đến được bây giờ
kids-clock = Bây giờ là { $time }.
kids-open = Đang mở
kids-none-open = Bây giờ chưa nơi nào mở. Em xem nơi sắp mở nhé.
kids-next = Sắp mở
kids-unknown = Nơi cần hỏi trước
kids-fee-free = Không mất tiền
kids-fee = Hết { $yen } yên
kids-fee-unknown = Em hỏi giá nhé
kids-booking-none = Cứ đến, không cần đặt trước
kids-booking-recommended = Nên gọi trước khi đến
kids-booking-needed = Cần đăng ký trước khi đến
kids-booking-unknown = Em gọi hỏi trước khi đến nhé
kids-call = Gọi
kids-school = Gần trước: chọn trường
kids-school-any = Không chọn
kids-school-button = Gần trước
kids-calls = Khi em muốn có người lắng nghe
kids-calls-lead = Gọi không mất tiền. Em kể từ đâu cũng được.
kids-189 = Khi em sợ ai đó ở nhà hoặc ở gần
kids-110 = Khi đang nguy hiểm (110 cảnh sát, 119 cấp cứu)
kids-leave = Đổi sang trang khác
kids-nothing-kept = Trang này không ghi nhớ gì về em. Bấm “Đổi sang trang khác” sẽ hiện tờ lịch. Tên trang em đã xem có thể còn trong lịch sử trình duyệt.
calendar-title = Lịch
calendar-month = Tháng { $month } năm { $year }
