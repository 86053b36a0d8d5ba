# Trying out a text of opening hours

staff-hours-nav = Dành cho nhân viên
staff-hours-title = Thử cách viết giờ mở
staff-hours-lead = Hãy viết giờ mở bằng tiếng Nhật thường ngày hoặc theo OSM để xem trang này hiểu thế nào. Nội dung bạn nhập không được lưu lại.
staff-hours-field = Giờ mở
staff-hours-example = Ví dụ: 第2・4土 11時〜14時、8月は休み
staff-hours-button = Đọc thử
staff-hours-understood = Trang này hiểu như sau
staff-hours-none = Không đọc được
staff-hours-none-marked = Phần được đánh dấu không hiểu được. Nếu đăng như vậy, nơi này luôn hiện “Cần xác nhận”.
staff-hours-none-vague = Ngày hoặc giờ không rõ ràng, nên nơi này luôn hiện “Cần xác nhận”.
staff-hours-warnings = Xin kiểm tra lại
staff-hours-notation = Theo cách viết chuẩn
staff-hours-no-dates = Trong một năm tới không có ngày mở.
staff-hours-several = Có thể hiểu theo nhiều cách
staff-hours-question = { $date } thì sao?
staff-hours-open = Mở { $times }
staff-hours-closed = Nghỉ
staff-hours-chosen = Nghĩa đã chọn
staff-hours-copy = Chép nguyên vào schedule của dữ liệu thì chỉ còn nghĩa này.
