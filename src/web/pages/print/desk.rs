//! Consultation desks for print: numbers and hours in the desk's own words, nothing that is true only
//! now.
//!
//! ```
//! use ibasho::dataset::{Source, load};
//! use ibasho::web::pages::print::handout_desks;
//! let ward = load(&Source::Embedded, "2026-12-01".parse().unwrap()).unwrap().snapshot;
//! assert!(handout_desks(&ward).iter().all(|desk| !desk.numbers.is_empty()));
//! ```

use crate::dataset::{Desk, Snapshot};
use crate::web::pages::talk::{Number, Situation, numbers, situations};

/// How many desks a handout names for each situation, in the order it names them.
const ON_HANDOUTS: [(Situation, usize); 3] =
    [(Situation::Child, 2), (Situation::Parent, 1), (Situation::Danger, 1)];

/// A desk as a printed page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintDesk {
    pub id: String,
    pub name: String,
    pub numbers: Vec<Number>,
    /// Its hours in its page's words.
    pub hours: Option<String>,
    /// Whom it is for, in its page's words.
    pub for_whom: Option<String>,
}

impl PrintDesk {
    pub fn new(desk: &Desk) -> Self {
        Self {
            id: desk.id.clone(),
            name: desk.name.clone(),
            numbers: desk.phone.as_deref().map(numbers).unwrap_or_default(),
            hours: desk.days_hours.clone(),
            for_whom: desk.for_whom.clone(),
        }
    }
}

/// The desks for a handout: those with a number, by situation, free ones first, else in file order.
/// Whether a line answers now does not matter on paper.
pub fn handout_desks(snapshot: &Snapshot) -> Vec<PrintDesk> {
    let mut chosen: Vec<PrintDesk> = Vec::new();
    for (situation, count) in ON_HANDOUTS {
        let fitting = snapshot.desks.iter().filter(|desk| situations(desk).contains(&situation));
        let mut desks: Vec<PrintDesk> = fitting
            .map(PrintDesk::new)
            .filter(|desk| !desk.numbers.is_empty() && chosen.iter().all(|known| known.id != desk.id))
            .collect();
        desks.sort_by_key(|desk| !desk.numbers.iter().any(|number| number.free));
        chosen.extend(desks.into_iter().take(count));
    }
    chosen
}
