//! Formats numbers, moments and reaches for the board.

use super::query::{BoardQuery, ReachAsked};
use super::view::BoardView;
use crate::coverage::{AgeGroup, Moment};
use crate::geodesy::Meters;
use crate::hours::words;
use crate::lang::Lang;
use chrono::Weekday;

/// A number with the language's thousands separators.
pub fn number(lang: Lang, value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(lang.info().thousands);
        }
        text.push(digit);
    }
    text
}

/// A signed number: `+12`, `−3`, `±0`.
pub fn signed(lang: Lang, value: i64) -> String {
    let sign = match value {
        0 => "±",
        1.. => "+",
        _ => "−",
    };
    format!("{sign}{}", number(lang, value.unsigned_abs()))
}

/// A share in whole percent: `35 %`; 0 % and 100 % only if exact.
pub fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let rounded = (part * 200 + whole) / (2 * whole);
    match (part, rounded) {
        (1.., 0) => "<1 %".to_owned(),
        (part, 100) if part < whole => ">99 %".to_owned(),
        _ => format!("{rounded} %"),
    }
}

/// Rounds up to a whole meter.
pub fn meters(lang: Lang, meters: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most half the earth")]
    let whole = meters.max(0.0).round() as u64;
    format!("{} m", number(lang, whole))
}

/// 「小学生」, or everybody.
pub fn group(lang: Lang, group: Option<AgeGroup>) -> String {
    lang.text(&format!("board-group-{}", group.map_or("all", AgeGroup::code)))
}

/// The weekday of a slot, Monday = 0.
pub fn weekday(lang: Lang, day: u8) -> String {
    words::weekday(Weekday::try_from(day).unwrap_or(Weekday::Mon), lang)
}

/// 「水曜16時」.
pub fn when(lang: Lang, day: u8, hour: u8) -> String {
    let said = [("weekday", weekday(lang, day).into()), ("hour", hour.into())];
    lang.fill("board-when", &said)
}

/// 「直線で800 m以内」.
pub fn reach(lang: Lang, asked: ReachAsked) -> String {
    let straight = meters(lang, asked.radius().0);
    match asked {
        ReachAsked::Meters(_) => lang.fill("board-reach", &[("distance", straight.into())]),
        ReachAsked::Minutes(minutes) => {
            lang.fill("board-reach-walk", &[("minutes", minutes.into()), ("distance", straight.into())])
        }
    }
}

/// The summary sentence: how many children have nothing open near at that time.
pub fn sentence(lang: Lang, view: &BoardView) -> String {
    sentence_of(lang, &view.query, (view.left_out, view.children))
}

/// The same for other `counts`: the children left out, and all.
pub fn sentence_of(lang: Lang, query: &BoardQuery, counts: (u64, u64)) -> String {
    let when = (!query.any_time).then(|| when(lang, query.day, query.hour));
    said(lang, when, reach(lang, query.reach), query.group, counts)
}

/// The same outside a board: `counts` are the children left out, and all.
pub fn moment_sentence(
    lang: Lang,
    moment: Moment,
    radius: Meters,
    of: Option<AgeGroup>,
    counts: (u64, u64),
) -> String {
    let when = match moment {
        Moment::At(at) => Some(words::date_time(at, lang)),
        Moment::AnyTime(_) | Moment::Week(_) => None,
    };
    let reach = lang.fill("board-reach", &[("distance", meters(lang, radius.0).into())]);
    said(lang, when, reach, of, counts)
}

fn said(
    lang: Lang,
    when: Option<String>,
    reach: String,
    of: Option<AgeGroup>,
    (left_out, children): (u64, u64),
) -> String {
    let mut said = vec![
        ("reach", reach.into()),
        ("group", group(lang, of).into()),
        ("count", number(lang, left_out).into()),
        ("percent", percent(left_out, children).into()),
    ];
    let Some(when) = when else { return lang.fill("board-sentence-any", &said) };
    said.push(("when", when.into()));
    lang.fill("board-sentence", &said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_is_as_the_ward_says_it() {
        let (when, reach) = (when(Lang::Ja, 2, 16), reach(Lang::Ja, ReachAsked::Meters(800)));
        assert_eq!(
            said(Lang::Ja, Some(when), reach, Some(AgeGroup::Elementary), (2379, 6797)),
            "水曜16時、直線で800 m以内に開いている場所がない小学生は 2,379人（35 %）"
        );
    }

    #[test]
    fn numbers_and_shares() {
        assert_eq!(number(Lang::Ja, 1_234_567), "1,234,567");
        assert_eq!(number(Lang::Vi, 2379), "2.379");
        assert_eq!(
            [signed(Lang::Ja, -1200), signed(Lang::Ja, 0), signed(Lang::Ja, 7)],
            ["−1,200", "±0", "+7"]
        );
        let shares = [(0, 9), (9, 9), (1, 1000), (999, 1000), (1, 3), (0, 0)]
            .map(|(part, whole)| percent(part, whole));
        assert_eq!(shares, ["0 %", "100 %", "<1 %", ">99 %", "33 %", "–"]);
    }
}
