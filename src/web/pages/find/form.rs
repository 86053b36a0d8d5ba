//! The search form as HTML: its fields have the names of `ask::Filters`.

use super::query::{AFTER_SCHOOL, Choice, REACHES, STAYS, spoken};
use super::view::FindView;
use crate::ask::{Filters, Time};
use crate::dataset::Snapshot;
use crate::geodesy::Meters;
use crate::lang::{Lang, ruby};
use crate::place::{Grade, Need, PlaceKind};
use crate::web::pages::layout::kept;
use crate::web::pages::parts::{plain, rich, say};
use crate::web::pages::terms;
use crate::web::{Language, assets, suggestions};
use chrono::NaiveDateTime;
use maud::{Markup, html};

/// The script of the suggestions, loaded when the origin is first typed in.
const SUGGEST: &str = "dist/suggest.js";

/// The form, submitted to `action`; `here` stands beside the origin.
pub(in crate::web::pages) fn form(
    snapshot: &Snapshot,
    language: Language,
    view: &FindView,
    now: NaiveDateTime,
    action: &str,
    here: &Markup,
) -> Markup {
    let (lang, query) = (language.lang, &view.query);
    let from = view.origin.as_deref().or(query.from.as_deref());
    html! {
        form.find action=(action) method="get" role="search" {
            (kept(language))
            (origin(snapshot, lang, from, here))
            (when(lang, query.time, now))
            div.narrow {
                (grades(lang, query.filters.grade))
                (check("free", "true", query.filters.free, &say(lang, "field-free")))
                (check("booking", "none", query.filters.no_booking, &say(lang, "field-no-booking")))
            }
            details.more open[query.has_more()] {
                summary { (say(lang, "field-more")) }
                (more(lang, &query.filters, query.radius))
            }
            button type="submit" { (say(lang, "find-button")) }
        }
    }
}

/// The origin field: free text, with data attributes for landmark autocompletion.
fn origin(snapshot: &Snapshot, lang: Lang, from: Option<&str>, here: &Markup) -> Markup {
    let count = ruby::plain(&lang.fill("suggest-count", &[("count", "{n}".into())]));
    html! {
        div.from {
            label #from-label for="from" { (say(lang, "field-from")) }
            (here)
            input #from name="from" type="text" maxlength="60" autocomplete="off" autocapitalize="none"
                spellcheck="false" enterkeyhint="search" value=[from] aria-describedby="from-hint"
                data-suggest=(suggestions::address(&snapshot.landmarks))
                data-script=[assets::is_there(SUGGEST).then(|| assets::url(SUGGEST))];
            small #from-hint { (say(lang, "field-from-hint")) }
            span.hidden role="status" data-suggested=(count) data-none=(plain(lang, "suggest-none")) {}
        }
    }
}

/// The time field: words people use, and a day and time to choose.
pub(in crate::web::pages) fn when(lang: Lang, time: Time, now: NaiveDateTime) -> Markup {
    let (date, clock) = match time {
        Time::On(date, clock) => (date, clock),
        _ => (now.date(), Some(AFTER_SCHOOL)),
    };
    let clock = clock.map(|clock| clock.format("%H:%M").to_string());
    let chosen = match time {
        Time::Now => "now",
        Time::Today => "today",
        Time::On(..) => "at",
    };
    html! {
        fieldset.when {
            legend.hidden { (say(lang, "field-when")) }
            div.pills {
                @for value in Choice::ALL.map(Choice::code) {
                    label.pill {
                        input type="radio" name="when" value=(value) checked[value == chosen];
                        span { (say(lang, &format!("when-{value}"))) }
                    }
                }
            }
            div.at {
                label { (say(lang, "field-date")) input type="date" name="date" value=(date); }
                label { (say(lang, "field-time")) input type="time" name="time" step="300" value=[clock]; }
            }
        }
    }
}

pub(in crate::web::pages) fn grades(lang: Lang, chosen: Option<Grade>) -> Markup {
    let grades = Grade::all().map(|grade| (grade.code(), terms::grade(lang, grade)));
    choice(lang, ("grade", "field-grade"), grades, chosen.map(Grade::code))
}

pub(in crate::web::pages) fn one_kind(lang: Lang, chosen: Option<PlaceKind>) -> Markup {
    let kinds = kinds().map(|kind| (kind.code(), terms::kind(lang, kind)));
    choice(lang, ("kind", "field-kinds"), kinds, chosen.map(PlaceKind::code))
}

fn kinds() -> impl Iterator<Item = PlaceKind> {
    PlaceKind::ALL.iter().copied().filter(|kind| *kind != PlaceKind::Other)
}

pub(in crate::web::pages) fn reach(lang: Lang, radius: Option<Meters>) -> Markup {
    let radius = radius.map(|meters| meters.0.to_string());
    let reaches = with_own(REACHES, radius.as_deref());
    let reaches = reaches.map(|meters| (meters.to_string(), terms::reach(lang, Meters(meters))));
    choice(lang, ("radius", "field-reach"), reaches, radius.as_deref())
}

/// A select of `options` and an empty choice.
fn choice<V: AsRef<str>>(
    lang: Lang,
    (name, key): (&str, &str),
    options: impl IntoIterator<Item = (V, String)>,
    chosen: Option<&str>,
) -> Markup {
    html! {
        p {
            label for=(name) { (say(lang, key)) }
            select id=(name) name=(name) {
                option value="" { (plain(lang, "grade-any")) }
                @for (value, said) in options {
                    option value=(value.as_ref()) selected[chosen == Some(value.as_ref())] { (ruby::plain(&said)) }
                }
            }
        }
    }
}

fn check(name: &str, value: &str, checked: bool, label: &Markup) -> Markup {
    html! {
        label.check {
            input type="checkbox" name=(name) value=(value) checked[checked];
            span { (label) }
        }
    }
}

/// The conditions that are folded initially.
fn more(lang: Lang, filters: &Filters, radius: Option<Meters>) -> Markup {
    let stay = Some(filters.stay).filter(|minutes| *minutes > 0).map(|minutes| minutes.to_string());
    let stays =
        with_own(STAYS, stay.as_deref()).map(|minutes| (minutes.to_string(), terms::stay(lang, minutes)));
    let languages = spoken().map(|code| (code, plain(lang, &format!("language-{code}"))));
    html! {
        fieldset {
            legend { (say(lang, "field-needs")) }
            div.checks {
                @for own in Need::ALL {
                    (check("need", own.code(), filters.needs.contains(own), &rich(&terms::need(lang, *own))))
                }
                (check("wheelchair", "true", filters.wheelchair, &say(lang, "field-wheelchair")))
            }
        }
        fieldset {
            legend { (say(lang, "field-kinds")) }
            div.checks {
                @for own in kinds() {
                    (check("kind", own.code(), filters.kinds.contains(&own), &rich(&terms::kind(lang, own))))
                }
            }
        }
        div.narrow {
            (reach(lang, radius))
            (choice(lang, ("stay", "field-stay"), stays, stay.as_deref()))
            (choice(lang, ("language", "label-languages"), languages, filters.language.as_deref()))
            (check("state", "open", filters.open_only, &say(lang, "field-open-only")))
        }
    }
}

/// The numbers a form offers, with the one from the URL added.
fn with_own<T: std::str::FromStr + PartialEq, const N: usize>(
    offered: [T; N],
    chosen: Option<&str>,
) -> impl Iterator<Item = T> {
    let own = chosen.and_then(|text| text.parse().ok()).filter(|own| !offered.contains(own));
    offered.into_iter().chain(own)
}
