# Without a network, and what the device keeps

offline-title = 이 기기에서 볼 수 있는 페이지
offline-lead = 지금은 인터넷에 연결되어 있지 않아요. 마지막으로 본 목록과 장소 페이지는 이 기기에서 열 수 있어요.
offline-none = 아직 없어요. 목록이나 장소 페이지를 보면 여기에 나와요.
offline-clear = 이 기기에서 지우기
offline-note = 마지막으로 본 목록 10개와 장소 페이지 40개, ‘가져갈 목록’을 이 기기 안에만 두고 어디에도 보내지 않아요. ‘어린이 페이지’는 두지 않아요.
offline-as-of = { $when } 정보예요
offline-known-until = 이 기기에서 알 수 있는 것은 { $date }까지예요
