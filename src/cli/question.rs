//! The arguments shared by `coverage` and `sites` (ages, radius, time), and the town they are evaluated for.

use super::{DataArgs, output};
use crate::ask::time;
use crate::coverage::{self, AgeGroup, DEFAULT_RADIUS, Moment, Town};
use crate::dataset::Snapshot;
use crate::geodesy::Meters;
use crate::lang::{Lang, ruby};
use crate::web::coverage::{BoardOpen, Told};
use chrono::{NaiveDate, NaiveDateTime};

/// The error when coverage cannot be measured.
pub(super) const NO_DEMAND: &str = "no child population in the data (人口データ未取込): demand.csv or demand.geojson with at least one cell is needed";

/// For whom, how far and when: the same flags for both commands.
#[derive(Debug, clap::Args)]
pub(super) struct QuestionArgs {
    /// How far a place reaches, in meters [default: 800].
    #[arg(long, value_name = "METERS", value_parser = radius, allow_negative_numbers = true)]
    radius: Option<Meters>,
    /// At this instant, local time: 2026-12-02T15:30.
    #[arg(long, value_name = "TIME", value_parser = instant, conflicts_with = "any_time")]
    at: Option<NaiveDateTime>,
    /// Whatever the hours.
    #[arg(long)]
    any_time: bool,
    /// Children of these ages [default: all].
    #[arg(long, value_name = "GROUP", value_parser = groups)]
    group: Option<AgeGroups>,
}

/// One age group, or all of them.
#[derive(Debug, Clone)]
struct AgeGroups(Vec<AgeGroup>);

impl QuestionArgs {
    pub(super) fn radius(&self) -> Meters {
        self.radius.unwrap_or(DEFAULT_RADIUS)
    }

    /// The queried time; without one, any hours valid `today`.
    pub(super) fn moment(&self, today: NaiveDate) -> Moment {
        self.at.map_or(Moment::AnyTime(today), Moment::At)
    }

    /// Whether a time is asked about, or any.
    pub(super) fn names_a_time(&self) -> bool {
        self.at.is_some() || self.any_time
    }

    pub(super) fn groups(&self) -> Vec<AgeGroup> {
        self.group.clone().map_or_else(|| AgeGroup::ALL.to_vec(), |groups| groups.0)
    }
}

/// Loads the data and its town; an error when its coverage cannot be measured.
pub(super) fn measured(data: &DataArgs) -> Result<(Snapshot, Town), String> {
    let snapshot = data.load().map_err(|fault| fault.to_string())?.snapshot;
    let town = snapshot.town();
    if town.cells.is_empty() { Err(NO_DEMAND.to_owned()) } else { Ok((snapshot, town)) }
}

/// Whose figures the numbers of children are, told as to the office.
pub(super) fn about(snapshot: &Snapshot) -> String {
    let whose = Told::of(&snapshot.ward, &BoardOpen(true)).words(Lang::Ja, &snapshot.ward);
    ruby::plain(&whose)
}

/// Warns on stderr about missing data that makes the figures smaller.
pub(super) fn warn_of_gaps(town: &Town) {
    if town.facilities.is_empty() {
        output::remark("ibasho: there is no place in the data, so no child has one near");
    }
    for group in AgeGroup::ALL {
        let (code, cells) = (group.code(), town.cells.len());
        let (missing, estimated) = (town.cells_without(group), town.cells_estimated(group));
        if missing > 0 {
            output::remark(&format!(
                "ibasho: {code} is not known (人口データ未取込) in {missing} of {cells} cells; they count as nobody"
            ));
        }
        if estimated > 0 {
            output::remark(&format!("ibasho: {code} is estimated (推計) in {estimated} of {cells} cells"));
        }
    }
}

fn radius(text: &str) -> Result<Meters, String> {
    coverage::radius(text).map_err(|accepted| format!("{accepted} are expected"))
}

/// Parses a local time, or a time with an offset, which is converted to Japan's; a day alone is rejected.
fn instant(text: &str) -> Result<NaiveDateTime, String> {
    let named = time::day(text).is_none().then(|| time::instant(text, chrono_tz::Asia::Tokyo)).flatten();
    named.ok_or_else(|| format!("expected is {}", time::LOCAL_ACCEPTED))
}

fn groups(text: &str) -> Result<AgeGroups, String> {
    coverage::groups(text).map(AgeGroups).map_err(|accepted| format!("{accepted} is expected"))
}
