# A sheet for one family, and the form to make it

sheet-title = Những nơi chúng ta đã cùng chọn
sheet-lead = Đi hay không đều được. Hãy bắt đầu từ nơi bạn thích, bất cứ lúc nào.
sheet-places = Nơi có thể đến
sheet-code = Xem tờ này trên điện thoại
sheet-again = Chọn lại
sheet-private = Lựa chọn chỉ nằm trong địa chỉ của trang này. Không ghi lại gì và không hỏi tên.
sheet-too-many = Mỗi trang có tối đa tổng cộng { $most } nơi đến và nơi tư vấn. Xin bỏ bớt vài mục.
sheet-unknown = Không tìm thấy { $count } mục đã chọn; có thể đã ngừng hoặc đổi địa chỉ.
sheet-hidden = Nơi không công khai địa điểm thì không đưa lên giấy được. Có thể liên hệ từ trang riêng của nơi đó.
chooser-title = Tạo tờ giấy cho gia đình
chooser-lead = Chọn tổng cộng tối đa { $most } nơi đến và nơi tư vấn để làm thành một trang.
chooser-places = Nơi đến
chooser-desks = Nơi tư vấn
chooser-nothing = Không có nơi nào mang tên này.
chooser-cut = Chỉ hiện 60 nơi; hãy thu hẹp theo tên hoặc trường.
chooser-name = Tên nơi đến
chooser-near = Gần trường nào
chooser-filter = Thu hẹp danh sách
chooser-language = Ngôn ngữ của tờ giấy
chooser-make = Tạo tờ giấy
