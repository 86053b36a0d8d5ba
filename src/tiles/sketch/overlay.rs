//! Draws data on a map: graduated circles, small marks of places, outlines, a legend.
//!
//! A circle's step is encoded by its size and its lightness together, so that it is legible in gray
//! and to color-blind readers; steps are about even in lightness (CIE L* 88, 75, 60, 44, 27).

use super::Options;
use super::labels::{Placed, Room, text_width};
use super::path::PathData;
use super::svg::{Escaped, Svg, Tenths};
use super::view::View;
use crate::geodesy::LonLat;
use crate::hours::OpenState;
use geo::{Coord, MultiPolygon, Rect, coord};

/// Number of steps of a circle; 0 is drawn as unknown.
const STEPS: usize = 6;

/// Radius of the circle of each step, in pixels.
const RADII: [f64; STEPS] = [4.0, 3.0, 5.5, 8.5, 12.0, 16.0];

/// Class and presentation attributes of each step.
const LOOKS: [&str; STEPS] = [
    r##"class="sk-dot sk-dot-0" fill="none" stroke="#4d4d4d" stroke-width="1.2" stroke-dasharray="2 2""##,
    r##"class="sk-dot sk-dot-1" fill="#d5deea" stroke="#1d3f72" stroke-width="1""##,
    r##"class="sk-dot sk-dot-2" fill="#a5bbd6" stroke="#1d3f72" stroke-width="1""##,
    r##"class="sk-dot sk-dot-3" fill="#6f93bd" stroke="#fff" stroke-width="1""##,
    r##"class="sk-dot sk-dot-4" fill="#3f6a9f" stroke="#fff" stroke-width="1""##,
    r##"class="sk-dot sk-dot-5" fill="#1d3f72" stroke="#fff" stroke-width="1""##,
];

const OUTLINE: &str =
    r##"class="sk-region" fill="none" stroke="#8a8068" stroke-width="1" stroke-dasharray="4 3""##;

/// Class and presentation attributes of the names of areas.
pub(super) const REGION_NAME: &str = r##"class="sk-label sk-label-region" fill="#5c523a" stroke="#fdfcf9" stroke-width="3" stroke-linejoin="round" paint-order="stroke" font-size="12" font-weight="600""##;

const REGION_SIZE: f64 = 12.0;
const LEGEND_SIZE: f64 = 13.0;
const LEGEND_ROW: f64 = 21.0;
const SPOT_RADIUS: f64 = 4.5;
const FLAG_RADIUS: f64 = 10.0;

/// A graduated circle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dot {
    /// Its center.
    pub point: LonLat,
    /// 1 (least) to 5 (most); 0 is not known.
    pub step: u8,
}

/// An area to outline.
#[derive(Debug, Clone, Copy)]
pub struct Region<'a> {
    /// The area.
    pub area: &'a MultiPolygon,
    /// Its name.
    pub name: &'a str,
    /// Where its name is drawn, if there is room.
    pub center: LonLat,
}

/// The kind of a small mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpotMark {
    /// A place in this state.
    Place(OpenState),
    /// A candidate site.
    Site,
    /// A numbered proposal.
    Flag(u8),
}

/// A small mark; its id lets a script identify what was clicked.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Where.
    pub point: LonLat,
    /// What.
    pub mark: SpotMark,
    /// Id of what it represents.
    pub id: String,
    /// Its name, shown as a tooltip.
    pub name: String,
}

/// One line of the legend.
#[derive(Debug, Clone, PartialEq)]
pub struct LegendLine {
    /// The sign it explains.
    pub sign: Sign,
    /// What it means.
    pub text: String,
}

/// A sign of the legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// The circle of a step.
    Dot(u8),
    /// A small mark.
    Spot(SpotMark),
}

/// Reserves the space of legend and marks, and places the names of the areas: beside the marks, or under
/// them where they are too dense.
pub(super) fn reserve(room: &mut Room, view: &View, options: &Options<'_>) -> Vec<Placed> {
    if let Some(legend) = legend_box(options) {
        room.take(legend);
    }
    let mut without_marks = room.clone();
    for spot in options.spots {
        room.take(around(view.pixel(spot.point), SPOT_RADIUS));
    }
    let mut place = |region: &Region<'_>| {
        let at = view.pixel(region.center);
        let near = |room: &mut Room| room.near(region.name, REGION_SIZE, at);
        let placed = near(room).or_else(|| near(&mut without_marks))?;
        room.take(placed.taken);
        without_marks.take(placed.taken);
        Some(placed)
    };
    options.regions.iter().filter_map(&mut place).collect()
}

/// Draws outlines and circles under the labels; large circles first, so that none is hidden.
pub(super) fn under_names(svg: &mut Svg, view: &View, options: &Options<'_>) {
    let mut lines = PathData::default();
    for region in options.regions {
        region_lines(&mut lines, view, region.area);
    }
    svg.path(OUTLINE, &lines.finish());
    for step in (0..STEPS).rev() {
        let of_step: Vec<Coord> = options
            .dots
            .iter()
            .filter(|dot| usize::from(dot.step) == step)
            .map(|dot| view.pixel(dot.point))
            .collect();
        if of_step.is_empty() {
            continue;
        }
        svg.push(format_args!("<g {}>", LOOKS[step]));
        for at in of_step {
            circle(svg, at, RADII[step]);
        }
        svg.push(format_args!("</g>"));
    }
}

/// Draws marks and legend over the labels.
pub(super) fn over_names(svg: &mut Svg, view: &View, options: &Options<'_>) {
    for spot in options.spots {
        // Moved with a transform, so that a script can read its position and move it.
        let at = view.pixel(spot.point);
        svg.push(format_args!(
            r#"<g class="sk-spot" data-id="{}" transform="translate({} {})">"#,
            Escaped(&spot.id),
            Tenths(at.x),
            Tenths(at.y)
        ));
        if !spot.name.is_empty() {
            svg.push(format_args!("<title>{}</title>", Escaped(&spot.name)));
        }
        mark(svg, Coord::zero(), spot.mark);
        svg.push(format_args!("</g>"));
    }
    legend(svg, options);
}

fn region_lines(lines: &mut PathData, view: &View, region: &MultiPolygon) {
    use geo::algorithm::Simplify;
    if let geo::Geometry::MultiPolygon(pixels) = view.pixels(&region.clone().into()) {
        pixels.iter().for_each(|polygon| lines.line(&polygon.exterior().simplify(1.0)));
    }
}

fn mark(svg: &mut Svg, at: Coord, mark: SpotMark) {
    let (x, y) = (Tenths(at.x), Tenths(at.y));
    let r = SPOT_RADIUS;
    match mark {
        SpotMark::Place(OpenState::Open) => svg.push(format_args!(
            r##"<circle class="sk-pin-open" cx="{x}" cy="{y}" r="{r}" fill="#115a36" stroke="#fff" stroke-width="1.5"/>"##
        )),
        SpotMark::Place(OpenState::Closed) => svg.push(format_args!(
            r##"<circle class="sk-pin-closed" cx="{x}" cy="{y}" r="3.5" fill="#fff" stroke="#4d4d4d" stroke-width="1.5"/>"##
        )),
        SpotMark::Place(OpenState::Unknown) => {
            shape(svg, at, &[(0.0, -5.5), (5.5, 0.0), (0.0, 5.5), (-5.5, 0.0)], r##"class="sk-pin-unknown" fill="#fff" stroke="#c74700" stroke-width="1.5""##);
        }
        SpotMark::Site => {
            shape(svg, at, &[(-3.5, -3.5), (3.5, -3.5), (3.5, 3.5), (-3.5, 3.5)], r##"class="sk-site" fill="#fff" stroke="#0017c1" stroke-width="1.5""##);
        }
        SpotMark::Flag(number) => {
            let f = FLAG_RADIUS;
            shape(svg, at, &[(-f, -f), (f, -f), (f, f), (-f, f)], r##"class="sk-flag" fill="#0017c1" stroke="#fff" stroke-width="2""##);
            svg.push(format_args!(
                r##"<text class="sk-flag-text" x="{x}" y="{}" fill="#fff" font-size="14" font-weight="700" text-anchor="middle">{number}</text>"##,
                Tenths(at.y + 5.0)
            ));
        }
    }
}

fn shape(svg: &mut Svg, at: Coord, corners: &[(f64, f64)], attributes: &str) {
    let mut path = PathData::default();
    path.shape(at, corners);
    svg.path(attributes, &path.finish());
}

fn circle(svg: &mut Svg, at: Coord, r: f64) {
    svg.push(format_args!(r#"<circle cx="{}" cy="{}" r="{r}"/>"#, Tenths(at.x), Tenths(at.y)));
}

/// The box of the legend, in the upper left corner.
fn legend_box(options: &Options<'_>) -> Option<Rect> {
    let widest = options.legend.iter().map(|line| text_width(&line.text, LEGEND_SIZE)).reduce(f64::max)?;
    #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
    let height = options.legend.len() as f64 * LEGEND_ROW + 12.0;
    Some(Rect::new(coord! { x: 6.0, y: 6.0 }, coord! { x: 6.0 + 46.0 + widest + 8.0, y: 6.0 + height }))
}

fn legend(svg: &mut Svg, options: &Options<'_>) {
    let Some(area) = legend_box(options) else { return };
    svg.push(format_args!(
        r##"<g class="sk-legend" font-size="{LEGEND_SIZE}"><rect class="sk-legend-box" x="{}" y="{}" width="{}" height="{}" rx="6" fill="#fdfcf9" fill-opacity="0.94" stroke="#b3a98f"/>"##,
        Tenths(area.min().x),
        Tenths(area.min().y),
        Tenths(area.width()),
        Tenths(area.height()),
    ));
    for (row, line) in (0_u32..).zip(options.legend) {
        let at = coord! { x: area.min().x + 24.0, y: area.min().y + 16.5 + f64::from(row) * LEGEND_ROW };
        match line.sign {
            Sign::Dot(step) => {
                let step = usize::from(step).min(STEPS - 1);
                svg.push(format_args!("<g {}>", LOOKS[step]));
                // The largest circle is reduced here, so that rows do not overlap.
                circle(svg, at, RADII[step].min(LEGEND_ROW / 2.0));
                svg.push(format_args!("</g>"));
            }
            Sign::Spot(spot) => mark(svg, at, spot),
        }
        svg.push(format_args!(
            r##"<text class="sk-legend-text" x="{}" y="{}" fill="#1a1a1a">{}</text>"##,
            Tenths(at.x + 22.0),
            Tenths(at.y + 4.6),
            Escaped(&line.text)
        ));
    }
    svg.push(format_args!("</g>"));
}

fn around(at: Coord, r: f64) -> Rect {
    Rect::new(coord! { x: at.x - r, y: at.y - r }, coord! { x: at.x + r, y: at.y + r })
}
