# Somebody to speak to

talk-title = Khi muốn nói chuyện với ai đó
talk-lead = Chưa biết nói từ đâu cũng không sao. Nơi đang nghe máy được xếp trước.
talk-nav = Hoàn cảnh của bạn
talk-child = Khi trẻ em muốn nói chuyện
talk-parent = Khi cha mẹ muốn nói chuyện (trường, nhà)
talk-support = Khi tìm nơi học hoặc nơi để đến chơi
talk-danger = Khi đang gặp nguy hiểm
talk-110 = Cảnh sát
talk-119 = Cấp cứu, cháy
talk-open = Đang nhận cuộc gọi
talk-closed = Hiện không nhận cuộc gọi
talk-unknown = Chưa rõ giờ nhận cuộc gọi
talk-hours = Giờ nhận cuộc gọi
talk-area = Khu vực
talk-free = Miễn phí
talk-source-date = (trang ngày { $date })
talk-source-undated = (trang không ghi ngày)
talk-states-note = Việc nơi nào đang nghe máy được tính theo giờ ghi trên trang của nơi đó. Giờ có thể đã thay đổi.
talk-free-note = Các số bắt đầu bằng 0120, 0800 và 110, 119, 189 gọi không mất tiền.
talk-to-kids = Trang cho trẻ xem một mình
