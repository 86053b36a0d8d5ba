//! `/map`: the result of a search on a map.
//!
//! Without scripts the page is the list beside a map drawn on the server. With scripts, `static/js/map`
//! replaces the drawn map with an interactive one.

mod page;
mod stage;

pub(super) use stage::{Numbers, STYLES, Stage, ground_credit, how, is_built, stage};

use super::find::{Choice, FindAnswer, FindQuery, FindView, find_view, on_map};
use crate::ask::Params;
use crate::web::{Background, Visit, WebError};
use axum::extract::State;
use maud::Markup;
use std::sync::Arc;

/// Takes the same question as the list, asks the index, shows map and list.
pub(super) async fn show(
    State(background): State<Arc<Background>>,
    Visit { snapshot, now, language }: Visit,
    params: Params,
) -> Result<Markup, WebError> {
    // An empty query lists every place here, where the start page shows only open ones.
    let query = FindQuery { asked: true, ..FindQuery::read(&params, now, snapshot.ward.time_zone)? };
    let view = staying(find_view(&snapshot, language.lang, query, now));
    Ok(page::page(&snapshot, &background.ground(), language, &view, now))
}

/// Rewrites the links of `view` to stay on the map.
fn staying(mut view: FindView) -> FindView {
    stay(&mut view.answer);
    view
}

fn stay(answer: &mut FindAnswer) {
    match answer {
        FindAnswer::Choices(choices, everywhere) => {
            stay_all(choices);
            *everywhere = on_map(everywhere);
        }
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
        FindAnswer::Found(listing) => {
            let more = listing.cut.as_mut().and_then(|cut| cut.more.as_mut());
            if let Some(address) = more {
                *address = on_map(address);
            }
        }
        FindAnswer::Start(_) => {}
    }
}

fn stay_all(choices: &mut [Choice]) {
    for choice in choices {
        choice.address = on_map(&choice.address);
    }
}
