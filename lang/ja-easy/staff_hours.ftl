# Trying out a text of opening hours

staff-hours-nav = 職員《しょくいん》の方《かた》へ
staff-hours-title = 開《ひら》く時間《じかん》のことばをためす
staff-hours-lead = 開《あ》いている時間《じかん》を書《か》いてください。このサイトがどう読《よ》むか、わかります。書《か》いたことばは、のこりません。
staff-hours-field = 開《あ》いている時間《じかん》
staff-hours-example = れい：第《だい》2・4土《ど》 11時《じ》〜14時《じ》、8月《がつ》は休《やす》み
staff-hours-button = 読《よ》んでみる
staff-hours-understood = このように読《よ》みました
staff-hours-none = 読《よ》めませんでした
staff-hours-none-marked = 色《いろ》がついたところが、わかりませんでした。このままのせると、いつも「たしかめてください」になります。
staff-hours-none-vague = 日《ひ》や時間《じかん》がはっきりしません。いつも「たしかめてください」になります。
staff-hours-warnings = たしかめてほしいこと
staff-hours-notation = 決《き》まった書《か》きかた
staff-hours-no-dates = これから1年《ねん》のあいだ、開《あ》く日《ひ》はありません。
staff-hours-several = いくつかの｜意味《いみ》に｜読《よ》めます
staff-hours-question = { $date }は？
staff-hours-open = { $times } ｜開《あ》く
staff-hours-closed = ｜休《やす》み
staff-hours-chosen = えらんだ｜意味《いみ》
staff-hours-copy = データの schedule にそのまま｜写《うつ》すと、この｜意味《いみ》に｜決《き》まります。
