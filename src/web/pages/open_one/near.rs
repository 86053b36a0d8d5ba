//! Where and when children have nothing near, for the public: by school district.

use super::view::coming_monday;
use crate::coverage::{AgeGroup, Moment, Slot};
use crate::geodesy::Meters;
use crate::hours::words;
use crate::lang::Lang;
use crate::web::WebError;
use crate::web::coverage::{Bench, Told};
use crate::web::pages::board::district_name;
use chrono::{Days, NaiveDate, NaiveTime};

const RADIUS: Meters = Meters(800.0);

/// The hour evaluated on each day from Monday: after school, and late on weekend mornings.
const HOURS: [u8; 7] = [16, 16, 16, 16, 16, 11, 11];

/// The age group: those who cannot go far alone.
const GROUP: AgeGroup = AgeGroup::Elementary;

/// Children without an open place near, by district and day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearView {
    /// 「11月30日（月）16:00」 for each day of the week.
    pub times: Vec<String>,
    /// Districts by name, with a count for each of `times`.
    pub districts: Vec<(String, Vec<u64>)>,
    pub sample: bool,
    pub told: Told,
}

/// Computes the view for the week after `today`.
///
/// # Errors
/// None with the radius used here; see [`Bench::study`].
pub fn near_view(bench: &Bench, lang: Lang, today: NaiveDate) -> Result<NearView, WebError> {
    let monday = coming_monday(today);
    let study = bench.study(RADIUS, Moment::Week(monday))?;
    let town = &bench.ground().town;
    let days = (0_u8..).zip(HOURS);
    let slots = days.clone().filter_map(|(day, hour)| Slot::at(day, hour));
    let by_slot: Vec<_> = slots.map(|slot| study.by_district(town, slot)).collect();
    let mut districts: Vec<(String, Vec<u64>)> = town
        .districts()
        .into_iter()
        .map(|id| {
            let counts = by_slot.iter().map(|districts| districts[id][GROUP.index()].uncovered());
            (district_name(bench.snapshot(), id), counts.collect())
        })
        .collect();
    districts.sort_by(|a, b| a.0.cmp(&b.0));
    let time = |(day, hour): (u8, u8)| {
        let date = monday.checked_add_days(Days::new(u64::from(day))).unwrap_or(monday);
        let clock = NaiveTime::from_hms_opt(u32::from(hour), 0, 0).unwrap_or(NaiveTime::MIN);
        words::date_time(date.and_time(clock), lang)
    };
    Ok(NearView {
        times: days.map(time).collect(),
        districts,
        sample: bench.snapshot().demand.iter().flatten().any(|cell| cell.sample),
        told: bench.told(),
    })
}
