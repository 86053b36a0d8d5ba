//! `ibasho hours`: when any text of opening hours is open, against the ward's calendars.
//!
//! Exit 0 when it could be read, 1 when nothing of it could, 2 when the range or the data folder
//! is none.

use super::{DataArgs, output};
use crate::answer::hours::HoursReport;
use crate::ask::time;
use crate::dataset::load_calendar;
use crate::lang::Lang;
use chrono::NaiveDateTime;
use std::fmt::Write;
use std::process::ExitCode;

/// What was typed after `hours`.
#[derive(Debug, clap::Args)]
pub(super) struct HoursArgs {
    /// OSM opening hours, or ordinary Japanese such as 第2・4土 11時〜14時.
    expression: String,
    /// First day, or local time.
    #[arg(long, value_name = "DATE")]
    from: String,
    /// Last day, or local time.
    #[arg(long, value_name = "DATE")]
    to: String,
    #[command(flatten)]
    data: DataArgs,
    /// The language of the reasons.
    #[arg(long, default_value = "ja")]
    lang: Lang,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &HoursArgs) -> ExitCode {
    match args.report() {
        Ok(report) => {
            let text = if args.json { output::json(&report) } else { words(&report) };
            let code = if report.readable { ExitCode::SUCCESS } else { ExitCode::FAILURE };
            output::print(&text, code)
        }
        Err(fault) => output::cannot(&fault),
    }
}

impl HoursArgs {
    fn report(&self) -> Result<HoursReport, String> {
        let calendar =
            load_calendar(&self.data.source(), self.data.clock.today()).map_err(|fault| fault.to_string())?;
        Ok(HoursReport::read(&self.expression, &calendar, self.range()?, self.lang))
    }

    fn range(&self) -> Result<(NaiveDateTime, NaiveDateTime), String> {
        let zone = chrono_tz::Asia::Tokyo;
        let unreadable =
            |name, given: &str| format!("--{name} {given:?}: accepted is {}", time::INSTANT_ACCEPTED);
        let from = time::instant(&self.from, zone).ok_or_else(|| unreadable("from", &self.from))?;
        let to = time::range_end(&self.to, zone).ok_or_else(|| unreadable("to", &self.to))?;
        if from < to {
            Ok((from, to))
        } else {
            Err(format!("--to {:?} is not after --from {:?}", self.to, self.from))
        }
    }
}

fn words(report: &HoursReport) -> String {
    let mut text = String::new();
    if let Some(plain) = &report.understood_as {
        let _ = writeln!(text, "{plain}");
    }
    for part in &report.not_understood {
        let _ = writeln!(text, "? {part}");
    }
    for warning in &report.warnings {
        let _ = writeln!(text, "! {warning}");
    }
    for (number, reading) in (1..).zip(&report.readings) {
        let _ = writeln!(text, "{number}) {}", reading.understood_as);
        let days: Vec<String> = reading.intervals_differ_on.iter().map(ToString::to_string).collect();
        let _ = writeln!(text, "   {}", reading.words);
        let _ = writeln!(text, "   {}", days.join(" "));
    }
    for interval in &report.intervals {
        let state = serde_json::to_value(interval.state).ok();
        let state = state.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default();
        let _ = writeln!(text, "{}  {}  {state}  {}", interval.start, interval.end, interval.reason);
    }
    text
}
