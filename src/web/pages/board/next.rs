//! The panel of the next sites, with their proof or bound.

use super::controls::{hidden, option};
use super::query::{BOARD, MOST_PLANS, MOST_SITES};
use super::view::BoardView;
use super::words::{meters, number};
use crate::coverage::Town;
use crate::coverage::sites::{ChosenSite, Objective, SitesAnswer};
use crate::lang::Lang;
use crate::web::Language;
use crate::web::coverage::{Plan, SiteAt};
use crate::web::pages::layout::href;
use crate::web::pages::parts::{original, rich, say};
use maud::{Markup, html};

pub(super) fn next_sites(language: Language, view: &BoardView, town: &Town) -> Markup {
    let lang = language.lang;
    html! {
        section aria-labelledby="next-title" {
            h2 #next-title { (say(lang, "board-next")) }
            form.board-controls action={ (BOARD) "#next-title" } method="get" data-in-place {
                @if language.chosen { input type="hidden" name="lang" value=(lang.code()); }
                (hidden(&view.query, &["p", "goal"], None))
                p {
                    label for="p" { (say(lang, "board-next-count")) }
                    select #p name="p" { @for p in 1..=MOST_SITES { (option(&p.to_string(), &p.to_string(), view.query.sites == p)) } }
                }
                p {
                    label for="goal" { (say(lang, "board-next-goal")) }
                    select #goal name="goal" {
                        @for goal in Objective::ALL {
                            (option(goal.code(), &lang.text(&format!("board-goal-{}", goal.code())), view.query.goal == goal))
                        }
                    }
                }
                button.button type="submit" { (say(lang, "board-next-search")) }
            }
            @match &view.next.answer {
                Some(answer) => (found(language, view, town, answer)),
                None => p { (say(lang, "board-next-none")) },
            }
        }
    }
}

fn found(language: Language, view: &BoardView, town: &Town, answer: &SitesAnswer) -> Markup {
    let lang = language.lang;
    html! {
        p.board-found { (rich(&gain(lang, view, answer))) }
        ol.board-sites {
            @for site in &answer.chosen { (chosen(language, view, site)) }
        }
        p { strong { (rich(&proof(lang, view, answer))) } }
        ul.bullets {
            @if let Some(greedy) = answer.greedy_value {
                li { (rich(&lang.fill("board-greedy", &[("value", value(lang, view, greedy).into())]))) }
            }
            @if let Some(ties) = ties(lang, town, answer) { li { (rich(&ties)) } }
            li { (say(lang, if view.query.goal == Objective::MostChildHours { "board-next-own-hours" } else { "board-next-open" })) }
            li { (rich(&lang.fill("board-next-from", &[("count", town.candidates.len().into())]))) }
        }
    }
}

fn chosen(language: Language, view: &BoardView, site: &ChosenSite) -> Markup {
    let lang = language.lang;
    let plan = Plan::Open { site: SiteAt::Candidate(site.id.clone()), hours: None };
    let room = view.query.plans.len() < MOST_PLANS && !view.query.plans.contains(&plan);
    let address = view.query.with_plan(plan).address();
    let name = if site.name.is_empty() { &site.id } else { &site.name };
    html! {
        li {
            @if room {
                a data-in-place href=(href(&format!("{address}#plans-title"), language)) {
                    strong { (original(lang, name)) } " " (say(lang, "board-add-link"))
                }
            } @else { strong { (original(lang, name)) } }
        }
    }
}

/// Formats an objective value in the reader's units: children, child-hours, mean meters, sites.
pub(super) fn value(lang: Lang, view: &BoardView, value: f64) -> String {
    if view.query.goal == Objective::LeastDistance {
        return average(lang, view, value);
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts")]
    let whole = value.max(0.0).round() as u64;
    number(lang, whole)
}

#[expect(clippy::cast_precision_loss, reason = "child counts are far below 2^53")]
fn average(lang: Lang, view: &BoardView, child_meters: f64) -> String {
    if view.children == 0 { "–".to_owned() } else { meters(lang, child_meters / view.children as f64) }
}

pub(super) fn gain(lang: Lang, view: &BoardView, answer: &SitesAnswer) -> String {
    let said = [
        ("value", value(lang, view, answer.value).into()),
        ("demand", value(lang, view, answer.demand).into()),
        ("coverable", number(lang, answer.coverable.unwrap_or(0)).into()),
        ("sites", answer.chosen.len().into()),
    ];
    lang.fill(&format!("board-gain-{}", view.query.goal.code()), &said)
}

pub(super) fn proof(lang: Lang, view: &BoardView, answer: &SitesAnswer) -> String {
    let said = [
        ("sites", answer.chosen.len().into()),
        ("bound", value(lang, view, answer.bound).into()),
        ("gap", format!("{:.1} %", answer.gap * 100.0).into()),
    ];
    lang.fill(if answer.proven { "board-proven" } else { "board-not-proven" }, &said)
}

/// Equally good alternatives; `None` for an objective that does not search for them.
fn ties(lang: Lang, town: &Town, answer: &SitesAnswer) -> Option<String> {
    if answer.other_optimal_sets.is_empty() {
        return answer.other_optimal_sets_complete.then(|| lang.text("board-no-ties"));
    }
    let name = |id: &String| {
        let site = town.candidates.iter().find(|site| *site.id == **id);
        site.map(|site| site.name.to_string()).filter(|name| !name.is_empty()).unwrap_or_else(|| id.clone())
    };
    let set = |ids: &Vec<String>| ids.iter().map(name).collect::<Vec<_>>().join(" + ");
    let sets: Vec<String> = answer.other_optimal_sets.iter().map(set).collect();
    let key = if answer.other_optimal_sets_complete { "board-ties" } else { "board-ties-more" };
    Some(lang.fill(key, &[("sets", sets.join(" ／ ").into())]))
}
