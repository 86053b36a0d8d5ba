# Open data: its page, and the words of /ogc
open-data-title = Dữ liệu mở
ogc-about = Dữ liệu về các nơi dành cho trẻ em. Phần mềm GIS đọc được ở địa chỉ này.
ogc-collections = Các loại dữ liệu
ogc-places = Nơi dành cho trẻ em
ogc-desks = Nơi tư vấn
ogc-events = Sự kiện
ogc-candidates = Cơ sở công cộng có thể mở một nơi mới
ogc-districts = Khu vực trường tiểu học
ogc-filters = Có thể lọc theo: { $names }
ogc-conformance = Tiêu chuẩn đáp ứng
ogc-links = Liên kết
