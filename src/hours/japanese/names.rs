//! What is open? Its name, which says nothing of when.
//!
//! ```text
//! 放課後児童クラブ 月〜金…   体育室開放日：第1日曜…   居場所「ほっと」 火・木…
//! ```
//!
//! A name is set aside whole or not at all, and only when none of its letters can bear on the time.

use super::aside::one_age;
use super::lex;
use super::model::Lexeme;
use super::text::Folded;

/// Whether `c` may belong to a name or a reason that has no bearing on the time: kanji and kana, none
/// of which count, name a day or a part of one, or say what is open, closed, taken out or uncertain.
pub(super) fn silent(c: char) -> bool {
    const BEARING: &str = "月火水木金土日曜祝休盆朝昼夜夕晩翌明昨今等頃約他除外含以前後中間期毎週隔年時分半秒臨閉止停終始仮予変更未\
        不無非限第初末上下旬春夏秋冬季節回開空同次各或又但原則概随適都合要問抵暫稀潮雨雪晴天荒風売切満〇一二三四五六七八九十百々者別";
    let letters = matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FC}' | '\u{4E00}'..='\u{9FFF}');
    letters && !BEARING.contains(c)
}

/// The length of the silent letters at `at`, at most `most`.
pub(super) fn silent_run(text: &Folded, at: usize, most: usize) -> usize {
    text.chars.iter().skip(at).take(most).take_while(|c| silent(**c)).count()
}

/// The longest name, in characters.
const LONGEST: usize = 24;

/// Parts of names in which a letter that counts elsewhere says nothing of when.
const COMPOUNDS: &[&str] = &[
    "放課後",
    "日本語",
    "日本",
    "中高生",
    "中学生",
    "中央",
    "未就園児",
    "未就学児",
    "若者",
    "保護者",
    "高齢者",
    "障害者",
    "障がい者",
    "青空",
    "朝ごはん",
    "朝食",
    "夕ごはん",
    "夕食",
    "直売",
    "予防接種",
    "外来",
    "外国人",
    "郷土",
    "水泳",
    "木工",
    "木育",
    "一般",
    "多世代",
];

/// The length of the part of a name at `at` that only looks like a word for time.
pub(super) fn compound(text: &Folded, at: usize) -> Option<usize> {
    COMPOUNDS.iter().filter(|part| text.spells(at, part)).map(|part| part.chars().count()).max()
}

/// Whether nothing but bullets stands before `start`.
pub(super) fn begins(text: &Folded, start: usize) -> bool {
    (0..start).all(|at| matches!(text.get(at), Some(' ' | '\n' | '(' | '■' | '●' | '◆' | '★' | '○')))
}

/// The length of a name at `start`, and how many of its letters stand outside [`COMPOUNDS`].
fn name_run(text: &Folded, start: usize) -> (usize, usize) {
    let (mut at, mut plain) = (start, 0);
    while at < start + LONGEST {
        if let Some(length) = compound(text, at) {
            // 「予防接種外来」 is a name, 「放課後」 alone is none.
            plain += usize::from(at > start);
            at += length;
        } else if text.get(at).is_some_and(silent) {
            at += 1;
            plain += 1;
        } else {
            break;
        }
    }
    (at - start, plain)
}

/// 「シャワー室　13:00〜」, 「漁港で」: what is open, at the beginning of the text, or where.
pub(super) fn read(text: &Folded, start: usize) -> Option<(Lexeme, usize)> {
    let before = start.checked_sub(1).and_then(|before| text.get(before));
    let apart = before.is_none_or(|c| {
        matches!(c, ' ' | '\n' | '(' | ')' | '■' | '●' | '◆' | '★' | '○' | '。' | '、' | '・')
    });
    let begins = begins(text, start);
    let (run, plain) = if begins {
        name_run(text, start)
    } else {
        let run = silent_run(text, start, LONGEST);
        (run, run)
    };
    if !apart {
        return None;
    }
    if let Some(length) = event(text, start, run) {
        return Some((Lexeme::Title, length));
    }
    if let Some(length) = weekly(text, start).filter(|_| begins) {
        return Some((Lexeme::Title, length));
    }
    if run < 2 || plain == 0 {
        return None;
    }
    let ends = match text.get(start + run) {
        None | Some(' ' | '\n' | ':' | ')' | '|' | '。') => run,
        _ if !begins => return None,
        Some('/' | '、') => run,
        Some('(') if is_place(&letters(text, start, run)) => run + quoted(text, start + run),
        _ => before_particle(text, start, run)?,
    };
    let line = begins && text.get(start + ends) == Some('\n');
    names(text, start, ends, line).then_some((Lexeme::Title, ends))
}

/// Whether the letters at `start` are a name, and none of them bears on the time.
fn names(text: &Folded, start: usize, length: usize, line: bool) -> bool {
    is_name(&letters(text, start, length), line) && !lex::has_word(text, start, start + length, false)
}

fn letters(text: &Folded, start: usize, length: usize) -> String {
    text.chars[start..start + length].iter().collect()
}

/// Where the name ends before は, の or が and a word that counts.
fn before_particle(text: &Folded, start: usize, run: usize) -> Option<usize> {
    let counts = |at: usize| {
        !text.get(at).is_some_and(silent)
            || text.spells(at, "午前")
            || text.spells(at, "午後")
            || lex::opens(text, at)
    };
    (2..run).rev().find(|at| {
        matches!(text.get(start + at), Some('は' | 'の' | 'が'))
            && counts(start + at + 1)
            && names(text, start, *at, false)
    })
}

/// Whether `name` ends in what a place or a class is called.
fn is_place(name: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "教室",
        "クラブ",
        "サロン",
        "ひろば",
        "広場",
        "センター",
        "ルーム",
        "タイム",
        "クラス",
        "食堂",
        "会",
        "室",
        "館",
        "園",
        "所",
        "カフェ",
        "プール",
        "講座",
        "相談",
        "パーク",
        "スペース",
        "ハウス",
        "スクール",
        "キッチン",
        "ホール",
        "塾",
        "居場所",
    ];
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// 「体育室開放日」, 「卓球開放」: the length of a name with the word for what takes place there.
fn event(text: &Folded, start: usize, run: usize) -> Option<usize> {
    const EVENTS: &[&str] =
        &["相談", "開放", "開催", "活動", "実施", "開設", "運行", "健診", "検診", "利用", "開室"];
    let whole = |from: &usize| {
        EVENTS.iter().find_map(|event| {
            let end = start + from + event.chars().count();
            let end = end + usize::from(text.get(end) == Some('日'));
            let ends = matches!(text.get(end), None | Some(' ' | ':' | '\n' | '('));
            let said = text.spells(start + from, event)
                && !is_sentence(&letters(text, start, *from))
                && !lex::has_word(text, start, start + from, true);
            (said && ends).then_some(end - start)
        })
    };
    (2..=run).find_map(|from| whole(&from))
}

/// 「日曜ひろば 毎月第2日曜…」: the length of a name with a weekday that is named again behind it.
fn weekly(text: &Folded, start: usize) -> Option<usize> {
    let day = text.get(start).filter(|c| "月火水木金土日".contains(*c))?;
    let first = 1 + usize::from(text.get(start + 1) == Some('曜'));
    let run = first + silent_run(text, start + first, LONGEST);
    let again = format!("{day}曜");
    let named = first == 2
        && is_place(&letters(text, start, run))
        && names(text, start + first, run - first, false)
        && matches!(text.get(start + run), Some(' ' | ':' | '\n'));
    (named && (start + run..text.chars.len()).any(|at| text.spells(at, &again))).then_some(run)
}

/// The length of 「ほっと」 in its brackets at `open`, when it names the place; 0 when it says more.
fn quoted(text: &Folded, open: usize) -> usize {
    let inside = silent_run(text, open + 1, LONGEST);
    let close = open + 1 + inside;
    let ends = text.get(close + 1).is_none_or(|c| !silent(c));
    let name = inside > 0
        && text.get(close) == Some(')')
        && ends
        && one_age(text, open + 1).is_none()
        && !lex::has_word(text, open + 1, close, false);
    if name { inside + 2 } else { 0 }
}

/// Whether the letters are those of a name, not of a sentence; `line` tells that they are a whole first
/// line, 「つどいの広場ぽかぽか」.
fn is_name(letters: &str, line: bool) -> bool {
    const KANA_NAMES: &[&str] = &[
        "まつり",
        "ひろば",
        "くらぶ",
        "きょうしつ",
        "読み聞かせ",
        "よみきかせ",
        "つどい",
        "集い",
        "あそび",
        "遊び",
        "あそぼう",
        "ごはん",
    ];
    let kana = |c: char| matches!(c, '\u{3041}'..='\u{3096}');
    let named = !letters.ends_with(kana) && letters.chars().any(|c| !kana(c) && c != 'ー')
        || KANA_NAMES.iter().any(|ending| letters.ends_with(ending))
        || line && letters.chars().any(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'));
    named && !is_sentence(letters)
}

/// Whether the letters say more than a name. When the telephone is answered is not when it is open.
fn is_sentence(letters: &str) -> bool {
    const VERBS: &[&str] = &["てい", "る", "った", "した", "ます", "ない", "れた"];
    letters.contains("電話") || VERBS.iter().any(|form| letters.contains(form))
}
