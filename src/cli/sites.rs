//! `ibasho sites`: computes where one or several more places would help most.

use super::question::{QuestionArgs, about, measured, warn_of_gaps};
use super::{DataArgs, output};
use crate::coverage::sites::{Limits, Objective, SitesAnswer, SitesQuestion, SitesReply, sites_answer};
use clap::ValueEnum;
use std::fmt::Write;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// What was typed after `sites`.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag on the command line")]
pub(super) struct SitesArgs {
    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    question: QuestionArgs,
    /// How many sites.
    #[arg(short, default_value_t = 1, value_name = "N", value_parser = at_least_one, allow_negative_numbers = true)]
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
    /// Stop after so long with the best found, and how much better another choice could be.
    #[arg(long, default_value_t = 30.0, value_name = "SECONDS", value_parser = seconds)]
    time_limit: f64,
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
            moment: self.question.moment(self.data.clock.today()),
            greenfield: self.greenfield,
            any_point: self.any_point,
            today: self.data.clock.today(),
        }
    }
}

pub(super) fn run(args: &SitesArgs) -> ExitCode {
    let (snapshot, town) = match measured(&args.data) {
        Ok(found) => found,
        Err(why) => return output::cannot(&why),
    };
    if town.candidates.is_empty() && !args.any_point {
        return output::cannot(NO_CANDIDATES);
    }
    warn_of_gaps(&town);
    let question = args.meaning();
    let end = Instant::now() + Duration::from_secs_f64(args.time_limit);
    let whose = about(&snapshot);
    match sites_answer(&town, &snapshot.schedules, &question, &mut Limits::until(|_| Instant::now() > end)) {
        Ok(answer) if args.json => {
            output::print(&output::json(&SitesReply::new(&answer, &question, whose)), ExitCode::SUCCESS)
        }
        Ok(answer) => output::print(&(words(&answer) + &whose + "\n"), ExitCode::SUCCESS),
        Err(fault) => output::cannot(&fault.to_string()),
    }
}

const NO_CANDIDATES: &str =
    "there are no sites to choose from: candidates.geojson is needed, or --any-point for every demand point";

fn at_least_one(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "a number of sites from 1 is expected".to_owned())
}

fn seconds(text: &str) -> Result<f64, String> {
    let seconds = text.parse().ok().filter(|seconds| (0.0..=86_400.0).contains(seconds));
    seconds.ok_or_else(|| "seconds from 0 to 86400 are expected".to_owned())
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
