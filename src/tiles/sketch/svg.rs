//! Writes the SVG: elements, classes, and the colors of the light theme.

use super::Options;
use super::labels::{Anchor, Placed, Room, text_box, text_width};
use super::path::{PathData, push_tenths, tenths};
use super::pins::{Mark, PIN_RADIUS, Standing};
use super::view::View;
use geo::{Coord, Rect, coord};
use std::fmt::Write as _;

/// Class and presentation attributes of each part. A style sheet overrides them by class.
pub(super) mod attributes {
    pub(crate) const LAND: &str =
        r##"class="sk-land" fill="#efece3" stroke="#efece3" stroke-width="1.5" stroke-linejoin="round""##;
    pub(crate) const WARD: &str = r##"class="sk-ward" fill="#fdfcf9""##;
    pub(crate) const POND: &str = r##"class="sk-pond" fill="#d5e5ee""##;
    pub(crate) const RIVER: &str = r##"class="sk-river" fill="none" stroke="#bcd6e4" stroke-width="2" stroke-linejoin="round" stroke-linecap="round""##;
    pub(crate) const OUTLINE: &str =
        r##"class="sk-outline" fill="none" stroke="#b3a98f" stroke-width="1.2" stroke-linejoin="round""##;
    pub(crate) const RAIL: &str =
        r##"class="sk-rail" fill="none" stroke="#9a9a9f" stroke-width="1.2" stroke-linejoin="round""##;
    pub(crate) const RAIL_TIES: &str =
        r##"class="sk-rail" fill="none" stroke="#9a9a9f" stroke-width="4.5" stroke-dasharray="1 7""##;
    pub(crate) const MAJOR_ROAD: &str = r##"class="sk-road" fill="none" stroke="#d9d2c0" stroke-width="3" stroke-linejoin="round" stroke-linecap="round""##;
    pub(crate) const MINOR_ROAD: &str =
        r##"class="sk-road" fill="none" stroke="#d9d2c0" stroke-width="1.5" stroke-linejoin="round""##;
    pub(crate) const PATH: &str = r##"class="sk-path" fill="none" stroke="#b3a98f" stroke-width="1.2" stroke-dasharray="3 2.5" stroke-linejoin="round""##;
    pub(crate) const STREET_NAME: &str = r##"class="sk-label sk-label-street" fill="#70695a" stroke="#fdfcf9" stroke-width="3" stroke-linejoin="round" paint-order="stroke" font-size="12""##;
    pub(crate) const STATION: &str =
        r##"class="sk-station" fill="#fff" stroke="#4d4d4d" stroke-width="1.6" stroke-linejoin="round""##;
    pub(crate) const SCHOOL: &str =
        r##"class="sk-school" fill="#e4dcc8" stroke="#7a6f55" stroke-width="1" stroke-linejoin="round""##;
    pub(crate) const STATION_NAME: &str = r##"class="sk-label sk-label-station" fill="#333" stroke="#fdfcf9" stroke-width="3" stroke-linejoin="round" paint-order="stroke" font-size="14" font-weight="600""##;
    pub(crate) const SCHOOL_NAME: &str = r##"class="sk-label sk-label-school" fill="#5c523a" stroke="#fdfcf9" stroke-width="3" stroke-linejoin="round" paint-order="stroke" font-size="14""##;
    pub(crate) const TOWN_NAME: &str = r##"class="sk-label sk-label-town" fill="#70695a" stroke="#fdfcf9" stroke-width="3" stroke-linejoin="round" paint-order="stroke" font-size="14""##;
    pub(super) const ORIGIN_NAME: &str = r##"class="sk-label sk-label-origin" fill="#0017c1" stroke="#fdfcf9" stroke-width="3" stroke-linejoin="round" paint-order="stroke" font-size="14" font-weight="700""##;
}

const LABEL_SIZE: f64 = 14.0;
const CREDIT_SIZE: f64 = 10.0;
const ORIGIN_RADIUS: f64 = 7.0;

/// Distance of scale, north mark and credit from the edge.
const INSET_PX: f64 = 8.0;
const NORTH_HEIGHT: f64 = 30.0;

/// Radius of a circle pin; its stroke reaches one pixel further.
const CIRCLE_RADIUS: f64 = PIN_RADIUS - 1.0;

/// Radius of the notch in the pin of a place that closes soon.
const NOTCH_RADIUS: f64 = 4.0;

/// Half the diagonal of a diamond with the area of a circle pin.
const DIAMOND_RADIUS: f64 = PIN_RADIUS * 1.25;

#[derive(Debug, Default)]
pub(super) struct Svg {
    pub(super) text: String,
}

impl Svg {
    pub(super) fn open(options: &Options<'_>) -> Self {
        let (width, height) = (options.width.max(1), options.height.max(1));
        let mut svg = Self { text: String::with_capacity(16 * 1024) };
        let id = Escaped(options.id);
        svg.push(format_args!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" class="sketch" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{id}-t {id}-d" font-family="sans-serif"><title id="{id}-t">{}</title><desc id="{id}-d">{}</desc>"#,
            Escaped(options.title),
            Escaped(options.description),
        ));
        svg.push(format_args!(
            r##"<rect class="sk-sea" width="{width}" height="{height}" fill="#dbe8ef"/>"##
        ));
        svg
    }

    pub(super) fn close(mut self) -> String {
        self.text.push_str("</svg>");
        self.text
    }

    pub(super) fn ground(&mut self, drawn: &str) {
        self.text.push_str(drawn);
    }

    /// Adds a path with the given attributes; nothing when it is empty.
    pub(super) fn path(&mut self, attributes: &str, d: &str) {
        if !d.is_empty() {
            self.push(format_args!(r#"<path {attributes} d="{d}"/>"#));
        }
    }

    /// Adds a group of labels; nothing when there are none.
    pub(super) fn names(&mut self, attributes: &str, names: &[Placed]) {
        if names.is_empty() {
            return;
        }
        self.push(format_args!("<g {attributes}>"));
        for name in names {
            self.name(name);
        }
        self.text.push_str("</g>");
    }

    fn name(&mut self, name: &Placed) {
        let anchor = match name.anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        let (x, y) = (Tenths(name.at.x), Tenths(name.at.y));
        self.push(format_args!(r#"<text x="{x}" y="{y}"{anchor}>{}</text>"#, Escaped(&name.text)));
    }

    pub(super) fn furniture(&mut self, view: &View, credit: &str) {
        let scale = Scale::of(view);
        let (x, y) = (INSET_PX, view.height - INSET_PX);
        self.push(format_args!(
            r##"<g class="sk-furniture" fill="none" stroke="#4d4d4d" stroke-width="1.5"><path d="M{x} {top}v5h{}v-5"/>"##,
            Tenths(scale.pixels),
            top = Tenths(y - 5.0),
        ));
        let north = coord! { x: view.width - INSET_PX - 7.0, y: INSET_PX };
        let mut arrow = PathData::default();
        arrow.shape(north, &[(0.0, 0.0), (5.0, 14.0), (0.0, 10.5), (-5.0, 14.0)]);
        self.push(format_args!(r##"<path fill="#4d4d4d" stroke="none" d="{}"/></g>"##, arrow.finish()));
        self.push(format_args!(
            r##"<g class="sk-label sk-label-furniture" fill="#4d4d4d" stroke="#fdfcf9" stroke-width="3" paint-order="stroke" font-size="14"><text x="{}" y="{}">{}</text><text x="{}" y="{}" text-anchor="middle">N</text></g>"##,
            Tenths(x),
            Tenths(y - 9.0),
            scale.text,
            Tenths(north.x),
            Tenths(north.y + NORTH_HEIGHT - 3.0),
        ));
        if !credit.is_empty() {
            self.push(format_args!(
                r##"<text class="sk-label sk-credit" fill="#4d4d4d" stroke="#fdfcf9" stroke-width="3" paint-order="stroke" font-size="10" text-anchor="end" x="{}" y="{}">{}</text>"##,
                Tenths(view.width - INSET_PX / 2.0),
                Tenths(view.height - INSET_PX / 2.0),
                Escaped(credit),
            ));
        }
    }

    pub(super) fn origin(&mut self, origin: &Origin<'_>, label: Option<&Placed>) {
        let (x, y) = (Tenths(origin.at.x), Tenths(origin.at.y));
        self.push(format_args!(
            r##"<g class="sk-origin" fill="#fff" stroke="#0017c1" stroke-width="2.5"><circle cx="{x}" cy="{y}" r="6"/><circle cx="{x}" cy="{y}" r="1.5"/></g>"##
        ));
        if let Some(label) = label {
            self.names(attributes::ORIGIN_NAME, std::slice::from_ref(label));
        }
    }

    /// Adds the pins, the first on top, with leader lines from moved ones to their points.
    pub(super) fn pins(&mut self, standing: &[Standing<'_>]) {
        let moved = standing.iter().filter(|pin| pin.is_moved());
        let (mut leaders, mut points) = (PathData::default(), PathData::default());
        for pin in moved {
            leaders.line(&vec![pin.spot, pin.point].into());
            points.shape(pin.point, &[(-2.0, 0.0), (0.0, -2.0), (2.0, 0.0), (0.0, 2.0)]);
        }
        self.path(r##"class="sk-leader" fill="none" stroke="#4d4d4d" stroke-width="1""##, &leaders.finish());
        self.path(r##"class="sk-leader-end" fill="#4d4d4d""##, &points.finish());
        if standing.is_empty() {
            return;
        }
        self.text.push_str(r#"<g class="sk-pins" font-size="14" font-weight="700" text-anchor="middle">"#);
        for pin in standing.iter().rev() {
            self.pin(pin);
        }
        self.text.push_str("</g>");
    }

    fn pin(&mut self, standing: &Standing<'_>) {
        let (at, number) = (standing.spot, standing.pin.number);
        let (x, y) = (Tenths(at.x), Tenths(at.y));
        let look = Look::of(standing.pin.mark);
        self.push(format_args!(
            r#"<g class="sk-pin {}" data-pin="{number}" fill="{}" stroke="{}" stroke-width="2">"#,
            look.class, look.fill, look.stroke
        ));
        match standing.pin.mark {
            Mark::Open | Mark::Closed | Mark::Plain => {
                self.push(format_args!(r#"<circle cx="{x}" cy="{y}" r="{CIRCLE_RADIUS}"/>"#));
            }
            Mark::ClosesSoon => self.push(format_args!(r#"<path d="{}"/>"#, notched_circle(at))),
            Mark::Unknown => {
                let mut diamond = PathData::default();
                let r = DIAMOND_RADIUS;
                diamond.shape(at, &[(0.0, -r), (r, 0.0), (0.0, r), (-r, 0.0)]);
                self.push(format_args!(r#"<path d="{}"/>"#, diamond.finish()));
            }
        }
        let baseline = Tenths(at.y + LABEL_SIZE * 0.36);
        self.push(format_args!(
            r#"<text x="{x}" y="{baseline}" fill="{}" stroke="none">{number}</text></g>"#,
            look.text
        ));
    }

    pub(super) fn push(&mut self, arguments: std::fmt::Arguments<'_>) {
        // Writing into a String cannot fail.
        let _ = self.text.write_fmt(arguments);
    }
}

/// A circle with a notch in its upper right: the long arc from one end of the notch to the other, and
/// back along the notch.
fn notched_circle(center: Coord) -> String {
    let half_angle = 2.0 * (NOTCH_RADIUS / (2.0 * CIRCLE_RADIUS)).asin();
    let end = |turn: f64| {
        let angle = turn - std::f64::consts::FRAC_PI_4;
        let (sin, cos) = angle.sin_cos();
        (Tenths(center.x + CIRCLE_RADIUS * cos), Tenths(center.y + CIRCLE_RADIUS * sin))
    };
    let ((x1, y1), (x2, y2)) = (end(half_angle), end(-half_angle));
    let (big, small) = (Tenths(CIRCLE_RADIUS), Tenths(NOTCH_RADIUS));
    format!("M{x1} {y1}A{big} {big} 0 1 1 {x2} {y2}A{small} {small} 0 0 0 {x1} {y1}z")
}

struct Look {
    class: &'static str,
    fill: &'static str,
    stroke: &'static str,
    text: &'static str,
}

impl Look {
    fn of(mark: Mark) -> Self {
        let (class, fill, stroke, text) = match mark {
            Mark::Open => ("sk-pin-open", "#115a36", "#fff", "#fff"),
            Mark::Plain => ("sk-pin-plain", "#1a1a1a", "#fff", "#fff"),
            Mark::ClosesSoon => ("sk-pin-soon", "#115a36", "#fff", "#fff"),
            Mark::Closed => ("sk-pin-closed", "#fff", "#4d4d4d", "#4d4d4d"),
            Mark::Unknown => ("sk-pin-unknown", "#fff", "#c74700", "#a83c00"),
        };
        Self { class, fill, stroke, text }
    }
}

#[derive(Debug)]
pub(super) struct Origin<'a> {
    at: Coord,
    name: &'a str,
}

impl<'a> Origin<'a> {
    pub(super) fn new(at: Coord, name: &'a str) -> Self {
        Self { at, name }
    }

    pub(super) fn extent(&self) -> Rect {
        let r = ORIGIN_RADIUS;
        Rect::new(
            coord! { x: self.at.x - r, y: self.at.y - r },
            coord! { x: self.at.x + r, y: self.at.y + r },
        )
    }

    pub(super) fn label(&self, room: &mut Room) -> Option<Placed> {
        (!self.name.is_empty()).then(|| room.beside(self.name, LABEL_SIZE, self.at, ORIGIN_RADIUS))?
    }
}

/// Reserves the space of scale bar, north mark and attribution.
pub(super) fn reserve_furniture(room: &mut Room, view: &View, credit: &str) {
    let scale = Scale::of(view);
    let wide = scale.pixels.max(text_width(&scale.text, LABEL_SIZE));
    room.take(Rect::new(
        coord! { x: 0.0, y: view.height - INSET_PX - LABEL_SIZE - 12.0 },
        coord! { x: INSET_PX + wide + 4.0, y: view.height },
    ));
    room.take(Rect::new(
        coord! { x: view.width - INSET_PX - 18.0, y: 0.0 },
        coord! { x: view.width, y: INSET_PX + NORTH_HEIGHT },
    ));
    if !credit.is_empty() {
        let at = coord! { x: view.width - INSET_PX / 2.0, y: view.height - INSET_PX / 2.0 };
        room.take(text_box(credit, CREDIT_SIZE, at, Anchor::End));
    }
}

/// A round length on the ground that is at most a quarter of the picture wide.
struct Scale {
    pixels: f64,
    text: String,
}

impl Scale {
    fn of(view: &View) -> Self {
        const LENGTHS_M: [u32; 12] =
            [50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000];
        let room = view.width / 4.0 * view.meters_per_pixel();
        let fitting = LENGTHS_M.into_iter().rev().find(|length| f64::from(*length) <= room);
        let meters = fitting.unwrap_or(LENGTHS_M[0]);
        let text = if meters < 1_000 { format!("{meters} m") } else { format!("{} km", meters / 1_000) };
        Self { pixels: f64::from(meters) / view.meters_per_pixel(), text }
    }
}

/// A length in pixels, formatted to a tenth.
pub(super) struct Tenths(pub(super) f64);

impl std::fmt::Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut text = String::new();
        push_tenths(&mut text, tenths(self.0));
        f.write_str(&text)
    }
}

/// Text escaped as XML character data or attribute value.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                // Not allowed in XML, not even escaped.
                c if c.is_control() => f.write_char(' ')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}
