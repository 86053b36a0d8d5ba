# A sheet for one family, and the form to make it

sheet-title = 함께 고른 공간
sheet-lead = 가도 되고 안 가도 돼요. 마음이 가는 곳부터 언제든 시작할 수 있어요.
sheet-places = 가 볼 곳
sheet-code = 이 용지를 스마트폰으로 보기
sheet-again = 다시 고르기
sheet-private = 고른 내용은 이 페이지의 주소 안에만 있어요. 어디에도 기록하지 않고 이름도 묻지 않아요.
sheet-too-many = 한 장에는 장소와 상담처를 합쳐 { $most }곳까지 실을 수 있어요. 몇 곳을 빼 주세요.
sheet-unknown = 고른 것 중 { $count }개를 찾지 못했어요. 없어졌거나 주소가 바뀌었을 수 있어요.
sheet-hidden = 위치를 공개하지 않는 곳은 종이에 실을 수 없어요. 그 장소의 페이지에서 연락할 수 있어요.
chooser-title = 가족에게 건넬 용지 만들기
chooser-lead = 장소와 상담처를 합쳐 { $most }곳까지 고르면 한 장이 돼요.
chooser-places = 장소
chooser-desks = 상담처
chooser-nothing = 그 이름의 장소를 찾지 못했어요.
chooser-cut = 많아서 60곳까지만 보여요. 이름이나 학교로 좁힐 수 있어요.
chooser-name = 장소 이름
chooser-near = 어느 학교 가까이
chooser-filter = 목록 좁히기
chooser-language = 용지의 언어
chooser-make = 용지 만들기
