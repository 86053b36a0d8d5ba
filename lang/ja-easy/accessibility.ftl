# How far everybody can use these pages

accessibility-title = だれでも使《つか》えるように
accessibility-aim = 目標《もくひょう》
accessibility-aim-1 = だれでも使《つか》えるように、JIS X 8341-3:2016 という決《き》まりのレベルAAを目標《もくひょう》にしています。
accessibility-aim-2 = 家族《かぞく》が見《み》るページの全部《ぜんぶ》が対象《たいしょう》です。まだ全部《ぜんぶ》は調《しら》べていません。
accessibility-done = していること
accessibility-done-1 = マウスがなくても使《つか》えます。押《お》すところは大《おお》きいです。色《いろ》だけでなく、言葉《ことば》でも書《か》いています。
accessibility-done-2 = 文字《もじ》を大《おお》きくできます。暗《くら》い画面《がめん》でも読《よ》めます。ふりがながあります。
accessibility-tested = 試《ため》したこと
accessibility-tested-1 = 機械《きかい》の検査《けんさ》（axe-core）をしています。機械《きかい》では、見《み》つからない問題《もんだい》もあります。
accessibility-untested = まだ試《ため》していないこと
accessibility-untested-1 = 画面《がめん》を読《よ》むソフトを使《つか》う人《ひと》には、まだ試《ため》してもらっていません。
accessibility-untested-2 = ふりがなは、ソフトによって2回《かい》読《よ》まれることがあります。地図《ちず》と同《おな》じことは、一覧《いちらん》にも書《か》いてあります。
accessibility-trouble = 使《つか》いにくいとき
accessibility-trouble-1 = 下《した》の電話《でんわ》かメールで教《おし》えてください。電話《でんわ》でも同《おな》じことが聞《き》けます。
