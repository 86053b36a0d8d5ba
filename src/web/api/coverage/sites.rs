//! Request body of `POST /api/v1/coverage/sites`.

use super::body;
use crate::ask::BadParameter;
use crate::ask::params::{field, one_of, within};
use crate::coverage::sites::{Objective, SitesQuestion};
use crate::coverage::{At, InWeek, Who};
use crate::web::App;
use serde::Deserialize;
use std::time::Duration;

const EXAMPLE: &str = r#"{"p": 3, "objective": "max-coverage", "radius": 800, "at": "2026-12-02T16:00"}"#;

/// Maximum number of sites per request.
const MOST: usize = 100;

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Sites {
    #[serde(deserialize_with = "sites")]
    p: usize,
    #[serde(deserialize_with = "objective")]
    objective: Objective,
    greenfield: bool,
    any_point: bool,
    #[serde(deserialize_with = "seconds")]
    time_limit_s: f64,
}

impl Default for Sites {
    fn default() -> Self {
        let objective = Objective::MostChildren;
        Self { p: 1, objective, greenfield: false, any_point: false, time_limit_s: 5.0 }
    }
}

field!(sites: usize = |d| within(d, &(1..=MOST), "a whole number of sites from 1 to 100"));
field!(objective: Objective = |d| one_of(d, &Objective::ALL, Objective::code));
field!(seconds: f64 = |d| within(d, &(0.01..=15.0), "seconds from 0.01 to 15"));

/// Parses the request, and the time limit for its search.
pub(super) fn read(body: &[u8], app: &App) -> Result<(SitesQuestion, Duration), BadParameter> {
    let (sites, who, at, week): (Sites, Who, At, InWeek) = body::read(body, EXAMPLE)?;
    let asked = app.asked(who, &at, week)?;
    let Sites { p, objective, greenfield, any_point, time_limit_s } = sites;
    let (groups, radius, moment) = (asked.groups, asked.radius, asked.moment);
    let today = app.local_now().date();
    let question = SitesQuestion { objective, p, groups, radius, moment, greenfield, any_point, today };
    Ok((question, Duration::from_secs_f64(time_limit_s)))
}
