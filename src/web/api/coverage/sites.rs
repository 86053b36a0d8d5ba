//! Which next sites: the question in a body.

use super::body::Fields;
use crate::coverage::sites::{Objective, SitesQuestion};
use crate::web::{App, WebError};
use std::time::Duration;

const EXAMPLE: &str = r#"{"p": 3, "objective": "max-coverage", "radius": 800, "at": "2026-12-02T16:00"}"#;

const KNOWN: &str = "p objective radius minutes group at any_time week greenfield any_point time_limit_s";

/// Most sites asked for at once.
const MOST: f64 = 100.0;

/// Seconds a search goes on when nobody says.
const PATIENCE_S: f64 = 5.0;

/// Reads the question, and how long its answer may take.
pub(super) fn read(body: &[u8], app: &App) -> Result<(SitesQuestion, Duration), WebError> {
    let mut fields = Fields::read(body, EXAMPLE)?;
    let asked = fields.asked(app)?;
    let p = fields.number("p", 1.0..=MOST, "a whole number of sites from 1 to 100")?.unwrap_or(1.0);
    if p.fract() != 0.0 {
        return Err(WebError::bad_parameter("p", &p.to_string(), "a whole number of sites from 1 to 100"));
    }
    let patience = fields.number("time_limit_s", 0.01..=15.0, "seconds from 0.01 to 15")?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, from 1 to 100")]
    let question = SitesQuestion {
        objective: objective(fields.text("objective")?)?,
        p: p as usize,
        groups: asked.groups,
        radius: asked.radius,
        moment: asked.moment,
        greenfield: fields.flag("greenfield")?,
        any_point: fields.flag("any_point")?,
    };
    fields.finish(KNOWN)?;
    Ok((question, Duration::from_secs_f64(patience.unwrap_or(PATIENCE_S))))
}

fn objective(given: Option<String>) -> Result<Objective, WebError> {
    let Some(given) = given else { return Ok(Objective::MostChildren) };
    Objective::from_code(&given).ok_or_else(|| {
        WebError::bad_parameter("objective", &given, "max-coverage, child-hours, p-median or all")
    })
}
