# The places to take along
shortlist-title = Mang theo
shortlist-take = Mang theo
shortlist-taken = đã thêm vào danh sách
shortlist-full = Tối đa 6 nơi. Bỏ bớt một nơi để thêm nơi khác.
shortlist-see = Xem danh sách
shortlist-none = Chưa có gì. Hãy nhấn “Mang theo” trong danh sách hoặc ở trang của một nơi.
shortlist-remove = Bỏ ra
shortlist-ended = Đã kết thúc
shortlist-moved = Đã đổi địa điểm từ khi bạn thêm
shortlist-hours = Ngày hoặc giờ mở đã thay đổi từ khi bạn thêm
shortlist-gone = Không còn nữa, hoặc địa chỉ trang đã đổi
shortlist-offline = Hiện không xem được thông tin mới
shortlist-sheet = Làm một trang, in ra
shortlist-private = Chỉ lưu trên máy này. Chỉ khi in hoặc gửi mới có trong địa chỉ.
shortlist-script = Trang này cần script. Cũng có thể làm tại đây:
