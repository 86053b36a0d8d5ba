//! `ibasho sites`: where one more place, or several, would help most.

use super::coverage::{NO_DEMAND, QuestionArgs, cannot, pretty};
use super::{DataArgs, output};
use crate::coverage::sites::{Limits, Objective, SitesAnswer, SitesQuestion, sites_answer};
use clap::ValueEnum;
use std::fmt::Write;
use std::process::ExitCode;

/// Table entries the search may read before it answers with the best found and its bound: some
/// tens of seconds.
const WORK_BUDGET: u64 = 20_000_000_000;

/// What was typed after `sites`.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag on the command line")]
pub(super) struct SitesArgs {
    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    question: QuestionArgs,
    /// How many sites.
    #[arg(short, default_value_t = 1, value_name = "N")]
    p: usize,
    /// Count child-hours after school, in the proposed hours of the candidates.
    #[arg(long, conflicts_with_all = ["objective"])]
    child_hours: bool,
    /// What for: most children, the shortest way, or the fewest sites for all.
    #[arg(long, value_enum, default_value = "max-coverage")]
    objective: Wanted,
    /// As if there were no places yet.
    #[arg(long)]
    greenfield: bool,
    /// Choose among all demand points instead of the candidates.
    #[arg(long)]
    any_point: bool,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Wanted {
    MaxCoverage,
    PMedian,
    All,
}

impl SitesArgs {
    fn meaning(&self) -> SitesQuestion {
        let objective = match (self.child_hours, self.objective) {
            (true, _) => Objective::MostChildHours,
            (false, Wanted::MaxCoverage) => Objective::MostChildren,
            (false, Wanted::PMedian) => Objective::LeastDistance,
            (false, Wanted::All) => Objective::FewestForAll,
        };
        SitesQuestion {
            objective,
            p: self.p,
            groups: self.question.groups(),
            radius: self.question.radius(),
            moment: self.question.moment(),
            greenfield: self.greenfield,
            any_point: self.any_point,
        }
    }
}

pub(super) fn run(args: &SitesArgs) -> ExitCode {
    let snapshot = match args.data.load() {
        Ok(loaded) => loaded.snapshot,
        Err(fault) => return cannot(&fault.to_string()),
    };
    let town = snapshot.town();
    if town.cells.is_empty() {
        return cannot(NO_DEMAND);
    }
    let question = args.meaning();
    match sites_answer(&town, &snapshot.schedules, &question, &mut Limits::work(WORK_BUDGET)) {
        Ok(answer) if args.json => {
            output::print(&pretty(&answer.with_question(&question)), ExitCode::SUCCESS)
        }
        Ok(answer) => output::print(&words(&answer), ExitCode::SUCCESS),
        Err(fault) => cannot(&fault.to_string()),
    }
}

fn words(answer: &SitesAnswer) -> String {
    let mut text = String::new();
    for site in &answer.chosen {
        let _ = writeln!(text, "{} {} ({:.5}, {:.5})", site.id, site.name, site.lon, site.lat);
    }
    let proof = if answer.proven {
        "proven: no other choice is better".to_owned()
    } else {
        format!("not proven: another choice could be {:.1} % better at most", answer.gap * 100.0)
    };
    let _ = writeln!(text, "{}: {} of {}; {proof}", answer.unit, answer.value, answer.demand);
    if !answer.other_optimal_sets.is_empty() {
        let more = if answer.other_optimal_sets_complete { "" } else { " (and there may be more)" };
        let sets: Vec<String> = answer.other_optimal_sets.iter().map(|set| set.join("+")).collect();
        let _ = writeln!(text, "exactly as good{more}: {}", sets.join(", "));
    }
    text
}
