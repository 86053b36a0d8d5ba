//! The mount point of an interactive map: canvas, buttons, basemap attribution and instructions. Hidden
//! until the script has loaded.

use crate::lang::Lang;
use crate::web::assets;
use crate::web::background::Ground;
use crate::web::pages::parts::{plain, rich, say};
use maud::{Markup, html};

/// Script that draws the basemap; built by the front-end build.
const GROUND: &str = "dist/ground.js";

pub const STYLES: &str = "dist/map.css";

pub struct Stage<'a> {
    pub(in crate::web) ground: &'a Ground,
    /// Message key of the map's name.
    pub title: &'a str,
    /// Message key of the keyboard instructions.
    pub keys: &'a str,
    /// Buttons other than zoom and show-all.
    pub buttons: Markup,
    /// Labels of numbers on tiles, if the map shows any.
    pub numbers: Option<Numbers>,
}

/// How numbers on a map are labeled.
#[derive(Debug, Clone)]
pub struct Numbers {
    /// Thresholds of the shades, in percent.
    pub shades: String,
    pub unknown: String,
    /// Maximum zoom of the tiles.
    pub deepest: u8,
}

/// Whether scripts and styles of interactive maps were built, `script` among them.
pub fn is_built(script: &str) -> bool {
    [script, STYLES, GROUND].into_iter().all(assets::is_there)
}

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
                data-unknown=[numbers.map(|numbers| &numbers.unknown)]
                data-counts-deepest=[numbers.map(|numbers| numbers.deepest)] {}
            p.hidden #map-keys { (say(lang, stage.keys)) }
        }
    }
}

pub fn how(lang: Lang) -> Markup {
    html! {
        span.by-touch { (say(lang, "map-hint-touch")) }
        span.by-wheel { (say(lang, "map-hint-wheel")) }
    }
}

/// Attribution of a basemap other than the sketch; the styles show it while that is visible.
pub(in crate::web) fn ground_credit(lang: Lang, ground: &Ground) -> Markup {
    let class = if ground.pictures.is_some() { "of-pictures" } else { "of-archive" };
    html! {
        @if let Some(credit) = &ground.credit {
            p.note.(class) hidden { (rich(&lang.fill("map-ground-credit", &[("credit", credit.as_str().into())]))) }
        }
    }
}
