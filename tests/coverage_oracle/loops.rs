//! The definitions of `docs/coverage.md` as plain loops.

use crate::ward::{Place, Programme, Ward, center, name};
use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};
use std::collections::{BTreeMap, BTreeSet};

/// First and last age of each group.
const AGES: [(u32, u32); 3] = [(6, 11), (12, 14), (15, 17)];

/// The time of a question.
#[derive(Clone, Copy)]
pub enum When {
    At(NaiveDateTime),
    /// Whatever the hours; who has closed for good before this day does not count.
    AnyTime(NaiveDate),
}

/// The places at one time: to which age groups each is open for certain, perhaps, and with which room.
pub struct Open {
    pub sure: Vec<[bool; 3]>,
    pub possible: Vec<[bool; 3]>,
    room: Vec<[Option<u32>; 3]>,
}

/// The figures of the board, in the order of `counts` and `measures` in `main.rs`.
pub struct Numbers {
    pub counts: Vec<u64>,
    pub measures: Vec<Option<f64>>,
}

pub struct Loops<'a> {
    ward: &'a Ward,
    today: NaiveDate,
    /// By cell and place, in meters.
    distances: Vec<Vec<f64>>,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Open,
    Closed,
    Unknown,
}

/// Great-circle distance on the mean sphere.
pub fn meters((lon_a, lat_a): (f64, f64), (lon_b, lat_b): (f64, f64)) -> f64 {
    let [lat_a, lat_b, half_lat, half_lon] =
        [lat_a, lat_b, (lat_b - lat_a) / 2.0, (lon_b - lon_a) / 2.0].map(f64::to_radians);
    let h = half_lat.sin().powi(2) + lat_a.cos() * lat_b.cos() * half_lon.sin().powi(2);
    2.0 * 6_371_008.8 * h.sqrt().asin()
}

fn stands_at(place: &Place) -> (f64, f64) {
    if place.precision == "district" { center(place.district.unwrap()) } else { place.point }
}

/// Whether every age of the group is admitted; `None` is not known.
fn admits(programme: &Programme, group: usize) -> Option<bool> {
    let (first, last) = AGES[group];
    programme.ages.map(|(from, to)| from <= first && last <= to)
}

impl<'a> Loops<'a> {
    pub fn new(ward: &'a Ward, today: NaiveDate) -> Self {
        let of_cell = |cell: &crate::ward::Cell| {
            ward.places.iter().map(|place| meters(cell.point, stands_at(place))).collect()
        };
        Self { ward, today, distances: ward.cells.iter().map(of_cell).collect() }
    }

    /// The places that are shown, with their ids.
    pub fn shown(&self) -> impl Iterator<Item = (usize, &str)> {
        let places = self.ward.places.iter().enumerate();
        places.filter(|(_, place)| place.precision != "hidden").map(|(at, place)| (at, place.id.as_str()))
    }

    fn check_is_old(&self, place: &Place) -> bool {
        place.verified.is_some_and(|(checked, months)| {
            let month = checked.month0() + months;
            let until = (checked.year() + i32::try_from(month / 12).unwrap(), month % 12, checked.day());
            until <= (self.today.year(), self.today.month0(), self.today.day())
        })
    }

    fn state(&self, place: &Place, programme: &Programme, at: NaiveDateTime) -> State {
        let day = at.date();
        if place.closed_on.is_some_and(|last| day > last)
            || programme.closed.is_some_and(|(from, to)| from <= day && day <= to)
        {
            return State::Closed;
        }
        let extra = programme.extra.is_some_and(|(start, end)| start <= at && at < end);
        match programme.hours.is_open(at).map(|open| open || extra) {
            None => State::Unknown,
            Some(false) => State::Closed,
            Some(true) if self.check_is_old(place) => State::Unknown,
            Some(true) => State::Open,
        }
    }

    pub fn open(&self, when: When) -> Open {
        let mut open = Open { sure: Vec::new(), possible: Vec::new(), room: Vec::new() };
        for place in &self.ward.places {
            let (mut sure, mut possible, mut room) = ([false; 3], [false; 3], [None; 3]);
            for programme in &place.programmes {
                let state = match when {
                    When::At(at) => self.state(place, programme, at),
                    When::AnyTime(day) if place.closed_on.is_some_and(|last| last < day) => State::Closed,
                    When::AnyTime(_) => State::Open,
                };
                for group in 0..3 {
                    let admits = admits(programme, group);
                    if state == State::Closed || admits == Some(false) || place.precision == "hidden" {
                        continue;
                    }
                    possible[group] = true;
                    if state != State::Open || admits != Some(true) {
                        continue;
                    }
                    sure[group] = true;
                    room[group] = match (room[group], programme.capacity, when) {
                        (None, capacity, _) | (capacity, None, _) => capacity,
                        (Some(a), Some(b), When::At(_)) => Some(a + b),
                        (Some(a), Some(b), When::AnyTime(_)) => Some(u32::max(a, b)),
                    };
                }
            }
            open.sure.push(sure);
            open.possible.push(possible);
            open.room.push(room);
        }
        open
    }

    /// The places in the 29 after-school slots of a week.
    pub fn after_school(&self, monday: NaiveDate) -> Vec<Open> {
        self.after_school_as_of(monday, monday)
    }

    /// The same, without places that closed for good before `begin`.
    pub fn after_school_as_of(&self, monday: NaiveDate, begin: NaiveDate) -> Vec<Open> {
        let gone: Vec<bool> =
            self.ward.places.iter().map(|place| place.closed_on.is_some_and(|last| last < begin)).collect();
        let mut week = Vec::new();
        for day in 0..7 {
            let hours = if day < 5 { 15..=17 } else { 10..=16 };
            for hour in hours {
                let at = (monday + TimeDelta::days(day)).and_hms_opt(hour, 0, 0).unwrap();
                let mut open = self.open(When::At(at));
                for (place, gone) in gone.iter().enumerate().filter(|(_, gone)| **gone) {
                    assert!(gone);
                    (open.sure[place], open.possible[place]) = ([false; 3], [false; 3]);
                }
                week.push(open);
            }
        }
        assert_eq!(week.len(), 29);
        week
    }

    pub fn children(&self, cell: usize, group: usize) -> u64 {
        u64::from(self.ward.cells[cell].children[group].unwrap_or(0))
    }

    fn near(&self, cell: usize, radius: f64) -> impl Iterator<Item = usize> {
        (0..self.ward.places.len()).filter(move |place| self.distances[cell][*place] <= radius)
    }

    /// Whether a place of `open` other than `but` is near.
    pub fn has_one(
        &self,
        open: &[[bool; 3]],
        cell: usize,
        radius: f64,
        group: usize,
        but: Option<usize>,
    ) -> bool {
        self.near(cell, radius).any(|place| open[place][group] && Some(place) != but)
    }

    fn sum(&self, group: usize, counts: impl Fn(usize) -> bool) -> u64 {
        (0..self.ward.cells.len()).filter(|cell| counts(*cell)).map(|cell| self.children(cell, group)).sum()
    }

    pub fn covered(&self, open: &[[bool; 3]], radius: f64, group: usize) -> u64 {
        self.sum(group, |cell| self.has_one(open, cell, radius, group, None))
    }

    /// Children, and those covered, by district; cells without one under the empty id.
    pub fn by_district(&self, open: &[[bool; 3]], radius: f64, group: usize) -> BTreeMap<String, [u64; 2]> {
        let mut districts: BTreeMap<String, [u64; 2]> = BTreeMap::new();
        for (cell, of) in self.ward.cells.iter().enumerate() {
            let count = districts.entry(of.district.map(name).unwrap_or_default()).or_default();
            count[0] += self.children(cell, group);
            if self.has_one(open, cell, radius, group, None) {
                count[1] += self.children(cell, group);
            }
        }
        districts
    }

    /// Every figure of `group` at `open`; `any` is the same week whatever the hours.
    pub fn numbers(&self, open: &Open, any: &Open, week: &[Open], radius: f64, group: usize) -> Numbers {
        let all = self.sum(group, |_| true);
        let cells = &self.ward.cells;
        let near = |cell: usize| self.near(cell, radius).filter(|place| open.sure[*place][group]);
        let own = |cell: usize| {
            near(cell).any(|place| {
                cells[cell].district.is_some() && cells[cell].district == self.ward.places[place].district
            })
        };
        let districts: BTreeSet<usize> = (0..self.ward.places.len())
            .filter(|place| open.sure[*place][group])
            .filter_map(|place| self.ward.places[place].district)
            .filter(|district| cells.iter().any(|cell| cell.district == Some(*district)))
            .collect();
        let never =
            |cell: usize| !week.iter().any(|open| self.has_one(&open.sure, cell, radius, group, None));
        let mut counts = vec![
            all,
            cells.iter().filter(|cell| cell.children[group].is_none()).count() as u64,
            self.covered(&open.sure, radius, group),
            self.covered(&open.possible, radius, group),
            self.covered(&any.sure, radius, group),
            self.sum(group, |cell| near(cell).count() >= 2),
            self.sum(group, own),
            districts.len() as u64,
            self.sum(group, never),
            29 * all,
            week.iter().map(|open| self.covered(&open.sure, radius, group)).sum(),
        ];
        let mut measures = self.distance_measures(open, group);
        for weight in [step as fn(f64) -> f64, gaussian] {
            let (room, room_measures) = self.room(open, group, weight);
            counts.extend(room);
            measures.extend(room_measures);
        }
        Numbers { counts, measures }
    }

    /// The distance from each cell to the nearest place open to `group`.
    pub fn nearest(&self, open: &[[bool; 3]], group: usize) -> Vec<Option<f64>> {
        let of_cell = |distances: &Vec<f64>| {
            let open = distances.iter().zip(open).filter(|(_, open)| open[group]);
            open.map(|(distance, _)| *distance).reduce(f64::min)
        };
        self.distances.iter().map(of_cell).collect()
    }

    fn distance_measures(&self, open: &Open, group: usize) -> Vec<Option<f64>> {
        let nearest = self.nearest(&open.sure, group).into_iter().enumerate();
        let values: Vec<(f64, f64)> = nearest
            .filter_map(|(cell, distance)| Some((distance?, self.children(cell, group) as f64)))
            .collect();
        let spread = Spread::of(values);
        vec![
            spread.mean(),
            spread.quantile(0.5),
            spread.quantile(0.9),
            spread.quantile(1.0),
            spread.worst_tenth(),
            spread.gini(),
        ]
    }

    fn room(&self, open: &Open, group: usize, weight: fn(f64) -> f64) -> ([u64; 3], [Option<f64>; 3]) {
        let (mut known, mut unknown) = (0, 0);
        let mut access = vec![0.0; self.ward.cells.len()];
        for place in (0..self.ward.places.len()).filter(|place| open.sure[*place][group]) {
            let Some(capacity) = open.room[place][group] else {
                unknown += 1;
                continue;
            };
            known += 1;
            let weights: Vec<f64> = self.distances.iter().map(|of_cell| weight(of_cell[place])).collect();
            let pulled: f64 =
                weights.iter().enumerate().map(|(cell, w)| w * self.children(cell, group) as f64).sum();
            for (cell, w) in weights.iter().enumerate() {
                access[cell] += if pulled > 0.0 { w * f64::from(capacity) / pulled } else { 0.0 };
            }
        }
        let without = self.sum(group, |cell| access[cell] == 0.0);
        let values = access.iter().enumerate().map(|(cell, room)| (*room, self.children(cell, group) as f64));
        let spread = Spread::of(values.collect());
        ([known, unknown, without], [spread.quantile(0.5), spread.quantile(0.1), spread.gini()])
    }

    /// Who depends on `place`: children at `open`, child-hours of `week`, and those without any other
    /// place after school. With `doubt`, on the answer whether it is open.
    pub fn stake(&self, open: &Open, week: &[Open], radius: f64, place: usize, doubt: bool) -> [u64; 3] {
        let mut stake = [0; 3];
        for cell in (0..self.ward.cells.len()).filter(|cell| self.distances[*cell][place] <= radius) {
            for group in 0..3 {
                let decides = |open: &Open| {
                    let own = (open.sure[place][group], open.possible[place][group]);
                    own == (!doubt, true) && !self.has_one(&open.sure, cell, radius, group, Some(place))
                };
                let other = |open: &Open| {
                    let but = if doubt { None } else { Some(place) };
                    self.has_one(&open.sure, cell, radius, group, but)
                };
                let children = self.children(cell, group);
                let hours = week.iter().filter(|open| decides(open)).count() as u64;
                stake[0] += if decides(open) { children } else { 0 };
                stake[1] += children * hours;
                stake[2] += if hours > 0 && !week.iter().any(other) { children } else { 0 };
            }
        }
        stake
    }
}

fn step(distance: f64) -> f64 {
    match distance {
        d if d <= 400.0 => 1.0,
        d if d <= 800.0 => 0.68,
        d if d <= 1200.0 => 0.22,
        _ => 0.0,
    }
}

fn gaussian(distance: f64) -> f64 {
    let bell = |d: f64| (-0.5 * (d / 1200.0) * (d / 1200.0)).exp();
    if distance > 1200.0 { 0.0 } else { (bell(distance) - bell(1200.0)) / (1.0 - bell(1200.0)) }
}

/// Values with the children they stand for.
struct Spread {
    sorted: Vec<(f64, f64)>,
    children: f64,
}

impl Spread {
    fn of(mut values: Vec<(f64, f64)>) -> Self {
        values.retain(|(_, children)| *children > 0.0);
        values.sort_by(|a, b| a.0.total_cmp(&b.0));
        let children = values.iter().map(|(_, children)| children).sum();
        Self { sorted: values, children }
    }

    fn mean(&self) -> Option<f64> {
        let sum: f64 = self.sorted.iter().map(|(value, children)| value * children).sum();
        (!self.sorted.is_empty()).then(|| sum / self.children)
    }

    /// The smallest value whose cumulative children reach `q` of the total.
    fn quantile(&self, q: f64) -> Option<f64> {
        let reached = |value: f64| {
            let upto = self.sorted.iter().filter(|(other, _)| *other <= value);
            upto.map(|(_, children)| children).sum::<f64>() >= q * self.children
        };
        self.sorted.iter().map(|(value, _)| *value).find(|value| reached(*value))
    }

    /// The mean over the farthest tenth of the children, one after another.
    fn worst_tenth(&self) -> Option<f64> {
        let (mut left, mut sum) = (self.children / 10.0, 0.0);
        for (value, children) in self.sorted.iter().rev() {
            let taken = if *children < left { *children } else { left };
            sum += taken * value;
            left -= taken;
        }
        (!self.sorted.is_empty()).then(|| sum / (self.children / 10.0))
    }

    /// 1 − Σ wᵢ (sᵢ + sᵢ₋₁) ÷ (sₙ W).
    fn gini(&self) -> Option<f64> {
        let sums: Vec<f64> = self
            .sorted
            .iter()
            .scan(0.0, |sum, (value, children)| {
                *sum += value * children;
                Some(*sum)
            })
            .collect();
        let last = *sums.last()?;
        let before = std::iter::once(0.0).chain(sums.iter().copied());
        let doubled: f64 =
            self.sorted.iter().zip(&sums).zip(before).map(|(((_, w), s), b)| w * (s + b)).sum();
        Some(if last > 0.0 { 1.0 - doubled / (last * self.children) } else { 0.0 })
    }
}
