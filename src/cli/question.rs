//! For whom, how far and when: what `coverage` and `sites` are both asked, and of which town.

use super::{DataArgs, output};
use crate::ask::time;
use crate::coverage::{self, AgeGroup, DEFAULT_RADIUS, Moment, Town};
use crate::dataset::Snapshot;
use crate::geodesy::Meters;
use chrono::{NaiveDate, NaiveDateTime};

/// What to say when coverage cannot be measured.
const NO_DEMAND: &str = "no child population in the data (人口データ未取込): demand.csv or demand.geojson with at least one cell is needed";

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
    /// How far a place reaches.
    pub(super) fn radius(&self) -> Meters {
        self.radius.unwrap_or(DEFAULT_RADIUS)
    }

    /// At which time; without one, at any of the hours there are `today`.
    pub(super) fn moment(&self, today: NaiveDate) -> Moment {
        self.at.map_or(Moment::AnyTime(today), Moment::At)
    }

    /// For which ages, the youngest first.
    pub(super) fn groups(&self) -> Vec<AgeGroup> {
        self.group.clone().map_or_else(|| AgeGroup::ALL.to_vec(), |groups| groups.0)
    }
}

/// The data and the town in it whose coverage can be measured, or why there is none.
pub(super) fn measured(data: &DataArgs) -> Result<(Snapshot, Town), String> {
    let snapshot = data.load().map_err(|fault| fault.to_string())?.snapshot;
    let town = snapshot.town();
    if town.cells.is_empty() { Err(NO_DEMAND.to_owned()) } else { Ok((snapshot, town)) }
}

/// Says on stderr what makes figures small without anything being wrong with them.
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

/// Local time, or a time with an offset, which becomes Japan's; a day alone names no hour.
fn instant(text: &str) -> Result<NaiveDateTime, String> {
    let named = time::day(text).is_none().then(|| time::instant(text, chrono_tz::Asia::Tokyo)).flatten();
    named.ok_or_else(|| format!("expected is {}", time::LOCAL_ACCEPTED))
}

fn groups(text: &str) -> Result<AgeGroups, String> {
    coverage::groups(text).map(AgeGroups).map_err(|accepted| format!("{accepted} is expected"))
}
