# Câu trả lời cho chương trình
api-hidden-place = Địa điểm không được công khai
api-changes-note = Các thay đổi từ { $time }. Trước đó thì không rõ: khi complete là false, hãy đọc lại toàn bộ.
