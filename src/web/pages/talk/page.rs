//! The page as HTML: emergency numbers first, then a section for each situation.

use super::phone::Number;
use super::view::{DeskView, Situation, TalkView};
use crate::dataset::Snapshot;
use crate::lang::Lang;
use crate::web::Language;
use crate::web::pages::layout::{Frame, frame, href};
use crate::web::pages::parts::dialled;
use crate::web::pages::parts::{original, plain, rich, say, state};
use maud::{Markup, html};

pub(super) fn page(snapshot: &Snapshot, language: Language, view: &TalkView) -> Markup {
    let lang = language.lang;
    let (danger, others): (Vec<_>, Vec<_>) =
        view.situations.iter().partition(|(situation, _)| *situation == Situation::Danger);
    let content = html! {
        div.talk {
            h1 { (say(lang, "talk-title")) }
            p.lead { (say(lang, "talk-lead")) }
            nav aria-label=(plain(lang, "talk-nav")) {
                ul.choices.situations {
                    @for (situation, _) in &others {
                        li { a href={ "#" (situation.code()) } { (say(lang, &format!("talk-{}", situation.code()))) } }
                    }
                }
            }
            (emergency(lang, &danger))
            @for (situation, desks) in &others { (part(lang, *situation, desks)) }
            p.note { (say(lang, "talk-states-note")) }
            p.note { (say(lang, "talk-free-note")) }
            p { a href=(href("/kids", language)) { (say(lang, "talk-to-kids")) } }
        }
    };
    let title = plain(lang, "talk-title");
    frame(&Frame { title: &title, language, path: Some("/talk"), ward: &snapshot.ward }, &content)
}

/// 110, 119 and the desks for danger, separate from all others.
fn emergency(lang: Lang, danger: &[&(Situation, Vec<DeskView>)]) -> Markup {
    html! {
        section.emergency aria-labelledby="danger" {
            h2 #danger { (say(lang, "talk-danger")) }
            ul {
                (urgent(lang, "110", "talk-110"))
                (urgent(lang, "119", "talk-119"))
            }
            @for (_, desks) in danger {
                @for desk in desks { (self::desk(lang, desk)) }
            }
        }
    }
}

fn urgent(lang: Lang, number: &str, key: &str) -> Markup {
    html! {
        li { a.button.urgent href={ "tel:" (number) } { span.number { (number) } " " span { (say(lang, key)) } } }
    }
}

fn part(lang: Lang, situation: Situation, desks: &[DeskView]) -> Markup {
    let code = situation.code();
    html! {
        section aria-labelledby=(code) {
            h2 id=(code) { (say(lang, &format!("talk-{code}"))) }
            @for desk in desks { (self::desk(lang, desk)) }
        }
    }
}

/// One desk: name, whether it answers, numbers to call, and the source.
fn desk(lang: Lang, desk: &DeskView) -> Markup {
    let facts =
        [("talk-hours", &desk.hours), ("label-audience", &desk.for_whom), ("label-address", &desk.address)];
    html! {
        article.card.desk {
            h3 { (original(lang, &desk.name)) }
            (state(&desk.badge))
            @for number in &desk.numbers { (self::number(lang, number)) }
            dl.lines {
                @for (label, text) in facts {
                    @if let Some(text) = text { div { dt { (say(lang, label)) } dd { (original(lang, text)) } } }
                }
            }
            (sources(lang, desk))
        }
    }
}

fn number(lang: Lang, number: &Number) -> Markup {
    html! {
        p.actions {
            a.button.call href={ "tel:" (dialled(&number.shown)) } {
                (say(lang, "call")) " " span.number { (number.shown) }
            }
            @if number.free { " " span.free { (say(lang, "talk-free")) } }
            @if let Some(note) = &number.note { " " small { (original(lang, note)) } }
        }
    }
}

fn sources(lang: Lang, desk: &DeskView) -> Markup {
    let date = match &desk.source_date {
        Some(date) => lang.fill("talk-source-date", &[("date", date.as_str().into())]),
        None => lang.text("talk-source-undated"),
    };
    html! {
        @if let Some(operator) = &desk.operator {
            p.fresh {
                (say(lang, "label-operator")) " " (original(lang, operator))
                @if let Some(area) = &desk.area { " （" (original(lang, area)) "）" }
            }
        }
        p.fresh {
            (say(lang, "label-source")) " "
            @for (at, source) in desk.sources.iter().enumerate() {
                @if at > 0 { (say(lang, "list-join")) }
                a href=(source) rel="noreferrer" { (site(source)) }
            }
            " " span { (rich(&date)) }
        }
    }
}

/// The host of a URL, for a short link: `www.mext.go.jp`.
fn site(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}
