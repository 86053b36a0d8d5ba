# Tệp để tải về
feeds-calendar-name = Nơi dành cho trẻ em ở { $ward }
feeds-sample = {"[Mẫu] "}
feeds-cancelled = {"[Nghỉ] "}
feeds-unsure = {"[Cần xác nhận] "}
feeds-phone = Điện thoại { $phone }
feeds-changes-name = Thay đổi về các nơi cho trẻ em ở { $ward }
feeds-added = Thêm:
feeds-changed = Đổi:
feeds-removed = Gỡ:
