# The places to take along
shortlist-title = 가져갈 목록
shortlist-take = 목록에 담기
shortlist-taken = 목록에 담았어요
shortlist-full = 6곳까지예요. 하나를 빼면 담을 수 있어요.
shortlist-see = 담은 목록 보기
shortlist-none = 아직 없어요. 목록이나 장소 페이지에서 담기를 누르면 여기에 보여요.
shortlist-remove = 빼기
shortlist-ended = 그 뒤에 끝났어요
shortlist-moved = 담은 뒤에 장소가 바뀌었어요
shortlist-hours = 담은 뒤에 여는 날이나 시간이 바뀌었어요
shortlist-gone = 없어졌거나 주소가 바뀌었어요
shortlist-offline = 지금은 새 정보를 볼 수 없어요
shortlist-sheet = 한 장으로 만들기·인쇄
shortlist-private = 이 기기 안에만 두어요. 인쇄하거나 보낼 때만 주소에 들어가요.
shortlist-script = 이 페이지는 스크립트가 필요해요. 여기서도 만들 수 있어요:
