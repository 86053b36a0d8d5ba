//! The query of the board as an HTML form.

use super::query::{BOARD, BoardQuery, ReachAsked, WeekKind};
use super::view::BoardView;
use super::words::{group, meters, weekday};
use crate::coverage::AgeGroup;
use crate::lang::{Lang, ruby};
use crate::web::Language;
use crate::web::coverage::{PUBLIC_RADII, Told};
use crate::web::pages::parts::{plain, say};
use maud::{Markup, html};

/// Parameters with a field in the form; all others are carried along in hidden fields.
const ASKED: [&str; 8] = ["reach", "unit", "group", "days", "week", "day", "hour", "any"];

pub(super) fn controls(language: Language, view: &BoardView) -> Markup {
    let (lang, query) = (language.lang, &view.query);
    let (length, minutes) = match query.reach {
        ReachAsked::Meters(meters) => (meters, false),
        ReachAsked::Minutes(minutes) => (minutes, true),
    };
    html! {
        form #board-form .board-controls action=(BOARD) method="get" {
            @if language.chosen { input type="hidden" name="lang" value=(lang.code()); }
            p {
                label for="reach" { (say(lang, "board-field-reach")) }
                @if view.told == Told::Rounded {
                    select #reach name="reach" {
                        @for radius in PUBLIC_RADII {
                            (option(&radius.0.to_string(), &meters(lang, radius.0), view.radius == radius))
                        }
                    }
                } @else {
                    span.board-pair {
                        input #reach type="number" name="reach" value=(length) min="1" max="20000" inputmode="numeric" required;
                        select name="unit" aria-label=(plain(lang, "board-field-unit")) {
                            option value="m" selected[!minutes] { "m" }
                            option value="min" selected[minutes] { (plain(lang, "board-minutes")) }
                        }
                    }
                }
            }
            p {
                label for="group" { (say(lang, "board-field-group")) }
                select #group name="group" {
                    @for one in AgeGroup::ALL { (option(one.code(), &group(lang, Some(one)), query.group == Some(one))) }
                    (option("all", &group(lang, None), query.group.is_none()))
                }
            }
            p {
                label for="days" { (say(lang, "board-field-days")) }
                select #days name="days" {
                    @for kind in WeekKind::ALL {
                        (option(kind.code(), &lang.text(&format!("board-days-{}", kind.code())), query.kind == kind))
                    }
                }
            }
            p {
                label for="week" { (say(lang, "board-field-week")) }
                input #week type="date" name="week" value=[query.week] min="2000-01-01" max="2099-12-31";
            }
            p {
                label for="day" { (say(lang, "board-field-when")) }
                span.board-pair {
                    select #day name="day" {
                        @for day in 0..7_u8 { (option(&day.to_string(), &weekday(lang, day), query.day == day)) }
                    }
                    select name="hour" aria-label=(plain(lang, "board-field-hour")) {
                        @for hour in 0..24_u8 { (option(&hour.to_string(), &format!("{hour}:00"), query.hour == hour)) }
                    }
                }
            }
            p.check { label { input type="checkbox" name="any" value="1" checked[query.any_time]; " " (say(lang, "board-field-any")) } }
            button.button type="submit" { (say(lang, "board-show")) }
        }
        p.note { (say(lang, "board-walk-note")) }
    }
}

/// Hidden fields for parameters without a form field; they are part of the answer, which a script
/// replaces.
pub(super) fn kept(query: &BoardQuery) -> Markup {
    hidden(query, &ASKED, Some("board-form"))
}

/// Hidden fields for all parameters of `query` except `asked`, for the form with the id `form`.
pub(super) fn hidden(query: &BoardQuery, asked: &[&str], form: Option<&str>) -> Markup {
    html! {
        @for (name, value) in query.pairs() {
            @if !asked.contains(&name) { input type="hidden" name=(name) value=(value) form=[form]; }
        }
    }
}

pub(super) fn option(value: &str, text: &str, chosen: bool) -> Markup {
    html! { option value=(value) selected[chosen] { (ruby::plain(text)) } }
}

pub(super) fn hours_fields(lang: Lang) -> Markup {
    const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
    html! {
        fieldset.board-days {
            legend { (say(lang, "board-add-days")) }
            @for (day, code) in (0_u8..).zip(DAYS) {
                label { input type="checkbox" name="on" value=(code); " " (ruby::plain(&weekday(lang, day))) }
            }
        }
        p {
            label for="from" { (say(lang, "board-add-from")) }
            input #from type="time" name="from" value="15:00";
        }
        p {
            label for="until" { (say(lang, "board-add-until")) }
            input #until type="time" name="until" value="18:00";
        }
    }
}
