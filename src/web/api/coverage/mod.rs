//! Coverage endpoints of the API: current coverage, what-if changes and site search.
//!
//! | address | answer |
//! |---|---|
//! | `GET /api/v1/coverage?radius&at\|any_time\|week&group` | children covered, per age group and district |
//! | `GET /api/v1/coverage/week?radius&week&group` | the same in each of the 168 hours of a week |
//! | `GET /api/v1/coverage/districts?radius&at\|any_time&group` | per district alone |
//! | `POST /api/v1/coverage/what-if` | before and after one change |
//! | `POST /api/v1/coverage/sites` | the best sites, with proof or bound |
//!
//! The shapes are those the command line prints; where the numbers of children are internal, they are
//! rounded for visitors, who may ask less ([`Told`](crate::web::coverage::Told)). Points come in request
//! bodies, never in URLs, which end up in logs.

mod body;
mod sites;
mod what_if;

pub(in crate::web) use what_if::WhatIfAnswer;

use crate::coverage::sites::SitesReply;
use crate::coverage::{Asked, At, CoverageAnswer, DistrictsAnswer, InWeek, Who};
use crate::lang::Lang;
use crate::web::coverage::work;
use crate::web::extract::Strict;
use crate::web::{App, WebError};
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/api/v1/coverage", get(totals))
        .route("/api/v1/coverage/week", get(week))
        .route("/api/v1/coverage/districts", get(districts))
        .route("/api/v1/coverage/what-if", post(what_if))
        .route("/api/v1/coverage/sites", post(sites))
}

async fn totals(
    State(app): State<App>,
    Strict((who, at, week)): Strict<(Who, At, InWeek)>,
) -> Result<Json<CoverageAnswer>, WebError> {
    answer(&app, app.asked(who, &at, week)?).await.map(Json)
}

async fn week(
    State(app): State<App>,
    Strict((who, week)): Strict<(Who, InWeek)>,
) -> Result<Json<CoverageAnswer>, WebError> {
    answer(&app, who.at(week.moment(app.local_now().date()))?).await.map(Json)
}

async fn districts(
    State(app): State<App>,
    Strict((who, at)): Strict<(Who, At)>,
) -> Result<Json<DistrictsAnswer>, WebError> {
    let answer = answer(&app, app.asked(who, &at, InWeek::default())?).await?;
    Ok(Json(answer.into()))
}

async fn answer(app: &App, asked: Asked) -> Result<CoverageAnswer, WebError> {
    work(app, move |bench| {
        let study = bench.study(asked.radius, asked.moment)?;
        let answer = study.answer(bench.ground(), &asked.groups, asked.moment);
        Ok(CoverageAnswer {
            about: Some(bench.about(Lang::Ja)),
            rounded_to: bench.told().rounded_to(),
            ..answer
        })
    })
    .await
}

async fn what_if(State(app): State<App>, body: Bytes) -> Result<Json<WhatIfAnswer>, WebError> {
    let question = what_if::WhatIf::read(&body, &app)?;
    work(&app, move |bench| question.answer(bench)).await.map(Json)
}

async fn sites(State(app): State<App>, body: Bytes) -> Result<Json<SitesReply>, WebError> {
    let (question, patience) = sites::read(&body, &app)?;
    work(&app, move |bench| {
        let answer = bench.sites(&question, patience)?;
        Ok(SitesReply::new(&answer, &question, bench.about(Lang::Ja)))
    })
    .await
    .map(Json)
}
