# The next steps from a place
place-ahead = Bốn tuần sau đó
ahead-unsure = Có ngày chưa chắc chắn. Trước khi đi có thể gọi điện hỏi.
ahead-nothing = Tuần này không có gì
place-ics = Tệp lịch (.ics)
place-directions-note = Chỉ có điểm đến được gửi đi.
place-print = In trang này
report-title = Thấy sai, xin báo cho chúng tôi
report-lead = Nếu thấy điều gì sai, xin báo cho nơi này. Không cần ghi tên.
report-nobody = Chưa có nơi để báo. Xin hỏi trực tiếp nơi đó.
report-mail = Báo bằng email
report-call = Báo qua điện thoại ({ $phone })
report-subject = Có chỗ sai: { $name }
report-place = Nơi: { $name } ({ $id })
report-wrong = Chỗ sai:
place-one-date = Thêm { $when } vào lịch
