//! Reads kinds, audiences, fees, booking rules, telephone numbers and URLs in words.
//!
//! Each reader answers with a value only for a text it understands as a whole; the caller keeps the words of
//! everything else on the place.

use super::when::plain;

/// What a text says the kind of a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KindWord {
    /// The code of a kind.
    Is(&'static str),
    /// A place for children before school, which is no place of this service.
    Preschool,
}

/// Words of kinds, the more particular first.
const KINDS: &[(&[&str], KindWord)] = &[
    (
        &["こども食堂", "子ども食堂", "子供食堂", "キッズ食堂", "みんな食堂", "地域食堂", "フードパントリー"],
        KindWord::Is("childrens_cafeteria"),
    ),
    (
        &["放課後児童", "放課後子", "学童", "留守家庭児童", "のびのびルーム", "after_school"],
        KindWord::Is("after_school"),
    ),
    (&["教育支援センター", "適応指導"], KindWord::Is("education_support_center")),
    (&["フリースクール", "オルタナティブスクール"], KindWord::Is("free_school")),
    (&["学習支援", "無料塾", "寺子屋", "学習教室", "自習室"], KindWord::Is("learning_support")),
    (
        &["児童館", "児童センター", "児童会館", "こども館", "子ども館", "青少年センター", "青少年会館"],
        KindWord::Is("childrens_center"),
    ),
    (&["図書館", "図書室", "文庫", "library"], KindWord::Is("library")),
    (
        &["プレーパーク", "冒険遊び場", "遊び場", "児童遊園", "公園", "ちびっこ広場", "playground"],
        KindWord::Is("playground"),
    ),
    (&["子育て支援拠点", "子育て支援センター", "つどいの広場"], KindWord::Is("public_space")),
    (
        &["保育所", "保育園", "幼稚園", "こども園", "認可外", "小規模保育", "家庭的保育", "kindergarten"],
        KindWord::Preschool,
    ),
    (&["居場所", "たまり場", "サードプレイス"], KindWord::Is("ibasho")),
    (
        &[
            "公民館",
            "会館",
            "コミュニティ",
            "市民センター",
            "地区センター",
            "交流",
            "ホール",
            "体育館",
            "生涯学習",
            "公共施設",
            "community_centre",
        ],
        KindWord::Is("public_space"),
    ),
];

/// The kind that `text` names; `None` when it names none. A code of the format is itself.
pub(super) fn kind(text: &str) -> Option<KindWord> {
    let text = plain(text);
    if let Ok(kind) = text.parse::<crate::place::PlaceKind>() {
        return Some(KindWord::Is(kind.code()));
    }
    KINDS.iter().find(|(words, _)| words.iter().any(|word| text.contains(word))).map(|(_, kind)| *kind)
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Who {
    /// Grades as in the format: `e1-e6`.
    Grades(Vec<String>),
    /// Ages in years, both included.
    Ages(Option<u32>, Option<u32>),
}

/// The audience of a text such as 小学生・中学生, 小学１～６年生, 6歳～18歳未満. `None` when a word is not
/// understood, or when it says itself that it is not exact (概ね, 程度).
pub(super) fn who(text: &str) -> Option<Who> {
    let text: String = plain(text).chars().filter(|c| !c.is_whitespace() && !"()。".contains(*c)).collect();
    let text = text.replace(['−', '―', '–', 'ー', '-', '～'], "~").replace("から", "~");
    let text = ["対象は", "対象:", "対象", "市内在住の", "市内の", "区内の"]
        .iter()
        .fold(text, |text, front| text.strip_prefix(front).map(str::to_owned).unwrap_or(text));
    let text =
        text.strip_suffix("まで").filter(|text| text.contains('~')).map_or(text.clone(), str::to_owned);
    if let Some(ages) = ages(&text) {
        return Some(ages);
    }
    if let Some(range) = text.split_once('~').and_then(|(from, to)| grade_range(from, to)) {
        return Some(Who::Grades(vec![range]));
    }
    let mut grades = Vec::new();
    let text = match text.as_str() {
        "小中学生" | "小・中学生" | "小、中学生" | "児童・生徒" | "児童生徒" => {
            "小学生・中学生".to_owned()
        }
        "中高生" | "中・高生" | "中高校生" | "中・高校生" => "中学生・高校生".to_owned(),
        "小中高生" | "小・中・高生" | "小・中・高校生" | "小中高校生" => {
            "小学生・中学生・高校生".to_owned()
        }
        other => other.to_owned(),
    };
    for part in text.split(['・', '、', ',', ';', '/', 'と', '及']) {
        let part = part.strip_prefix('び').unwrap_or(part);
        grades.push(match part {
            "小学生" | "児童" | "小学校児童" => "e1-e6".to_owned(),
            "中学生" | "生徒" => "j1-j3".to_owned(),
            "高校生" | "高校生世代" | "高校生年代" => "h1-h3".to_owned(),
            "保護者" | "親" => "guardians".to_owned(),
            _ => match part.split_once('~') {
                Some((from, to)) => grade_range(from, to)?,
                None => grade(part, None)?.1,
            },
        });
    }
    (!grades.is_empty()).then_some(Who::Grades(grades))
}

/// The school of a grade, and its code: 小学3年生 is `e3`.
fn grade(text: &str, school: Option<char>) -> Option<(char, String)> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let rest: String = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    let school = match rest.replace(['年', '生', '学', '校'], "").as_str() {
        "小" => 'e',
        "中" => 'j',
        "高" => 'h',
        "" => school?,
        _ => return None,
    };
    let last = if school == 'e' { 6 } else { 3 };
    let year: u32 = digits.parse().ok()?;
    (1..=last).contains(&year).then(|| (school, format!("{school}{year}")))
}

/// 小学1~6年生, 小学生~高校生, 小4~中3.
fn grade_range(from: &str, to: &str) -> Option<String> {
    let whole = |text: &str, end: bool| match text {
        "小学生" | "小学校" => Some(if end { "e6" } else { "e1" }),
        "中学生" | "中学校" => Some(if end { "j3" } else { "j1" }),
        "高校生" => Some(if end { "h3" } else { "h1" }),
        _ => None,
    };
    let first = whole(from, false).map(|code| (code.chars().next(), code.to_owned()));
    let first = first.or_else(|| grade(from, None).map(|(school, code)| (Some(school), code)))?;
    let last = whole(to, true).map(str::to_owned).or_else(|| grade(to, first.0).map(|(_, code)| code))?;
    let order = |code: &str| "ejh".find(&code[..1]).map(|school| (school, code[1..].to_owned()));
    (order(&first.1)? <= order(&last)?).then(|| format!("{}-{last}", first.1))
}

/// 6歳~18歳未満, 18歳未満, 6歳以上.
fn ages(text: &str) -> Option<Who> {
    let year = |part: &str| -> Option<(u32, bool)> {
        let part = part.strip_prefix('満').unwrap_or(part);
        let (number, rest) =
            part.split_at(part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len());
        let below = match rest {
            "" | "歳" | "才" | "歳以上" | "歳以下" | "歳まで" => false,
            "歳未満" | "才未満" => true,
            _ => return None,
        };
        Some((number.parse().ok()?, below))
    };
    if !text.contains(['歳', '才']) {
        return None;
    }
    let (from, to) = match text.split_once('~') {
        Some((from, "")) => (Some(year(from)?), None),
        Some((from, "就学前" | "未就学")) => (Some(year(from)?), Some((6, true))),
        Some(("", to)) => (None, Some(year(to)?)),
        Some((from, to)) => (Some(year(from)?), Some(year(to)?)),
        None if text.ends_with("以上") => (Some(year(text)?), None),
        None if text.ends_with("未満") || text.ends_with("以下") || text.ends_with("まで") => {
            (None, Some(year(text)?))
        }
        None => return None,
    };
    let last = to.map(|(age, below)| age.checked_sub(u32::from(below)));
    let (first, last) = (
        from.map(|(age, _)| age),
        match last {
            Some(None) => return None,
            Some(last) => last,
            None => None,
        },
    );
    (first.zip(last).is_none_or(|(first, last)| first <= last)).then_some(Who::Ages(first, last))
}

/// A fee in yen for one visit: 無料, 0, 300円, ￥300. `None` for a monthly or uncertain one.
pub(super) fn yen(text: &str) -> Option<u32> {
    let text: String = plain(text).chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let text = text.trim_end_matches("(税込み)").trim_end_matches("(税込)").trim_end_matches('。');
    match text {
        "無料" | "なし" | "無し" | "不要" => return Some(0),
        _ => {}
    }
    let text = text.strip_prefix("1人").or_else(|| text.strip_prefix("1回")).unwrap_or(text);
    let number = text.strip_prefix(['¥', '\\']).or_else(|| text.strip_suffix('円')).unwrap_or(text);
    number.parse().ok()
}

/// The fees of children and adults in a text: こども：無料 付添いの大人：300円.
pub(super) fn fees(text: &str) -> Option<(Option<u32>, Option<u32>)> {
    if let Some(child) = yen(text) {
        return Some((Some(child), None));
    }
    let text =
        plain(text).replace(['、', '/', ';', '\n', '・'], " ").replace("(税込み)", "").replace("(税込)", "");
    let (mut child, mut adult) = (None, None);
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        // The amount stands in the same word, or in the next.
        let cut = word.find(':').map(|at| (&word[..at], &word[at + 1..]));
        let cut = cut.or_else(|| {
            let digits = word
                .char_indices()
                .rev()
                .take_while(|(_, c)| c.is_ascii_digit() || ",円".contains(*c))
                .last()
                .map(|(at, _)| at);
            digits.or_else(|| word.find("無料")).filter(|at| *at > 0).map(|at| word.split_at(at))
        });
        let (who, amount) = match cut {
            Some((who, "")) => (who, words.next()?),
            Some(pair) => pair,
            None => (word, words.next()?),
        };
        let amount = yen(amount)?;
        let is_child =
            ["こども", "子ども", "子供", "小学生", "中学生", "小中学生", "高校生以下", "中学生以下", "児童"]
                .contains(&who)
                || who.starts_with("17歳以下")
                || who.starts_with("18歳未満");
        let is_adult = ["大人", "おとな", "成人", "保護者", "一般"].contains(&who)
            || who.ends_with("大人")
            || who.starts_with("18歳以上");
        let side = match (is_child, is_adult) {
            (true, false) => &mut child,
            (false, true) => &mut adult,
            _ => return None,
        };
        if side.replace(amount).is_some_and(|former| former != amount) {
            return None;
        }
    }
    (child.is_some() || adult.is_some()).then_some((child, adult))
}

/// The words of each booking rule.
const BOOKING: [(&str, &str); 4] = [
    ("不要 予約不要 申込不要 申し込み不要 申込み不要 なし 無 無し 自由参加 予約なし 事前申込不要", "none"),
    (
        "要 必要 必須 要予約 要申込 要申込み 要事前申込 有 あり 要申し込み 事前予約制 予約制 事前予約",
        "required",
    ),
    ("推奨 予約推奨 できれば予約 予約優先", "recommended"),
    ("要登録 登録制 登録が必要 事前登録 要事前登録 入会", "registered"),
];

/// The booking rule of a text; a way of booking alone (電話) is no rule.
pub(super) fn booking(text: &str) -> Option<&'static str> {
    let text: String = plain(text).chars().filter(|c| !c.is_whitespace()).collect();
    let rule = BOOKING.iter().find(|(words, _)| words.split_whitespace().any(|word| word == text));
    rule.map(|(_, code)| *code)
}

/// Whether a note asks for signing up beforehand: 前日午後5時までに予約.
pub(super) fn asks_to_book(text: &str) -> bool {
    let text = plain(text);
    (text.contains("までに") || text.contains("要予約") || text.contains("事前に"))
        && (text.contains("予約") || text.contains("申込") || text.contains("申し込み"))
}

/// A telephone number, and what had to be done: its spelling in the format, and whether a zero was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phone {
    pub number: String,
    pub added_zero: bool,
    /// What stands beside the number: 内線12.
    pub beside: Option<String>,
}

pub(super) fn phone(text: &str) -> Option<Phone> {
    let text = plain(text);
    let first = text.split(['、', ',', ';', '\n', '/']).next().unwrap_or_default().trim();
    let first = first.replace(['‐', '−', '―', '–', 'ー', '‑', '－'], "-");
    let first = first.trim_start_matches("TEL").trim_start_matches("電話").trim_start_matches([':', ' ']);
    let end = first.find(|c: char| !(c.is_ascii_digit() || "+-() ".contains(c))).unwrap_or(first.len());
    let (number, beside) = first.split_at(end);
    let beside = beside.trim_matches(|c: char| c.is_whitespace() || "()".contains(c));
    let beside = (!beside.is_empty()).then(|| beside.to_owned());
    if number.starts_with('+') && !number.starts_with("+81") {
        return Some(Phone { number: number.trim().to_owned(), added_zero: false, beside })
            .filter(|phone| phone.number.len() > 8);
    }
    let national = number
        .trim()
        .strip_prefix("+81")
        .map(|rest| format!("0{}", rest.trim_start_matches([' ', '-', '0'])));
    let national = national.unwrap_or_else(|| number.trim().to_owned());
    let parts: Vec<&str> =
        national.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let digits = parts.iter().map(|part| part.len()).sum::<usize>();
    let joined = parts.join("-");
    let added_zero = !joined.starts_with('0') && (digits == 9 || digits == 10);
    let is_whole = joined.starts_with('0') && (digits == 10 || digits == 11) || added_zero;
    is_whole.then(|| Phone {
        number: if added_zero { format!("0{joined}") } else { joined },
        added_zero,
        beside,
    })
}

/// Whether a cell says that its value is not published, or has none.
pub(super) fn is_withheld(text: &str) -> bool {
    matches!(plain(text).as_str(), "非公開" | "非公表" | "秘匿" | "公開不可" | "公表不可")
}

/// Whether a cell has no value: blank, or a dash.
pub(super) fn is_blank(text: &str) -> bool {
    matches!(text.trim(), "" | "-" | "－" | "ー" | "―" | "−" | "null" | "NULL")
}

/// Katakana, halfwidth too, as hiragana; spaces stay.
pub(super) fn hiragana(text: &str) -> String {
    let to_hiragana = |c: char| match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        _ => c,
    };
    plain(text).chars().map(to_hiragana).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn audiences_are_read_and_uncertain_ones_are_not() {
        let grades =
            |codes: &[&str]| Some(Who::Grades(codes.iter().map(|code| (*code).to_owned()).collect()));
        for (text, expected) in [
            ("小学生", grades(&["e1-e6"])),
            ("対象は小学生", grades(&["e1-e6"])),
            ("小学生・中学生", grades(&["e1-e6", "j1-j3"])),
            ("小・中学生", grades(&["e1-e6", "j1-j3"])),
            ("小学１～６年生", grades(&["e1-e6"])),
            ("小学1～6年生", grades(&["e1-e6"])),
            ("小4〜中3", grades(&["e4-j3"])),
            ("小学生から高校生まで", grades(&["e1-h3"])),
            ("中学3年生", grades(&["j3"])),
            ("6歳～18歳未満", Some(Who::Ages(Some(6), Some(17)))),
            ("0歳～就学前", Some(Who::Ages(Some(0), Some(5)))),
            ("18歳以下", Some(Who::Ages(None, Some(18)))),
            ("概ね18歳まで", None),
            ("どなたでも", None),
            ("小学生ぐらい", None),
            ("中3〜小4", None),
            ("小7", None),
        ] {
            assert_eq!(who(text), expected, "{text}");
        }
    }

    #[test]
    fn fees_are_read_and_monthly_ones_are_not() {
        for (text, expected) in [
            ("無料", Some((Some(0), None))),
            ("100", Some((Some(100), None))),
            ("１００円", Some((Some(100), None))),
            ("こども：無料 付添いの大人：300円(税込み)", Some((Some(0), Some(300)))),
            ("こども無料・大人300円", Some((Some(0), Some(300)))),
            ("17歳以下の方：無料 18歳以上の付き添いの方：1人300円", Some((Some(0), Some(300)))),
            ("4,000円/月", None),
            ("月額4000円", None),
            ("実費", None),
            ("100円〜300円", None),
            ("小学生100円 中学生200円", None),
            ("-", None),
        ] {
            assert_eq!(fees(text), expected, "{text}");
        }
    }

    #[test]
    fn telephone_numbers_get_their_zero_back() {
        let read = |text: &str| phone(text).map(|phone| (phone.number, phone.added_zero, phone.beside));
        let plainly = |number: &str| Some((number.to_owned(), false, None));
        assert_eq!(read("０７２－０００－０１０２"), plainly("072-000-0102"));
        assert_eq!(read("(072)000-0101"), plainly("072-000-0101"));
        assert_eq!(read("+81 72-000-0103"), plainly("072-000-0103"));
        assert_eq!(read("720000104"), Some(("0720000104".to_owned(), true, None)));
        assert_eq!(
            read("０７２－０００－０００４　内線１２"),
            Some(("072-000-0004".to_owned(), false, Some("内線12".to_owned())))
        );
        for text in ["非公開", "7.2E+08", "110", ""] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_way_of_booking_is_no_rule() {
        assert_eq!(
            (booking("要予約"), booking("予約不要"), booking("電話;LINE"), booking("要登録")),
            (Some("required"), Some("none"), None, Some("registered"))
        );
        assert!(asks_to_book("前日午後5時までに予約") && !asks_to_book("予約は電話で"));
    }

    #[test]
    fn kinds_are_found_in_names() {
        assert_eq!(kind("みどり児童センター"), Some(KindWord::Is("childrens_center")));
        assert_eq!(kind("認可私立保育所"), Some(KindWord::Preschool));
        assert_eq!(kind("なにか"), None);
    }
}
