# What happens to what readers do here

privacy-title = 개인정보 보호
privacy-kept = 기록하지 않는 것
privacy-kept-1 = 이름, 주소, 나이 등을 묻거나 기록하지 않아요. 등록도 없어요.
privacy-kept-2 = 쿠키를 쓰지 않아요. 다른 회사의 측정이나 광고도 없어요.
privacy-place = 현재 위치
privacy-place-1 = 검색의 출발점은 학교, 역, 동네 같은 공공 지점이에요. 집 위치는 보내지 않아요.
privacy-place-2 = ‘현재 위치에서’를 쓸 때도 이 기기 안에서만 계산하고 어디에도 보내지 않아요.
privacy-log = 서버 기록
privacy-log-1 = 고장을 고치기 위해 연 페이지, 결과, 걸린 시간을 기록해요. 좌표, 검색어, 누가 보았는지는 적지 않아요.
privacy-device = 이 기기에 남는 것
privacy-device-1 = 브라우저에는 본 페이지의 기록이 남을 수 있어요. 걱정되면 시크릿 모드로 볼 수 있어요.
privacy-device-2 = ‘어린이 페이지’는 눈에 띄지 않는 제목을 쓰고 한 번 누르면 다른 페이지로 바뀌어요. 그래도 기록을 완전히 지울 수는 없어요.
privacy-device-3 = 마지막으로 본 목록과 장소 페이지, ‘가져갈 목록’은 연결되지 않을 때도 열 수 있도록 이 기기 안에만 둬요. ‘이 기기에서 볼 수 있는 페이지’에서 지울 수 있어요. 위치는 두지 않아요.
privacy-hidden = 위치를 공개하지 않는 곳
privacy-hidden-1 = 안전을 위해 위치를 공개하지 않는 곳이 있어요. 지도, 목록, 데이터 어디에도 나오지 않아요.
