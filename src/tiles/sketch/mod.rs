//! Draws the sketch map (概略図) of a ward as one SVG, on the server.
//!
//! It needs neither scripts nor tiles and prints unchanged. It has no `<style>` or `style` attribute,
//! so that it passes the strictest content security policy: colors are presentation attributes for
//! the light theme, which a style sheet overrides by class (`static/css/sketch.css`).
//!
//! ```
//! use ibasho::geodesy::{Bounds, LonLat};
//! use ibasho::tiles::{Basemap, sketch};
//! let point = LonLat::new(135.4589, 34.5343).unwrap();
//! let pins = [sketch::Pin { number: 1, point, mark: sketch::Mark::Open }];
//! let bounds = Bounds { min: point, max: point };
//! let options = sketch::Options { pins: &pins, title: "地図", ..sketch::Options::new(bounds, 360, 300) };
//! assert!(sketch::draw(&Basemap::default(), &options).contains("sk-pin-open"));
//! ```
//!
//! Source: SVG 2; WAI-ARIA Graphics practice for `role="img"` with a title and a description.

mod kept;
mod labels;
mod layers;
mod overlay;
mod path;
mod pins;
mod streets;
mod svg;
mod view;

pub(super) use kept::Grounds;
pub use overlay::{Dot, LegendLine, Region, Sign, Spot, SpotMark};
pub use pins::{Mark, Pin};

use super::basemap::Basemap;
use crate::geodesy::{Bounds, LonLat};
use crate::lang::Lang;
use labels::Room;
use svg::Svg;
use view::View;

/// Options of a picture.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The area to show; more is shown where the aspect ratio differs.
    pub bounds: Bounds,
    /// Width in pixels, the unit of every length in the picture.
    pub width: u16,
    /// Height in pixels.
    pub height: u16,
    /// Numbered pins, the most important first; those outside the picture are dropped.
    pub pins: &'a [Pin],
    /// Graduated circles under the names.
    pub dots: &'a [Dot],
    /// Small marks over the names.
    pub spots: &'a [Spot],
    /// Areas to outline, with their names.
    pub regions: &'a [Region<'a>],
    /// The legend, drawn in the upper left corner.
    pub legend: &'a [LegendLine],
    /// The origin of the search, with its name.
    pub origin: Option<(LonLat, &'a str)>,
    /// The language of the labels: やさしい日本語 shows furigana.
    pub lang: Lang,
    /// The accessible title.
    pub title: &'a str,
    /// The accessible description; may be empty.
    pub description: &'a str,
    /// The attribution, drawn at the bottom; empty when the page shows it beside the picture.
    pub credit: &'a str,
    /// Whether scale and north mark are drawn; false for a picture without text.
    pub furniture: bool,
    /// Prefix of the ids in the picture, unique for each picture of a page.
    pub id: &'a str,
}

impl Options<'_> {
    /// A picture of `bounds` without pins, words or credit.
    pub fn new(bounds: Bounds, width: u16, height: u16) -> Self {
        Self {
            bounds,
            width,
            height,
            pins: &[],
            dots: &[],
            spots: &[],
            regions: &[],
            legend: &[],
            origin: None,
            lang: Lang::Ja,
            title: "",
            description: "",
            credit: "",
            furniture: true,
            id: "sk",
        }
    }
}

/// The picture as an SVG element, ready for an HTML page or a file.
///
/// 1. Areas and lines of the basemap, clipped to the picture and simplified to half a pixel.
/// 2. Space is allocated in order of importance: origin, pins, scale and north, station marks.
/// 3. Labels take the rest: outlined areas, stations, schools when near enough, towns by rank.
pub fn draw(basemap: &Basemap, options: &Options<'_>) -> String {
    let view =
        View::fitting(options.bounds, f64::from(options.width.max(1)), f64::from(options.height.max(1)));
    let mut room = Room::new(view.frame(-2.0));
    let mut svg = Svg::open(options);
    svg.ground(&basemap.grounds.of(&view, || layers::ground(basemap, &view)));
    let origin = options.origin.map(|(point, name)| svg::Origin::new(view.pixel(point), name));
    svg::reserve_furniture(&mut room, &view, options.credit);
    let origin_label = origin.as_ref().and_then(|origin| {
        room.take(origin.extent());
        origin.label(&mut room)
    });
    let standing = pins::stand(options.pins, &view, &mut room);
    layers::reserve(&mut room, basemap, &view);
    let region_names = overlay::reserve(&mut room, &view, options);
    overlay::under_names(&mut svg, &view, options);
    svg.names(overlay::REGION_NAME, &region_names);
    layers::marks_and_names(&mut svg, basemap, &view, &mut room, options.lang);
    overlay::over_names(&mut svg, &view, options);
    if options.furniture {
        svg.furniture(&view, options.credit);
    }
    if let Some(origin) = &origin {
        svg.origin(origin, origin_label.as_ref());
    }
    svg.pins(&standing);
    svg.close()
}

/// The bounds of a picture of `bounds`, from corner to corner, from which a script locates a click.
pub fn shown(bounds: Bounds, width: u16, height: u16) -> Bounds {
    View::fitting(bounds, f64::from(width.max(1)), f64::from(height.max(1))).bounds().unwrap_or(bounds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tiles::Layer;

    fn point(lon: f64, lat: f64) -> LonLat {
        LonLat::new(lon, lat).unwrap()
    }

    fn bounds() -> Bounds {
        Bounds { min: point(135.44, 34.52), max: point(135.48, 34.55) }
    }

    fn station(name: &str) -> Basemap {
        let mut basemap = Basemap::default();
        let text = serde_json::json!({"type": "FeatureCollection", "features": [{"type": "Feature",
            "geometry": {"type": "Point", "coordinates": [135.46, 34.535]},
            "properties": {"kind": "station", "name": name, "name_reading": "おおとり"}}]});
        assert_eq!(basemap.add(Layer::Pois, &text.to_string()), []);
        basemap
    }

    #[test]
    fn nothing_inline_that_a_strict_policy_forbids() {
        let svg = draw(&station("鳳"), &Options { title: "地図", ..Options::new(bounds(), 360, 360) });
        for forbidden in ["<style", "style=", "<script", "href", "onload"] {
            assert!(!svg.contains(forbidden), "{forbidden} in {svg}");
        }
    }

    #[test]
    fn names_and_words_are_escaped() {
        let options = Options {
            title: "<b>&\"",
            description: "<i>",
            credit: "<u>",
            origin: Some((point(135.45, 34.53), "<o>")),
            ..Options::new(bounds(), 360, 360)
        };
        let svg = draw(&station("<鳳>"), &options);
        for raw in ["<b>", "<i>", "<u>", "<鳳>", "<o>"] {
            assert!(!svg.contains(raw), "{raw} in {svg}");
        }
        assert!(svg.contains("&lt;鳳&gt;"));
    }

    #[test]
    fn easy_japanese_shows_readings() {
        let svg = draw(&station("鳳"), &Options { lang: Lang::JaEasy, ..Options::new(bounds(), 360, 360) });
        assert!(svg.contains(">おおとり<") && !svg.contains(">鳳<"));
    }

    #[test]
    fn a_station_mark_says_station_so_its_name_need_not() {
        let svg = draw(&station("鳳駅"), &Options::new(bounds(), 360, 360));
        assert!(svg.contains(">鳳<"));
    }

    #[test]
    fn each_state_has_its_own_shape() {
        let marks = [Mark::Open, Mark::ClosesSoon, Mark::Closed, Mark::Unknown, Mark::Plain];
        let pictures = marks.map(|mark| {
            let pins = [Pin { number: 1, point: bounds().center(), mark }];
            draw(&Basemap::default(), &Options { pins: &pins, ..Options::new(bounds(), 360, 360) })
        });
        assert!(pictures[0].contains("sk-pin-open") && pictures[0].contains("<circle"));
        assert!(pictures[1].contains("sk-pin-soon") && pictures[1].contains("A4 4"));
        assert!(pictures[2].contains("sk-pin-closed") && pictures[2].contains("<circle"));
        assert!(pictures[3].contains("sk-pin-unknown") && pictures[3].contains("<path d=\"M"));
        assert!(pictures[4].contains("sk-pin-plain") && pictures[4].contains("<circle"));
    }

    #[test]
    fn a_pin_outside_the_picture_is_left_out() {
        let pins = [Pin { number: 7, point: point(139.7, 35.6), mark: Mark::Open }];
        let svg = draw(&Basemap::default(), &Options { pins: &pins, ..Options::new(bounds(), 360, 360) });
        assert!(!svg.contains("sk-pin-open"));
    }

    #[test]
    fn a_picture_without_size_is_still_a_picture() {
        let svg = draw(&station("鳳"), &Options::new(bounds(), 0, 0));
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>") && !svg.contains("NaN"));
    }
}
