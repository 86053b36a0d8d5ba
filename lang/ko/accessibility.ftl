# How far everybody can use these pages

accessibility-title = 접근성
accessibility-aim = 목표
accessibility-aim-1 = JIS X 8341-3:2016의 AA 수준과 WCAG 2.2의 AA 수준을 목표로 해요.
accessibility-aim-2 = 대상은 가족을 위한 모든 페이지예요. 아직 모든 시험을 마치지 않아 준수라고 밝히지 않아요.
accessibility-done = 하고 있는 것
accessibility-done-1 = 모든 페이지는 JavaScript 없이, 키보드만으로도 쓸 수 있게 만들었어요. 누르는 곳은 크고, 상태는 색만이 아니라 표시와 말로도 나타내요.
accessibility-done-2 = 글자 크기를 바꾸거나 어두운 화면에서도 읽을 수 있어요. 쉬운 일본어에는 읽는 법이 붙어 있어요.
accessibility-tested = 시험한 것
accessibility-tested-1 = 변경할 때마다 Chromium에서 자동 검사(axe-core)를 해요. 자동 검사로는 문제의 일부만 찾을 수 있어요.
accessibility-untested = 아직 시험하지 않은 것
accessibility-untested-1 = 화면 낭독기(NVDA, VoiceOver, TalkBack 등)를 쓰는 분의 시험은 아직 하지 않았어요.
accessibility-untested-2 = 소프트웨어에 따라 루비(읽는 법)를 두 번 읽을 수 있어요. 지도는 눈으로 보는 것이라 같은 내용을 목록으로도 보여 줘요.
accessibility-trouble = 쓰기 불편할 때
accessibility-trouble-1 = 어느 페이지에서 무엇이 불편했는지 아래 연락처로 알려 주세요. 전화로도 같은 내용을 물을 수 있어요.
