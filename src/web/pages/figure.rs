//! The map drawn on the server: the ward, and pins numbered as in the list.

use crate::geodesy::{Bounds, LonLat};
use crate::lang::Lang;
use crate::tiles::{Basemap, sketch};
use crate::web::pages::parts::{self, plain, rich, say};
use crate::web::pages::terms::Look;
use maud::{Markup, PreEscaped, html};

/// Margin around the outermost pin, in degrees: about 300 m.
const MARGIN_DEGREES: f64 = 0.003;

pub struct Map<'a> {
    /// Pins in the order of the list.
    pub pins: Vec<sketch::Pin>,
    /// Where the search starts, with its name.
    pub origin: Option<(LonLat, &'a str)>,
    /// Width and height in pixels.
    pub size: (u16, u16),
    /// Bounds shown if there is neither pin nor origin.
    pub around: Option<Bounds>,
    /// Whether the pins say what opens on a day, and not what is open at a minute.
    pub day: bool,
}

pub fn mark(look: Look) -> sketch::Mark {
    match look {
        Look::Open | Look::Day => sketch::Mark::Open,
        Look::Closing => sketch::Mark::ClosesSoon,
        Look::Closed | Look::Ended => sketch::Mark::Closed,
        Look::Unknown => sketch::Mark::Unknown,
    }
}

/// The map as a figure with its attribution; empty if there is nothing to show.
pub fn figure(basemap: &Basemap, lang: Lang, map: &Map<'_>) -> Markup {
    let seen = map.pins.iter().map(|pin| pin.point).chain(map.origin.map(|(point, _)| point));
    let Some(bounds) = Bounds::around(seen).map(padded).or(map.around) else { return html! {} };
    let (title, description) = (plain(lang, "map-title"), plain(lang, "map-text"));
    let options = sketch::Options {
        pins: &map.pins,
        origin: map.origin,
        lang,
        title: &title,
        description: &description,
        id: "map",
        ..sketch::Options::new(bounds, map.size.0, map.size.1)
    };
    html! {
        figure.map #map {
            (PreEscaped(sketch::draw(basemap, &options)))
            (legend(lang, map))
            figcaption.credit { (rich(&credit(basemap, lang))) }
        }
    }
}

/// A point for the map scripts: longitude, latitude, rounded to about a meter.
pub fn point(point: LonLat) -> String {
    format!("{:.5},{:.5}", point.lon(), point.lat())
}

pub fn credit(basemap: &Basemap, lang: Lang) -> String {
    lang.fill("map-credit", &[("credit", basemap.credit(lang).into())])
}

/// Legend of the marks on the map; omitted for a single pin, or if pins have no state.
fn legend(lang: Lang, map: &Map<'_>) -> Markup {
    let pins = &map.pins;
    let (open, closed) =
        if map.day { ("legend-day", "legend-not-day") } else { ("state-open", "state-closed") };
    let marks = [
        (if map.day { Look::Day } else { Look::Open }, open),
        (Look::Closing, "state-closing"),
        (Look::Closed, closed),
        (Look::Unknown, "state-unknown"),
    ];
    let seen = |look| pins.iter().any(|pin| pin.mark == mark(look));
    let shown: Vec<_> = marks.into_iter().filter(|(look, _)| seen(*look)).collect();
    html! {
        @if pins.len() > 1 && !shown.is_empty() {
            ul.map-legend aria-label=(plain(lang, "map-legend")) {
                @for (look, word) in shown { li.state.(look.class()) { (parts::mark(look)) " " (say(lang, word)) } }
            }
        }
    }
}

fn padded(bounds: Bounds) -> Bounds {
    let moved = |point: LonLat, by: f64| LonLat::new(point.lon() + by, point.lat() + by).unwrap_or(point);
    Bounds { min: moved(bounds.min, -MARGIN_DEGREES), max: moved(bounds.max, MARGIN_DEGREES) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_told_to_a_meter() {
        let there = LonLat::new(135.458_912_3, 34.5343).unwrap();
        assert_eq!(point(there), "135.45891,34.53430");
    }
}
