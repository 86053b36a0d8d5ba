//! View structs of the board as plain values: computed from the study here, rendered in
//! [`super::page`].

use super::plans::{Compared, PlanView, compared, plan_views};
use super::progress::{Progress, progress};
use super::quality::{Quality, quality};
use super::query::{BoardQuery, Sort};
use super::stakes::{StakeView, calls, closures};
use super::weeks::week_of_kind;
use crate::ask::time::monday_of;
use crate::coverage::sites::{Afternoons, SitesAnswer, SitesQuestion};
use crate::coverage::{
    AgeGroup, DistrictCount, Figures, Moment, NearAndRoomFigures, Slot, SlotCounts, Study, Town,
};
use crate::dataset::Snapshot;
use crate::geodesy::Meters;
use crate::hours::OpenState;
use crate::tiles::sketch::Dot;
use crate::web::WebError;
use crate::web::coverage::{Bench, Told};
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use std::sync::Arc;
use std::time::Duration;

/// Time limit for each proof on a page; after it the best found and its bound are shown.
pub const ON_SCREEN: Duration = Duration::from_millis(60);

/// The same for what is printed or taken away, and waited for.
pub const TO_KEEP: Duration = Duration::from_secs(2);

#[derive(Debug)]
pub struct BoardView {
    pub query: BoardQuery,
    pub monday: NaiveDate,
    /// Whether a week of the requested kind was found; else the coming week is used.
    pub kind_found: bool,
    /// Public holidays of that week, with their names as the calendar has them.
    pub holidays: Vec<(NaiveDate, String)>,
    pub radius: Meters,
    pub moment: Moment,
    pub slot: Slot,
    pub figures: [Figures; 3],
    /// Children left out, for the selected groups.
    pub left_out: u64,
    pub children: u64,
    /// Children left out if every place with unknown hours were open.
    pub left_out_if_open: u64,
    /// Children left out in each of the 168 slots, per age group.
    pub week: [SlotCounts; 3],
    /// Districts, in the requested order.
    pub districts: Vec<DistrictView>,
    /// Children left out, as the map's circles.
    pub dots: Vec<Dot>,
    /// The places, by id, with their state at the slot.
    pub places: Vec<PlaceView>,
    pub districts_total: usize,
    pub next: NextSites,
    pub afternoons: Arc<Afternoons>,
    /// Places whose closure would leave children without one, the worst first.
    pub closures: Vec<StakeView>,
    /// Places to call, those on whose answer most children depend first.
    pub calls: Vec<StakeView>,
    /// The present figures, the baseline of plans.
    pub now: Compared,
    /// Present distance and capacity figures, the baseline of plans; `None` without plans.
    pub near_now: Option<NearAndRoomFigures>,
    pub plans: Vec<PlanView>,
    /// What has changed since earlier states of the data.
    pub progress: Progress,
    pub quality: Quality,
    pub told: Told,
}

#[derive(Debug, Clone)]
pub struct DistrictView {
    pub id: String,
    pub name: String,
    pub count: DistrictCount,
}

/// A place as the table and the map show it.
#[derive(Debug, Clone)]
pub struct PlaceView {
    /// Position in the town.
    pub facility: usize,
    pub id: String,
    pub name: String,
    /// Its state for the selected groups at the slot; `None` if it is not for them.
    pub state: Option<OpenState>,
}

/// The search for next sites and its result.
#[derive(Debug)]
pub struct NextSites {
    /// What was searched for; fewer sites than requested if there are not enough candidates.
    pub question: SitesQuestion,
    /// The result; `None` without candidates.
    pub answer: Option<Arc<SitesAnswer>>,
}

/// The moment of `query` as of `today`, and whether a week of the requested kind was found.
pub fn moment_of(snapshot: &Snapshot, query: &BoardQuery, today: NaiveDate) -> (Moment, NaiveDate, bool) {
    let found = match query.week {
        Some(day) => Some(monday_of(day)),
        None => week_of_kind(snapshot.schedules.calendar(), query.kind, today),
    };
    let next_week = || monday_of(today).checked_add_days(Days::new(7)).unwrap_or(today);
    let monday = found.unwrap_or_else(next_week);
    if query.any_time {
        return (Moment::AnyTime(monday), monday, found.is_some());
    }
    let day = monday.checked_add_days(Days::new(u64::from(query.day))).unwrap_or(monday);
    let at = day.and_time(NaiveTime::from_hms_opt(u32::from(query.hour), 0, 0).unwrap_or(NaiveTime::MIN));
    (Moment::At(at), monday, found.is_some())
}

/// Computes the board for `query` at `now` from the town of `bench`, searching at most `patience` for each
/// proof.
///
/// # Errors
/// [`WebError::BadParameter`] for a plan that names something that does not exist.
pub fn board_view(
    bench: &Bench,
    query: BoardQuery,
    now: NaiveDateTime,
    patience: Duration,
) -> Result<BoardView, WebError> {
    let snapshot = bench.snapshot();
    let (moment, monday, kind_found) = moment_of(snapshot, &query, now.date());
    let radius = query.reach.radius();
    let study = bench.study(radius, moment)?;
    let slot = moment.slot().unwrap_or(Slot::ANY_TIME);
    let (ground, groups) = (bench.ground(), query.groups());
    let town = &ground.town;
    let figures = AgeGroup::ALL.map(|group| study.figures(ground, group, slot));
    let (near_now, plans) = plan_views(bench, &study, moment, &query)?;
    let sum = |value: fn(&Figures) -> u64| groups.iter().map(|group| value(&figures[group.index()])).sum();
    Ok(BoardView {
        monday,
        kind_found,
        holidays: holidays(snapshot, monday),
        radius,
        slot,
        left_out: sum(|f| f.children - f.covered),
        children: sum(|f| f.children),
        left_out_if_open: sum(|f| f.children - f.covered_if_open),
        week: AgeGroup::ALL.map(|group| study.sure.counts(town, group)),
        districts: districts(snapshot, &study, town, &query, slot),
        dots: bench.dots(&study.sure, &groups, slot),
        places: place_views(snapshot, &study, town, &groups, slot),
        districts_total: town.districts().len(),
        next: next_sites(bench, &query, moment, patience)?,
        afternoons: bench.afternoons(&study, &query, patience),
        closures: closures(bench, &study, &groups, slot),
        calls: calls(bench, &study, &groups, slot),
        now: compared(town, &groups, &study.sure, &study.sure, slot),
        near_now,
        plans,
        progress: progress(bench, &study, &query, moment, now.date()),
        quality: quality(bench, &study, now.date()),
        told: bench.told(),
        figures,
        moment,
        query,
    })
}

fn holidays(snapshot: &Snapshot, monday: NaiveDate) -> Vec<(NaiveDate, String)> {
    let names = &snapshot.schedules.calendar().public_holidays;
    let week = monday.iter_days().take(7);
    week.filter_map(|day| Some((day, names.get(&day)?.to_string()))).collect()
}

fn next_sites(
    bench: &Bench,
    query: &BoardQuery,
    moment: Moment,
    patience: Duration,
) -> Result<NextSites, WebError> {
    let there_are = bench.ground().town.candidates.len();
    let question = SitesQuestion {
        objective: query.goal,
        p: query.sites.min(there_are),
        groups: query.groups(),
        radius: query.reach.radius(),
        moment,
        greenfield: false,
        any_point: false,
        today: bench.ground().today,
    };
    let answer = if there_are == 0 { None } else { Some(bench.sites(&question, patience)?) };
    Ok(NextSites { question, answer })
}

fn districts(
    snapshot: &Snapshot,
    study: &Study,
    town: &Town,
    query: &BoardQuery,
    slot: Slot,
) -> Vec<DistrictView> {
    let groups = query.groups();
    let mut rows: Vec<DistrictView> = study
        .by_district(town, slot)
        .into_iter()
        .map(|(id, counts)| DistrictView {
            name: district_name(snapshot, id),
            id: id.to_owned(),
            count: DistrictCount::of_groups(&counts, &groups),
        })
        .collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    match query.sort {
        Sort::Name => {}
        Sort::Children => rows.sort_by_key(|row| std::cmp::Reverse(row.count.children)),
        Sort::LeftOut => rows.sort_by_key(|row| std::cmp::Reverse(row.count.uncovered())),
        Sort::Share => rows.sort_by(|a, b| share(b.count).total_cmp(&share(a.count))),
    }
    rows
}

/// The share left out; districts without children sort last.
fn share(count: DistrictCount) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "children of a district")]
    let share = count.uncovered() as f64 / count.children as f64;
    if count.children > 0 { share } else { -1.0 }
}

/// The name of the district `id`, or of its school.
pub fn district_name(snapshot: &Snapshot, id: &str) -> String {
    let own = snapshot.districts.iter().find(|district| district.id == id).map(|district| &*district.name);
    let school = || snapshot.landmarks.get(id).map(|school| school.name.as_str());
    own.or_else(school).unwrap_or(id).to_owned()
}

/// Every place with its state for `groups` at `slot`, in the order of the town.
pub fn place_views(
    snapshot: &Snapshot,
    study: &Study,
    town: &Town,
    groups: &[AgeGroup],
    slot: Slot,
) -> Vec<PlaceView> {
    let state = |facility: usize| {
        let any = |doors: &[[crate::coverage::SlotSet; 3]], slot: Slot| {
            groups.iter().any(|group| doors[facility][group.index()].contains(slot))
        };
        if any(&study.doors.open, slot) {
            Some(OpenState::Open)
        } else if any(&study.doors.possible, slot) {
            Some(OpenState::Unknown)
        } else {
            any(&study.doors.possible, Slot::ANY_TIME).then_some(OpenState::Closed)
        }
    };
    let of_place = |(facility, place): (usize, &crate::place::Place)| PlaceView {
        facility,
        id: place.id.to_string(),
        name: place.name.to_string(),
        state: state(facility),
    };
    debug_assert_eq!(snapshot.index.places().len(), town.facilities.len(), "the town is made of the places");
    snapshot.index.places().iter().enumerate().map(of_place).collect()
}
