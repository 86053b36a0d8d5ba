//! Figures of a state of the data, and `figures.csv`, which holds those of earlier states.
//!
//! `ibasho coverage --record` adds the figures of a day, so that the coverage board tells what has changed since.
//! `docs/coverage.md` states what each figure means.

use super::check::parse_date;
use super::import::{ImportError, apply};
use super::notice::{Notice, Notices};
use super::source::Source;
use super::table::{Row, for_each_row};
use super::{Event, Snapshot, code};
use crate::coverage::{AgeGroup, Ground, Moment, Slot, SlotSet, Study};
use crate::geodesy::Meters;
use crate::place::Place;
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike, Weekday};
use std::collections::{BTreeSet, HashSet};
use std::ops::RangeInclusive;
use std::path::Path;

/// The file in the data folder.
pub(super) const FILE: &str = "figures.csv";

const COLUMNS: [&str; 7] = ["as_of", "week_from", "radius_m", "when", "group", "figure", "value"];

/// Figures of places and events, in the order of tables.
const OF_PLACES: [&str; 4] = ["places", "programmes", "places_confirmed", "events_held"];

/// Figures of children, in the order of tables.
const OF_CHILDREN: [&str; 5] =
    ["children", "left_out", "left_out_if_unknown_open", "child_hours_covered", "never_covered"];

/// The code of all age groups together.
pub const ALL_GROUPS: &str = "all";

/// `when` of figures that ignore hours.
const ANY_TIME: &str = "any";

/// Radii that coverage answers.
const RADII_M: RangeInclusive<f64> = 1.0..=100_000.0;

/// The first month of a fiscal year.
const APRIL: u32 = 4;

/// One figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// Its name.
    pub name: &'static str,
    /// The code of an age group, or [`ALL_GROUPS`]; `None` where children are not counted.
    pub group: Option<&'static str>,
    /// Its value; `None` is not known.
    pub value: Option<u64>,
}

/// The question that figures of children answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Asked {
    /// Reach of a place, in a straight line.
    pub radius: Meters,
    /// Weekday and time of the figures of one instant; `None` ignores hours.
    pub when: Option<(Weekday, NaiveTime)>,
}

impl Asked {
    /// The question about `moment`.
    pub fn new(radius: Meters, moment: Moment) -> Self {
        let when = match moment {
            Moment::At(at) => Some((at.weekday(), at.time())),
            Moment::AnyTime(_) | Moment::Week(_) => None,
        };
        Self { radius, when }
    }

    /// Whether both ask the same: to the centimeter, as the file writes a radius.
    pub fn is_same(self, other: Self) -> bool {
        self.radius_cell() == other.radius_cell() && self.when == other.when
    }

    fn radius_cell(self) -> String {
        format!("{:.2}", self.radius.0)
    }

    /// `We 16:00`, or [`ANY_TIME`].
    fn when_cell(self) -> String {
        let Some((day, time)) = self.when else { return ANY_TIME.to_owned() };
        let name = WEEKDAYS[day.num_days_from_monday() as usize];
        format!("{name} {:02}:{:02}", time.hour(), time.minute())
    }
}

/// Weekdays as OSM opening hours write them.
const WEEKDAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

/// A figure of an earlier state of the data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recorded {
    /// The day whose state it is of.
    pub as_of: NaiveDate,
    /// The Monday of the week whose child-hours are counted.
    pub week_from: NaiveDate,
    /// What was asked.
    pub asked: Asked,
    /// The figure.
    pub figure: Figure,
}

impl Recorded {
    /// What a later record of the same replaces, in the order of the file.
    fn key(&self) -> (NaiveDate, String, String, Option<&'static str>, usize) {
        let names = OF_PLACES.iter().chain(&OF_CHILDREN);
        let at = names.clone().position(|name| *name == self.figure.name).unwrap_or_default();
        (self.as_of, self.asked.radius_cell(), self.asked.when_cell(), self.figure.group, at)
    }

    fn cells(&self) -> [String; 7] {
        let figure = self.figure;
        [
            self.as_of.to_string(),
            self.week_from.to_string(),
            self.asked.radius_cell(),
            self.asked.when_cell(),
            figure.group.unwrap_or_default().to_owned(),
            figure.name.to_owned(),
            figure.value.map_or_else(String::new, |value| value.to_string()),
        ]
    }
}

/// The figures of `snapshot` on `day`: of places and events, then of the children of each of `groups`, then of
/// all of them if there are several. The order is the same for every state.
pub fn figures_of(
    snapshot: &Snapshot,
    ground: &Ground,
    study: &Study,
    groups: &[AgeGroup],
    moment: Moment,
    day: NaiveDate,
) -> Vec<Figure> {
    let mut figures = of_places(snapshot, day);
    figures.extend(of_children(ground, study, groups, moment));
    figures
}

/// Figures of the places and events of `snapshot` on `day`.
pub fn of_places(snapshot: &Snapshot, day: NaiveDate) -> Vec<Figure> {
    let goes_on = |place: &&Place| {
        let closed_on = place.details.as_ref().and_then(|details| details.closed_on);
        closed_on.is_none_or(|last| last >= day)
    };
    let places: Vec<&Place> = snapshot.index.places().iter().filter(goes_on).collect();
    let programmes = places.iter().map(|place| place.programmes.len()).sum();
    let confirmed = places.iter().filter(|place| is_confirmed(snapshot, place, day)).count();
    let held = snapshot.events.iter().filter(|event| was_held(event, day)).count();
    let events = (!snapshot.events.is_empty()).then_some(held);
    let counts = [Some(places.len()), Some(programmes), Some(confirmed), events];
    let figure = |(name, count): (_, Option<usize>)| Figure {
        name,
        group: None,
        value: count.map(|count| count as u64),
    };
    OF_PLACES.into_iter().zip(counts).map(figure).collect()
}

/// Whether somebody checked `place`, and the check still holds on `day`.
fn is_confirmed(snapshot: &Snapshot, place: &Place, day: NaiveDate) -> bool {
    let validity = |id| snapshot.schedules.source(id).validity;
    let is_old = |id| validity(id).verify_from.is_some_and(|from| from <= day);
    let verified_on = place.details.as_ref().and_then(|details| details.verified_on);
    verified_on.is_some_and(|checked| checked <= day)
        && !place.programmes.iter().any(|programme| is_old(programme.schedule))
}

/// Whether `event` began in the fiscal year of `day`, and was over by its end.
fn was_held(event: &Event, day: NaiveDate) -> bool {
    event.start.date() >= fiscal_year(day) && event.end.date() <= day
}

/// The first day of the fiscal year of `day`.
pub fn fiscal_year(day: NaiveDate) -> NaiveDate {
    let year = if day.month() < APRIL { day.year() - 1 } else { day.year() };
    NaiveDate::from_ymd_opt(year, APRIL, 1).unwrap_or(day)
}

fn of_children(ground: &Ground, study: &Study, groups: &[AgeGroup], moment: Moment) -> Vec<Figure> {
    let (town, after_school) = (&ground.town, SlotSet::after_school());
    let slot = moment.slot().unwrap_or(Slot::ANY_TIME);
    let of = |groups: &[AgeGroup], code: &'static str| {
        let children: u64 = groups.iter().map(|group| town.total(*group)).sum();
        let (sure, possible) = (study.sure.counts_of(town, groups), study.possible.counts_of(town, groups));
        let never = groups.iter().map(|group| study.sure.never_covered(town, *group, after_school)).sum();
        let counts = [
            children,
            children - sure.at(slot),
            children - possible.at(slot),
            sure.sum_over(after_school),
            never,
        ];
        let named = OF_CHILDREN.into_iter().zip(counts);
        named.map(move |(name, count)| Figure { name, group: Some(code), value: Some(count) })
    };
    let each = groups.iter().flat_map(|group| of(&[*group], group.code()));
    let all = (groups.len() > 1).then(|| of(groups, ALL_GROUPS));
    each.chain(all.into_iter().flatten()).collect()
}

/// Reads `figures.csv`, in file order; of two rows for the same figure the first stays.
pub(super) fn read(source: &Source, notices: &mut Notices) -> Vec<Recorded> {
    let mut recorded: Vec<Recorded> = Vec::new();
    let mut taken = HashSet::new();
    for_each_row(source, FILE, &COLUMNS, notices, |row| match of_row(row) {
        Ok(one) if taken.insert(one.key()) => recorded.push(one),
        Ok(_) => row.check.say(&code::BAD_FIGURE, "", None, "the figure is there twice; the first stays"),
        Err((column, expected)) => {
            let given = row.get(column).unwrap_or_default().to_owned();
            row.check.say(&code::BAD_FIGURE, column, Some(&given), format!("{expected} is expected"));
        }
    });
    recorded
}

/// A row, or the column that cannot be read and what is expected there.
fn of_row(row: &Row<'_>) -> Result<Recorded, (&'static str, &'static str)> {
    let cell = |column| row.get(column).unwrap_or_default();
    let date = |column| parse_date(cell(column)).ok_or((column, "a date such as 2026-10-01"));
    let radius: f64 = cell("radius_m")
        .parse()
        .ok()
        .filter(|radius| RADII_M.contains(radius))
        .ok_or(("radius_m", "a number of meters such as 800.00"))?;
    let when = match cell("when") {
        ANY_TIME => None,
        given => Some(when(given).ok_or(("when", "a weekday and a time such as We 16:00, or any"))?),
    };
    let one_of = |names: &[&'static str], given: &str| names.iter().copied().find(|name| *name == given);
    let codes: Vec<&'static str> =
        AgeGroup::ALL.map(AgeGroup::code).into_iter().chain([ALL_GROUPS]).collect();
    let group = match cell("group") {
        "" => None,
        given => Some(one_of(&codes, given).ok_or(("group", "p06_11, p12_14, p15_17, all or nothing"))?),
    };
    let known: &[&'static str] = if group.is_some() { &OF_CHILDREN } else { &OF_PLACES };
    let name = one_of(known, cell("figure")).ok_or(("figure", "a figure of docs/coverage.md"))?;
    let value = row
        .number("value")
        .map_err(|_given| ("value", "a whole number, or nothing where it is not known"))?;
    Ok(Recorded {
        as_of: date("as_of")?,
        week_from: date("week_from")?,
        asked: Asked { radius: Meters(radius), when },
        figure: Figure { name, group, value },
    })
}

/// `We 16:00`.
fn when(cell: &str) -> Option<(Weekday, NaiveTime)> {
    let (day, time) = cell.split_once(' ')?;
    let at = WEEKDAYS.iter().position(|name| *name == day)?;
    let weekday = Weekday::try_from(u8::try_from(at).ok()?).ok()?;
    Some((weekday, NaiveTime::parse_from_str(time, "%H:%M").ok()?))
}

/// Why figures were not recorded.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The file that is there cannot be read whole, so rewriting it would lose rows.
    #[error("nothing is recorded, as rewriting the file would lose a row: {0}")]
    Unreadable(Box<Notice>),
    /// It cannot be written.
    #[error(transparent)]
    Write(#[from] ImportError),
}

/// Adds `figures` to `figures.csv` in `folder`, in place of those recorded for the same day and question; the
/// former file stays beside it as `figures.csv.bak`.
///
/// # Errors
/// [`RecordError`]; the file then is as it was.
pub fn record(folder: &Path, figures: &[Recorded]) -> Result<(), RecordError> {
    let mut notices = Notices::default();
    let mut all = read(&Source::Folder(folder.to_owned()), &mut notices);
    if let Some(notice) = notices.finish().into_iter().next() {
        return Err(RecordError::Unreadable(Box::new(notice)));
    }
    all.retain(|old| figures.iter().all(|new| new.key() != old.key()));
    all.extend(figures);
    all.sort_by_key(Recorded::key);
    apply(folder, &[(FILE.to_owned(), written(&all).into())])?;
    Ok(())
}

fn written(all: &[Recorded]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for line in [COLUMNS.map(str::to_owned)].into_iter().chain(all.iter().map(Recorded::cells)) {
        writer.write_record(line).expect("a vector takes every byte");
    }
    writer.into_inner().expect("a vector has nothing to flush")
}

/// Recorded days with which a day is compared: for each start, the last record until then, or else the first after
/// it. `None` without a record, and for a second half that has not begun.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Starts {
    /// For the start of the fiscal year.
    pub year: Option<NaiveDate>,
    /// For the start of its second half.
    pub half: Option<NaiveDate>,
    /// For the start of the quarter.
    pub quarter: Option<NaiveDate>,
}

impl Starts {
    /// Those among `recorded` for `today`; always days before it.
    pub fn of(recorded: &[Recorded], today: NaiveDate) -> Self {
        let days: BTreeSet<NaiveDate> =
            recorded.iter().map(|one| one.as_of).filter(|day| *day < today).collect();
        let nearest = |start: NaiveDate| {
            days.range(..=start).next_back().or_else(|| days.range(start..).next()).copied()
        };
        let year = fiscal_year(today);
        let quarter = NaiveDate::from_ymd_opt(today.year(), today.month0() / 3 * 3 + 1, 1);
        Self {
            year: nearest(year),
            half: second_half(year).filter(|half| *half <= today).and_then(nearest),
            quarter: quarter.and_then(nearest),
        }
    }

    /// Each day once, the earliest first.
    pub fn days(self) -> Vec<NaiveDate> {
        let days: BTreeSet<NaiveDate> = [self.year, self.half, self.quarter].into_iter().flatten().collect();
        days.into_iter().collect()
    }
}

/// The first day of the second half of the fiscal year that begins on `year`.
fn second_half(year: NaiveDate) -> Option<NaiveDate> {
    year.checked_add_months(chrono::Months::new(6))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recorded(day: &str) -> Recorded {
        let asked = Asked { radius: Meters(800.0), when: None };
        let as_of = day.parse().unwrap();
        let figure = Figure { name: "places", group: None, value: Some(1) };
        Recorded { as_of, week_from: as_of, asked, figure }
    }

    #[test]
    fn a_day_is_compared_with_the_starts_of_year_half_and_quarter() {
        let of = |days: &[&str], today: &str| -> Vec<String> {
            let all: Vec<Recorded> = days.iter().map(|day| recorded(day)).collect();
            let days = Starts::of(&all, today.parse().unwrap()).days();
            days.iter().map(ToString::to_string).collect()
        };
        let all = ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-28", "2027-02-01"];
        assert_eq!(of(&all, "2027-02-01"), ["2026-03-31", "2026-09-30", "2026-12-28"]);
        assert_eq!(of(&all, "2026-11-27"), ["2026-03-31", "2026-09-30"]);
        assert_eq!(of(&all, "2026-08-01"), ["2026-03-31", "2026-06-30"]);
        // Without one before a start, the first after it; never the day itself or a later one.
        assert_eq!(of(&["2026-10-20"], "2026-11-27"), ["2026-10-20"]);
        assert!(of(&["2026-11-27", "2027-01-01"], "2026-11-27").is_empty());
    }

    #[test]
    fn a_record_replaces_the_one_of_the_same_day_and_question() {
        let folder = tempfile::tempdir().unwrap();
        let one = recorded("2026-10-01");
        let other = Figure { value: Some(2), ..one.figure };
        record(folder.path(), &[one, recorded("2026-04-01")]).unwrap();
        record(folder.path(), &[Recorded { figure: other, ..one }]).unwrap();
        let text = std::fs::read_to_string(folder.path().join(FILE)).unwrap();
        let rows = "2026-04-01,2026-04-01,800.00,any,,places,1\n2026-10-01,2026-10-01,800.00,any,,places,2\n";
        assert_eq!(text, format!("{}\n{rows}", COLUMNS.join(",")));
    }

    #[test]
    fn a_file_with_a_broken_row_is_not_rewritten() {
        let folder = tempfile::tempdir().unwrap();
        let text =
            format!("{}\n2026-04-01,2026-04-06,800,We 16:00,all,left_out,about 40\n", COLUMNS.join(","));
        std::fs::write(folder.path().join(FILE), &text).unwrap();
        let fault = record(folder.path(), &[recorded("2026-10-01")]).unwrap_err().to_string();
        assert!(fault.contains("about 40") && fault.contains("a whole number"), "{fault}");
        assert_eq!(std::fs::read_to_string(folder.path().join(FILE)).unwrap(), text);
    }
}
