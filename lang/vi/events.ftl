# Seminars and meetings

events-title = Sự kiện và buổi gặp mặt
events-lead = Hội thảo và buổi gặp cho cha mẹ, cùng buổi họp của những người mở nơi cho trẻ. Có buổi bạn chỉ cần đến nghe, hoặc đến giữa chừng.
events-calendar = Thêm vào lịch (.ics)
events-none = Chưa có sự kiện nào sắp tới.
events-past = Sự kiện đã qua ({ $count })
events-on-now = Đang diễn ra
events-kind-parents_meeting = Buổi gặp phụ huynh
events-kind-seminar = Hội thảo
events-kind-liaison_meeting = Họp những người mở nơi cho trẻ
events-kind-event = Sự kiện
events-venue = Địa điểm
events-sign-up = Đăng ký
events-mail = Gửi email
events-one-calendar = Thêm sự kiện này vào lịch
