//! Which numbers have no bearing on the time? Telephones, postal codes, fees, ages, and by when to book.
//!
//! ```text
//! 072-123-4567へ   〒593-8325   こども100円   小6〜中3   要申込（前日17時まで）
//! ```
//!
//! Each is read whole or not at all, so that no digit of it is ever taken for an hour.
//!
//! Source: flyers of こども食堂 and 学習会; the numbering plan of Japan (ten or eleven digits from 0).

use super::model::Lexeme;
use super::names::{self, silent_run};
use super::text::Folded;

/// Reads what starts at `at`; with its length in characters.
pub(super) fn read(text: &Folded, at: usize) -> Option<(Lexeme, usize)> {
    item_number(text, at)
        .or_else(|| deemed_necessary(text, at))
        .or_else(|| length_of_turn(text, at))
        .or_else(|| begins_and_ends(text, at))
        .or_else(|| reason_in_brackets(text, at))
        .or_else(|| reason(text, at))
        .or_else(|| occasion(text, at))
        .or_else(|| relative_entry(text, at))
        .or_else(|| telephone(text, at))
        .or_else(|| postal_code(text, at))
        .or_else(|| fee(text, at))
        .or_else(|| booking(text, at))
        .or_else(|| venue(text, at))
        .or_else(|| audience_or_name(text, at))
}

/// 「乳幼児健診」 at the beginning is a name, though it begins with an age.
fn audience_or_name(text: &Folded, at: usize) -> Option<(Lexeme, usize)> {
    let (audience, name) = (audience(text, at), names::read(text, at));
    let longer = match (&audience, &name) {
        (Some(age), Some(name)) => names::begins(text, at) && name.1 > age.1,
        (age, _) => age.is_none(),
    };
    if longer { name } else { audience }
}

/// 「清掃のため」, 「学校行事のため」: why, which says nothing of when.
fn reason(text: &Folded, start: usize) -> Option<(Lexeme, usize)> {
    const LONGEST: usize = 16;
    let run = silent_run(text, start, LONGEST);
    let found = (2..=run)
        .find_map(|length| Some((length, word(text, start + length, &["のために", "のため", "につき"])?)));
    let (length, ending) = found?;
    let hiragana = |at: usize| matches!(text.get(at), Some('\u{3041}'..='\u{3096}'));
    (!hiragana(start)).then_some((Lexeme::Filler, length + ending))
}

/// 「（清掃のため）」: whole, so that a list goes on behind it.
fn reason_in_brackets(text: &Folded, start: usize) -> Option<(Lexeme, usize)> {
    text.get(start).filter(|c| *c == '(')?;
    let (lexeme, length) = reason(text, start + 1)?;
    (text.get(start + 1 + length) == Some(')')).then_some((lexeme, length + 2))
}

/// 「開始10時 終了12時」: labels of two times, where 開始 alone says from which day on.
fn begins_and_ends(text: &Folded, start: usize) -> Option<(Lexeme, usize)> {
    let begins = word(text, start, &["開始"])?;
    let time = |at: usize| {
        let at = spaces(text, after(text, spaces(text, at), &[":"]));
        let at = after(text, at, &["午前", "午後"]);
        let hour = digits(text, at);
        let minutes = after(text, at + hour, &["時", ":"]);
        let end = minutes + digits(text, minutes);
        (hour > 0 && minutes > at + hour).then(|| after(text, end, &["分"]))
    };
    let joint = spaces(text, after(text, spaces(text, time(start + begins)?), &["、", "/"]));
    let ends = word(text, joint, &["終了"])?;
    time(joint + ends).map(|_| (Lexeme::OpenLabel, begins))
}

/// 「その他市長が必要と認めた日」: what every hall reserves, and announces then.
fn deemed_necessary(text: &Folded, start: usize) -> Option<(Lexeme, usize)> {
    let mut at =
        after(text, start, &["その他、", "その他", "このほか、", "このほか", "上記のほか、", "上記のほか"]);
    at = after(text, at, &["特に"]);
    at += word(
        text,
        at,
        &[
            "市長",
            "町長",
            "村長",
            "区長",
            "館長",
            "所長",
            "園長",
            "施設長",
            "教育委員会",
            "指定管理者",
            "市",
            "管理者",
        ],
    )?;
    at += word(text, at, &["が"])?;
    at = after(text, at, &["特に"]);
    at = after(text, at, &["必要と", "必要があると"]);
    at += word(text, at, &["認めた", "認める", "定める", "定めた"])?;
    at += word(text, at, &["日", "とき", "場合"])?;
    Some((Lexeme::Filler, at - start))
}

/// 「1人30分」, 「全11回」: how long a turn takes, or how many there are.
fn length_of_turn(text: &Folded, start: usize) -> Option<(Lexeme, usize)> {
    if let Some(all) = word(text, start, &["全"]) {
        let number = digits(text, start + all);
        let end = start + all + number;
        return (number > 0 && text.get(end) == Some('回')).then_some((Lexeme::Filler, end + 1 - start));
    }
    let at = spaces(
        text,
        start + word(text, start, &["1人", "一人", "お一人様", "お一人", "1組", "1回", "各回"])?,
    );
    let number = digits(text, at);
    let unit = word(
        text,
        at + number,
        &[
            "分程度",
            "分以内",
            "分間",
            "分",
            "時間程度",
            "時間以内",
            "時間まで",
            "時間",
            "食まで",
            "食",
            "点まで",
            "点",
            "個まで",
            "個",
            "冊まで",
            "冊",
        ],
    )
    .filter(|_| number > 0)?;
    Some((Lexeme::Filler, at + number + unit - start))
}

/// 「漁港で」, 「朝市を」 before やっています: where, and what is held.
fn occasion(text: &Folded, start: usize) -> Option<(Lexeme, usize)> {
    const LONGEST: usize = 20;
    text.get(start).filter(|c| !matches!(c, '\u{3041}'..='\u{3096}' | 'ー'))?;
    let run = silent_run(text, start, LONGEST);
    let named = |length: &usize| match text.get(start + length) {
        Some('で') => text.get(start + length + 1) != Some('す'),
        Some('を') => super::lex::opens(text, start + length + 1),
        _ => false,
    };
    let length = (2..=run).find(named)?;
    (!super::lex::has_word(text, start, start + length, false)).then_some((Lexeme::Filler, length + 1))
}

/// 「(1)」, 「(2)」: the number of an item.
fn item_number(text: &Folded, at: usize) -> Option<(Lexeme, usize)> {
    let number = digits(text, at + 1);
    let whole =
        text.get(at) == Some('(') && (1..=2).contains(&number) && text.get(at + 1 + number) == Some(')');
    if whole {
        return Some((Lexeme::And, number + 2));
    }
    // 「第1回：2月6日」.
    let number = digits(text, at + 1);
    let turn = text.get(at) == Some('第') && number > 0 && text.get(at + 1 + number) == Some('回');
    let behind = text.get(at + 2 + number);
    let item = turn && behind.is_some_and(|c| matches!(c, ':' | ' ' | '(') || c.is_ascii_digit());
    item.then_some((Lexeme::And, number + 2))
}

/// 「入館は閉館の30分前まで」, 「最終受付は終了30分前」: no bearing on when it is open.
fn relative_entry(text: &Folded, start: usize) -> Option<(Lexeme, usize)> {
    const ENTRY: &[&str] = &[
        "最終入館",
        "最終入場",
        "最終受付",
        "最終入園",
        "最終入室",
        "最終入店",
        "入館受付",
        "受付終了",
        "入館",
        "入場",
        "入園",
        "入室",
        "入店",
        "受付",
        "ラストオーダー",
        "l.o.",
        "lo",
        "オーダーストップ",
        "最終案内",
        "貸出",
        "貸出受付",
        "券売",
    ];
    const END: &[&str] = &[
        "閉館時間",
        "閉館時刻",
        "終了時間",
        "終了時刻",
        "閉園時間",
        "閉店時間",
        "閉館",
        "閉園",
        "閉店",
        "閉所",
        "閉室",
        "閉場",
        "終了",
        "各終了",
        "営業終了",
    ];
    let mut at = spaces(text, start + word(text, start, ENTRY)?);
    at = spaces(text, after(text, at, &["時間", "時刻", "締切"]));
    at = spaces(text, after(text, at, &["は", ":"]));
    at = after(text, at, &["各", "それぞれ"]);
    at += word(text, at, END)?;
    at = after(text, at, &["の"]);
    let number = digits(text, at);
    let unit = word(text, at + number, &["分前", "時間前", "時間半前"]).filter(|_| number > 0)?;
    at = after(
        text,
        at + number + unit,
        &["までです", "までにお願いします", "まで", "です", "に終了", "となります"],
    );
    Some((Lexeme::Filler, at - start))
}

/// The length of the longest of `words` at `at`.
fn word(text: &Folded, at: usize, words: &[&str]) -> Option<usize> {
    words.iter().filter(|w| text.spells(at.min(text.chars.len()), w)).map(|w| w.chars().count()).max()
}

/// Where `at` is after one of `words`, if one stands there.
fn after(text: &Folded, at: usize, words: &[&str]) -> usize {
    at + word(text, at, words).unwrap_or(0)
}

fn spaces(text: &Folded, at: usize) -> usize {
    let mut at = at;
    while text.get(at) == Some(' ') {
        at += 1;
    }
    at
}

fn digits(text: &Folded, at: usize) -> usize {
    text.chars.iter().skip(at).take_while(|c| c.is_ascii_digit()).count()
}

/// 「お問い合わせは072-123-4567へ」, 「TEL 072(123)4567」, 「☎0721234567」.
fn telephone(text: &Folded, start: usize) -> Option<(Lexeme, usize)> {
    const LABELS: &[&str] = &[
        "お問い合わせ先",
        "お問い合わせ",
        "お問合せ先",
        "お問合せ",
        "問合せ先",
        "問い合わせ先",
        "問合せ",
        "問い合わせ",
        "連絡先",
        "電話番号",
        "電話",
        "tel",
        "fax",
        "☎",
        "℡",
        "📞",
    ];
    const BETWEEN: &[&str] = &["は", ":", ".", "("];
    let mut at = start;
    // 「お問い合わせ：電話 072…」 has two labels.
    for _ in 0..2 {
        at = spaces(text, after(text, at, LABELS));
        at = spaces(text, after(text, at, BETWEEN));
    }
    let number = telephone_number(text, at)?;
    let opened = (start..at).any(|at| text.get(at) == Some('('));
    let closed = after(text, at + number, &[")"]);
    let end = if opened { closed } else { at + number };
    if opened && end == at + number {
        return None;
    }
    let end = answered(text, end);
    let end = after(text, end, &["までご連絡ください", "まで", "へ", "に"]);
    Some((Lexeme::Filler, end - start))
}

/// Where the bracket behind a telephone number ends: when it is answered.
fn answered(text: &Folded, at: usize) -> usize {
    const LONGEST: usize = 25;
    if text.get(at) != Some('(') {
        return at;
    }
    let inside = text.chars.iter().skip(at + 1).take(LONGEST);
    let length = inside.take_while(|c| !matches!(**c, ')' | '(' | '\n')).count();
    if text.get(at + 1 + length) == Some(')') { at + length + 2 } else { at }
}

/// Ten or eleven digits from 0, in up to three groups.
fn telephone_number(text: &Folded, start: usize) -> Option<usize> {
    const DIGITS: std::ops::RangeInclusive<usize> = 10..=11;
    if text.get(start) != Some('0') {
        return None;
    }
    let (mut at, mut count, mut groups) = (start, 0, 0);
    loop {
        let run = digits(text, at);
        count += run;
        at += run;
        groups += 1;
        let joined = matches!(text.get(at), Some('~' | '(' | ')'));
        if run == 0 || groups == 3 || !joined || digits(text, at + 1) == 0 {
            break;
        }
        at += 1;
    }
    DIGITS.contains(&count).then_some(at - start)
}

/// 「〒593-8325」.
fn postal_code(text: &Folded, start: usize) -> Option<(Lexeme, usize)> {
    let at = spaces(text, start + word(text, start, &["〒"])?);
    let dash = at + 3;
    let whole = digits(text, at) == 3 && text.get(dash) == Some('~') && digits(text, dash + 1) == 4;
    whole.then_some((Lexeme::Filler, dash + 5 - start))
}

/// Words for a fee.
const FEE: &[&str] = &["参加費", "参加料", "利用料", "受講料", "食事代", "料金", "会費", "費用", "月謝"];
/// For whom, or for how often, a fee is.
const FEE_FOR: &[&str] = &[
    "こども",
    "子ども",
    "子供",
    "大人",
    "おとな",
    "小学生以上",
    "小学生以下",
    "小学生",
    "中学生以上",
    "中学生以下",
    "中学生",
    "高校生以上",
    "高校生以下",
    "高校生",
    "中高生",
    "18歳以下",
    "一般",
    "幼児",
    "未就学児",
    "保護者",
    "1回",
    "1食",
    "1人",
    "一人",
    "お一人",
    "月額",
    "年額",
];

/// 「参加費：こども100円」, 「1回500円」; without an amount it is no fee.
fn fee(text: &Folded, start: usize) -> Option<(Lexeme, usize)> {
    // 「日曜は無料」 names no fee of its own: it is said of Sundays.
    word(text, start, FEE).or_else(|| word(text, start, FEE_FOR))?;
    let mut at = start;
    for words in [FEE, &[":", "は"], FEE_FOR, &[":", "は"]] {
        at = spaces(text, after(text, at, words));
    }
    let amount = digits(text, at);
    if amount > 0 && text.get(at + amount) == Some('円') {
        let end = after(text, at + amount + 1, &["/回", "/月", "/食", "程度"]);
        return Some((Lexeme::Filler, end - start));
    }
    let end = at + word(text, at, &["無料です", "無料", "なし"])?;
    Some((Lexeme::Filler, end - start))
}

/// 「要申込（前日17時まで）」, 「申込は3日前まで」: by when to book, not until when it is open.
fn booking(text: &Folded, start: usize) -> Option<(Lexeme, usize)> {
    const ASK: &[&str] = &[
        "申込受付",
        "要事前申込み",
        "要事前申込",
        "要申し込み",
        "要申込み",
        "要申込",
        "要事前予約",
        "要予約",
        "事前申込",
        "お申し込み",
        "申し込み",
        "申込み",
        "申込",
        "ご予約",
        "事前予約",
        "予約",
    ];
    let mut at = start + word(text, start, ASK)?;
    at = spaces(text, after(text, at, &["は", ":", "("]));
    let opened = text.get(at - 1) == Some('(');
    let days = digits(text, at);
    at = if days > 0 {
        at + days + word(text, at + days, &["日前", "週間前"])?
    } else {
        at + word(text, at, &["前日", "前々日"])?
    };
    at = after(text, at, &["の"]);
    let hour = digits(text, at);
    if hour > 0 {
        at += hour;
        at += word(text, at, &["時半", "時", ":00", ":30"])?;
    }
    at += word(text, at, &["までに", "まで"])?;
    if opened {
        at += word(text, at, &[")"])?;
    }
    Some((Lexeme::Filler, at - start))
}

/// 「対象：中学1〜3年生」, 「小6〜中3」, 「5歳〜12歳」.
fn audience(text: &Folded, start: usize) -> Option<(Lexeme, usize)> {
    let labelled = word(text, start, &["対象者", "対象"]);
    let mut at = start + labelled.unwrap_or(0);
    if labelled.is_some() {
        at = spaces(text, after(text, spaces(text, at), &[":", "は"]));
    }
    let first = one_age(text, at)?;
    at += first;
    while let Some(joint) = word(text, at, &["~", "から", "・", "と", "、"]) {
        let Some(next) = one_age(text, at + joint) else { break };
        at += joint + next;
    }
    at = after(text, at, &["までの方", "まで", "の方", "のみ", "対象"]);
    Some((Lexeme::Audience, at - start))
}

/// 「小6」, 「中学1」, 「5歳」, 「小学生以上」; its length.
pub(super) fn one_age(text: &Folded, start: usize) -> Option<usize> {
    const GROUPS: &[&str] = &[
        "小学生",
        "中学生",
        "高校生",
        "小中学生",
        "小・中学生",
        "中高生",
        "未就学児",
        "乳幼児",
        "幼児",
        "小中高生",
    ];
    let limit =
        |at: usize| after(text, at, &["以上", "以下", "未満", "とその保護者", "と保護者", "親子"]) - start;
    if let Some(group) = word(text, start, GROUPS) {
        return Some(limit(start + group));
    }
    let school = word(text, start, &["小学校", "小学", "中学校", "中学", "高校", "小", "中", "高"]);
    let at = start + school.unwrap_or(0);
    let number = digits(text, at);
    let unit = word(text, at + number, &["年生", "歳児", "歳", "才"]);
    let bounded = number == 1 || number == 2;
    (bounded && (school.is_some() || unit.is_some() || open_ended(text, at + number)))
        .then(|| limit(at + number + unit.unwrap_or(0)))
}

/// 「1〜3年生」: the unit stands behind the second number only.
fn open_ended(text: &Folded, at: usize) -> bool {
    let next = at + 1;
    let number = digits(text, next);
    text.get(at) == Some('~') && number > 0 && word(text, next + number, &["年生", "歳", "才"]).is_some()
}

/// 「場所：」, 「会場：」.
fn venue(text: &Folded, start: usize) -> Option<(Lexeme, usize)> {
    let length = word(
        text,
        start,
        &["開催場所", "場所", "会場", "ところ", "住所", "所在地", "持ち物", "内容", "主催", "講師"],
    )?;
    let colon = spaces(text, start + length);
    (text.get(colon) == Some(':')).then_some((Lexeme::Venue, length))
}
