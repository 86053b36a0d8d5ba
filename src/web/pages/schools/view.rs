//! View structs of the school pages as plain values, rendered in [`super::page`].

use crate::ask::{Ask, When};
use crate::dataset::{Landmark, LandmarkKind, Snapshot};
use crate::geodesy::{LonLat, Meters};
use crate::hours::words;
use crate::index::Match;
use crate::lang::Lang;
use crate::place::Grade;
use crate::web::pages::find::{Card, FindQuery, PAGE_LIMIT, cards};
use crate::web::pages::terms;
use chrono::NaiveDateTime;

/// Radius within which a place is in reach of a school: about 25 minutes on foot.
pub const REACH: Meters = Meters(1500.0);

/// How many places are shown if none is within reach.
const NEAREST: usize = 5;

/// How many places the embedded list shows.
const EMBEDDED: usize = 6;

/// The kinds of landmark that are schools, in list order, each with its grades.
const SCHOOLS: [(LandmarkKind, &str); 3] = [
    (LandmarkKind::ElementarySchool, "e"),
    (LandmarkKind::JuniorHighSchool, "j"),
    (LandmarkKind::HighSchool, "h"),
];

/// The school `id`; `None` for other landmarks.
pub fn school<'a>(snapshot: &'a Snapshot, id: &str) -> Option<&'a Landmark> {
    snapshot.landmarks.get(id).filter(|landmark| landmark.kind.is_school())
}

/// The grades taught at a school of this kind, and guardians.
pub fn pupils(kind: LandmarkKind) -> Vec<Grade> {
    let stage = SCHOOLS.iter().find(|(school, _)| *school == kind).map(|(_, stage)| *stage);
    let taught =
        |grade: &Grade| *grade == Grade::GUARDIANS || stage.is_some_and(|s| grade.code().starts_with(s));
    Grade::all().filter(|grade| stage.is_some() && taught(grade)).collect()
}

/// Every school, by kind.
#[derive(Debug)]
pub struct SchoolsView {
    /// Kinds that have schools, each with the schools of the ward and then those just outside.
    pub kinds: Vec<(LandmarkKind, Vec<SchoolLink>)>,
}

#[derive(Debug)]
pub struct SchoolLink {
    pub id: String,
    pub name: String,
    pub reading: Option<String>,
}

pub fn schools_view(snapshot: &Snapshot) -> SchoolsView {
    let of_kind = |kind: LandmarkKind| -> Vec<SchoolLink> {
        let schools = snapshot.landmarks.iter().filter(|landmark| landmark.kind == kind && landmark.in_ward);
        let mut links: Vec<SchoolLink> = schools
            .map(|school| SchoolLink {
                id: school.id.clone(),
                name: school.name.clone(),
                reading: school.reading.clone(),
            })
            .collect();
        // By reading, as school lists are sorted; those without one last, by name.
        links.sort_by(|a, b| {
            (a.reading.is_none(), &a.reading, &a.name).cmp(&(b.reading.is_none(), &b.reading, &b.name))
        });
        links
    };
    let kinds = SCHOOLS.iter().map(|(kind, _)| (*kind, of_kind(*kind)));
    SchoolsView { kinds: kinds.filter(|(_, schools)| !schools.is_empty()).collect() }
}

/// All data of the page of a school.
#[derive(Debug)]
pub struct SchoolView {
    pub id: String,
    pub name: String,
    pub reading: Option<String>,
    pub point: LonLat,
    pub query: FindQuery,
    /// 「8か所あります。」, or that none is within reach.
    pub summary: String,
    /// The time of the states; `None` is now.
    pub about: Option<String>,
    /// Whether the listed places are beyond reach, because none is within.
    pub beyond: bool,
    /// Nearest first.
    pub cards: Vec<Card>,
}

impl SchoolView {
    /// The URL of this result, without a language.
    pub fn address(&self) -> String {
        let asked = FindQuery { from: None, ..self.query.clone() }.address();
        format!("/schools/{}{}", self.id, asked.trim_start_matches('/'))
    }
}

/// The places within reach of `school` for `query`; if there are none, the nearest.
pub fn school_view(
    snapshot: &Snapshot,
    lang: Lang,
    school: &Landmark,
    query: FindQuery,
    now: NaiveDateTime,
) -> SchoolView {
    let near = Ask { near: Some(school.point), limit: PAGE_LIMIT, ..query.ask(now) };
    let find = |ask: &Ask| -> Vec<Match<'_>> { snapshot.index.find(ask) };
    let mut matches = find(&Ask { radius: Some(REACH), ..near.clone() });
    let beyond = matches.is_empty();
    if beyond {
        matches = find(&Ask { limit: NEAREST, ..near });
    }
    let (count, minutes) = (matches.len().into(), REACH.walk_minutes().into());
    let key = match (beyond, matches.is_empty()) {
        (_, true) => "school-none",
        (true, false) => "school-beyond",
        (false, false) => "school-within",
    };
    SchoolView {
        id: school.id.clone(),
        name: school.name.clone(),
        reading: school.reading.clone(),
        point: school.point,
        summary: lang.fill(key, &[("count", count), ("minutes", minutes)]),
        about: terms::about(lang, query.time_at(now), now),
        cards: cards(snapshot, lang, &from_school(school, &query), &matches, now),
        query,
        beyond,
    }
}

/// `query` from `school`, for the pages of its places.
fn from_school(school: &Landmark, query: &FindQuery) -> FindQuery {
    FindQuery { from: Some(school.id.clone()), asked: true, ..query.clone() }
}

#[derive(Debug)]
pub struct EmbedView {
    pub id: String,
    pub name: String,
    /// The nearest places in their current state.
    pub cards: Vec<Card>,
    pub as_of: String,
}

/// The places nearest to `school` at `now`, without permanently closed ones.
pub fn embed_view(snapshot: &Snapshot, lang: Lang, school: &Landmark, now: NaiveDateTime) -> EmbedView {
    let ask = Ask { near: Some(school.point), limit: PAGE_LIMIT, ..Ask::new(When::At(now)) };
    let mut matches = snapshot.index.find(&ask);
    matches.retain(|found| {
        let closed_on = found.place.details.as_ref().and_then(|details| details.closed_on);
        closed_on.is_none_or(|last| last >= now.date())
    });
    matches.truncate(EMBEDDED);
    EmbedView {
        id: school.id.clone(),
        name: school.name.clone(),
        cards: cards(snapshot, lang, &FindQuery::none(), &matches, now),
        as_of: words::date_time(now, lang),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_school_teaches_its_own_grades_and_knows_the_guardians() {
        let codes = |kind| pupils(kind).iter().map(|grade| grade.code()).collect::<Vec<_>>().join(" ");
        assert_eq!(codes(LandmarkKind::ElementarySchool), "e1 e2 e3 e4 e5 e6 guardians");
        assert_eq!(codes(LandmarkKind::HighSchool), "h1 h2 h3 guardians");
        assert_eq!(codes(LandmarkKind::Station), "");
    }
}
