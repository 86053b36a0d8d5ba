//! The formats of files that become places, events, desks and other records, in one table.

use super::draft::Draft;
use super::ids::Ids;
use super::place_row::Seen;
use super::position::{Found, Gazetteer};
use super::tidy::Tidy;
use crate::dataset::{Landmark, LandmarkKind, Landmarks, Ward};
use crate::geodesy::Bounds;
use crate::hours::JapaneseCalendar;
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashMap};

/// A format: how it is recognized, what it reads, what it writes.
#[derive(Clone, Copy)]
pub(super) struct Format {
    /// Its code, as in `--kind`.
    pub code: &'static str,
    pub target: &'static str,
    /// Whether the columns are those of this format.
    pub recognizes: fn(&Tidy) -> bool,
    pub read: fn(&Tidy, &mut Surroundings<'_>, &mut Draft),
}

/// Every format, the most particular first: the first that recognizes a table reads it.
pub(super) const FORMATS: &[Format] = &[
    super::format_holidays::FORMAT,
    super::format_school_calendar::FORMAT,
    super::format_school_districts::FORMAT,
    super::format_landmarks::FORMAT,
    super::format_events::FORMAT,
    super::format_desks::FORMAT,
    super::format_places::CAFETERIAS,
    super::format_places::CHILDCARE,
    super::format_places::PUBLIC_FACILITIES,
    super::format_places::PLACES_LIST,
    super::format_candidates::FORMAT,
];

/// What the rows of a file are read against.
pub(super) struct Surroundings<'a> {
    pub ward: &'a Ward,
    pub landmarks: &'a Landmarks,
    pub file: &'a str,
    pub gazetteer: &'a Gazetteer,
    pub calendar: &'a JapaneseCalendar,
    pub today: NaiveDate,
    pub ids: Ids,
    /// The kind of places whose row names none, from the mapping.
    pub default_kind: Option<String>,
    /// Places by their folded name: those of the folder, and those read so far.
    pub seen: HashMap<String, Vec<Seen>>,
    /// The ids that the former import of this list wrote.
    pub former: BTreeSet<String>,
}

impl Surroundings<'_> {
    /// Keeps the id of a place of the same name elsewhere, which came from another list, from being given
    /// to this one.
    pub fn reserve(&mut self, name: &str, found: Found) {
        let seen = self.seen.get(&super::sheet::folded(name)).into_iter().flatten();
        let others = seen.filter(|seen| !seen.is_at(found) && !self.former.contains(&seen.id));
        for seen in others {
            self.ids.reserve(&seen.id);
        }
    }

    /// The id of another place with the same name at the same point; the place is remembered.
    pub fn same_place(&mut self, id: &str, name: &str, found: Found) -> Option<String> {
        let seen = self.seen.entry(super::sheet::folded(name)).or_default();
        let other = seen.iter().find(|seen| seen.id != id && seen.is_at(found)).map(|seen| seen.id.clone());
        if other.is_none() {
            seen.push(Seen { id: id.to_owned(), point: found.point });
        }
        other
    }

    /// The school with this name, with or without the municipality in front: 堺市立鳳小学校 is 鳳小学校, as are
    /// 鳳小 and 鳳小学校区.
    pub fn school(&self, name: &str) -> Option<&Landmark> {
        let wanted = short_school(name);
        let schools = self.landmarks.iter().filter(|landmark| {
            matches!(landmark.kind, LandmarkKind::ElementarySchool | LandmarkKind::JuniorHighSchool)
        });
        let mut found = schools.filter(|school| {
            std::iter::once(&school.name).chain(&school.aliases).any(|name| {
                let name = short_school(name);
                wanted == name
                    || wanted
                        .strip_suffix(name.as_str())
                        .is_some_and(|front| front.ends_with(['立', '市', '町', '村', '区']))
            })
        });
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// The center of the ward, where a hidden place stands in the file.
    pub fn center(&self) -> Option<Found> {
        let point = self.ward.bounds.map(Bounds::center)?;
        Some(Found { point, precision: "hidden" })
    }
}

/// 鳳小 of 鳳小学校, 鳳小学校区 and 鳳小学区.
fn short_school(name: &str) -> String {
    let name = super::sheet::folded(name);
    let end = ["学校区", "学校", "学区"].into_iter().find_map(|end| name.strip_suffix(end));
    end.map_or_else(|| name.clone(), str::to_owned)
}
