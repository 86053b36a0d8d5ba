//! The timetable as HTML: a list for each day, laid out as one grid on wide screens.

use super::view::{AskFirst, Entry, WeekDay, WeekView};
use crate::dataset::Snapshot;
use crate::lang::{Lang, ruby};
use crate::web::Language;
use crate::web::pages::find::form::{grades, one_kind, reach};
use crate::web::pages::layout::{Frame, frame, href, kept};
use crate::web::pages::parts::{call, mark, original, plain, rich, say};
use crate::web::pages::schools::school_field;
use crate::web::pages::terms::Look;
use maud::{Markup, html};

pub(super) fn page(snapshot: &Snapshot, language: Language, view: &WeekView) -> Markup {
    let lang = language.lang;
    let (first, last) = &view.range;
    let range = lang.fill("week-range", &[("first", first.as_str().into()), ("last", last.as_str().into())]);
    let query = &view.query;
    let address = query.address((!query.current).then_some(query.first));
    let content = html! {
        h1 { (say(lang, "week-heading")) }
        p.lead { (say(lang, "week-lead")) }
        (form(language, view))
        @if let Some(near) = &view.near { p.note { (rich(&near.sentence)) } }
        nav.weeks aria-label=(plain(lang, "week-nav")) {
            @if let Some(previous) = &view.previous { a rel="prev" href=(href(previous, language)) { (say(lang, "week-previous")) } }
            @if !query.current { a href=(href(&query.address(None), language)) { (say(lang, "week-this")) } }
            @if let Some(next) = &view.next { a rel="next" href=(href(next, language)) { (say(lang, "week-next")) } }
        }
        p.week-range { strong { (rich(&range)) } }
        nav.week-days aria-label=(plain(lang, "week-days-nav")) {
            ul { @for day in &view.days { (jump(lang, day)) } }
        }
        div.timetable { @for day in &view.days { (self::day(language, day)) } }
        p.note { (mark(Look::Unknown)) " " (say(lang, "week-unknown-note")) }
        (ask_first(language, &view.ask_first))
    };
    let title = ruby::plain(&format!("{} {range}", lang.text("week-heading")));
    frame(&Frame { title: &title, language, path: Some(&address), ward: &snapshot.ward }, &content)
}

fn form(language: Language, view: &WeekView) -> Markup {
    let (lang, query) = (language.lang, &view.query);
    html! {
        form.filters action="/week" method="get" {
            (kept(language))
            @if !query.current { input type="hidden" name="week" value=(query.first); }
            (grades(lang, query.filters.grade))
            (one_kind(lang, query.filters.kinds.first().copied()))
            @if !view.schools.is_empty() {
                (school_field(lang, "school", ("chooser-near", "grade-any"), &view.schools, query.school.as_deref()))
                (reach(lang, query.radius))
            }
            button type="submit" { (say(lang, "week-show")) }
        }
    }
}

fn jump(lang: Lang, day: &WeekDay) -> Markup {
    html! {
        li { a href={ "#d-" (day.iso) } aria-current=[day.today.then_some("date")] {
            (ruby::plain(&day.date))
            @if day.today { " " small { (plain(lang, "today")) } }
        } }
    }
}

fn day(language: Language, day: &WeekDay) -> Markup {
    let lang = language.lang;
    html! {
        section.day.today[day.today].past[day.past] aria-labelledby={ "d-" (day.iso) } {
            h2 id={ "d-" (day.iso) } {
                time datetime=(day.iso) { (rich(&day.date)) }
                @if day.today { " " span.today { (say(lang, "today")) } }
                @if let Some(holiday) = &day.holiday { " " small { (rich(holiday)) } }
            }
            @if day.hours.is_empty() { p.none { (say(lang, "week-nothing")) } }
            @for row in &day.hours {
                ul.hour.{ "row-" (row.row) } { @for entry in &row.entries { (self::entry(language, entry)) } }
            }
        }
    }
}

fn entry(language: Language, entry: &Entry) -> Markup {
    let lang = language.lang;
    html! {
        li.unknown[entry.unknown] {
            span.span {
                (rich(&entry.span))
                @if entry.unknown { " " (mark(Look::Unknown)) span.ask { (say(lang, "week-ask")) } }
            }
            " "
            a href=(href(&format!("/places/{}", entry.id), language)) { (original(lang, &entry.name)) }
            @if let Some(translated) = &entry.translated { " " span.translated { (translated) } }
            @if let Some(programme) = &entry.programme { " " span.programme { (original(lang, programme)) } }
        }
    }
}

fn ask_first(language: Language, places: &[AskFirst]) -> Markup {
    let lang = language.lang;
    html! {
        @if !places.is_empty() {
            section.ask-first aria-labelledby="ask-first" {
                h2 #ask-first { (say(lang, "week-ask-first")) }
                p { (say(lang, "week-ask-first-lead")) }
                ul.rows {
                    @for place in places {
                        li {
                            div {
                                p { a href=(href(&format!("/places/{}", place.id), language)) { (original(lang, &place.name)) } }
                                p.why { (rich(&place.reason)) }
                            }
                            @if let Some(phone) = &place.phone { (call(lang, phone)) }
                        }
                    }
                }
            }
        }
    }
}
