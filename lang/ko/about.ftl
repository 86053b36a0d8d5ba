# What this finder is

about-title = 이 사이트에 대하여
about-what = 할 수 있는 일
about-what-1 = 방과 후나 쉬는 날 아이들이 갈 수 있는 곳을 날짜와 시간, 학년, 요금 등으로 찾을 수 있어요. 어디를 고를지는 아이들이 정해요.
about-what-2 = 순서는 거리와 시간만으로 정해요. 점수를 매기거나 추천하지 않아요.
about-states = ‘열려 있어요’, ‘확인해 주세요’란
about-states-1 = 열려 있는지는 운영자가 알려 준 요일과 시간, 공휴일, 방학, 임시 휴무로 계산하며 이유도 함께 보여 줘요.
about-states-2 = 모르는 것은 모른다고 써요. 오래 확인하지 않은 정보는 자동으로 ‘확인해 주세요’로 바뀌어요.
about-distance = 걷는 시간
about-distance-1 = 직선거리에 1.3을 곱하고 1분에 80미터로 계산해 올림한 어림값이에요. 언덕과 신호등은 넣지 않았어요.
about-data = 정보의 출처
about-data-1 = 지형, 학교, 역, 동네 정보는 국토수치정보·위치참조정보(국토교통성), 지정피난소 데이터(국토지리원), 일본우편, 역 데이터(CC BY-SA 4.0), Geolonia 주소 데이터(CC BY 4.0), © OpenStreetMap contributors(ODbL)를 가공해 만들었어요.
about-data-2 = 각 장소와 상담처에는 확인한 날과 출처를 적었어요. 예시 데이터에는 예시라고 적었어요.
about-wrong = 틀린 것이 있으면
about-wrong-1 = 아래 연락처로 알려 주세요. 확인하고 고칠게요.
