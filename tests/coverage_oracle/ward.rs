//! Generated wards: what is in them as plain values, and the files that say the same.

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike};
use serde_json::{Value, json};
use std::fmt::Write;

/// Public holidays of the weeks that are asked about.
const PUBLIC_HOLIDAYS: [(i32, u32, u32); 3] = [(2026, 11, 23), (2027, 1, 1), (2027, 1, 11)];

/// School holidays; between the first and the last it is known when there are none.
const SCHOOL_HOLIDAYS: [(&str, &str); 3] =
    [("2026-07-21", "2026-08-31"), ("2026-12-25", "2027-01-06"), ("2027-03-25", "2027-04-07")];

const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const KANJI: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];

/// A seeded pseudo-random generator (`SplitMix64`, Steele, Lea and Flood 2014).
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    /// From 0 to `count` − 1.
    pub fn below(&mut self, count: i64) -> i64 {
        i64::try_from(self.next() % count.unsigned_abs()).unwrap()
    }

    fn small(&mut self, count: u32) -> u32 {
        u32::try_from(self.below(i64::from(count))).unwrap()
    }

    fn one_in(&mut self, count: i64) -> bool {
        self.below(count) == 0
    }

    fn degrees(&mut self, low: f64, span: f64) -> f64 {
        let share = f64::from(u32::try_from(self.next() >> 32).unwrap()) / f64::from(u32::MAX);
        ((low + share * span) * 1e5).round() / 1e5
    }
}

/// When a programme is open by its rules.
#[derive(Debug, Clone)]
pub enum Hours {
    /// Nobody has said.
    Unknown,
    /// On these weekdays, between these minutes of the day.
    Weekly { days: Vec<u32>, from: u32, until: u32, holidays: Holidays },
    /// From the evening of a weekday over midnight, to this many minutes after it.
    Night { weekday: u32, from: u32, after_midnight: u32 },
    /// On weekdays of the school holidays, not on public ones.
    SchoolHolidays { from: u32, until: u32 },
    /// On the n-th such weekdays of a month, in Japanese words.
    Nth { weekday: u32, weeks: [u32; 2], from: u32, until: u32 },
    /// Every second week from a first session on, but for one day.
    Fortnight { first: NaiveDateTime, minutes: i64, except: NaiveDate },
}

/// What public and school holidays change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Holidays {
    Nothing,
    PublicOff,
    BothOff,
    PublicOpen,
    NewYearOff,
}

/// A programme: whom it admits, how many at once, when.
#[derive(Debug, Clone)]
pub struct Programme {
    /// First and last age; `None` is not known.
    pub ages: Option<(u32, u32)>,
    pub capacity: Option<u32>,
    pub hours: Hours,
    pub closed: Option<(NaiveDate, NaiveDate)>,
    pub extra: Option<(NaiveDateTime, NaiveDateTime)>,
}

#[derive(Debug, Clone)]
pub struct Place {
    pub id: String,
    pub point: (f64, f64),
    pub district: Option<usize>,
    pub precision: &'static str,
    pub programmes: Vec<Programme>,
    /// The day of the last check, and for how many months it holds.
    pub verified: Option<(NaiveDate, u32)>,
    pub closed_on: Option<NaiveDate>,
}

pub struct Cell {
    pub point: (f64, f64),
    pub district: Option<usize>,
    pub children: [Option<u32>; 3],
}

/// A building that could house a place.
pub struct Hall {
    pub point: (f64, f64),
    pub hours: Hours,
}

pub struct Ward {
    pub cells: Vec<Cell>,
    pub places: Vec<Place>,
    pub halls: Vec<Hall>,
}

fn is_public_holiday(day: NaiveDate) -> bool {
    PUBLIC_HOLIDAYS.contains(&(day.year(), day.month(), day.day()))
}

fn is_school_holiday(day: NaiveDate) -> bool {
    SCHOOL_HOLIDAYS.iter().any(|(from, to)| (from.parse().unwrap()..=to.parse().unwrap()).contains(&day))
}

impl Holidays {
    const ALL: [Self; 5] =
        [Self::Nothing, Self::PublicOff, Self::BothOff, Self::PublicOpen, Self::NewYearOff];
}

impl Hours {
    /// Whether it is open at `at` by its rules; `None` is not known.
    pub fn is_open(&self, at: NaiveDateTime) -> Option<bool> {
        let (day, minute) = (at.date(), at.hour() * 60 + at.minute());
        let weekday = day.weekday().num_days_from_monday();
        Some(match self {
            Self::Unknown => return None,
            Self::Weekly { days, from, until, holidays } => {
                let public = is_public_holiday(day);
                let off = match holidays {
                    Holidays::Nothing | Holidays::PublicOpen => false,
                    Holidays::PublicOff => public,
                    Holidays::BothOff => public || is_school_holiday(day),
                    Holidays::NewYearOff => {
                        matches!((day.month(), day.day()), (12, 29..=31) | (1, 1..=3))
                    }
                };
                let on = days.contains(&weekday) || *holidays == Holidays::PublicOpen && public;
                on && !off && (*from..*until).contains(&minute)
            }
            Self::Night { weekday: evening, from, after_midnight } => {
                weekday == *evening && minute >= *from
                    || weekday == (evening + 1) % 7 && minute < *after_midnight
            }
            Self::SchoolHolidays { from, until } => {
                let on = weekday < 5 && is_school_holiday(day) && !is_public_holiday(day);
                on && (*from..*until).contains(&minute)
            }
            Self::Nth { weekday: on, weeks, from, until } => {
                let nth = (day.day() - 1) / 7 + 1;
                weekday == *on && weeks.contains(&nth) && (*from..*until).contains(&minute)
            }
            Self::Fortnight { first, minutes, except } => {
                let days = (day - first.date()).num_days();
                let start = day.and_time(first.time());
                let during = at >= start && at < start + TimeDelta::minutes(*minutes);
                days >= 0 && days % 14 == 0 && day != *except && during
            }
        })
    }

    fn written(&self) -> Value {
        let clock = |minute: &u32| format!("{:02}:{:02}", minute / 60, minute % 60);
        let text = match self {
            Self::Unknown => return json!({}),
            Self::Weekly { days, from, until, holidays } => {
                let days: Vec<&str> = days.iter().map(|day| DAYS[*day as usize]).collect();
                let days = days.join(",");
                let (days, rest) = match holidays {
                    Holidays::Nothing => (days, ""),
                    Holidays::PublicOff => (days, "; PH off"),
                    Holidays::BothOff => (days, "; PH off; SH off"),
                    Holidays::PublicOpen => (format!("{days},PH"), ""),
                    Holidays::NewYearOff => (days, "; Dec 29-Jan 03 off"),
                };
                format!("{days} {}-{}{rest}", clock(from), clock(until))
            }
            Self::Night { weekday, from, after_midnight } => {
                format!("{} {}-{}", DAYS[*weekday as usize], clock(from), clock(&(1440 + after_midnight)))
            }
            Self::SchoolHolidays { from, until } => {
                format!("SH Mo-Fr {}-{}; PH off", clock(from), clock(until))
            }
            Self::Nth { weekday, weeks: [one, two], from, until } => {
                let (from, until) = (from / 60, until / 60);
                format!("第{one}・{two}{} {from}時〜{until}時", KANJI[*weekday as usize])
            }
            Self::Fortnight { first, minutes, except } => {
                let minute = |at: NaiveDateTime| at.format("%Y-%m-%dT%H:%M").to_string();
                let end = *first + TimeDelta::minutes(*minutes);
                return json!({"sessions": [{"start": minute(*first), "end": minute(end),
                    "rrule": "FREQ=WEEKLY;INTERVAL=2", "except": [except]}]});
            }
        };
        json!({ "opening_hours": text })
    }

    /// Ordinary hours and odd ones, most of them after school.
    fn generated(random: &mut Random) -> Self {
        let minute = |random: &mut Random| [0, 0, 13, 17, 30, 45][random.small(6) as usize];
        let from = (13 + random.small(4)) * 60 + minute(random);
        let until = from + 60 + random.small(4) * 45;
        let weekday = random.small(7);
        match random.below(10) {
            0 => Self::Unknown,
            1 => Self::Night { weekday: 3 + random.small(2), from: 20 * 60 + 30, after_midnight: 90 },
            2 => Self::SchoolHolidays { from: 9 * 60, until: until - 60 },
            3 => Self::Nth {
                weekday,
                weeks: [1 + random.small(2), 3 + random.small(2)],
                from: 10 * 60,
                until: 17 * 60,
            },
            4 => {
                let first = NaiveDate::from_ymd_opt(2026, 11, 2 + random.small(14)).unwrap();
                let first = first.and_hms_opt(from / 60, from % 60, 0).unwrap();
                Self::Fortnight { first, minutes: 150, except: first.date() + TimeDelta::days(28) }
            }
            _ => {
                let count = 1 + random.small(4);
                let mut days: Vec<u32> = (0..count).map(|_| random.small(7)).collect();
                days.sort_unstable();
                days.dedup();
                let holidays = Holidays::ALL[random.small(5) as usize];
                Self::Weekly { days, from, until, holidays }
            }
        }
    }
}

impl Programme {
    fn generated(random: &mut Random) -> Self {
        let ages = [Some((6, 11)), Some((6, 14)), Some((6, 17)), Some((9, 14)), Some((12, 17)), None];
        let hours = Hours::generated(random);
        let holiday = |day| NaiveDate::from_ymd_opt(2026, 12, day).unwrap();
        let at = holiday(1 + random.small(5)).and_hms_opt(15, 30, 0).unwrap();
        let known = !matches!(hours, Hours::Unknown | Hours::Night { .. });
        Self {
            ages: ages[random.small(6) as usize],
            capacity: (!random.one_in(4)).then(|| 5 + random.small(30)),
            closed: (known && random.one_in(4)).then(|| (holiday(2), holiday(2 + random.small(29)))),
            extra: (known && random.one_in(4)).then(|| (at, at + TimeDelta::minutes(97))),
            hours,
        }
    }

    fn written(&self, number: usize) -> Value {
        let mut schedule = self.hours.written();
        let minute = |at: NaiveDateTime| at.format("%Y-%m-%dT%H:%M").to_string();
        if let Some((from, to)) = self.closed {
            schedule["closures"] = json!([{"from": from, "to": to, "reason": "工事"}]);
        }
        if let Some((start, end)) = self.extra {
            schedule["extra"] = json!([{"start": minute(start), "end": minute(end)}]);
        }
        let mut programme = json!({"id": format!("n{number}"), "schedule": schedule});
        if let Some((first, last)) = self.ages {
            let grade = |age: u32| match age {
                6..=11 => format!("e{}", age - 5),
                12..=14 => format!("j{}", age - 11),
                _ => format!("h{}", age - 14),
            };
            programme["grades"] = json!([format!("{}-{}", grade(first), grade(last))]);
        }
        if let Some(capacity) = self.capacity {
            programme["capacity"] = capacity.into();
        }
        programme
    }
}

/// Corners of the square districts, and their centers, which are not in the middle.
const DISTRICTS: usize = 4;

fn corner(district: usize) -> (f64, f64) {
    (
        135.44 + f64::from(u32::from(district % 2 == 1)) * 0.02,
        34.51 + f64::from(u32::from(district > 1)) * 0.02,
    )
}

pub fn center(district: usize) -> (f64, f64) {
    let (west, south) = corner(district);
    (west + 0.0087, south + 0.0113)
}

impl Ward {
    /// 130 cells, 40 places and 9 halls.
    pub fn generated(seed: u64, today: NaiveDate) -> Self {
        let mut random = Random(seed);
        let point = |random: &mut Random| (random.degrees(135.44, 0.04), random.degrees(34.51, 0.04));
        let district = |random: &mut Random| (!random.one_in(8)).then(|| random.small(4) as usize);
        let cells = (0..130).map(|_| Cell {
            point: point(&mut random),
            district: district(&mut random),
            children: [90, 50, 40].map(|most| (!random.one_in(12)).then(|| random.small(most))),
        });
        let cells: Vec<Cell> = cells.collect();
        let place = |number: i64| {
            let count = 1 + random.small(3);
            let checked = today - TimeDelta::days(random.below(300));
            // Checked on a day whose sixth month ends today: too old today, not yet tomorrow's news.
            let checked = if number == 0 { NaiveDate::from_ymd_opt(2026, 5, 25).unwrap() } else { checked };
            let verified = (number == 0 || !random.one_in(4)).then_some((checked, 6));
            let last = today + TimeDelta::days(random.below(60) - 40);
            Place {
                id: format!("place-{number}"),
                point: if number == 1 { cells[0].point } else { point(&mut random) },
                district: district(&mut random),
                precision: match number {
                    2 => "hidden",
                    3 => "district",
                    _ => "exact",
                },
                programmes: (0..count).map(|_| Programme::generated(&mut random)).collect(),
                verified,
                closed_on: random.one_in(5).then_some(last),
            }
        };
        let mut places: Vec<Place> = (0..40).map(place).collect();
        for place in places.iter_mut().filter(|place| place.precision == "district") {
            place.district = Some(place.district.unwrap_or(0));
        }
        let hours = |random: &mut Random| match Hours::generated(random) {
            Hours::Fortnight { first, .. } => {
                Hours::Night { weekday: 3, from: first.hour() * 60, after_midnight: 30 }
            }
            hours => hours,
        };
        let halls = (0..9).map(|_| Hall { point: point(&mut random), hours: hours(&mut random) }).collect();
        Self { cells, places, halls }
    }

    /// The files of the data folder.
    pub fn files(&self) -> Vec<(&'static str, String)> {
        let collection =
            |features: Vec<Value>| json!({"type": "FeatureCollection", "features": features}).to_string();
        let feature = |id: &str, (lon, lat): (f64, f64), properties: Value| {
            json!({"type": "Feature", "id": id, "properties": properties,
                "geometry": {"type": "Point", "coordinates": [lon, lat]}})
        };
        let place = |place: &Place| {
            let programmes: Vec<Value> =
                place.programmes.iter().enumerate().map(|(at, programme)| programme.written(at)).collect();
            let mut properties = json!({"name": place.id, "kind": "ibasho", "location_precision": place.precision,
                "programmes": programmes, "district": place.district.map(name)});
            if let Some((day, months)) = place.verified {
                properties["verified_on"] = json!(day);
                properties["verify_every_months"] = months.into();
            }
            if let Some(day) = place.closed_on {
                properties["closed_on"] = json!(day);
            }
            feature(&place.id, place.point, properties)
        };
        let hall = |(number, hall): (usize, &Hall)| {
            let mut properties = hall.hours.written();
            properties["name"] = format!("会館{number}").into();
            properties["kind"] = "地域会館".into();
            feature(&format!("hall-{number}"), hall.point, properties)
        };
        let area = |district: usize| {
            let ((west, south), (lon, lat)) = (corner(district), center(district));
            let (east, north) = (west + 0.02, south + 0.02);
            json!({"type": "Feature", "id": name(district),
                "properties": {"name": name(district), "school": name(district), "center": [lon, lat]},
                "geometry": {"type": "Polygon", "coordinates":
                    [[[west, south], [east, south], [east, north], [west, north], [west, south]]]}})
        };
        let mut demand = "id,lon,lat,district,p06_11,p12_14,p15_17\n".to_owned();
        for (number, cell) in self.cells.iter().enumerate() {
            let written =
                cell.children.map(|count| count.map_or_else(String::new, |count| count.to_string()));
            let district = cell.district.map(name).unwrap_or_default();
            let (lon, lat) = cell.point;
            writeln!(demand, "c{number},{lon},{lat},{district},{}", written.join(",")).unwrap();
        }
        let school = SCHOOL_HOLIDAYS.map(|(from, to)| format!("{from},{to},休み,")).join("\n");
        vec![
            ("places.geojson", collection(self.places.iter().map(place).collect())),
            ("candidates.geojson", collection(self.halls.iter().enumerate().map(hall).collect())),
            ("districts.geojson", collection((0..DISTRICTS).map(area).collect())),
            ("demand.csv", demand),
            ("calendar/school.csv", format!("from,to,name,schools\n{school}\n")),
        ]
    }
}

/// The id of a district.
pub fn name(district: usize) -> String {
    format!("sho-{district}")
}
