//! Data quality behind the figures: what is missing, estimated, out of date or unreadable.

use crate::coverage::{AgeGroup, Facility, SLOTS, Study, Town};
use crate::dataset::Severity;
use crate::web::coverage::Bench;
use chrono::{Days, NaiveDate};

/// Counts of the gaps in the data behind the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quality {
    /// Cells with children.
    pub cells: usize,
    /// Cells without a number of children, per age group.
    pub cells_without: [usize; 3],
    /// Cells whose numbers are estimates (推計).
    pub estimated: usize,
    pub sample: bool,
    pub places: usize,
    /// Places whose hours are unknown for the whole week.
    pub hours_unknown: usize,
    /// Places last verified too long ago.
    pub out_of_date: usize,
    /// Places verified lately enough today, but no more in the week asked about: their hours are taken
    /// to go on.
    pub going_on: usize,
    pub audience_unknown: usize,
    pub capacity_unknown: usize,
    pub candidates_without_hours: usize,
    /// Check notices of severity error (the item is not shown).
    pub errors: usize,
    /// Check notices of severity warning.
    pub warnings: usize,
}

pub(super) fn quality(bench: &Bench, study: &Study, today: NaiveDate) -> Quality {
    let (snapshot, town) = (bench.snapshot(), &bench.ground().town);
    let facilities = || town.facilities.iter();
    let count = |severity| {
        let found = snapshot.notices.iter().filter(|notice| notice.severity == severity);
        found.map(|notice| notice.count).sum()
    };
    let week_end = study.states.monday().checked_add_days(Days::new(7)).unwrap_or(today);
    let due = |place: &&Facility, from: NaiveDate, to: NaiveDate| {
        let verify_from =
            place.offers.iter().map(|offer| snapshot.schedules.source(offer.schedule).validity.verify_from);
        verify_from.flatten().any(|due| from < due && due <= to)
    };
    let out_of_date = |place: &&Facility| due(place, NaiveDate::MIN, today);
    Quality {
        cells: town.cells.len(),
        cells_without: AgeGroup::ALL.map(|group| town.cells_without(group)),
        estimated: town.cells.iter().filter(|cell| cell.estimated).count(),
        sample: snapshot.demand.iter().flatten().any(|cell| cell.sample),
        places: town.facilities.len(),
        hours_unknown: hours_unknown(town, study),
        out_of_date: facilities().filter(out_of_date).count(),
        going_on: facilities().filter(|place| due(place, today, week_end) && !out_of_date(place)).count(),
        audience_unknown: facilities()
            .filter(|place| {
                place.offers.iter().any(|offer| offer.audience == crate::place::Audience::Unknown)
            })
            .count(),
        capacity_unknown: facilities()
            .filter(|place| place.offers.iter().all(|offer| offer.capacity.is_none()))
            .count(),
        candidates_without_hours: without_hours(town, study),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
    }
}

fn hours_unknown(town: &Town, study: &Study) -> usize {
    let whole_week =
        |schedule| study.states.get(schedule).is_some_and(|week| week.unknown.len() as usize >= SLOTS);
    let unknown = |offers: &[crate::coverage::Offer]| offers.iter().any(|offer| whole_week(offer.schedule));
    town.facilities.iter().filter(|place| unknown(&place.offers)).count()
}

fn without_hours(town: &Town, study: &Study) -> usize {
    let open = |schedule| study.states.get(schedule).is_some_and(|week| !week.open.is_empty());
    town.candidates.iter().filter(|site| !site.schedule.is_some_and(open)).count()
}
