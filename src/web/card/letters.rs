//! How are words drawn on a machine that has no fonts? As outlines of the few letters a card needs.
//!
//! ```
//! use ibasho::web::card::letters::Line;
//! assert!(Line::of("見本 16:00").is_some());
//! assert!(Line::of("龘").is_none(), "a word with an unknown letter is left out, never drawn with a gap");
//! ```
//!
//! `glyphs.txt` is made by `scripts/card-glyphs.py` from Noto Sans CJK JP (SIL Open Font License 1.1):
//! Latin letters, kana, and the letters of the embedded ward.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

/// Units of an outline to the em.
const UNITS: f64 = 250.0;

/// How far each letter moves on, in units, and its outline.
static GLYPHS: LazyLock<HashMap<char, (f64, &'static str)>> = LazyLock::new(|| {
    let lines = include_str!("glyphs.txt").lines();
    lines
        .filter_map(|line| {
            let mut letters = line.chars();
            let letter = letters.next()?;
            let (width, outline) = letters.as_str().strip_prefix('\t')?.split_once('\t')?;
            Some((letter, (width.parse().ok()?, outline)))
        })
        .collect()
});

/// A line of letters that can all be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line(String);

impl Line {
    /// `words` as a line; `None` when a letter of them is not known.
    #[must_use]
    pub fn of(words: &str) -> Option<Self> {
        words.chars().all(|c| GLYPHS.contains_key(&c)).then(|| Self(words.to_owned()))
    }

    /// `words` in lines at most `width` wide at `size`, at most so many; `None` when a letter is not
    /// known or they need more.
    #[must_use]
    pub fn wrapped(words: &str, size: f64, width: f64, most: usize) -> Option<Vec<Self>> {
        let mut lines = vec![Self(String::new())];
        for c in Self::of(words)?.0.chars() {
            let last = lines.last_mut()?;
            last.0.push(c);
            // A closing mark hangs over the edge rather than begin a line.
            let closes = matches!(c, '）' | '」' | '、' | '。' | ')');
            if last.width(size) > width && last.0.chars().count() > 1 && !closes {
                last.0.pop();
                lines.push(Self(c.to_string()));
            }
        }
        (lines.len() <= most).then_some(lines)
    }

    /// Its width at `size`, in the unit of `size`.
    #[must_use]
    pub fn width(&self, size: f64) -> f64 {
        self.glyphs().map(|(width, _)| width).sum::<f64>() * size / UNITS
    }

    /// The line as SVG: its first letter at `x`, standing on `y`, filled with `color`.
    #[must_use]
    pub fn svg(&self, (x, y): (f64, f64), size: f64, color: &str) -> String {
        let mut svg = String::new();
        let mut at = 0.0;
        let scale = size / UNITS;
        // Writing to a string cannot fail.
        let _ = write!(svg, r#"<g transform="translate({x:.1} {y:.1}) scale({scale:.4})" fill="{color}">"#);
        for (width, outline) in self.glyphs() {
            let _ = write!(svg, r#"<path transform="translate({at} 0)" d="{outline}"/>"#);
            at += width;
        }
        svg.push_str("</g>");
        svg
    }

    fn glyphs(&self) -> impl Iterator<Item = (f64, &'static str)> {
        self.0.chars().filter_map(|c| GLYPHS.get(&c).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_embedded_ward_can_be_drawn() {
        let today = "2026-12-01".parse().unwrap();
        let ward = crate::dataset::load(&crate::dataset::Source::Embedded, today).unwrap().snapshot;
        for place in ward.index.places() {
            assert!(Line::of(&place.name).is_some(), "{}: run scripts/card-glyphs.py", place.name);
        }
    }

    #[test]
    fn a_line_is_as_wide_as_its_letters_and_breaks_before_it_is_too_wide() {
        let line = Line::of("見本").unwrap();
        assert!((line.width(10.0) - 20.0).abs() < 0.01);
        let lines = Line::wrapped("見本見本見", 10.0, 25.0, 3).unwrap();
        assert_eq!(lines.iter().map(|line| line.0.as_str()).collect::<Vec<_>>(), ["見本", "見本", "見"]);
        assert_eq!(Line::wrapped("見本見本見", 10.0, 25.0, 2), None);
    }
}
