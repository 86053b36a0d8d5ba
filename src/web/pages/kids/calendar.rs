//! `/calendar`: a plain month calendar, the target of the quick exit of `/kids`, so that whoever looks
//! at the screen learns nothing from it.

use crate::dataset::Snapshot;
use crate::lang::{Lang, ruby};
use crate::web::pages::parts::{plain, say};
use crate::web::{App, Language, assets};
use axum::extract::State;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use maud::{DOCTYPE, Markup, html};

/// Takes nothing, asks what day it is, shows the month.
pub(in crate::web::pages) async fn calendar(State(app): State<App>, language: Language) -> Markup {
    page(&app.snapshot(), language.lang, app.local_now().date())
}

fn page(snapshot: &Snapshot, lang: Lang, today: NaiveDate) -> Markup {
    let title = plain(lang, "calendar-title");
    let month = [("year", today.year().to_string().into()), ("month", today.month().into())];
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head {
                meta charset="utf-8";
                title { (title) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                link rel="stylesheet" href=(assets::url("css/site.css"));
                link rel="icon" href="data:,";
            }
            body {
                main.calendar {
                    h1 { (lang.fill("calendar-month", &month)) }
                    (table(snapshot, lang, today))
                }
            }
        }
    }
}

fn table(snapshot: &Snapshot, lang: Lang, today: NaiveDate) -> Markup {
    let first = today.with_day(1).unwrap_or(today);
    let start = first - Days::new(u64::from(first.weekday().num_days_from_sunday()));
    let weeks = start.iter_weeks().take_while(|week| *week <= today || week.month() == today.month());
    let holidays = &snapshot.schedules.calendar().public_holidays;
    html! {
        table {
            caption.hidden { (say(lang, "calendar-title")) }
            thead { tr {
                @for day in start.iter_days().take(7) { th scope="col" { (short(lang, day.weekday())) } }
            } }
            tbody {
                @for week in weeks {
                    tr {
                        @for day in week.iter_days().take(7) {
                            @let other = day.month() != today.month();
                            @let free = day.weekday() == Weekday::Sun || holidays.contains_key(&day);
                            td.other[other].free[free] aria-current=[(day == today).then_some("date")] { (day.day()) }
                        }
                    }
                }
            }
        }
    }
}

fn short(lang: Lang, day: Weekday) -> String {
    let keys = ["mo", "tu", "we", "th", "fr", "sa", "su"];
    ruby::plain(&lang.text(&format!("hours-day-{}", keys[day.num_days_from_monday() as usize])))
}
