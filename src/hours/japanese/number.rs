//! What does this number count? Clock times, dates, months, ordinals, frequencies.
//!
//! ```text
//! 15:00  十五時半  12/3  令和8年4月1日  4〜9月  第二・第四  2か月に1回
//! ```
//!
//! Source: JIS X 0301 (dates and times, with the names of the eras).

use super::model::{Alternate, Days, Lexeme, Often};
use super::text::Folded;
use chrono::Datelike;

/// Reads what starts at `at`; with its length in characters.
pub(super) fn read(text: &Folded, at: usize) -> Option<(Lexeme, usize)> {
    ordinals(text, at)
        .or_else(|| often(text, at))
        .or_else(|| every_few(text, at))
        .or_else(|| full_date(text, at))
        .or_else(|| month_first(text, at))
        .or_else(|| head_count(text, at))
        .or_else(|| days_of_month(text, at))
        .or_else(|| duration(text, at))
        .or_else(|| clock(text, at))
        .or_else(|| digits(text, at).map(|(n, length, _)| (Lexeme::Number(n), length)))
}

/// A scanner over the folded text: each step moves on only when it matched.
struct Scan<'a> {
    text: &'a Folded,
    start: usize,
    at: usize,
}

impl<'a> Scan<'a> {
    fn new(text: &'a Folded, start: usize) -> Self {
        Self { text, start, at: start }
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.text.spells(self.at, word).then(|| self.at += word.chars().count())
    }

    fn any(&mut self, words: &[&str]) -> Option<()> {
        words.iter().find_map(|word| self.word(word))
    }

    fn number(&mut self) -> Option<u32> {
        let (n, length) = number(self.text, self.at)?;
        self.at += length;
        Some(n)
    }

    fn spaces(&mut self) {
        while self.text.get(self.at) == Some(' ') {
            self.at += 1;
        }
    }

    #[expect(
        clippy::unnecessary_wraps,
        reason = "every reader ends with it, and every reader may find nothing"
    )]
    fn done(&self, lexeme: Lexeme) -> Option<(Lexeme, usize)> {
        Some((lexeme, self.at - self.start))
    }
}

/// Arabic digits: value, length, and whether there is a leading zero.
fn digits(text: &Folded, at: usize) -> Option<(u32, usize, bool)> {
    let run: String = text.chars[at..].iter().take(9).take_while(|c| c.is_ascii_digit()).collect();
    Some((run.parse().ok()?, run.len(), run.starts_with('0')))
}

/// A number in digits or in kanji.
fn number(text: &Folded, at: usize) -> Option<(u32, usize)> {
    digits(text, at).map(|(n, length, _)| (n, length)).or_else(|| kanji_number(text, at))
}

/// 一 to 九十九, and 〇.
fn kanji_number(text: &Folded, at: usize) -> Option<(u32, usize)> {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |at: usize| {
        let c = text.get(at)?;
        DIGITS.iter().position(|d| *d == c || *d == '〇' && c == '零').and_then(|d| u32::try_from(d).ok())
    };
    let tens = digit(at);
    let after = at + usize::from(tens.is_some());
    if text.get(after) != Some('十') {
        return tens.map(|n| (n, 1));
    }
    let ones = digit(after + 1);
    let length = after + 1 + usize::from(ones.is_some()) - at;
    Some((tens.unwrap_or(1) * 10 + ones.unwrap_or(0), length))
}

/// 第2・4, 第二・第四, 第1〜第3, 最終, 第2、第4.
fn ordinals(text: &Folded, at: usize) -> Option<(Lexeme, usize)> {
    let mut scan = Scan::new(text, at);
    if scan.any(&["最終の", "最終", "最後の", "月末の", "月末", "末の"]).is_some() {
        // 「月末日」 is a day, 「月末日曜」 a Sunday.
        let last_day = text.spells(scan.at, "日") && !text.spells(scan.at, "日曜");
        let weekday = before_weekday(text, scan.at) && !last_day;
        return weekday.then(|| scan.done(Lexeme::Ordinals(vec![-1])))?;
    }
    if scan.any(&["最初の", "初めの"]).is_some() {
        return before_weekday(text, scan.at).then(|| scan.done(Lexeme::Ordinals(vec![1])))?;
    }
    scan.word("第")?;
    let mut found = vec![ordinal(scan.number()?)?];
    while let Some((ranged, n, next)) = further_ordinal(text, scan.at) {
        if ranged {
            found.extend(found.last().copied()? + 1..=n);
        } else {
            found.push(n);
        }
        scan.at = next;
    }
    if !text.spells(scan.at, "のみ") {
        scan.any(&["回目の", "の"]);
    }
    if scan.any(&["・最終", "と最終", "、最終", "および最終"]).is_some() {
        found.push(-1);
    }
    found.sort_unstable();
    found.dedup();
    scan.done(Lexeme::Ordinals(found))
}

fn before_weekday(text: &Folded, at: usize) -> bool {
    matches!(text.get(at), Some('月' | '火' | '水' | '木' | '金' | '土' | '日' | '('))
}

fn ordinal(n: u32) -> Option<i8> {
    i8::try_from(n).ok().filter(|n| (1..=5).contains(n))
}

/// `・4`, `、第4`, `〜第3` behind an ordinal: whether it is a range, the number, where it ends.
fn further_ordinal(text: &Folded, at: usize) -> Option<(bool, i8, usize)> {
    let mut scan = Scan::new(text, at);
    scan.spaces();
    let ranged = scan.any(&["~", "から"]).is_some();
    if !ranged && !text.spells(scan.at, "第") {
        scan.any(&["・", "、", "/", "と", "及び", "および", ".", ",", "&"])?;
    }
    scan.spaces();
    let with_mark = scan.word("第").is_some();
    let n = ordinal(scan.number()?)?;
    // 「第2、10時から」: without 第 the number must not turn out to be a time or a date.
    let counts_else = ["時", ":", "月1", "回", "/", "か月"].iter().any(|unit| text.spells(scan.at, unit));
    let longer = text.get(scan.at).is_some_and(|c| c.is_ascii_digit());
    (with_mark || !(counts_else || longer)).then_some((ranged, n, scan.at))
}

/// 月1回, 週に2日, 年4回.
fn often(text: &Folded, at: usize) -> Option<(Lexeme, usize)> {
    let mut scan = Scan::new(text, at);
    let kind = match (scan.any(&["毎月", "月"]), scan.any(&["毎週", "週"]), scan.any(&["毎年", "年"]))
    {
        (Some(()), ..) => Often::Monthly as fn(u32) -> Often,
        (_, Some(()), _) => Often::Weekly,
        (_, _, Some(())) => Often::Yearly,
        _ => return None,
    };
    scan.word("に");
    let n = scan.number()?;
    scan.any(&["回", "度"]).or_else(|| {
        // 「毎月10日」 is a day of the month, 「週2日」 a number of days.
        scan.word("日").filter(|()| text.spells(at, "週"))
    })?;
    scan.done(Lexeme::Often(kind(n)))
}

/// 2か月に1回, 2週間に一度.
fn every_few(text: &Folded, at: usize) -> Option<(Lexeme, usize)> {
    let mut scan = Scan::new(text, at);
    let n = scan.number()?;
    let months = scan.any(&["か月", "カ月", "ケ月", "箇月", "月"]).is_some();
    if !months {
        scan.any(&["週間", "週"])?;
    }
    scan.any(&["に1回", "に1度", "に一回", "に一度", "ごとに", "ごと", "おき"])?;
    if text.spells(scan.at - 2, "おき") {
        return None;
    }
    scan.done(Lexeme::Alternate(if months { Alternate::Months(n) } else { Alternate::Weeks(n) }))
}

/// 2026年12月3日, 令和8年12月3日, R8.12.3, 2026/12/3, 2026-12-03.
fn full_date(text: &Folded, at: usize) -> Option<(Lexeme, usize)> {
    const REIWA_STARTS_AFTER: u32 = 2018;
    let mut scan = Scan::new(text, at);
    let era = scan.any(&["令和", "r"]).is_some();
    let first_year = era && scan.word("元").is_some();
    let year = if first_year { 1 } else { scan.number()? };
    let year = if era { year + REIWA_STARTS_AFTER } else { year };
    if !(2000..=2100).contains(&year) {
        return None;
    }
    scan.any(&["年", "/", ".", "~"])?;
    let month = scan.number()?;
    scan.any(&["月", "/", ".", "~"])?;
    if text.spells(scan.at - 1, "月")
        && !text.spells(scan.at, "末")
        && day_after_month(text, scan.at).is_none()
    {
        return months_of_year(scan, year, month);
    }
    let day = scan.number()?;
    scan.word("日");
    valid(month, day)?;
    scan.done(Lexeme::Date(i32::try_from(year).ok(), (month, day)))
}

/// 令和9年6月, 令和9年6月から9月まで, behind the first month.
fn months_of_year(mut scan: Scan<'_>, year: u32, first: u32) -> Option<(Lexeme, usize)> {
    let year = i32::try_from(year).ok()?;
    let (mut last, mut end) = ((year, month(first)?), scan.at);
    if scan.any(&["~", "から", "より"]).is_some() {
        let further = match full_date(scan.text, scan.at) {
            Some((Lexeme::Days(Days::Dates(from, _)), length)) => {
                Some((from.year(), from.month(), scan.at + length))
            }
            Some(_) => None,
            None => {
                scan.any(&["翌年の", "翌年", "翌"]);
                let n = month(scan.number()?)?;
                scan.word("月")?;
                Some((if n < first { year + 1 } else { year }, n, scan.at))
            }
        };
        let (year, n, at) = further?;
        last = (year, n);
        end = at;
        if scan.text.spells(end, "まで") {
            end += 2;
        }
    }
    let start = chrono::NaiveDate::from_ymd_opt(year, first, 1)?;
    let until = chrono::NaiveDate::from_ymd_opt(last.0, last.1, 1)?
        .checked_add_months(chrono::Months::new(1))?
        .pred_opt()?;
    (start < until).then_some((Lexeme::Days(Days::Dates(start, until)), end - scan.start))
}

/// 12月3日, 12/3, 8月, 4〜9月, 1・8月.
fn month_first(text: &Folded, at: usize) -> Option<(Lexeme, usize)> {
    let mut scan = Scan::new(text, at);
    let mut months = vec![(month(scan.number()?)?, 0)];
    months[0].1 = months[0].0;
    if let Some(date) = slash_date(text, at, months[0].0, scan.at) {
        return Some(date);
    }
    while let Some((ranged, n, next)) = further_month(text, scan.at) {
        if ranged {
            months.last_mut()?.1 = n;
        } else {
            months.push((n, n));
        }
        scan.at = next;
    }
    scan.word("月")?;
    if let (&[(only, same)], Some(())) = (months.as_slice(), scan.any(&["末日", "末"]))
        && only == same
        && (only != 2 || ends_range(text, at))
        && !before_weekday(text, scan.at)
    {
        let day = (28..=31).rev().find(|day| valid(only, *day).is_some())?;
        return scan.done(Lexeme::Date(None, (only, day)));
    }
    if let (&[(only, same)], Some((day, next))) = (months.as_slice(), day_after_month(text, scan.at))
        && only == same
        && valid(only, day).is_some()
    {
        scan.at = next;
        return scan.done(Lexeme::Date(None, (only, day)));
    }
    scan.done(Lexeme::Days(Days::Months(months)))
}

/// Whether `at` is the end of a range: the 29th of February is its last day in every year there, but as
/// a date of its own it would wait for a leap year.
fn ends_range(text: &Folded, at: usize) -> bool {
    ["~", "から", "より"]
        .iter()
        .any(|to| at.checked_sub(to.chars().count()).is_some_and(|start| text.spells(start, to)))
}

fn month(n: u32) -> Option<u32> {
    (1..=12).contains(&n).then_some(n)
}

fn valid(month: u32, day: u32) -> Option<()> {
    chrono::NaiveDate::from_ymd_opt(2024, month, day).map(|_| ())
}

/// `12/3`, when no third number follows.
fn slash_date(text: &Folded, start: usize, month: u32, at: usize) -> Option<(Lexeme, usize)> {
    let mut scan = Scan { text, start, at };
    scan.word("/")?;
    let (day, length, _) = digits(text, scan.at)?;
    scan.at += length;
    valid(month, day)?;
    let goes_on = matches!(text.get(scan.at), Some('月' | '時' | ':'))
        || text.get(scan.at) == Some('/') && text.get(scan.at + 1).is_some_and(|c| c.is_ascii_digit());
    scan.word("日");
    (!goes_on).then(|| scan.done(Lexeme::Date(None, (month, day))))?
}

/// `・8` or `〜9` behind a month number, when 月 ends the list.
fn further_month(text: &Folded, at: usize) -> Option<(bool, u32, usize)> {
    let mut scan = Scan::new(text, at);
    scan.word("月");
    let ranged = scan.word("~").is_some();
    if !ranged {
        // 「5月と11月の第3月曜」: と joins months as ・ does.
        let of_months = text.get(at) == Some('月') && scan.any(&["と", "および", "及び"]).is_some();
        of_months.then_some(()).or_else(|| scan.any(&["・", ",", "/"]))?;
    }
    scan.any(&["翌年の", "翌年", "翌"]);
    let n = month(scan.number()?)?;
    let next = scan.at;
    let ends_as_months = text.spells(next, "月") && day_after_month(text, next + 1).is_none()
        || further_month(text, next).is_some();
    ends_as_months.then_some((ranged, n, next))
}

/// `3日` right behind 月.
fn day_after_month(text: &Folded, at: usize) -> Option<(u32, usize)> {
    let (day, length) = number(text, at)?;
    text.spells(at + length, "日").then_some((day, at + length + 1))
}

/// 10日, 5・15・25日, 5のつく日.
fn days_of_month(text: &Folded, at: usize) -> Option<(Lexeme, usize)> {
    let mut scan = Scan::new(text, at);
    let mut days = vec![scan.number()?];
    while scan.any(&["・", ",", "と", "、"]).is_some() {
        days.push(scan.number()?);
    }
    if days.iter().all(|day| *day < 10)
        && scan.any(&["のつく日", "の付く日", "がつく日", "が付く日"]).is_some()
    {
        let mut all: Vec<u32> =
            days.iter().flat_map(|ones| (0..=3).map(move |tens| tens * 10 + ones)).collect();
        all.retain(|day| (1..=31).contains(day));
        all.sort_unstable();
        return scan.done(Lexeme::Days(Days::MonthDays(all)));
    }
    scan.word("日")?;
    let weekday_ending = text.get(scan.at) == Some('曜');
    let plausible = days.iter().all(|day| (1..=31).contains(day));
    (plausible && !weekday_ending).then(|| scan.done(Lexeme::DayOfMonth(days)))?
}

/// 2時間, 90分間, 1時間半.
fn duration(text: &Folded, at: usize) -> Option<(Lexeme, usize)> {
    let mut scan = Scan::new(text, at);
    let n = scan.number()?;
    if scan.word("分間").is_some() {
        return scan.done(Lexeme::Duration(n));
    }
    scan.word("時間")?;
    if n == 24 {
        return None;
    }
    let half = scan.word("半").is_some();
    scan.done(Lexeme::Duration(n * 60 + if half { 30 } else { 0 }))
}

/// 10名, 300円: no bearing on the time.
fn head_count(text: &Folded, at: usize) -> Option<(Lexeme, usize)> {
    let mut scan = Scan::new(text, at);
    scan.number()?;
    if scan.word("日間").is_some() {
        return scan.done(Lexeme::DaySpan);
    }
    if scan.word("回目").is_some() {
        return scan.done(Lexeme::Band);
    }
    scan.any(&["名", "人", "円", "組"])?;
    scan.done(Lexeme::Filler)
}

/// 15:00, 15時, 15時半, 15時30分.
fn clock(text: &Folded, at: usize) -> Option<(Lexeme, usize)> {
    let mut scan = Scan::new(text, at);
    let padded = text.get(at) == Some('0');
    let hour = scan.number()?;
    let minute = match scan.any(&[":", "："]) {
        Some(()) => {
            let (minute, length, _) = digits(text, scan.at).filter(|(_, length, _)| *length == 2)?;
            scan.at += length;
            seconds(&mut scan);
            minute
        }
        None => minutes_in_words(&mut scan)?,
    };
    if let Some(minutes) = half_behind(&mut scan, hour, minute) {
        return scan.done(Lexeme::Clock { minutes, sure: true });
    }
    let sure = padded || hour >= 13 || hour == 0;
    (hour <= 30 && minute < 60).then(|| scan.done(Lexeme::Clock { minutes: hour * 60 + minute, sure }))?
}

/// `10:00am`, `3:00pm`: minutes from midnight, when the half of the day stands behind the time.
fn half_behind(scan: &mut Scan<'_>, hour: u32, minute: u32) -> Option<u32> {
    if !(1..=12).contains(&hour) || minute >= 60 {
        return None;
    }
    let mut ahead = Scan::new(scan.text, scan.at);
    ahead.spaces();
    let noon = if ahead.word("pm").is_some() { 12 } else { ahead.word("am").map(|()| 0)? };
    // 「10時am11時」: the word belongs to what follows.
    if ahead.text.get(ahead.at).is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    scan.at = ahead.at;
    Some((hour % 12 + noon) * 60 + minute)
}

/// `:00` behind `hh:mm`.
fn seconds(scan: &mut Scan<'_>) {
    let mut ahead = Scan::new(scan.text, scan.at);
    if ahead.word(":").is_some() && ahead.word("00").is_some() {
        scan.at = ahead.at;
    }
}

fn minutes_in_words(scan: &mut Scan<'_>) -> Option<u32> {
    scan.any(&["時", "じ"])?;
    if scan.any(&["半", "はん"]).is_some() {
        return Some(30);
    }
    let Some((minute, length)) = number(scan.text, scan.at) else { return Some(0) };
    if !scan.text.spells(scan.at + length, "分") {
        return Some(0);
    }
    scan.at += length + 1;
    Some(minute)
}
