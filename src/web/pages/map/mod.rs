//! `/map`: the answer of the search on a map, and the pieces every page's drawn map is made of.
//!
//! ```
//! use ibasho::web::Params;
//! use ibasho::web::pages::{find::FindQuery, map};
//! let now = "2026-12-02T15:30:00".parse().unwrap();
//! let query = FindQuery::read(&Params::read("from=ootori-sho&when=now"), now).unwrap();
//! assert_eq!(map::address(&query), "/map?from=ootori-sho&when=now");
//! ```
//!
//! The page is the list beside a map drawn on the server, and complete without a script. Where
//! scripts run, `static/js/map` puts a map that moves in the place of the drawn one.

mod figure;
mod page;
mod stage;

pub use figure::{Map, credit, figure, mark};
pub(super) use stage::{Numbers, STYLES, Stage, ground_credit, how, is_built, stage};

use super::find::{Choice, FindAnswer, FindQuery, FindView, find_view};
use crate::geodesy::LonLat;
use crate::web::{App, Params, Visit, WebError};
use axum::extract::State;
use maud::Markup;

/// Takes the same question as the list, asks the index, shows map and list.
pub(super) async fn show(
    State(app): State<App>,
    Visit { snapshot, now, language }: Visit,
    params: Params,
) -> Result<Markup, WebError> {
    // Nothing asked means every place here, where the start page shows only what is open.
    let query = FindQuery { asked: true, ..FindQuery::read(&params, now)? };
    let view = staying(find_view(&snapshot, language.lang, query, now));
    Ok(page::page(&snapshot, &app.background().ground(), language, &view, now))
}

/// The address of the map that answers `query`, without a language.
#[must_use]
pub fn address(query: &FindQuery) -> String {
    on_map(&query.address())
}

/// A point as the script reads it: longitude, latitude, to about a meter.
#[must_use]
pub fn point(point: LonLat) -> String {
    format!("{:.5},{:.5}", point.lon(), point.lat())
}

/// `view` with links that stay on the map.
fn staying(mut view: FindView) -> FindView {
    stay(&mut view.answer);
    view
}

fn stay(answer: &mut FindAnswer) {
    match answer {
        FindAnswer::Choices(choices) => stay_all(choices),
        FindAnswer::UnknownOrigin(choices, instead) => {
            stay_all(choices);
            stay(instead);
        }
        FindAnswer::Nothing(way) => {
            for (_, address) in way.without.iter_mut().chain(&mut way.next) {
                *address = on_map(address);
            }
            way.fewest = on_map(&way.fewest);
        }
        FindAnswer::Start(_) | FindAnswer::Found(_) => {}
    }
}

fn stay_all(choices: &mut [Choice]) {
    for choice in choices {
        choice.address = on_map(&choice.address);
    }
}

/// The address of the list, on the map.
fn on_map(list: &str) -> String {
    list.strip_prefix('/').map_or_else(|| list.to_owned(), |question| format!("/map{question}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_map_asks_what_the_list_asks() {
        assert_eq!(on_map("/?from=ootori-sho&grade=e5"), "/map?from=ootori-sho&grade=e5");
        assert_eq!(on_map("/"), "/map");
    }

    #[test]
    fn a_point_is_told_to_a_meter() {
        let there = LonLat::new(135.458_912_3, 34.5343).unwrap();
        assert_eq!(point(there), "135.45891,34.53430");
    }
}
