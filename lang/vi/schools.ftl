# Pages for schools, and the list for their own sites

schools-title = Nơi dành cho trẻ gần mỗi trường
schools-lead = Mỗi trường có danh sách các nơi đi bộ đến được và một tờ A4 để in phát.
schools-none = Chưa có danh sách trường.
schools-elementary = Trường tiểu học
schools-junior = Trường trung học cơ sở
schools-high = Trường trung học phổ thông
schools-sheet-title = Tờ giấy cho một gia đình
schools-sheet-text = Cùng nhau chọn nơi đến và nơi tư vấn rồi in một trang bằng ngôn ngữ của gia đình. Không hỏi tên.
schools-sheet-link = Tạo tờ giấy
school-title = Nơi dành cho trẻ gần { $name }
school-back = Chọn trường
school-within = { $count } nơi trong khoảng { $minutes } phút đi bộ
school-beyond = Không có nơi nào trong khoảng { $minutes } phút đi bộ; đây là { $count } nơi gần nhất
school-none = Không tìm thấy nơi phù hợp; hãy thử bỏ chọn lớp
school-handout = Tờ phát tay (A4, có ngày của bốn tuần)
school-sheet = Tạo tờ giấy cho một gia đình
school-find = Tìm theo điều kiện
school-talk = Khi muốn nói chuyện với ai đó
school-show = Xem theo điều kiện này
embed-as-of = Tình hình lúc { $when }
embed-all = Xem tất cả (cửa sổ mới)
