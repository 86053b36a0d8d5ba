//! The form to choose places and desks: checkboxes and a filter, without scripts.

use super::query::MOST;
use super::view::{ChooserView, Pick};
use crate::dataset::Snapshot;
use crate::lang::{LANGUAGES, Lang, ruby};
use crate::web::Language;
use crate::web::pages::layout::{Frame, frame, href};
use crate::web::pages::parts::{original, rich, say};
use crate::web::pages::print::parts::styles;
use crate::web::pages::schools::school_field;
use maud::{Markup, html};

pub(super) fn page(snapshot: &Snapshot, language: Language, view: &ChooserView) -> Markup {
    let lang = language.lang;
    let content = html! {
        (styles())
        p.back { a href=(href("/schools", language)) { (say(lang, "school-back")) } }
        h1 { (say(lang, "chooser-title")) }
        p.lead { (rich(&lang.fill("chooser-lead", &[("most", MOST.into())]))) }
        p.note { (say(lang, "sheet-private")) }
        @for notice in &view.notices { p.notice role="status" { (rich(notice)) } }
        form.chooser action="/sheet" method="get" {
            @if lang == Lang::JaFurigana { input type="hidden" name="furigana" value="on"; }
            (filter(lang, view))
            (picks(lang, "chooser-places", "places", &view.places))
            @if view.places.is_empty() { p { (say(lang, "chooser-nothing")) } }
            @if view.cut { p.note { (say(lang, "chooser-cut")) } }
            (picks(lang, "chooser-desks", "desks", &view.desks))
            div.filters {
                p {
                    label for="lang" { (say(lang, "chooser-language")) }
                    select #lang name="lang" {
                        @for info in &LANGUAGES {
                            option value=(info.code) lang=(info.tag) selected[info.code == lang.code()] { (info.own_name) }
                        }
                    }
                }
            }
            button type="submit" { (say(lang, "chooser-make")) }
        }
    };
    let (title, path) = (ruby::plain(&lang.text("chooser-title")), view.query.address_of_form());
    frame(&Frame { title: &title, language, path: Some(&path), ward: &snapshot.ward }, &content)
}

fn filter(lang: Lang, view: &ChooserView) -> Markup {
    html! {
        div.filters {
            p {
                label for="name" { (say(lang, "chooser-name")) }
                input #name type="text" name="name" maxlength="60" autocomplete="off" value=[view.query.name.as_deref()];
            }
            (school_field(lang, "near", ("chooser-near", "grade-any"), &view.schools, view.query.near.as_deref()))
            // The first submit button is the form's default, used by the Enter key.
            button type="submit" name="do" value="choose" { (say(lang, "chooser-filter")) }
        }
    }
}

fn picks(lang: Lang, title: &str, name: &str, picks: &[Pick]) -> Markup {
    html! {
        @if !picks.is_empty() {
            fieldset {
                legend { (say(lang, title)) }
                div.picks { @for pick in picks { (one(lang, name, pick)) } }
            }
        }
    }
}

fn one(lang: Lang, name: &str, pick: &Pick) -> Markup {
    html! {
        label.check {
            input type="checkbox" name=(name) value=(pick.id) checked[pick.chosen];
            span {
                (original(lang, &pick.name))
                @for fact in &pick.facts { " " small { (rich(fact)) } }
            }
        }
    }
}
