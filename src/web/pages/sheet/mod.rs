//! `/sheet`: a printed page for one family: up to six places and desks in all that a counselor and the
//! family chose together, in the family's language.
//!
//! ```
//! use ibasho::{ask::Params, web::pages::sheet::SheetQuery};
//! let query = SheetQuery::read(&Params::read("places=a,b&places=c&desks=x")).unwrap();
//! assert_eq!(query.places, ["a", "b", "c"]);
//! assert_eq!(query.address(), "/sheet?places=a,b,c&desks=x");
//! ```
//!
//! The choice is in the URL and nowhere else: nothing is stored, and no name is asked for. Without a
//! choice the page is the form to make one.

mod choice;
mod chooser;
mod page;
mod query;
mod view;

pub use choice::{Choice, choice};
pub use query::{MOST, SheetQuery};
pub use view::{ChooserView, Pick, SheetEntry, SheetView, chooser_view, sheet_view};

use crate::ask::Params;
use crate::web::{Visit, WebError};
use maud::Markup;

/// Takes the choice, looks it up, shows the sheet, or the form to choose.
pub(super) async fn show(
    Visit { snapshot, now, language }: Visit,
    params: Params,
) -> Result<Markup, WebError> {
    let query = SheetQuery::read(&params)?;
    let choice = choice(&snapshot, &query);
    if choice.makes_a_sheet() && !query.choosing {
        let view = sheet_view(&snapshot, language.lang, &choice, now.date());
        return Ok(page::page(&snapshot, language, &view));
    }
    let view = chooser_view(&snapshot, language.lang, &query, &choice);
    Ok(chooser::page(&snapshot, language, &view))
}
