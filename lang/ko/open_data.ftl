# Open data: its page, and the words of /ogc
open-data-title = 오픈 데이터
ogc-about = 아이들이 머물 곳의 데이터입니다. GIS 프로그램이 이 주소에서 읽을 수 있습니다.
ogc-collections = 데이터 종류
ogc-places = 아이들이 머물 곳
ogc-desks = 상담 창구
ogc-events = 행사
ogc-candidates = 새로 머물 곳을 열 수 있는 공공시설
ogc-districts = 초등학교 학군
ogc-filters = 걸러 볼 수 있는 항목: { $names }
ogc-conformance = 따르는 표준
ogc-links = 링크
