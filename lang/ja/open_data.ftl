# Open data: its page, and the words of /ogc
open-data-title = オープンデータ
ogc-about = こどもの居場所のデータ。GISから、このアドレスで読めます。
ogc-collections = データの種類
ogc-places = こどもの居場所
ogc-desks = 相談できるところ
ogc-events = 行事
ogc-candidates = 新しい居場所を開けそうな公共施設
ogc-districts = 小学校区
ogc-filters = しぼりこめる項目：{ $names }
ogc-conformance = 準拠している規格
ogc-links = リンク
