# Câu trả lời cho chương trình
api-hidden-place = Địa điểm không được công khai
