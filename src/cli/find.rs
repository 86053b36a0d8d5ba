//! `ibasho find`: the nearest places, as a table for people or as the API's feature collection.
//!
//! Exit 0 when something was found, 1 when nothing was, 2 when the question or the data cannot
//! be read.

use super::{DataArgs, output};
use crate::dataset::Snapshot;
use crate::geodesy::{LonLat, Meters};
use crate::hours::words;
use crate::index::{Ask, DEFAULT_LIMIT};
use crate::lang::{Lang, ruby};
use crate::place::{Grade, Need, PlaceKind};
use crate::web::api::ask::{Asked, NEAREST_LIMIT, STAY_LIMIT_MINUTES, suggestion};
use crate::web::api::shapes::FeatureCollection;
use crate::web::api::shapes::reason_in_words;
use crate::web::api::{landmark, time};
use chrono::{NaiveDateTime, Timelike};
use std::fmt::Write;
use std::process::ExitCode;
use std::sync::Arc;

/// What was typed after `find`.
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("origin").required(true).args(["near", "from"])))]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent flag")]
pub(super) struct FindArgs {
    /// From this point, in degrees.
    #[arg(long, value_name = "LON,LAT", allow_hyphen_values = true)]
    near: Option<String>,
    /// From this school, station or town: its id or name.
    #[arg(long, value_name = "LANDMARK")]
    from: Option<String>,
    /// At this time: now, today, a day, or a local time such as 2026-12-02T15:30.
    #[arg(long, default_value = "now", value_name = "TIME")]
    at: String,
    /// Open for at least so many minutes (with --open).
    #[arg(long, default_value_t = 0, value_name = "MIN", value_parser = clap::value_parser!(u32).range(..=i64::from(STAY_LIMIT_MINUTES)))]
    stay: u32,
    /// Only what is surely open then.
    #[arg(long)]
    open: bool,
    /// Only for this grade: e1 to e6, j1 to j3, h1 to h3, guardians.
    #[arg(long)]
    grade: Option<Grade>,
    /// Only these kinds of place.
    #[arg(long)]
    kind: Vec<PlaceKind>,
    /// Only what meets all of these needs.
    #[arg(long)]
    need: Vec<Need>,
    /// Only what is free for a child.
    #[arg(long)]
    free: bool,
    /// Only what needs no booking.
    #[arg(long)]
    no_booking: bool,
    /// At most this far, in meters.
    #[arg(long, value_name = "M")]
    radius: Option<f64>,
    /// At most so many.
    #[arg(long, default_value_t = DEFAULT_LIMIT, value_parser = limit)]
    limit: usize,
    #[command(flatten)]
    data: DataArgs,
    /// The language of the answer.
    #[arg(long, default_value = "ja")]
    lang: Lang,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
}

fn limit(text: &str) -> Result<usize, String> {
    let limit = text.parse().ok().filter(|limit| (1..=NEAREST_LIMIT).contains(limit));
    limit.ok_or_else(|| format!("a whole number of places from 1 to {NEAREST_LIMIT}"))
}

pub(super) fn run(args: &FindArgs) -> ExitCode {
    let asked =
        args.data.load().map_err(|fault| fault.to_string()).and_then(|data| args.asked(data.snapshot));
    let asked = match asked {
        Ok(asked) => asked,
        Err(fault) => return output::cannot(&fault),
    };
    let answer = FeatureCollection::answering(&asked);
    let code = if answer.features.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS };
    let text = if args.json { output::json(&answer) } else { table(&asked) };
    output::print(&text, code)
}

impl FindArgs {
    /// The question, or what of it cannot be read and what would be accepted.
    fn asked(&self, snapshot: Snapshot) -> Result<Asked, String> {
        let zone = snapshot.ward.time_zone;
        let now = to_the_minute(self.data.clock.now().with_timezone(&zone).naive_local());
        let when = time::when(&self.at, now, zone)
            .ok_or_else(|| format!("--at {:?}: accepted is {}", self.at, time::WHEN_ACCEPTED))?;
        let (near, from) = self.origin(&snapshot)?;
        let radius = self.radius.filter(|radius| radius.is_finite() && *radius >= 0.0);
        if radius != self.radius {
            return Err("--radius: accepted is a number of meters, 0 or more".to_owned());
        }
        let ask = Ask {
            near: Some(near),
            radius: radius.map(Meters),
            stay_minutes: self.stay,
            open_only: self.open,
            grade: self.grade,
            kinds: self.kind.clone(),
            needs: self.need.iter().copied().collect(),
            free: self.free,
            no_booking: self.no_booking,
            limit: self.limit,
            ..Ask::new(when)
        };
        Ok(Asked { snapshot: Arc::new(snapshot), now, lang: self.lang, ask, from })
    }

    fn origin(&self, snapshot: &Snapshot) -> Result<(LonLat, Option<String>), String> {
        if let Some(text) = &self.from {
            let found = landmark::resolve(&snapshot.landmarks, text);
            let landmark =
                found.map_err(|alike| format!("--from {text:?}: accepted is {}", suggestion(&alike)))?;
            return Ok((landmark.point, Some(landmark.id.clone())));
        }
        let point = self.near.as_deref().and_then(|text| {
            let (lon, lat) = text.split_once(',')?;
            LonLat::new(lon.trim().parse().ok()?, lat.trim().parse().ok()?)
        });
        let accepted = "--near: accepted is longitude,latitude in degrees, such as 135.4589,34.5343";
        Ok((point.ok_or_else(|| accepted.to_owned())?, None))
    }
}

fn to_the_minute(at: NaiveDateTime) -> NaiveDateTime {
    at.with_second(0).and_then(|at| at.with_nanosecond(0)).unwrap_or(at)
}

/// One line a match: distance, state, what comes next, name, reason.
fn table(asked: &Asked) -> String {
    let (snapshot, lang) = (&asked.snapshot, asked.lang);
    let mut text = String::new();
    for found in snapshot.index.find(&asked.ask, &snapshot.schedules) {
        let meters = found.distance.map_or(0.0, Meters::rounded);
        let answer = &found.answer;
        let comes = match (answer.closes_at, answer.next_open) {
            (Some(at), _) => lang.fill("state-until", &[("time", words::date_time(at, lang).into())]),
            (None, Some(at)) => lang.fill("state-next", &[("when", words::date_time(at, lang).into())]),
            (None, None) => String::new(),
        };
        let state = words::state(answer.state, lang);
        let needs_mark = found.place.sample && !found.place.name.contains("見本");
        let mark = if needs_mark { lang.text("feeds-sample") } else { String::new() };
        let line = format!(
            "{meters:>8.1} m  {state} {comes}  {mark}{}  ({})",
            found.place.name,
            reason_in_words(&answer.reason, lang),
        );
        let _ = writeln!(text, "{}", ruby::plain(&line));
    }
    text
}
