//! Where a script puts a map that moves: its buttons, its canvas with the ground it stands on, whom
//! that ground credits, and how the map is moved. Shown by the script once the map is there.

use crate::lang::Lang;
use crate::web::assets;
use crate::web::background::Ground;
use crate::web::pages::parts::{plain, rich, say};
use maud::{Markup, html};

/// What draws the ground; the front-end build makes it.
const GROUND: &str = "dist/ground.js";

/// The styles of every map that moves.
pub const STYLES: &str = "dist/map.css";

/// A map in the making.
pub struct Stage<'a> {
    /// The ground under it.
    pub(in crate::web) ground: &'a Ground,
    /// The message that names the map.
    pub title: &'a str,
    /// The message that says which keys do what.
    pub keys: &'a str,
    /// Buttons beside those that enlarge, shrink and show everything.
    pub buttons: Markup,
    /// Shares at which shades deepen, what is written for a masked number and for one that nobody
    /// knows, and the last zoom, where numbers lie over the ground.
    pub numbers: Option<Numbers>,
}

/// How numbers on a map are written.
#[derive(Debug, Clone)]
pub struct Numbers {
    /// Shares in percent at which the shade deepens.
    pub shades: String,
    /// Written where a number is masked.
    pub masked: String,
    /// Written where nobody knows.
    pub unknown: String,
    /// The last zoom there are tiles for.
    pub deepest: u8,
}

/// Whether scripts and styles of a map were built, `script` among them.
#[must_use]
pub fn is_built(script: &str) -> bool {
    [script, STYLES, GROUND].into_iter().all(assets::is_there)
}

/// The map that moves and its buttons.
#[must_use]
pub fn stage(lang: Lang, stage: &Stage<'_>) -> Markup {
    let (ground, numbers) = (stage.ground, stage.numbers.as_ref());
    html! {
        div.live hidden {
            div.map-tools role="group" aria-label=(plain(lang, "map-tools")) {
                button type="button" data-do="in" aria-label=(plain(lang, "map-zoom-in")) { "＋" }
                button type="button" data-do="out" aria-label=(plain(lang, "map-zoom-out")) { "－" }
                button type="button" data-do="all" { (say(lang, "map-all")) }
                (stage.buttons)
            }
            div.map-canvas tabindex="0" role="application" aria-label=(plain(lang, stage.title))
                aria-describedby="map-keys"
                data-ground=(ground.kind) data-module-ground=(assets::url(GROUND))
                data-tiles=(ground.tiles.0) data-tiles-deepest=(ground.tiles.1)
                data-pictures=[ground.pictures.map(|(address, _)| address)]
                data-pictures-deepest=[ground.pictures.map(|(_, deepest)| deepest)]
                data-names=(lang.info().name_keys.join(" "))
                data-shades=[numbers.map(|numbers| &numbers.shades)]
                data-masked=[numbers.map(|numbers| &numbers.masked)]
                data-unknown=[numbers.map(|numbers| &numbers.unknown)]
                data-counts-deepest=[numbers.map(|numbers| numbers.deepest)] {}
            p.hidden #map-keys { (say(lang, stage.keys)) }
        }
    }
}

/// How the map is moved.
#[must_use]
pub fn how(lang: Lang) -> Markup {
    html! {
        span.by-touch { (say(lang, "map-hint-touch")) }
        span.by-wheel { (say(lang, "map-hint-wheel")) }
    }
}

/// Whom the ground thanks, where it is not the sketch; the styles show it while it is there.
pub(in crate::web) fn ground_credit(lang: Lang, ground: &Ground) -> Markup {
    let class = if ground.pictures.is_some() { "of-pictures" } else { "of-archive" };
    html! {
        @if let Some(credit) = &ground.credit {
            p.note.(class) hidden { (rich(&lang.fill("map-ground-credit", &[("credit", credit.as_str().into())]))) }
        }
    }
}
