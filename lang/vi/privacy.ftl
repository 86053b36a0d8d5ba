# What happens to what readers do here

privacy-title = Quyền riêng tư
privacy-kept = Những gì không lưu
privacy-kept-1 = Không hỏi và không lưu tên, địa chỉ hay tuổi. Không cần đăng ký.
privacy-kept-2 = Không dùng cookie. Không có công cụ đo đếm hay quảng cáo của công ty khác.
privacy-place = Vị trí của bạn
privacy-place-1 = Điểm xuất phát khi tìm là nơi công cộng: trường, ga, khu phố. Vị trí nhà bạn không bao giờ được gửi đi.
privacy-place-2 = Khi tìm từ vị trí hiện tại, việc tính toán chỉ diễn ra trên thiết bị này và không gửi đi đâu.
privacy-log = Nhật ký máy chủ
privacy-log-1 = Để sửa lỗi, máy chủ ghi trang đã mở, kết quả và thời gian xử lý. Không ghi tọa độ, từ tìm kiếm hay người xem.
privacy-device = Những gì còn lại trên thiết bị
privacy-device-1 = Trình duyệt có thể lưu lịch sử. Nếu ngại, bạn có thể dùng chế độ ẩn danh.
privacy-device-2 = Trang cho trẻ em có tiêu đề trung tính và đổi sang trang khác chỉ với một lần bấm. Dù vậy không thể xóa hết dấu vết.
privacy-device-3 = Danh sách và trang địa điểm bạn xem gần nhất, cùng danh sách “Mang theo”, chỉ nằm trên máy này, để mở được khi không có mạng. Bạn có thể xóa ở “Trang lưu trên máy này”. Vị trí của bạn không bao giờ được lưu.
privacy-hidden = Nơi không công khai vị trí
privacy-hidden-1 = Vì an toàn, có nơi không công khai vị trí. Những nơi đó không có trên bản đồ, danh sách hay dữ liệu.
