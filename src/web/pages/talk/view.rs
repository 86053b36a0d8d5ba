//! View structs of the page as plain values, rendered in [`super::page`].

use super::phone::{Number, numbers};
use crate::ask::params::coded;
use crate::dataset::{Desk, Snapshot};
use crate::hours::{Answer, OpenState, words};
use crate::lang::Lang;
use crate::web::pages::terms::{Badge, Look};
use chrono::{NaiveDate, NaiveDateTime};

coded! {
    /// Why somebody looks for a person to speak to, in page order; the code ends message keys and anchors.
    #[derive(PartialOrd, Ord)]
    pub Situation {
        Danger = "danger",
        Child = "child",
        /// A parent wants to talk about school, or a child.
        Parent = "parent",
        /// Places to learn and be, and help that the city offers.
        Support = "support",
    }
}

/// All data of the page: each situation with its desks, those that answer now first.
#[derive(Debug)]
pub struct TalkView {
    /// Situations that have desks. A desk for children and parents is in both.
    pub situations: Vec<(Situation, Vec<DeskView>)>,
}

#[derive(Debug, Clone)]
pub struct DeskView {
    pub id: String,
    pub name: String,
    /// Whether it answers now, by the hours its page states.
    pub badge: Badge,
    pub numbers: Vec<Number>,
    /// Its hours in its page's words.
    pub hours: Option<String>,
    /// Whom it is for, in its page's words.
    pub for_whom: Option<String>,
    pub operator: Option<String>,
    pub area: Option<String>,
    pub address: Option<String>,
    pub sources: Vec<String>,
    /// The date of those pages, in words; as written if it is not a full date.
    pub source_date: Option<String>,
}

/// Every desk of `snapshot` that can be called, at `now`.
pub fn talk_view(snapshot: &Snapshot, lang: Lang, now: NaiveDateTime) -> TalkView {
    let mut ranked: Vec<(u8, bool, &Desk, DeskView)> = snapshot
        .desks
        .iter()
        .map(|desk| {
            let answer = snapshot.schedules.answer_at(desk.schedule, now);
            let view = desk_view(desk, &answer, lang, now);
            let paid = !view.numbers.iter().any(|number| number.free);
            (rank(&answer), paid, desk, view)
        })
        .filter(|(.., view)| !view.numbers.is_empty())
        .collect();
    // Stable sort: equals stay in file order.
    ranked.sort_by_key(|(rank, paid, ..)| (*rank, *paid));
    let of = |situation: Situation| -> Vec<DeskView> {
        let fitting = ranked.iter().filter(|(.., desk, _)| situations(desk).contains(&situation));
        fitting.map(|(.., view)| view.clone()).collect()
    };
    let situations = Situation::ALL.into_iter().map(|situation| (situation, of(situation)));
    TalkView { situations: situations.filter(|(_, desks)| !desks.is_empty()).collect() }
}

/// Surely answering, then not known, then closed.
fn rank(answer: &Answer) -> u8 {
    match answer.state {
        OpenState::Open => 0,
        OpenState::Unknown => 1,
        OpenState::Closed => 2,
    }
}

/// The situations of a desk, by its kind and its stated audience.
pub fn situations(desk: &Desk) -> Vec<Situation> {
    let for_whom = desk.for_whom.as_deref().unwrap_or_default();
    let says = |words: &[&str]| words.iter().any(|word| for_whom.contains(word));
    let for_all = says(&["誰でも", "だれでも"]);
    if desk.kind == "hotline" {
        if desk.phone.as_deref() == Some("189") {
            return vec![Situation::Danger];
        }
        let child = for_all || says(&["子ども", "こども", "子供", "歳以下"]);
        let parent = for_all || says(&["保護者"]) || !child;
        return [(child, Situation::Child), (parent, Situation::Parent)]
            .into_iter()
            .filter_map(|(fits, situation)| fits.then_some(situation))
            .collect();
    }
    let consults = ["consult:", "public:"].iter().any(|start| desk.kind.starts_with(start));
    vec![if consults { Situation::Parent } else { Situation::Support }]
}

/// The view of `desk`, whose schedule gives `answer` at `now`.
pub fn desk_view(desk: &Desk, answer: &Answer, lang: Lang, now: NaiveDateTime) -> DeskView {
    let numbers = desk.phone.as_deref().map(numbers).unwrap_or_default();
    let date = desk.page_date.as_deref().map(|written| {
        written.parse::<NaiveDate>().map_or_else(|_| written.to_owned(), |day| words::full_date(day, lang))
    });
    DeskView {
        id: desk.id.clone(),
        name: desk.name.clone(),
        badge: badge(lang, answer, now),
        numbers,
        hours: desk.days_hours.clone(),
        for_whom: desk.for_whom.clone(),
        operator: desk.operator.clone(),
        area: desk.area.clone(),
        address: desk.address.clone(),
        sources: sources(&desk.source_page),
        source_date: date,
    }
}

fn badge(lang: Lang, answer: &Answer, now: NaiveDateTime) -> Badge {
    let time = |at: NaiveDateTime| {
        if at.date() == now.date() { words::time(at.time(), lang) } else { words::date_time(at, lang) }
    };
    let (look, key, next) = match answer.state {
        OpenState::Open => {
            // A 24-hour line "closes" at midnight only nominally.
            let soon = answer.closes_at.filter(|end| end.date() == now.date());
            let until = soon.map(|end| lang.fill("state-until", &[("time", time(end).into())]));
            (Look::Open, "talk-open", until)
        }
        OpenState::Closed => {
            let next = answer
                .next_open
                .map(|next| lang.fill("state-next", &[("when", words::date_time(next, lang).into())]));
            (Look::Closed, "talk-closed", next)
        }
        OpenState::Unknown => (Look::Unknown, "talk-unknown", None),
    };
    Badge { look, word: lang.text(key), next }
}

/// The URLs in a desk's source: web pages separated by semicolons, without remarks in brackets.
fn sources(source_page: &str) -> Vec<String> {
    let addresses = source_page.split(" ; ").map(|part| part.split('（').next().unwrap_or(part).trim());
    let web = addresses.filter(|address| address.starts_with("https://") || address.starts_with("http://"));
    web.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_may_name_several_pages() {
        let given = "https://a.example/x_(y) ; https://b.example/（議会報告） ; 聞き取り";
        assert_eq!(sources(given), ["https://a.example/x_(y)", "https://b.example/"]);
    }
}
