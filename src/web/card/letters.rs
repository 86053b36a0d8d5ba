//! Converts text to SVG outlines with the embedded font, because a server may have no fonts installed.
//!
//! ```
//! use ibasho::web::card::letters::Line;
//! assert!(Line::of("😀").is_none(), "a word with an unknown letter is left out, never drawn with a gap");
//! ```
//!
//! The font is `BIZ UDPGothic` Bold (SIL Open Font License 1.1), with every letter of JIS X 0208. It comes with
//! `npm run build`; in a program built without, no word can be drawn.

use crate::web::assets;
use std::fmt::Write as _;
use std::io::Read as _;
use std::sync::LazyLock;
use ttf_parser::{Face, GlyphId, OutlineBuilder};

/// The file under `static/`, gzipped: 2.95 MB instead of 4.5.
const FILE: &str = "dist/card-font.ttf.gz";

static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut font = Vec::new();
    let packed = assets::bytes(FILE).unwrap_or_default();
    // A font that cannot be decompressed is empty and draws no letter.
    let _ = flate2::read::GzDecoder::new(&*packed).read_to_end(&mut font);
    font
});

static FONT: LazyLock<Option<Face<'static>>> = LazyLock::new(|| Face::parse(&BYTES, 0).ok());

/// A line of letters that the font can all draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line(String);

impl Line {
    /// `words` as a line; `None` if the font lacks a glyph.
    pub fn of(words: &str) -> Option<Self> {
        let font = FONT.as_ref()?;
        words.chars().all(|c| font.glyph_index(c).is_some()).then(|| Self(words.to_owned()))
    }

    /// Breaks `words` into at most so many lines of at most `width` at `size`; `None` if the font lacks
    /// a glyph or they need more lines.
    pub fn wrapped(words: &str, size: f64, width: f64, most: usize) -> Option<Vec<Self>> {
        let mut lines = vec![Self(String::new())];
        for c in Self::of(words)?.0.chars() {
            let last = lines.last_mut()?;
            last.0.push(c);
            // Closing punctuation may overhang the margin rather than begin a line (kinsoku).
            let closes = matches!(c, '）' | '」' | '、' | '。' | ')');
            if last.width(size) > width && last.0.chars().count() > 1 && !closes {
                last.0.pop();
                lines.push(Self(c.to_string()));
            }
        }
        (lines.len() <= most).then_some(lines)
    }

    /// Its width at `size`, in the unit of `size`.
    pub fn width(&self, size: f64) -> f64 {
        self.glyphs().map(|(font, glyph)| advance(font, glyph)).sum::<f64>() * size
    }

    /// The line as SVG: starting at `x` on the baseline `y`, filled with `color`.
    pub fn svg(&self, (x, y): (f64, f64), size: f64, color: &str) -> String {
        let mut svg = String::new();
        let mut at = x;
        // Writing to a string cannot fail.
        let _ = write!(svg, r#"<g fill="{color}">"#);
        for (font, glyph) in self.glyphs() {
            let scale = size / f64::from(font.units_per_em());
            let mut outline = Outline(String::new());
            font.outline_glyph(glyph, &mut outline);
            // Font outlines have the y axis pointing up.
            let place = format!("translate({at:.2} {y:.1}) scale({scale:.5} -{scale:.5})");
            let _ = write!(svg, r#"<path transform="{place}" d="{}"/>"#, outline.0);
            at += advance(font, glyph) * size;
        }
        svg.push_str("</g>");
        svg
    }

    fn glyphs(&self) -> impl Iterator<Item = (&'static Face<'static>, GlyphId)> {
        let font = FONT.as_ref();
        self.0.chars().filter_map(move |c| font.and_then(|font| Some((font, font.glyph_index(c)?))))
    }
}

/// Horizontal advance of a glyph, in ems.
fn advance(font: &Face<'_>, glyph: GlyphId) -> f64 {
    f64::from(font.glyph_hor_advance(glyph).unwrap_or_default()) / f64::from(font.units_per_em())
}

/// SVG path data, in units of the font.
struct Outline(String);

impl Outline {
    fn push(&mut self, command: char, numbers: &[f32]) {
        self.0.push(command);
        for number in numbers {
            // Writing to a string cannot fail.
            let _ = write!(self.0, "{number} ");
        }
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.push('M', &[x, y]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.push('L', &[x, y]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.push('Q', &[x1, y1, x, y]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.push('C', &[x1, y1, x2, y2, x, y]);
    }

    fn close(&mut self) {
        self.push('Z', &[]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_ward_can_be_drawn() {
        let names = [
            "逗子市 桜山ひろば（仮）",
            "葛飾区・鷺沼ｉｂａｓｈｏ〜♪",
            "大阪府堺市西区 鳳ヶ丘 第２放課後児童クラブ",
            "Café «Ōtori» & co. ©",
        ];
        for name in names {
            let missing: String = name.chars().filter(|c| Line::of(&c.to_string()).is_none()).collect();
            assert_eq!(missing, "", "{name}: is static/dist built (npm run build)?");
        }
        assert_eq!(Line::of("😀"), None);
    }

    #[test]
    fn letters_are_drawn_where_they_stand() {
        let svg = Line::of("一 l").unwrap().svg((10.0, 50.0), 20.0, "#000");
        assert_eq!(svg.matches("<path").count(), 3);
        assert!(svg.contains("translate(10.00 50.0)") && svg.contains('M'), "{svg}");
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
