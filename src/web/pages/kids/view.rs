//! View structs of the page for children as plain values, rendered in [`super::page`].

use crate::ask::When;
use crate::dataset::{Landmark, LandmarkKind, Snapshot};
use crate::geodesy::LonLat;
use crate::hours::words;
use crate::index::{Best, best_programme, ranked};
use crate::lang::Lang;
use crate::place::{Booking, Grade, LocationPrecision, Place, Programme};
use crate::web::WebError;
use crate::web::pages::schools::{SchoolChoice, given_school, school_choices};
use crate::web::pages::talk::{DeskView, lines_for_children, talk_view};
use crate::web::pages::terms::{self, Badge};
use crate::web::pages::told::{Given, told};
use chrono::{Duration, NaiveDateTime, Timelike};

/// Places per section: as many as a child reads.
const SHOWN: usize = 6;

/// Maximum number of places asked for their state: the nearest to the school, or some of the whole area.
const ASKED: usize = 300;

/// The hours of the day in which places come before helplines.
const DAY_HOURS: std::ops::Range<u32> = 6..21;

/// Openings later than this do not answer "where can I go".
const NEXT_DAYS: i64 = 7;

#[derive(Debug)]
pub struct KidsView {
    /// The language of its words: Japanese pages are shown with readings.
    pub words: Lang,
    pub clock: String,
    pub school: Option<String>,
    pub schools: Vec<SchoolChoice>,
    /// Whether only some of the places of the area were asked, because no school is chosen.
    pub some: bool,
    pub open: Vec<KidCard>,
    /// Places that open within the next days, soonest first.
    pub next: Vec<KidCard>,
    /// Places whose state is not known: ask first.
    pub unknown: Vec<KidCard>,
    /// Whether whom to call comes before the places that open later: at night, and where none is open.
    pub calls_first: bool,
    /// Free helplines, those that answer now first.
    pub lines: Vec<DeskView>,
}

/// A place, reduced to what a child needs.
#[derive(Debug)]
pub struct KidCard {
    pub id: String,
    pub name: String,
    pub reading: Option<String>,
    /// The name in the reader's language, where the data has one.
    pub translated: Option<String>,
    /// Whether it is open, until or from when.
    pub badge: Badge,
    /// How far it is from the chosen school.
    pub walk: Option<String>,
    pub fee: String,
    pub booking: String,
    /// The town or street.
    pub address: Option<String>,
    pub phone: Option<String>,
}

/// Computes the page for a child from `school` (a landmark's id) at `now`.
///
/// # Errors
/// [`WebError::BadParameter`] if there is no such school.
pub fn kids_view(
    snapshot: &Snapshot,
    lang: Lang,
    school: Option<&str>,
    now: NaiveDateTime,
) -> Result<KidsView, WebError> {
    let words = if lang.is_japanese() { Lang::JaEasy } else { lang };
    let school = given_school(snapshot, school)?;
    let grades = grades(school);
    let near = school.map(|school| school.point);
    let teller = Teller { snapshot, lang: words, now, near };
    let horizon = now + Duration::days(NEXT_DAYS);
    let asked = snapshot.index.bounded(near, ASKED, |place| fitting(place, &grades).next().is_some());
    let chances: Vec<Chance<'_>> =
        asked.places.into_iter().filter_map(|place| teller.chance(place, &grades)).collect();
    let cards = |of: &mut dyn Iterator<Item = &Chance<'_>>| of.take(SHOWN).map(|c| teller.card(c)).collect();
    let mut ranked = ranked(&chances, |chance| &chance.best.answer);
    ranked.closed.retain(|chance| chance.best.answer.next_open.is_some_and(|next| next < horizon));
    Ok(KidsView {
        words,
        clock: words::date_time(now, words),
        school: school.map(|school| school.id.clone()),
        schools: school_choices(snapshot),
        some: asked.cut && school.is_none(),
        calls_first: ranked.open.is_empty() || !DAY_HOURS.contains(&now.hour()),
        open: cards(&mut ranked.open.into_iter()),
        next: cards(&mut ranked.closed.into_iter()),
        unknown: cards(&mut ranked.unknown.into_iter()),
        lines: lines_for_children(&talk_view(snapshot, words, now)).cloned().collect(),
    })
}

/// The grades of the pupils of `school`; all grades without a school.
fn grades(school: Option<&Landmark>) -> Vec<Grade> {
    let start = match school.map(|school| school.kind) {
        Some(LandmarkKind::ElementarySchool) => "e",
        Some(LandmarkKind::JuniorHighSchool) => "j",
        Some(LandmarkKind::HighSchool) => "h",
        _ => "",
    };
    Grade::all().filter(|grade| *grade != Grade::GUARDIANS && grade.code().starts_with(start)).collect()
}

struct Chance<'a> {
    place: &'a Place,
    programme: &'a Programme,
    best: Best,
}

/// The programmes of `place` for pupils of one of `grades`, with their numbers.
fn fitting<'a>(place: &'a Place, grades: &[Grade]) -> impl Iterator<Item = (usize, &'a Programme)> {
    let fits =
        |programme: &Programme| grades.iter().any(|grade| programme.audience.admits(*grade) != Some(false));
    place.programmes.iter().enumerate().filter(move |(_, programme)| fits(programme))
}

#[derive(Clone, Copy)]
struct Teller<'a> {
    snapshot: &'a Snapshot,
    lang: Lang,
    now: NaiveDateTime,
    near: Option<LonLat>,
}

impl<'a> Teller<'a> {
    /// The best programme of `place` for pupils of `grades`; `None` if all are for others.
    fn chance(self, place: &'a Place, grades: &[Grade]) -> Option<Chance<'a>> {
        let fitting = fitting(place, grades);
        let best = best_programme(&self.snapshot.schedules, fitting, When::At(self.now), 0);
        let programme = &place.programmes[best.programme?];
        Some(Chance { place, programme, best })
    }

    fn card(self, chance: &Chance<'_>) -> KidCard {
        let (lang, place) = (self.lang, chance.place);
        let details = place.details.as_deref();
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let phone = terms::phone(place);
        let exact = place.precision == LocationPrecision::Exact;
        let walk = self.near.filter(|_| exact).map(|near| near.distance_to(place.point).walk_minutes());
        KidCard {
            id: place.id.to_string(),
            name: place.name.as_ref().to_owned(),
            reading: owned(details.and_then(|d| d.name_reading.as_deref())),
            translated: terms::translated(lang, place),
            badge: told(
                &self.snapshot.schedules,
                lang,
                Given::best(&chance.best, &place.programmes),
                (When::At(self.now), self.now),
                phone.is_some(),
            )
            .badge,
            walk: walk.map(|minutes| terms::walk(lang, minutes)),
            fee: self.fee(chance.programme),
            booking: self.booking(chance.programme),
            address: owned(details.and_then(|d| d.address.as_deref())),
            phone,
        }
    }

    fn fee(self, programme: &Programme) -> String {
        match programme.fee.and_then(|fee| fee.child_yen) {
            Some(0) => self.lang.text("kids-fee-free"),
            Some(yen) => self.lang.fill("kids-fee", &[("yen", yen.into())]),
            None => self.lang.text("kids-fee-unknown"),
        }
    }

    fn booking(self, programme: &Programme) -> String {
        let key = match programme.booking {
            Some(Booking::None) => "kids-booking-none",
            Some(Booking::Recommended) => "kids-booking-recommended",
            Some(Booking::Required | Booking::Registered) => "kids-booking-needed",
            None => "kids-booking-unknown",
        };
        self.lang.text(key)
    }
}
