//! `/api/v1/hours`: evaluates any opening-hours text.

use crate::answer::hours::HoursReport;
use crate::ask::{BadParameter, places::Range, time};
use crate::hours::syntax::MAX_LENGTH;
use crate::web::extract::Strict;
use crate::web::{Visit, WebError};
use axum::Json;
use chrono::TimeDelta;
use serde::Deserialize;

/// Default number of days reported.
const DAYS: i64 = 365;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Expression {
    expression: String,
}

pub(super) async fn hours(
    Visit { snapshot, now, language }: Visit,
    Strict((Expression { expression }, asked)): Strict<(Expression, Range)>,
) -> Result<Json<HoursReport>, WebError> {
    if expression.is_empty() || expression.len() > MAX_LENGTH {
        let accepted = "opening hours such as We 15:00-18:00 or 毎週水曜 15時〜18時";
        let accepted = format!("{accepted}, at most {MAX_LENGTH} bytes");
        return Err(BadParameter::new("expression", &expression, accepted).into());
    }
    let today = time::midnight(now.date());
    let usual = (today, today + TimeDelta::days(DAYS));
    let ends = (asked.from.as_deref(), asked.to.as_deref());
    let range = time::range(ends, snapshot.ward.time_zone, usual)?;
    Ok(Json(HoursReport::read(&expression, snapshot.schedules.calendar(), range, language.lang)))
}
