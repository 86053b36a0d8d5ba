# Without a network, and what the device keeps

offline-title = この スマホで 見《み》られる ページ
offline-lead = いまは インターネットに つながっていません。さいごに 見《み》た ページは、この スマホで ひらけます。
offline-none = まだ ありません。ページを 見《み》ると、ここに ならびます。
offline-clear = この スマホから 消《け》す
offline-note = さいごに 見《み》た ページと、「もって いく」に 入《い》れた 場所《ばしょ》だけを、この スマホの 中《なか》に おきます。どこにも おくりません。「こどもの ページ」は おきません。
offline-as-of = { $when }の 情報《じょうほう》です
offline-known-until = この スマホで わかるのは { $date }までです
