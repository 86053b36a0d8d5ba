//! Which turns of phrase say the same in plainer words? Rewrites lexemes before they are walked.
//!
//! ```text
//! 9時開館、17時閉館            →  9時〜17時
//! 祝日が土曜の場合              →  土曜が祝日の場合
//! 月 火 水 / 9:00〜12:00 ○ × ○  →  月・水 9:00〜12:00
//! ```
//!
//! What does not fit a turn whole stays as it is.

use super::model::{Days, Lexeme, Token};
use super::parse::is_only;
use super::{headings, notes};

/// `tokens` with every turn of phrase replaced.
///
/// `words` is the original text, which tells brackets from each other.
pub(super) fn rewrite(tokens: Vec<Token>, words: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let tokens = headings::lines(tokens, words);
    let tokens = days_behind_times(numbered(tables(tokens)));
    let mut at = 0;
    while at < tokens.len() {
        if let Some((mut words, taken)) = turn(&tokens[at..], out.last()) {
            out.append(&mut words);
            at += taken;
        } else {
            out.push(tokens[at].clone());
            at += 1;
        }
    }
    out
}

/// 「１ 毎週月曜日　２ 祝日」: numbers that count the items, from 1 on, each before a day.
fn numbered(mut tokens: Vec<Token>) -> Vec<Token> {
    let item = |tokens: &[Token], at: usize, wanted: u32| {
        let days = tokens.get(at + 1).is_some_and(|t| {
            matches!(
                t.lexeme,
                Lexeme::Days(_) | Lexeme::Date(..) | Lexeme::Weekly | Lexeme::Monthly | Lexeme::Ordinals(_)
            )
        });
        tokens[at].lexeme == Lexeme::Number(wanted) && days
    };
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        if item(&tokens, at, u32::try_from(found.len()).unwrap_or(0) + 1) {
            found.push(at);
        }
    }
    if let ([first, rest @ ..], true) = (found.as_slice(), found.len() > 1) {
        for at in rest {
            tokens[*at].lexeme = Lexeme::And;
            tokens[*at].first = '、';
        }
        tokens.remove(*first);
    }
    tokens
}

/// The turn of phrase at the start of `tokens`, in plain words, with how many it takes.
fn turn(tokens: &[Token], before: Option<&Token>) -> Option<(Vec<Token>, usize)> {
    opens_and_closes(tokens)
        .or_else(|| from_label_to_label(tokens))
        .or_else(|| holiday_on_weekday(tokens))
        .or_else(|| weekday_of_holidays(tokens, before))
        .or_else(|| of_which(tokens))
        .or_else(|| only_in_months(tokens))
        .or_else(|| only_some_weeks(tokens))
        .or_else(|| half_before_time(tokens))
        .or_else(|| sundays_and_holidays(tokens, before))
        .or_else(|| notes::note(tokens, before))
}

/// 「9時開館、17時閉館」, 「午前10時に開き、午後6時に閉まります」.
fn opens_and_closes(tokens: &[Token]) -> Option<(Vec<Token>, usize)> {
    let (start, mut at) = clock(tokens, 0)?;
    at = skip(tokens, at, |t| t.lexeme == Lexeme::Filler);
    tokens.get(at).filter(|t| opens(t))?;
    at = skip(tokens, at + 1, |t| matches!(t.lexeme, Lexeme::Filler | Lexeme::And));
    let (end, mut at) = clock(tokens, at)?;
    at = skip(tokens, at, |t| t.lexeme == Lexeme::Filler);
    let closing = tokens.get(at).filter(|t| closes(t))?;
    Some((stretch(start, end, closing), at + 1))
}

/// 「開館 9:00 閉館 17:00」.
fn from_label_to_label(tokens: &[Token]) -> Option<(Vec<Token>, usize)> {
    let link = |t: &Token| matches!(t.lexeme, Lexeme::Filler | Lexeme::Topic | Lexeme::Colon);
    let joint = |t: &Token| matches!(t.lexeme, Lexeme::Filler | Lexeme::And | Lexeme::Stop);
    tokens.first().filter(|t| opens(t))?;
    let (start, at) = clock(tokens, skip(tokens, 1, link))?;
    let at = skip(tokens, at, joint);
    let closing = tokens.get(at).filter(|t| closes(t))?;
    let (end, at) = clock(tokens, skip(tokens, at + 1, link))?;
    let goes_on = tokens.get(at).is_some_and(|t| matches!(t.lexeme, Lexeme::To | Lexeme::Until));
    (!goes_on).then(|| (stretch(start, end, closing), at))
}

/// 「12月のみ第2火曜」: as 「12月は」.
fn only_in_months(tokens: &[Token]) -> Option<(Vec<Token>, usize)> {
    let [months, only, day, ..] = tokens else { return None };
    let said = matches!(months.lexeme, Lexeme::Days(Days::Months(_)))
        && is_only(only)
        && matches!(day.lexeme, Lexeme::Ordinals(_) | Lexeme::Days(_));
    let topic = Token { lexeme: Lexeme::Topic, place: only.place.clone(), first: 'は' };
    said.then(|| (vec![months.clone(), topic], 2))
}

/// 「夜だけ、7時から」: the half of the day stands apart from its time.
fn half_before_time(tokens: &[Token]) -> Option<(Vec<Token>, usize)> {
    let half = tokens.first().filter(|t| matches!(t.lexeme, Lexeme::Am | Lexeme::Pm | Lexeme::Night))?;
    let only = |t: &Token| {
        t.lexeme == Lexeme::Filler && matches!(t.first, 'の' | 'だ')
            || t.lexeme == Lexeme::And && t.first == '、'
    };
    let at = skip(tokens, 1, only);
    let time = tokens.get(at).filter(|t| matches!(t.lexeme, Lexeme::Clock { .. }))?;
    (at > 1).then(|| (vec![half.clone(), time.clone()], at + 1))
}

/// 「日曜・休日」: beside Sundays the other days off can only be holidays.
fn sundays_and_holidays(tokens: &[Token], before: Option<&Token>) -> Option<(Vec<Token>, usize)> {
    const SUNDAY: u8 = 1 << 6;
    let [joint, off, ..] = tokens else { return None };
    let sunday =
        before.is_some_and(|t| matches!(t.lexeme, Lexeme::Days(Days::Week(mask)) if mask & SUNDAY != 0));
    let said = sunday && joint.lexeme == Lexeme::And && off.lexeme == Lexeme::Vague && off.first == '休';
    let holidays = Token { lexeme: Lexeme::Days(Days::Holidays), ..off.clone() };
    said.then(|| (vec![joint.clone(), holidays], 2))
}

fn opens(token: &Token) -> bool {
    let word = matches!(token.lexeme, Lexeme::OpenWord | Lexeme::OpenLabel);
    word && matches!(token.first, '開' | 'オ' | 'o' | '始')
}

fn closes(token: &Token) -> bool {
    token.lexeme == Lexeme::Ends || token.lexeme == Lexeme::Off && matches!(token.first, '閉' | '終')
}

fn stretch(start: &[Token], end: &[Token], place: &Token) -> Vec<Token> {
    let to = Token { lexeme: Lexeme::To, place: place.place.clone(), first: '~' };
    start.iter().chain([&to]).chain(end).cloned().collect()
}

/// A time with its 午前 or 午後, and where it ends.
pub(super) fn clock(tokens: &[Token], at: usize) -> Option<(&[Token], usize)> {
    let half = |t: &Token| matches!(t.lexeme, Lexeme::Am | Lexeme::Pm | Lexeme::Night);
    let end = skip(tokens, at, half);
    let time = tokens.get(end).filter(|t| matches!(t.lexeme, Lexeme::Clock { .. } | Lexeme::Noon));
    time.filter(|_| end - at < 2).map(|_| (&tokens[at..=end], end + 1))
}

pub(super) fn skip(tokens: &[Token], at: usize, wanted: impl Fn(&Token) -> bool) -> usize {
    at + tokens.iter().skip(at).take_while(|t| wanted(t)).count()
}

/// 「祝日が土曜日の場合」.
fn holiday_on_weekday(tokens: &[Token]) -> Option<(Vec<Token>, usize)> {
    let [holiday, topic, weekday, case, ..] = tokens else { return None };
    let said = holiday.lexeme == Lexeme::Days(Days::Holidays)
        && topic.lexeme == Lexeme::Topic
        && matches!(weekday.lexeme, Lexeme::Days(Days::Week(_)))
        && case.lexeme == Lexeme::Case;
    let case = Token { lexeme: Lexeme::IfHoliday, ..case.clone() };
    said.then(|| (vec![weekday.clone(), topic.clone(), case], 4))
}

/// 「祝日（土・日にあたる場合は開館）」.
fn weekday_of_holidays(tokens: &[Token], before: Option<&Token>) -> Option<(Vec<Token>, usize)> {
    let open = tokens.first().filter(|t| t.lexeme == Lexeme::Open)?;
    let named = |t: &Token| matches!(t.lexeme, Lexeme::Days(Days::Week(_)) | Lexeme::And);
    let end = skip(tokens, 1, named);
    let case = tokens.get(end).filter(|t| t.lexeme == Lexeme::Case)?;
    let said = end > 1 && before.is_some_and(|t| t.lexeme == Lexeme::Days(Days::Holidays));
    let topic = Token { lexeme: Lexeme::Topic, place: case.place.clone(), first: 'が' };
    let case = Token { lexeme: Lexeme::IfHoliday, ..case.clone() };
    let words = [open].into_iter().chain(&tokens[1..end]).cloned().chain([topic, case]);
    said.then(|| (words.collect(), end + 1))
}

/// 「土曜の開館は第1・第3のみ」: only those Saturdays.
fn only_some_weeks(tokens: &[Token]) -> Option<(Vec<Token>, usize)> {
    let day = tokens
        .first()
        .filter(|t| matches!(t.lexeme, Lexeme::Days(Days::Week(mask)) if mask.is_power_of_two()))?;
    let of = |t: &Token| t.lexeme == Lexeme::Filler && t.first == 'の' || t.lexeme == Lexeme::OpenWord;
    let topic = skip(tokens, 1, of);
    let [topic, ns, only, ..] = tokens.get(topic..)? else { return None };
    let said = topic.lexeme == Lexeme::Topic
        && topic.first == 'は'
        && matches!(ns.lexeme, Lexeme::Ordinals(_))
        && is_only(only);
    let taken = skip(tokens, 1, of) + 3;
    let day = Token { place: ns.place.end..ns.place.end, ..day.clone() };
    said.then(|| (vec![ns.clone(), day], taken))
}

/// 「（うち7:30〜8:30は延長保育）」: within the hours already said.
fn of_which(tokens: &[Token]) -> Option<(Vec<Token>, usize)> {
    let [open, within, ..] = tokens else { return None };
    if open.lexeme != Lexeme::Open || within.lexeme != Lexeme::Within {
        return None;
    }
    let close = tokens.iter().position(|t| t.lexeme == Lexeme::Close)?;
    let harmless = |t: &Token| {
        matches!(
            t.lexeme,
            Lexeme::Clock { .. }
                | Lexeme::Number(_)
                | Lexeme::To
                | Lexeme::Until
                | Lexeme::And
                | Lexeme::Topic
                | Lexeme::Filler
                | Lexeme::Extension
                | Lexeme::OpenLabel
                | Lexeme::Am
                | Lexeme::Pm
                | Lexeme::Colon
        )
    };
    tokens[2..close].iter().all(harmless).then(|| (Vec::new(), close + 1))
}

/// 「午前 9時〜12時 月〜土」, line by line: the days before the times.
fn days_behind_times(tokens: Vec<Token>) -> Vec<Token> {
    let time = |t: &Token| {
        matches!(
            t.lexeme,
            Lexeme::Clock { .. } | Lexeme::Number(_) | Lexeme::To | Lexeme::Until | Lexeme::Noon
        )
    };
    let label = |t: &Token| matches!(t.lexeme, Lexeme::Am | Lexeme::Pm | Lexeme::Band | Lexeme::Colon);
    let day = |t: &Token| matches!(t.lexeme, Lexeme::Days(_) | Lexeme::And | Lexeme::To);
    let split = |line: &[Token]| {
        let labels = skip(line, 0, label);
        let times = skip(line, labels, time);
        let days = skip(line, times, day);
        let whole = line.get(days).is_none_or(ends_line) && days + 1 >= line.len();
        let clock =
            line[labels..times].iter().filter(|t| matches!(t.lexeme, Lexeme::Clock { .. })).count() == 2;
        (whole && clock && days > times && matches!(line[times].lexeme, Lexeme::Days(_)))
            .then_some((times, days))
    };
    let lines: Vec<&[Token]> = tokens.split_inclusive(ends_line).collect();
    if lines.iter().filter(|line| split(line).is_some()).count() < 2 {
        return tokens;
    }
    let mut out = Vec::new();
    for line in lines {
        match split(line) {
            Some((times, days)) => {
                out.extend_from_slice(&line[times..days]);
                out.extend_from_slice(&line[..times]);
                out.extend_from_slice(&line[days..]);
            }
            None => out.extend_from_slice(line),
        }
    }
    out
}

/// Every line of a table of weekdays and times as a sentence of its own.
fn tables(tokens: Vec<Token>) -> Vec<Token> {
    let marked = |t: &Token| mark(t).is_some();
    if !tokens.iter().any(marked) {
        return tokens;
    }
    let lines: Vec<&[Token]> = tokens.split_inclusive(ends_line).collect();
    let (mut out, mut at) = (Vec::new(), 0);
    while at < lines.len() {
        let rows: Vec<Row<'_>> = match header(lines[at]) {
            Some(days) => lines[at + 1..].iter().map_while(|line| row(line, &days)).collect(),
            None => Vec::new(),
        };
        if let (Some(days), false) = (header(lines[at]), rows.is_empty()) {
            let columns = rows[0].columns.len();
            if rows.iter().all(|row| row.columns.len() == columns) {
                write_table(&days, &rows, &mut out);
                at += 1 + rows.len();
                continue;
            }
        }
        out.extend_from_slice(lines[at]);
        at += 1;
    }
    out
}

/// One line of a table: its times, and for each column whether it is open.
struct Row<'a> {
    times: Vec<&'a Token>,
    columns: Vec<bool>,
}

fn ends_line(token: &Token) -> bool {
    token.lexeme == Lexeme::Stop && matches!(token.first, '\n' | '\r')
}

fn mark(token: &Token) -> Option<bool> {
    match (&token.lexeme, token.first) {
        (Lexeme::Stop, '○' | '●' | '◯' | '◎') | (Lexeme::Number(0), '〇') => Some(true),
        (Lexeme::Mark(_), _) | (Lexeme::To, '~' | 'ー') | (Lexeme::Off, '休') | (Lexeme::And, '/') => {
            Some(false)
        }
        _ => None,
    }
}

/// The words of a line without rules between columns and its end.
fn cells(line: &[Token]) -> Vec<&Token> {
    line.iter().filter(|t| !(t.lexeme == Lexeme::Stop && matches!(t.first, '|' | '\n' | '\r'))).collect()
}

/// The days of the columns, when `line` names nothing else; joined ones together.
fn header(line: &[Token]) -> Option<Vec<Vec<Days>>> {
    let cells = cells(line);
    let label = |t: &&&Token| {
        matches!(
            t.lexeme,
            Lexeme::OpenLabel | Lexeme::Colon | Lexeme::Title | Lexeme::Filler | Lexeme::Stop | Lexeme::And
        )
    };
    let lead = cells.iter().take_while(label).count();
    let mut columns: Vec<Vec<Days>> = Vec::new();
    let mut joined = false;
    for token in &cells[lead..] {
        match &token.lexeme {
            Lexeme::Days(days @ (Days::Week(_) | Days::Holidays)) => {
                match columns.last_mut() {
                    Some(column) if joined => column.push(days.clone()),
                    _ => columns.push(vec![days.clone()]),
                }
                joined = false;
            }
            Lexeme::And if token.first == '・' => joined = true,
            _ => return None,
        }
    }
    (columns.len() > 2).then_some(columns)
}

/// A line of times and marks under a header of `days`.
fn row<'a>(line: &'a [Token], days: &[Vec<Days>]) -> Option<Row<'a>> {
    let cells = cells(line);
    let marks = cells.len().checked_sub(days.len())?;
    // 「日祝」 written together is one column, though two words.
    let shorter = days.iter().any(|column| column == &[Days::Holidays]);
    let from = match cells[marks..].iter().all(|t| mark(t).is_some()) && marks > 0 {
        true => marks,
        false if shorter => marks + 1,
        false => return None,
    };
    let columns: Option<Vec<bool>> = cells.get(from..)?.iter().map(|t| mark(t)).collect();
    let time = |t: &&&Token| {
        matches!(
            t.lexeme,
            Lexeme::Clock { .. }
                | Lexeme::Number(_)
                | Lexeme::To
                | Lexeme::Until
                | Lexeme::And
                | Lexeme::Am
                | Lexeme::Pm
                | Lexeme::Noon
                | Lexeme::Open
                | Lexeme::Close
                | Lexeme::Band
                | Lexeme::Colon
                | Lexeme::OpenLabel
        )
    };
    let head = &cells[..from];
    let clocks = head.iter().filter(|t| matches!(t.lexeme, Lexeme::Clock { .. })).count();
    if clocks < 2 || !head.iter().all(|t| time(&t)) {
        return None;
    }
    let bracket = |t: &&&Token| !matches!(t.lexeme, Lexeme::Open | Lexeme::Close | Lexeme::OpenLabel);
    Some(Row { times: head.iter().filter(bracket).copied().collect(), columns: columns? })
}

fn write_table(days: &[Vec<Days>], rows: &[Row<'_>], out: &mut Vec<Token>) {
    let width = rows[0].columns.len();
    let mut columns: Vec<Vec<Days>> = days.to_vec();
    if columns.len() == width + 1
        && let Some(last) = columns.pop()
        && let Some(column) = columns.last_mut()
    {
        column.extend(last);
    }
    for row in rows {
        let place = row.times[0].place.clone();
        let word = |lexeme: Lexeme, first: char| Token { lexeme, place: place.clone(), first };
        let open = columns.iter().zip(&row.columns).filter(|(_, open)| **open).flat_map(|(days, _)| days);
        let mut named = 0;
        for days in open {
            out.push(word(Lexeme::Days(days.clone()), '月'));
            out.push(word(Lexeme::And, '・'));
            named += 1;
        }
        if named > 0 {
            out.pop();
            out.extend(row.times.iter().map(|t| (*t).clone()));
        }
        out.push(word(Lexeme::Stop, '\n'));
    }
    let holidays = columns.iter().position(|column| column.contains(&Days::Holidays));
    if let Some(column) = holidays.filter(|column| rows.iter().all(|row| !row.columns[*column])) {
        let place = rows[0].times[0].place.clone();
        let word = |lexeme: Lexeme, first: char| Token { lexeme, place: place.clone(), first };
        let _ = column;
        out.extend([
            word(Lexeme::Days(Days::Holidays), '祝'),
            word(Lexeme::Off, '休'),
            word(Lexeme::Stop, '\n'),
        ]);
    }
}
