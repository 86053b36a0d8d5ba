//! When is a text of opening hours open? For any text, against the ward's calendars.
//!
//! ```
//! use ibasho::{hours::JapaneseCalendar, lang::Lang, web::api::hours::HoursReport};
//! let day = |d| chrono::NaiveDate::from_ymd_opt(2026, 12, d).unwrap().and_hms_opt(0, 0, 0).unwrap();
//! let report = HoursReport::read("24/7", &JapaneseCalendar::default(), (day(1), day(2)), Lang::En);
//! assert!(report.readable && report.kind == "osm");
//! ```

use super::shapes::reason_in_words;
use super::strict::Known;
use super::{ask, time};
use crate::dataset::Snapshot;
use crate::hours::syntax::{self, SyntaxError};
use crate::hours::{Interval, JapaneseCalendar, OpenState, ScheduleSource, SchedulesBuilder};
use crate::lang::Lang;
use crate::web::{App, Params, WebError};
use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use serde::Serialize;
use std::sync::Arc;

/// How many days are told when nobody says.
const DEFAULT_DAYS: i64 = 365;

/// What a text of opening hours was understood as, and when that is open.
#[derive(Debug, Clone, Serialize)]
pub struct HoursReport {
    /// The text.
    pub input: String,
    /// It in plain OSM syntax; `None` when nothing could be read.
    pub understood_as: Option<String>,
    /// `osm` or `japanese`.
    pub kind: &'static str,
    /// Open and unknown stretches by start; what is in none is closed.
    pub intervals: Vec<IntervalShape>,
    /// What was read, but perhaps not as it was meant.
    pub warnings: Vec<String>,
    /// The parts that could not be read.
    pub not_understood: Vec<String>,
    /// Whether anything could be read.
    #[serde(skip)]
    pub readable: bool,
}

/// A stretch of one state in local time, half-open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IntervalShape {
    /// First minute.
    pub start: String,
    /// First minute after.
    pub end: String,
    /// `open` or `unknown`.
    pub state: OpenState,
    /// Why, in words.
    pub reason: String,
}

impl HoursReport {
    /// Reads `expression` against `calendar` and tells its intervals in `range`, reasons in words
    /// of `lang`. Text that cannot be read is one unknown interval.
    #[must_use]
    pub fn read(
        expression: &str,
        calendar: &JapaneseCalendar,
        range: (NaiveDateTime, NaiveDateTime),
        lang: Lang,
    ) -> Self {
        let source = ScheduleSource { opening_hours: Some(expression.into()), ..Default::default() };
        let mut builder = SchedulesBuilder::new(calendar.clone());
        let id = builder.insert(source);
        let faults: Vec<String> = builder.faults(id).iter().map(|fault| fault.message.clone()).collect();
        let intervals = builder.finish().intervals(id, range.0, range.1);
        let understanding = Understanding::of(expression);
        Self {
            input: expression.to_owned(),
            readable: understanding.plain.is_some(),
            understood_as: understanding.plain,
            kind: understanding.kind,
            intervals: intervals.iter().map(|interval| IntervalShape::new(interval, lang)).collect(),
            warnings: [faults, understanding.remarks].concat(),
            not_understood: understanding.not_understood,
        }
    }
}

/// What a text was read as.
struct Understanding {
    kind: &'static str,
    plain: Option<String>,
    remarks: Vec<String>,
    not_understood: Vec<String>,
}

impl Understanding {
    fn of(text: &str) -> Self {
        match syntax::parse(text) {
            Ok(expression) => Self {
                kind: "osm",
                plain: Some(expression.to_string()),
                remarks: expression.remarks.iter().map(|remark| remark.message.to_owned()).collect(),
                not_understood: Vec::new(),
            },
            Err(SyntaxError { found, .. }) => {
                Self { kind: "osm", plain: None, remarks: Vec::new(), not_understood: vec![found] }
            }
        }
    }
}

impl IntervalShape {
    fn new(interval: &Interval, lang: Lang) -> Self {
        let minute = |at: NaiveDateTime| at.format("%Y-%m-%dT%H:%M").to_string();
        Self {
            start: minute(interval.start),
            end: minute(interval.end),
            state: interval.state,
            reason: reason_in_words(&interval.reason, lang),
        }
    }
}

/// The question of `/api/v1/hours`.
pub(super) struct HoursQuery {
    snapshot: Arc<Snapshot>,
    expression: String,
    range: (NaiveDateTime, NaiveDateTime),
    lang: Lang,
}

impl FromRequestParts<App> for HoursQuery {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        const KNOWN: Known = Known { own: &["expression", "from", "to", "lang"], shared: &[], repeated: &[] };
        let accepted = format!(
            "opening hours such as We 15:00-18:00 or 毎週水曜 15時〜18時, at most {} bytes",
            syntax::MAX_LENGTH
        );
        let params = Params::read(parts.uri.query().unwrap_or_default());
        KNOWN.check(&params)?;
        let expression = params.get("expression").unwrap_or_default();
        if expression.is_empty() || expression.len() > syntax::MAX_LENGTH {
            return Err(WebError::bad_parameter("expression", expression, accepted));
        }
        let snapshot = app.snapshot();
        let today = app.local_now().date().and_time(NaiveTime::MIN);
        let default = (today, today + TimeDelta::days(DEFAULT_DAYS));
        let range = time::range(&params, snapshot.ward.time_zone, default)?;
        let lang = ask::language(&params, parts)?;
        Ok(Self { snapshot, expression: expression.to_owned(), range, lang })
    }
}

pub(super) async fn hours(query: HoursQuery) -> Json<HoursReport> {
    let calendar = query.snapshot.schedules.calendar();
    Json(HoursReport::read(&query.expression, calendar, query.range, query.lang))
}
