//! Facts of a place in Japanese words, for the columns and descriptions of exported files.

use super::Export;
use super::weekly::{Rules, Weekly};
use crate::answer::grade_runs;
use crate::hours::{ScheduleId, words};
use crate::lang::{Lang, ruby};
use crate::place::{Audience, Booking, LocationPrecision, Place, Programme};
use std::collections::HashMap;
use std::rc::Rc;

/// The hours of a schedule: as weekly columns if they fit, and in words.
#[derive(Debug, Default)]
pub(super) struct Hours {
    pub weekly: Option<Weekly>,
    /// Rules, exceptions and the operator's own words; empty when nothing is known.
    pub words: String,
    /// Whether the words say more than the weekly columns.
    pub says_more: bool,
}

/// Cache of [`Hours`] by schedule: programmes share schedules.
pub(super) struct HoursCache {
    rules: Rules,
    known: HashMap<ScheduleId, Rc<Hours>>,
}

impl HoursCache {
    pub fn of(&mut self, export: &Export<'_>, id: ScheduleId) -> Rc<Hours> {
        let Self { rules, known } = self;
        Rc::clone(known.entry(id).or_insert_with(|| Rc::new(export.hours(id, rules.weekly(id)))))
    }
}

impl Export<'_> {
    pub(super) fn hours_cache(&self) -> HoursCache {
        HoursCache { rules: Rules::of(&self.snapshot.schedules, self.today()), known: HashMap::new() }
    }

    fn hours(&self, id: ScheduleId, weekly: Option<Weekly>) -> Hours {
        let (schedules, today) = (&self.snapshot.schedules, self.today());
        let source = schedules.source(id);
        let said = words::describe(schedules, id, Lang::Ja, today);
        let says_more = weekly.is_none() || said.rules.len() > 1 || !said.exceptions.is_empty();
        let own = source.text.as_deref().map(str::to_owned);
        let mut lines: Vec<String> = Vec::new();
        for line in said.rules.into_iter().chain(said.exceptions).map(|line| ruby::plain(&line)).chain(own) {
            let line = line.trim().trim_end_matches('。').to_owned();
            if !line.is_empty() && !lines.contains(&line) {
                lines.push(line);
            }
        }
        Hours { weekly, words: lines.join("。"), says_more }
    }

    /// 「見本のデータです。…」, how exact the location is, and that it has ended.
    pub(super) fn remarks(&self, place: &Place) -> Vec<String> {
        let mut remarks = Vec::new();
        if place.sample {
            remarks.push(ruby::plain(&Lang::Ja.text("sample-note")));
        }
        remarks.extend(match place.precision {
            LocationPrecision::Town => Some("緯度・経度は町の中心".to_owned()),
            LocationPrecision::District => Some("緯度・経度は校区の中心".to_owned()),
            LocationPrecision::Exact | LocationPrecision::Hidden => None,
        });
        if let Some(day) = closed_on(place) {
            let tense = if day < self.today() { "終了しました" } else { "終了します" };
            remarks.push(format!("{day}で{tense}"));
        }
        if self.is_stale(place) {
            remarks.push("要確認（前に確かめてから長くたっています）".to_owned());
        }
        remarks
    }

    /// Whether columns may say when it is open: not of what has ended, nor of what was checked too long ago,
    /// whose hours are not known.
    pub(super) fn has_sure_hours(&self, place: &Place) -> bool {
        !self.has_ended(place) && !self.is_stale(place)
    }

    fn is_stale(&self, place: &Place) -> bool {
        let today = self.today();
        let stale = |programme: &Programme| {
            let validity = self.snapshot.schedules.source(programme.schedule).validity;
            validity.verify_from.is_some_and(|from| from <= today)
        };
        !self.has_ended(place) && place.programmes.iter().any(stale)
    }

    pub(super) fn has_ended(&self, place: &Place) -> bool {
        closed_on(place).is_some_and(|day| day < self.today())
    }
}

pub(super) fn closed_on(place: &Place) -> Option<chrono::NaiveDate> {
    place.details.as_ref().and_then(|details| details.closed_on)
}

/// The name with the mark 見本 for a sample that does not carry it.
pub(super) fn marked(place: &Place, name: &str) -> String {
    if place.sample && !name.contains("見本") { format!("{name}（見本）") } else { name.to_owned() }
}

/// The audience in the words of the data: grades, or ages; `None` is not known.
pub(super) fn audience(programme: &Programme) -> Option<String> {
    match programme.audience {
        Audience::Unknown => None,
        Audience::Grades(_) => grade_runs(programme)
            .map(|runs| runs.iter().map(|run| grades(run)).collect::<Vec<_>>().join("・")),
        Audience::Ages { min, max } => Some(match (min, max) {
            (Some(min), Some(max)) => format!("{min}〜{max}歳"),
            (Some(min), None) => format!("{min}歳から"),
            (None, Some(max)) => format!("{max}歳まで"),
            (None, None) => "だれでも".to_owned(),
        }),
    }
}

/// `e1-e6` as 「小学1年〜小学6年」.
fn grades(run: &str) -> String {
    let one = |code: &str| match code.split_at(1) {
        ("e", year) => format!("小学{year}年"),
        ("j", year) => format!("中学{year}年"),
        ("h", year) => format!("高校{year}年"),
        _ => "保護者".to_owned(),
    };
    run.split_once('-').map_or_else(|| one(run), |(first, last)| format!("{}〜{}", one(first), one(last)))
}

/// The booking rule in words; `None` is not known.
pub(super) fn booking(programme: &Programme) -> Option<String> {
    let rule = programme.booking?;
    Some(ruby::plain(&Lang::Ja.text(&format!("booking-{}", Booking::code(rule)))))
}

/// Hiragana as katakana, for columns in katakana.
pub(super) fn katakana(reading: &str) -> String {
    let shift = |c: char| match c {
        'ぁ'..='ゖ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        c => c,
    };
    reading.chars().map(shift).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_become_katakana_and_grades_words() {
        assert_eq!(katakana("おおとり ひろばー、ゔ"), "オオトリ ヒロバー、ヴ");
        assert_eq!(grades("e1-j3"), "小学1年〜中学3年");
        assert_eq!(grades("guardians"), "保護者");
    }
}
