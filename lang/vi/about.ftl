# What this finder is

about-title = Về trang web này
about-what = Trang này làm gì
about-what-1 = Tìm nơi trẻ có thể đến sau giờ học và ngày nghỉ theo ngày giờ, lớp và giá. Chọn nơi nào là do các em.
about-what-2 = Thứ tự chỉ theo khoảng cách và thời gian. Không chấm điểm, không quảng cáo.
about-states = “Đang mở” và “Hãy hỏi trước” nghĩa là gì
about-states-1 = Việc mở cửa được tính từ ngày giờ do người điều hành cho biết, ngày lễ, kỳ nghỉ của trường và ngày nghỉ đột xuất, kèm lý do.
about-states-2 = Điều chưa biết thì ghi là chưa biết. Thông tin lâu chưa kiểm tra sẽ tự đổi thành “Hãy hỏi trước”.
about-distance = Thời gian đi bộ
about-distance-1 = Ước tính: đường thẳng nhân 1,3, đi 80 mét mỗi phút, làm tròn lên. Chưa tính dốc và đèn giao thông.
about-data = Nguồn dữ liệu
about-data-1 = Địa hình, trường, ga và khu phố được biên tập từ dữ liệu của Bộ Đất đai (MLIT), Cục Địa lý (GSI), Bưu điện Nhật Bản, dữ liệu ga (CC BY-SA 4.0), dữ liệu địa chỉ Geolonia (CC BY 4.0) và © OpenStreetMap contributors (ODbL).
about-data-2 = Mỗi nơi đều ghi ngày kiểm tra và nguồn. Dữ liệu mẫu được ghi là mẫu.
about-wrong = Nếu có gì sai
about-wrong-1 = Xin báo cho nơi liên hệ bên dưới. Chúng tôi sẽ kiểm tra và sửa.
