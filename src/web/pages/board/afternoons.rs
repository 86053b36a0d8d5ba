//! Which afternoons: the best sessions of halls, by weekday and on any days.

use super::controls::{hidden, option};
use super::query::{BOARD, BoardQuery, Halls, MOST_PLANS};
use super::view::BoardView;
use super::words::{number, weekday};
use crate::coverage::sites::{Afternoons, AfternoonsQuestion, BestSessions, Limits, Session, afternoons};
use crate::coverage::{Candidate, Study, Town};
use crate::lang::Lang;
use crate::web::Language;
use crate::web::coverage::{Bench, Plan, SiteAt};
use crate::web::pages::layout::href;
use crate::web::pages::parts::{original, rich, say};
use maud::{Markup, html};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Days of the week in OSM syntax, Monday first.
const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

impl Bench {
    /// The best sessions for `query`, searched for at most `patience`; only proven answers are cached.
    pub(super) fn afternoons(
        &self,
        study: &Study,
        query: &BoardQuery,
        patience: Duration,
    ) -> Arc<Afternoons> {
        let groups = query.groups();
        let key = format!(
            "{:?} {:?} {groups:?} {} {:?}",
            study.states.monday(),
            study.reach.radius(),
            query.sites,
            query.halls
        );
        if let Some(known) = self.sessions().get(&key) {
            return known;
        }
        let end = Instant::now() + patience;
        let allowed = |candidate: &Candidate| query.halls.allows(&candidate.kind);
        let question = AfternoonsQuestion { groups: &groups, p: query.sites, allowed: &allowed };
        let mut limits = Limits::until(|_| Instant::now() > end);
        let found = Arc::new(afternoons(self.ground(), study, &question, &mut limits));
        let proven = found
            .free
            .iter()
            .chain(found.by_weekday.iter().map(|(_, best)| best))
            .all(BestSessions::is_proven);
        if proven {
            self.sessions().insert(key, Arc::clone(&found));
        }
        found
    }
}

pub(super) fn panel(language: Language, view: &BoardView, town: &Town) -> Markup {
    let lang = language.lang;
    html! {
        section aria-labelledby="afternoons-title" {
            h2 #afternoons-title { (say(lang, "board-afternoons")) }
            p.note { (say(lang, "board-afternoons-lead")) }
            form.board-controls action={ (BOARD) "#afternoons-title" } method="get" data-in-place {
                @if language.chosen { input type="hidden" name="lang" value=(lang.code()); }
                (hidden(&view.query, &["halls"], None))
                p {
                    label for="halls" { (say(lang, "board-halls")) }
                    select #halls name="halls" {
                        @for halls in Halls::ALL {
                            (option(halls.code(), &lang.text(&format!("board-halls-{}", halls.code())), view.query.halls == halls))
                        }
                    }
                }
                button.button type="submit" { (say(lang, "board-next-search")) }
            }
            @match &view.afternoons.free {
                Some(best) => {
                    p.board-found { (rich(&lang.fill("board-afternoons-best", &[("count", best.sessions.len().into()), ("hours", number(lang, best.child_hours).into())]))) }
                    ul.board-sites { @for session in &best.sessions { li { (chosen(language, view, town, *session, true)) } } }
                    p { strong { (proof(lang, best)) } }
                    @if let Some(ties) = ties(lang, town, best) { p { (rich(&ties)) } }
                    (by_weekday(language, view, town))
                }
                None => p { (say(lang, "board-afternoons-none")) },
            }
        }
    }
}

/// The best sessions of each weekday, most child-hours first.
fn by_weekday(language: Language, view: &BoardView, town: &Town) -> Markup {
    let lang = language.lang;
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby="afternoons-days" {
            table.board-table.days-table {
                caption #afternoons-days { (say(lang, "board-afternoons-days")) }
                thead { tr {
                    th scope="col" { (say(lang, "board-afternoons-day")) }
                    th scope="col" { (say(lang, "board-afternoons-halls")) }
                    th scope="col" { (say(lang, "board-afternoons-hours")) }
                } }
                tbody {
                    @for (day, best) in &view.afternoons.by_weekday {
                        tr {
                            th scope="row" { (rich(&weekday(lang, *day))) }
                            td.halls { @for session in &best.sessions { div { (chosen(language, view, town, *session, false)) } } }
                            td { (number(lang, best.child_hours)) @if !best.is_proven() { " " (say(lang, "board-afternoons-open")) } }
                        }
                    }
                }
            }
        }
    }
}

/// 「月曜 福泉中学校 16:00–18:00」, with a link that adds it as a plan; the day only if `with_day`.
fn chosen(language: Language, view: &BoardView, town: &Town, session: Session, with_day: bool) -> Markup {
    let lang = language.lang;
    let site = &town.candidates[session.candidate];
    let plan = Plan::Open { site: SiteAt::Candidate(site.id.to_string()), hours: Some(hours(session)) };
    let room = view.query.plans.len() < MOST_PLANS && !view.query.plans.contains(&plan);
    let address = BoardQuery::with_plan(&view.query, plan).address();
    let said = said(lang, town, session, with_day);
    html! {
        @if room {
            a data-in-place href=(href(&format!("{address}#plans-title"), language)) { (said) " " (say(lang, "board-add-link")) }
        } @else { (said) }
    }
}

fn said(lang: Lang, town: &Town, session: Session, with_day: bool) -> Markup {
    let (from, until) = (session.from, session.until);
    html! { @if with_day { (rich(&weekday(lang, session.weekday))) " " } (original(lang, name(town, session))) " " (from) ":00–" (until) ":00" }
}

/// `We 15:00-18:00`.
fn hours(Session { weekday, from, until, .. }: Session) -> String {
    format!("{} {from:02}:00-{until:02}:00", DAYS[usize::from(weekday)])
}

/// The best sessions on any days, in one paragraph for print.
pub(super) fn on_paper(lang: Lang, view: &BoardView, town: &Town) -> Markup {
    html! {
        @if let Some(best) = &view.afternoons.free {
            p {
                strong { (say(lang, "board-afternoons")) } "："
                @for (at, session) in best.sessions.iter().enumerate() {
                    @if at > 0 { " ＋ " }
                    (said(lang, town, *session, true))
                }
                " (+" (number(lang, best.child_hours)) ") " (proof(lang, best))
            }
        }
    }
}

/// For each search its weekday (`None` for any days), its sessions in words of the data, and its result.
pub(super) fn searches<'a>(
    view: &'a BoardView,
    town: &'a Town,
) -> impl Iterator<Item = (Option<u8>, String, &'a BestSessions)> {
    let free = view.afternoons.free.iter().map(|best| (None, best));
    let days = view.afternoons.by_weekday.iter().map(|(day, best)| (Some(*day), best));
    free.chain(days).map(|(day, best)| {
        let session =
            |session: &Session| format!("{}~{}", town.candidates[session.candidate].id, hours(*session));
        (day, best.sessions.iter().map(session).collect::<Vec<_>>().join("+"), best)
    })
}

fn name(town: &Town, session: Session) -> &str {
    let site = &town.candidates[session.candidate];
    if site.name.is_empty() { &site.id } else { &site.name }
}

fn proof(lang: Lang, best: &BestSessions) -> Markup {
    let said = [("bound", number(lang, best.bound).into())];
    let key = if best.is_proven() { "board-afternoons-proven" } else { "board-afternoons-not-proven" };
    rich(&lang.fill(key, &said))
}

fn ties(lang: Lang, town: &Town, best: &BestSessions) -> Option<String> {
    let session = |session: &Session| format!("{} {}", weekday(lang, session.weekday), name(town, *session));
    let set = |set: &Vec<Session>| set.iter().map(session).collect::<Vec<_>>().join(" + ");
    let sets: Vec<String> = best.ties.iter().map(set).collect();
    let key = if best.ties_complete { "board-ties" } else { "board-ties-more" };
    (!sets.is_empty()).then(|| lang.fill(key, &[("sets", sets.join(" ／ ").into())]))
}
