//! Estimates the height of places on paper in millimeters, so that a page can be filled before a
//! browser lays it out.
//!
//! ```
//! use ibasho::web::pages::print::room::{Column, text_lines};
//! assert_eq!(text_lines("おおとり ひろば", 24.0), 1);
//! assert_eq!(Column::HALF.em, 24.0);
//! ```
//!
//! Lengths are those of `static/css/print.css`. The map takes the remaining height, so that an estimate
//! off by a line does not overflow to a second page.

use super::{Entry, PrintDesk};
use crate::lang::{Lang, ruby};
use crate::web::pages::talk::Number;

/// A column of text on paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// Its width in full-width characters.
    pub em: f64,
}

impl Column {
    /// One of two columns beside each other on A4: 81 mm at 9.5 pt.
    pub const HALF: Self = Self { em: 24.0 };
}

/// Height between the margins: A4 minus 11 mm above and below.
pub const SHEET_MM: f64 = 275.0;

/// Height of the attribution below a map.
pub const CREDIT_MM: f64 = 6.0;

/// Gap below each row of desks.
const DESK_GAP_MM: f64 = 1.0;

/// Line height at 9.5 pt, and with furigana.
const LINE_MM: f64 = 4.7;
const RUBY_LINE_MM: f64 = 5.9;

/// Height of an entry's name, padding and rule, without its lines of text.
const ENTRY_MM: f64 = 3.0;

/// Width of half-width letters, in full-width characters.
const NARROW_EM: f64 = 0.52;

/// Width of a letter of a reading, in full-width characters.
const READING_EM: f64 = 0.5;

/// Factor for the unused ends of wrapped lines.
const RAGGED: f64 = 1.06;

/// Number of lines of `text` in a column `em` wide; a reading longer than its kanji spreads them.
pub fn text_lines(text: &str, em: f64) -> u32 {
    let plain = |text: &str| text.chars().map(|c| if is_full(c) { 1.0 } else { NARROW_EM }).sum::<f64>();
    let segment = |part: &ruby::Segment<'_>| {
        part.reading.map_or(0.0, |reading| plain(reading) * READING_EM).max(plain(part.base))
    };
    let width: f64 = ruby::segments(text).iter().map(segment).sum();
    let ragged = if width <= em { 1.0 } else { RAGGED };
    let lines = (width * ragged / em).ceil();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a text has few lines")]
    let whole = lines as u32;
    whole
}

/// East Asian full-width characters.
fn is_full(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF60}' | '①'..='⑳')
}

/// Full-width characters per heading line (17 pt), and its height.
const TITLE_EM: f64 = 30.0;
const TITLE_LINE_MM: f64 = 7.5;

/// Height of a heading beyond its first line.
pub fn more_title_mm(title: &str) -> f64 {
    f64::from(text_lines(title, TITLE_EM).saturating_sub(1)) * TITLE_LINE_MM
}

/// Whether lines carry furigana, which makes them higher.
pub fn has_readings(lang: Lang) -> bool {
    matches!(lang, Lang::JaFurigana | Lang::JaEasy)
}

pub fn line_mm(lang: Lang) -> f64 {
    if has_readings(lang) { RUBY_LINE_MM } else { LINE_MM }
}

pub fn entry_mm(entry: &Entry, lang: Lang, column: Column) -> f64 {
    let lines = |text: &str| text_lines(text, column.em);
    let head = lines(&format!("{}{}", entry.name, entry.translated.as_deref().unwrap_or_default()));
    let facts = [Some(entry.kind.as_str()), entry.walk.as_deref(), entry.phone.as_deref()];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" ・ ");
    let programmes: u32 = entry
        .programmes
        .iter()
        .map(|programme| {
            let dates: u32 = programme.dates.iter().map(|line| lines(&line.said(lang))).sum();
            let title = programme.title.as_deref().map_or(0, lines);
            title + lines(&programme.terms.join("・")) + dates.max(1) + u32::from(programme.more)
        })
        .sum();
    let others =
        [entry.roughly, entry.closed_on.is_some(), entry.programmes.is_empty(), entry.more_programmes];
    let others: u32 = others.into_iter().map(u32::from).sum();
    ENTRY_MM + f64::from(head + lines(&facts) + programmes + others) * line_mm(lang)
}

/// Height of `desks` in rows of two.
pub fn desks_mm(desks: &[PrintDesk], lang: Lang) -> f64 {
    let lines = |desk: &PrintDesk| {
        let number = |number: &Number| {
            let free = if number.free { lang.text("talk-free") } else { String::new() };
            format!("{}{}{free}", number.shown, number.note.as_deref().unwrap_or_default())
        };
        let numbers = desk.numbers.iter().map(number).collect::<Vec<_>>().join(" ");
        let said = format!("{} {numbers} {}", desk.name, desk.hours.as_deref().unwrap_or_default());
        f64::from(text_lines(&said, Column::HALF.em)) * line_mm(lang) + DESK_GAP_MM
    };
    desks.chunks(2).map(|row| row.iter().map(lines).fold(0.0, f64::max)).sum()
}

/// Pixels per millimeter of paper (CSS: 96 to the inch).
const PX_PER_MM: f64 = 96.0 / 25.4;

/// Size in pixels of a picture of the given millimeters.
pub fn pixels(width_mm: f64, height_mm: f64) -> (u16, u16) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to what a sheet has"
    )]
    let px = |mm: f64| (mm.clamp(1.0, 300.0) * PX_PER_MM).round() as u16;
    (px(width_mm), px(height_mm))
}

/// How many of `heights`, in order, go into the first of two columns, so that the higher column is as
/// low as possible.
pub fn in_first_column(heights: &[f64]) -> usize {
    let height = |at: &usize| broken(heights, *at);
    (0..=heights.len()).min_by(|a, b| height(a).total_cmp(&height(b))).unwrap_or(0)
}

/// Height of two balanced columns filled with `heights` in order.
pub fn height_in_columns(heights: &[f64]) -> f64 {
    broken(heights, in_first_column(heights))
}

/// Height of the higher of two columns if the second begins with entry `at`.
fn broken(heights: &[f64], at: usize) -> f64 {
    let whole = |part: &[f64]| part.iter().sum::<f64>();
    whole(&heights[..at]).max(whole(&heights[at..]))
}

/// How many of `heights`, in order, fit into two columns of height `room`. At least one, so that a page
/// is never empty.
pub fn fitting_in_columns(heights: &[f64], room: f64) -> usize {
    let fit = (1..=heights.len()).take_while(|count| height_in_columns(&heights[..*count]) <= room).count();
    fit.max(heights.len().min(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_takes_places_in_order_while_both_columns_have_room() {
        let table: [(&[f64], f64, usize); 5] = [
            (&[], 100.0, 0),
            (&[30.0, 40.0, 30.0, 30.0], 70.0, 4),
            (&[30.0, 40.0, 30.0, 30.0, 20.0], 70.0, 4),
            (&[60.0, 20.0, 20.0, 20.0], 60.0, 4),
            (&[300.0], 70.0, 1),
        ];
        for (heights, room, fit) in table {
            assert_eq!(fitting_in_columns(heights, room), fit, "{heights:?}");
        }
        assert_eq!(in_first_column(&[60.0, 20.0, 20.0]), 1);
        assert_eq!(in_first_column(&[]), 0);
    }

    #[test]
    fn letters_of_half_width_take_half_the_room() {
        assert_eq!(text_lines(&"あ".repeat(21), 24.0), 1);
        assert_eq!(text_lines(&"あ".repeat(30), 24.0), 2);
        assert_eq!(text_lines(&"a".repeat(30), 24.0), 1);
        assert_eq!(text_lines("鳳《おおとり》", 24.0), 1);
        assert_eq!(text_lines(&"鳳《おおとり》".repeat(13), 24.0), 2);
        assert_eq!(text_lines("", 24.0), 0);
    }
}
