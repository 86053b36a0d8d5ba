# Without a network, and what the device keeps

offline-title = Trang lưu trên máy này
offline-lead = Hiện không có kết nối Internet. Các danh sách và trang địa điểm bạn xem gần đây vẫn mở được trên máy này.
offline-none = Chưa có gì. Danh sách và trang địa điểm bạn xem sẽ hiện ở đây.
offline-clear = Xóa khỏi máy này
offline-note = Chỉ 10 danh sách, 40 trang địa điểm xem gần nhất và danh sách “Mang theo” được lưu trên máy này, không gửi đi đâu. Trang cho trẻ em không bao giờ được lưu.
offline-as-of = Thông tin lúc { $when }
offline-known-until = Máy này chỉ biết giờ mở cửa đến { $date }
