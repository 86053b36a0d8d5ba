//! `ibasho find`: the nearest places, as a table for people or as the API's feature collection.
//!
//! Exit 0 when something was found, 1 when nothing was, 2 when the query or the data cannot be parsed.

use super::{DataArgs, output};
use crate::answer::{Asked, FeatureCollection, reason_in_words};
use crate::ask::origin::{meters, suggestion};
use crate::ask::places::{NEAREST_LIMIT, read_limit};
use crate::ask::{Ask, DEFAULT_LIMIT, Filters, time, time::whole_minute};
use crate::dataset::Snapshot;
use crate::geodesy::{LonLat, Meters};
use crate::hours::{Interval, OpenState, words};
use crate::index::Match;
use crate::lang::{Lang, ruby};
use std::fmt::Write;
use std::process::ExitCode;

/// What was typed after `find`.
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("origin").required(true).args(["near", "from"])))]
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
    #[command(flatten)]
    filters: Filters,
    /// At most this far, in meters.
    #[arg(long, value_name = "M", value_parser = meters, allow_negative_numbers = true)]
    radius: Option<Meters>,
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
    read_limit(text, NEAREST_LIMIT)
}

pub(super) fn run(args: &FindArgs) -> ExitCode {
    let loaded = args.data.load().map_err(|error| error.to_string());
    let asked = loaded.and_then(|data| Ok((args.asked(&data.snapshot)?, data.snapshot)));
    let (asked, snapshot) = match asked {
        Ok(asked) => asked,
        Err(error) => return output::cannot(&error),
    };
    let found = snapshot.index.find(&asked.ask);
    let code = if found.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS };
    if args.json {
        let answer = FeatureCollection::of(&found, &snapshot.index, &asked);
        return output::print(&output::json(&answer), code);
    }
    let (has_streets, by_walk) = (snapshot.index.has_streets(), snapshot.index.ranks_by_walk(&asked.ask));
    output::print(&table(&found, has_streets, by_walk, asked.lang), code)
}

impl FindArgs {
    /// Parses the query; an error names what cannot be parsed and what is accepted.
    fn asked(&self, snapshot: &Snapshot) -> Result<Asked, String> {
        let zone = snapshot.ward.time_zone;
        let now = whole_minute(self.data.clock.now().with_timezone(&zone).naive_local());
        let when = time::when(&self.at, now, zone)
            .ok_or_else(|| format!("--at {:?}: accepted is {}", self.at, time::WHEN_ACCEPTED))?;
        let (near, from) = self.origin(snapshot)?;
        let (filters, radius, limit) = (self.filters.clone(), self.radius, self.limit);
        let ask = Ask { near: Some(near), radius, filters, limit, on_foot: true, ..Ask::new(when) };
        Ok(Asked { now, zone, lang: self.lang, ask, from })
    }

    fn origin(&self, snapshot: &Snapshot) -> Result<(LonLat, Option<String>), String> {
        if let Some(text) = &self.from {
            let found = snapshot.landmarks.resolve(text);
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

/// The spans of a day: 「15:00–18:00」, one that is not known with its word.
fn day(spans: &[Interval], lang: Lang) -> String {
    let span = |span: &Interval| match span.state {
        OpenState::Open => words::spans([span], lang),
        state => format!("{} {}", words::spans([span], lang), words::state(state, lang)),
    };
    spans.iter().map(span).collect::<Vec<_>>().join(&lang.text("list-join"))
}

/// How distances are measured, then one line per match: distance, state and next change (for a day
/// its spans), name, reason.
fn table(found: &[Match<'_>], has_streets: bool, by_walk: bool, lang: Lang) -> String {
    let mut text = String::new();
    // Without streets nothing is said: every distance is a straight line, as ever.
    let measured = if by_walk { "distance-by-walk" } else { "distance-all-straight" };
    if has_streets && !found.is_empty() {
        let _ = writeln!(text, "{}", ruby::plain(&lang.text(measured)));
    }
    for found in found {
        let meters = found.walk.or(found.distance).map_or(0.0, Meters::rounded);
        // With streets, a distance that is not measured along them says so.
        let straight =
            if by_walk && found.walk.is_none() { lang.text("distance-straight") } else { String::new() };
        let answer = &found.answer;
        let comes = match (answer.closes_at, answer.next_open) {
            // A day has hours and no state.
            _ if !found.spans.is_empty() => String::new(),
            (Some(at), _) => lang.fill("state-until", &[("time", words::date_time(at, lang).into())]),
            (None, Some(at)) => lang.fill("state-next", &[("when", words::date_time(at, lang).into())]),
            (None, None) => String::new(),
        };
        let state = match found.spans.as_slice() {
            [] => words::state(answer.state, lang),
            spans => day(spans, lang),
        };
        let needs_mark = found.place.sample && !found.place.name.contains("見本");
        let mark = if needs_mark { lang.text("feeds-sample") } else { String::new() };
        let line = format!(
            "{meters:>8.1} m {straight} {state} {comes}  {mark}{}  ({})",
            found.place.name,
            reason_in_words(&answer.reason, lang),
        );
        let _ = writeln!(text, "{}", ruby::plain(&line));
    }
    text
}
