//! Finds every key and text of a feature that may be intended to withhold a place.
//!
//! `location_precision`, `closed_on` and `sample` decide whether, and as what, a place is shown. One
//! that is misspelled, in the wrong object or in another language must not count as absent. The whole
//! feature is traversed once; known keys are skipped by one comparison, so that only unknown keys and
//! short texts are analyzed.

use super::super::value::Value;
use super::PLACE_KEYS;
use super::programmes::PROGRAMME_KEYS;
use hashbrown::HashSet;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

#[derive(Default)]
pub(super) struct Found<'v, 'a> {
    /// The values of `location_precision` in its proper place.
    pub precision: Vec<&'v Value<'a>>,
    /// The first reason why something else may be intended as `location_precision`.
    pub precision_elsewhere: Option<&'static str>,
    /// `closed_on` or `sample`, for each key that may be intended as one of them, with that key.
    pub doubtful: Vec<(&'static str, String)>,
    /// Duplicate members, each as `object.key`.
    pub twice: Vec<String>,
}

/// The object whose members are visited.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Feature,
    Properties,
    Deeper,
}

impl<'v, 'a> Found<'v, 'a> {
    pub fn of(feature: &'v Value<'a>) -> Self {
        let mut found = Self::default();
        found.members("", feature, Level::Feature);
        found
    }

    fn members(&mut self, path: &str, object: &'v Value<'a>, level: Level) {
        let entries = object.entries();
        for (at, (key, value)) in entries.iter().enumerate() {
            if entries[..at].iter().any(|(earlier, _)| earlier == key) {
                self.twice.push(format!("{path}{key}"));
            }
            match (level, key.as_ref()) {
                (Level::Properties, "location_precision") => self.precision.push(value),
                (Level::Properties, "closed_on" | "sample") => {}
                (Level::Feature, "properties") => self.members("", value, Level::Properties),
                (_, key) => self.member(path, key, value),
            }
        }
    }

    fn member(&mut self, path: &str, key: &str, value: &'v Value<'a>) {
        if !WORDS.format.contains(key) {
            match meaning(key) {
                None => {}
                Some(Meaning::Precision(why)) => self.precision_elsewhere = Some(why),
                Some(Meaning::Doubtful(of)) => self.doubtful.push((of, format!("{path}{key}"))),
            }
        }
        // A private telephone number or page does not make the place private.
        if !matches!(key, "phone" | "url") {
            self.value(key, value);
        }
    }

    fn value(&mut self, key: &str, value: &'v Value<'a>) {
        match value {
            Value::Text(text) if says_hidden(text) => {
                self.precision_elsewhere = Some("a text that says hidden");
            }
            Value::List(items) => items.iter().for_each(|item| self.value(key, item)),
            Value::Object(_) => self.members(&format!("{key}."), value, Level::Deeper),
            _ => {}
        }
    }
}

/// Whether a member of a collection, beside its features, may be intended as `location_precision`.
pub(in crate::dataset) fn is_precision(key: &str, value: &Value<'_>) -> bool {
    let mut found = Found::default();
    found.member("", key, value);
    found.precision_elsewhere.is_some()
}

/// Known keys that are not misspellings of another one, besides those of places and programmes.
const OTHER_KEYS: &str = "type geometry coordinates properties bbox sessions extra closures text start end rrule except from to reason \
    note fact value as_of bring enter people child adult";

/// The keys that decide whether and as what a place is shown; each is valid in one place only.
const DECIDING: [&str; 3] = ["location_precision", "closed_on", "sample"];

/// Sets of keys and words, built on first use.
struct Words {
    format: HashSet<&'static str>,
    hidden: HashSet<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let keys = PLACE_KEYS.iter().chain(PROGRAMME_KEYS).copied().chain(OTHER_KEYS.split_whitespace());
    Words {
        format: keys.filter(|key| !DECIDING.contains(key)).collect(),
        hidden: HIDDEN_ASCII.split_whitespace().chain(HIDDEN.split_whitespace()).collect(),
    }
});

#[derive(Debug, PartialEq, Eq)]
enum Meaning {
    /// `location_precision`, with the reason.
    Precision(&'static str),
    /// `closed_on` or `sample`.
    Doubtful(&'static str),
}

/// Maximum edit distance for a key to count as a misspelling.
const LETTERS_OFF: usize = 2;

/// Words for "hidden" in ASCII, without separators.
const HIDDEN_ASCII: &str = "hidden hide secret private confidential unlisted undisclosed notpublic nonpublic notdisclosed \
    donotshow donotpublish hikoukai hikokai himitsu oculto oculta escondido privado secreto \
    versteckt verborgen geheim nascosto segreto tersembunyi rahasia nakatago bimat khongcongkhai";

/// Words for "hidden" in other letters, without separators, in lower case.
const HIDDEN: &str = "非公開 不公開 未公開 非表示 秘密 秘匿 内緒 隠す 隠し 隠れた 公開しない 公開しません 公開不可 \
    公開できません 公開なし 表示しない ひこうかい ひみつ 不公开 非公开 未公开 保密 隐藏 隱藏 隐匿 \
    隱匿 机密 機密 비공개 숨김 숨기기 숨겨짐 비밀 ẩn giấu bímật khôngcôngkhai riêngtư caché cachée \
    masqué privé скрыто скрытый секрет";

/// Parts of keys about the public precision of a location.
const PRECISION_PARTS: &str = "precision hidden confidential undisclosed visibility \
    非公開 不公開 未公開 非表示 秘匿 秘密 精度 公開範囲 公開レベル 公開区分 公開設定 公開可否 \
    公開の可否 公開フラグ 公開しない 公開する 位置の公開 位置公開 位置情報の公開 位置情報公開 \
    場所の公開 場所公開 所在地の公開 所在地公開 住所の公開 住所公開 不公开 非公开 保密 公开范围 \
    位置公开 隐藏 隱藏 비공개 공개여부 공개범위 정밀도 정확도 độchínhxác précision precisión \
    precisão точность";

const CLOSED: &str = "closeddate closedate closedsince dateclosed 閉鎖日 閉鎖年月日 廃止日 廃止年月日 閉所日";

const SAMPLE: &str = "issample demo dummy 見本 サンプル ダミー 示例 样本 樣本 견본 mẫu";

fn meaning(key: &str) -> Option<Meaning> {
    let folded = fold(key);
    let off = |word: &str| {
        let close = folded.len().abs_diff(word.len()) <= LETTERS_OFF;
        if close { strsim::osa_distance(&folded, word) } else { usize::MAX }
    };
    let among = |words: &str| words.split_whitespace().any(|word| word == folded);
    if off("locationprecision") <= LETTERS_OFF {
        return Some(Meaning::Precision("a key that looks like it"));
    }
    let hidden = |word: &str| folded == word || word.is_ascii() && word.len() >= 6 && off(word) <= 1;
    if PRECISION_PARTS.split_whitespace().any(|part| folded.contains(part))
        || off("precision") <= 1
        || off("locationaccuracy") <= LETTERS_OFF
        || among("isprivate public ispublic 公開")
        // A key `secret` may hold a password as well.
        || folded != "secret" && WORDS.hidden.iter().any(|word| hidden(word))
    {
        return Some(Meaning::Precision("a key that means the same"));
    }
    if off("closedon") <= LETTERS_OFF || among(CLOSED) {
        return Some(Meaning::Doubtful("closed_on"));
    }
    (off("sample") <= LETTERS_OFF || among(SAMPLE)).then_some(Meaning::Doubtful("sample"))
}

/// Maximum length of a word for "hidden", in bytes.
const WORD_BYTES: usize = 48;

/// Whether the whole of `text` is a word for "hidden".
fn says_hidden(text: &str) -> bool {
    // Fold only non-ASCII text with a letter of those words, or one that folds to ASCII.
    let may = |c: char| LETTERS.contains(c) || matches!(c, '\u{300}'..='\u{36f}' | '\u{ff00}'..='\u{ffef}');
    let short = text.len() <= WORD_BYTES;
    short && (text.is_ascii() || text.chars().any(may)) && WORDS.hidden.contains(fold(text).as_str())
}

/// At least one letter of every word of [`HIDDEN`].
const LETTERS: &str = "非未不秘内隠公表ひ保隐隱机機비숨ẩậôêéсẤấẨẬÔÊÉС";

/// `text` in lower case, NFKC-normalized, without separators.
fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text
            .bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|b| char::from(b.to_ascii_lowercase()))
            .collect();
    }
    text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric() || *c == 'ー').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_recognized_in_any_spelling() {
        let precision = "location_precison|location-precision|Location Precision|LOCATION_PRECISION|\
            locationPrecision|locaton_precison|location_precisions|loaction_precision|\
            ｌｏｃａｔｉｏｎ＿ｐｒｅｃｉｓｉｏｎ|location.precision|precision|geo_precision|\
            位置の精度|位置精度|位置情報の精度|非公開|非公開フラグ|公開範囲|公開|hidden|hiden|\
            isHidden|is_private|visibility|비공개|위치 정밀도|不公开|độ chính xác|précision"
            .split('|');
        for key in precision {
            assert!(matches!(meaning(key), Some(Meaning::Precision(_))), "{key}: {:?}", meaning(key));
        }
        for key in "closed-on|closedOn|closed_o|clsoed_on|closed|Closed_On|閉鎖日|廃止年月日".split('|')
        {
            assert_eq!(meaning(key), Some(Meaning::Doubtful("closed_on")), "{key}");
        }
        for key in "Sample|smaple|samples|sampel|見本|サンプル|is_sample".split('|') {
            assert_eq!(meaning(key), Some(Meaning::Doubtful("sample")), "{key}");
        }
    }

    #[test]
    fn ordinary_keys_are_left_alone() {
        let keys = "phnoe|colour|note|備考|公開日|データ公開日|情報公開元|団体名|郵便番号|住居表示|緯度|\
            経度|location|private_room|memo|名称_カナ|fax|email|closures_note|閉館日|休館日|\
            provision|public_transport|people2|table|画像|secret|保育|秘書"
            .split('|');
        for key in keys {
            assert_eq!(meaning(key), None, "{key}");
        }
    }

    #[test]
    fn a_text_says_hidden_only_as_a_whole() {
        for text in
            "hidden| Hidden |非公開|（非公開）|ＨＩＤＤＥＮ|비공개|không công khai|Ẩn|do not show".split('|')
        {
            assert!(says_hidden(text), "{text}");
        }
        for text in
            "非公開ひろば|ひみつ基地|hidden garden|公民館|おおとり ひろば（見本）|不二家||内田".split('|')
        {
            assert!(!says_hidden(text), "{text}");
        }
    }

    #[test]
    fn every_word_for_hidden_is_found_as_a_text() {
        for word in &WORDS.hidden {
            assert!(says_hidden(word), "{word}");
        }
    }
}
