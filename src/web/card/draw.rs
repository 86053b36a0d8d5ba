//! Draws a sharing card as SVG: map on the right, words on the left, attribution below.

use super::letters::Line;
use crate::dataset::Snapshot;
use crate::geodesy::{Bounds, LonLat};
use crate::lang::{Lang, ruby};
use crate::place::Place;
use crate::tiles::sketch::{self, Dot, Mark, Pin};
use crate::web::pages::links::ward_name;
use std::fmt::Write as _;

/// Width and height of a card, the size Open Graph readers show uncropped.
pub const SIZE: (u32, u32) = (1200, 630);

/// The map: its left edge, its size on the card, and its scale compared with a page.
const MAP_X: f64 = 540.0;
const MAP_SIZE: (f64, f64) = (660.0, 570.0);
const MAP_LARGER: f64 = 1.5;

/// Margin around a place, in degrees: about 600 m.
const AROUND_DEGREES: f64 = 0.0055;

/// The words: left edge and maximum width.
const WORDS_X: f64 = 56.0;
const WORDS_WIDTH: f64 = MAP_X - WORDS_X - 28.0;

/// Line height of the title, in ems.
const LINE_HEIGHT: f64 = 1.4;

const INK: &str = "#1a1a1a";
const MUTED: &str = "#4d4d4d";
const PRIMARY: &str = "#0017c1";

struct Words {
    /// Small, above.
    over: String,
    title: String,
    /// Small, below.
    under: String,
    /// Whether to draw the sample stamp.
    sample: bool,
}

#[derive(Clone, Copy)]
struct Marks<'a> {
    pins: &'a [Pin],
    dots: &'a [Dot],
}

/// The card of `place`, as SVG without text elements.
pub(super) fn of_place(snapshot: &Snapshot, place: &Place) -> String {
    let words = Words {
        over: site(&ward_name(&snapshot.ward, Lang::Ja)),
        title: place.name.to_string(),
        under: crate::web::pages::terms::kind(Lang::Ja, place.kind),
        sample: snapshot.ward.sample || place.sample,
    };
    let pin = Pin { number: 1, point: place.point, mark: Mark::Plain };
    card(snapshot, &words, Marks { pins: &[pin], dots: &[] }, Bounds::around([place.point]).map(padded))
}

pub(super) fn of_ward(snapshot: &Snapshot) -> String {
    let words = Words {
        over: ward_name(&snapshot.ward, Lang::Ja),
        title: site("").trim().to_owned(),
        under: String::new(),
        sample: snapshot.ward.sample,
    };
    let points = || snapshot.index.places().iter().map(|place| place.point);
    let dots: Vec<Dot> = points().map(|point| Dot { point, step: 3 }).collect();
    let bounds = Bounds::around(points()).or(snapshot.ward.bounds);
    card(snapshot, &words, Marks { pins: &[], dots: &dots }, bounds)
}

fn site(ward: &str) -> String {
    Lang::Ja.fill("site-name", &[("ward", ward.into())])
}

fn padded(bounds: Bounds) -> Bounds {
    let moved = |at: LonLat, by: f64| LonLat::new(at.lon() + by, at.lat() + by).unwrap_or(at);
    Bounds { min: moved(bounds.min, -AROUND_DEGREES), max: moved(bounds.max, AROUND_DEGREES) }
}

/// 1. The map, if its attribution can be drawn below it.
/// 2. The words; a text with a glyph missing from the font is left out, as the page has it as text.
fn card(snapshot: &Snapshot, words: &Words, marks: Marks<'_>, bounds: Option<Bounds>) -> String {
    let (width, height) = SIZE;
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><rect width="{width}" height="{height}" fill="#fbfaf7"/><rect width="16" height="{height}" fill="{PRIMARY}"/>"##
    );
    if let (Some(bounds), Some(credit)) = (bounds, credit(snapshot)) {
        svg.push_str(&map(snapshot, marks, bounds));
        svg.push_str(&credit);
    }
    let mut y = 108.0;
    for line in Line::wrapped(&words.over, 28.0, WORDS_WIDTH, 2).unwrap_or_default() {
        svg.push_str(&line.svg((WORDS_X, y), 28.0, PRIMARY));
        y += 40.0;
    }
    y += 62.0;
    let (lines, size) = title(&words.title);
    for line in lines {
        svg.push_str(&line.svg((WORDS_X, y), size, INK));
        y += size * LINE_HEIGHT;
    }
    if let Some(line) = Line::of(&words.under) {
        svg.push_str(&line.svg((WORDS_X, y - 14.0), 30.0, MUTED));
    }
    if let Some(stamp) = Line::of(&Lang::Ja.text("sample")).filter(|_| words.sample) {
        let stamp_width = stamp.width(28.0) + 36.0;
        let _ = write!(
            svg,
            r##"<rect x="{WORDS_X}" y="496" width="{stamp_width:.1}" height="52" rx="8" fill="#fff" stroke="{INK}" stroke-width="2.5"/>"##
        );
        svg.push_str(&stamp.svg((WORDS_X + 18.0, 532.0), 28.0, INK));
    }
    svg.push_str("</svg>");
    svg
}

/// The title in lines and their font size: the largest at which its words fit, else broken anywhere.
fn title(words: &str) -> (Vec<Line>, f64) {
    const SIZES: [f64; 4] = [56.0, 50.0, 44.0, 38.0];
    const MOST: usize = 4;
    let by_word = |size: f64| -> Option<Vec<Line>> {
        let lines: Vec<Line> = words.split(' ').map(Line::of).collect::<Option<_>>()?;
        let fit = lines.len() <= MOST && lines.iter().all(|line| line.width(size) <= WORDS_WIDTH);
        fit.then_some(lines)
    };
    let fitting = SIZES.into_iter().find_map(|size| Some((by_word(size)?, size)));
    fitting.unwrap_or_else(|| {
        let [.., size] = SIZES;
        (Line::wrapped(words, size, WORDS_WIDTH, MOST).unwrap_or_default(), size)
    })
}

fn map(snapshot: &Snapshot, marks: Marks<'_>, bounds: Bounds) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred pixels")]
    let pixels = |length: f64| (length / MAP_LARGER) as u16;
    let options = sketch::Options {
        pins: marks.pins,
        dots: marks.dots,
        furniture: false,
        ..sketch::Options::new(bounds, pixels(MAP_SIZE.0), pixels(MAP_SIZE.1))
    };
    let drawn = sketch::draw(&snapshot.basemap, &options);
    let (width, height) = MAP_SIZE;
    let placed = format!(r#"<svg x="{MAP_X}" y="0" width="{width}" height="{height}" "#);
    drawn.replacen("<svg ", &placed, 1)
}

/// The map's attribution, below it; `None` if it cannot be drawn.
fn credit(snapshot: &Snapshot) -> Option<String> {
    const SIZE: f64 = 15.0;
    let words = ruby::plain(&crate::web::pages::figure::credit(&snapshot.basemap, Lang::Ja));
    let lines = Line::wrapped(words.trim(), SIZE, MAP_SIZE.0 - 32.0, 3)?;
    let mut y = MAP_SIZE.1 + 19.0;
    let mut svg =
        format!(r##"<rect x="{MAP_X}" y="{}" width="{}" height="60" fill="#fff"/>"##, MAP_SIZE.1, MAP_SIZE.0);
    for line in lines {
        svg.push_str(&line.svg((MAP_X + 16.0, y), SIZE, MUTED));
        y += 18.0;
    }
    Some(svg)
}
