# How far everybody can use these pages

accessibility-title = Khả năng tiếp cận
accessibility-aim = Mục tiêu
accessibility-aim-1 = Mục tiêu là mức AA của JIS X 8341-3:2016 và của WCAG 2.2.
accessibility-aim-2 = Phạm vi là mọi trang dành cho gia đình. Chưa tuyên bố tuân thủ vì chưa làm đủ các phép thử.
accessibility-done = Những gì đã làm
accessibility-done-1 = Mọi trang dùng được khi không có JavaScript và chỉ bằng bàn phím. Chỗ bấm lớn, trạng thái được thể hiện bằng ký hiệu và chữ, không chỉ bằng màu.
accessibility-done-2 = Có thể phóng to chữ và dùng chế độ tối. Tiếng Nhật dễ có phiên âm.
accessibility-tested = Đã kiểm tra
accessibility-tested-1 = Mỗi lần thay đổi đều chạy kiểm tra tự động (axe-core, trên Chromium). Kiểm tra tự động chỉ tìm được một phần vấn đề.
accessibility-untested = Chưa kiểm tra
accessibility-untested-1 = Chưa được người dùng trình đọc màn hình (NVDA, VoiceOver, TalkBack) thử.
accessibility-untested-2 = Một số phần mềm đọc phiên âm hai lần. Bản đồ chỉ xem bằng mắt nên danh sách có cùng nội dung.
accessibility-trouble = Khi khó sử dụng
accessibility-trouble-1 = Xin cho nơi liên hệ bên dưới biết trang nào và khó ở đâu. Bạn cũng có thể hỏi qua điện thoại.
