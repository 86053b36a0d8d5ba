# Open data: its page, and the words of /ogc
open-data-title = だれでも 使《つか》える データ
ogc-about = こどもの 居場所《いばしょ》の データです。地図《ちず》の ソフトで 読《よ》めます。
ogc-collections = データの しゅるい
ogc-places = こどもの 居場所《いばしょ》
ogc-desks = 相談《そうだん》できる ところ
ogc-events = 行事《ぎょうじ》
ogc-candidates = あたらしい 居場所《いばしょ》に できそうな ところ
ogc-districts = 学校《がっこう》の 地区《ちく》
ogc-filters = えらべる こと：{ $names }
ogc-conformance = まもっている きまり
ogc-links = リンクの 一覧《いちらん》
