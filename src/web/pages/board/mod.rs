//! `/staff/coverage`, the board: who has nothing near, when, and what would change it. For the ward
//! office and the study group.

mod afternoons;
mod controls;
mod dots;
mod download;
mod map;
mod next;
mod page;
mod plan_table;
mod plans;
pub mod progress;
mod quality;
mod query;
mod report;
mod stakes;
mod tables;
mod view;
mod weeks;
pub mod words;

pub use download::{map_of, picture};
pub use plans::{Compared, MostChanged, PlanView, compared};
pub use quality::Quality;
pub use query::{BOARD, BoardQuery, Halls, MOST_PLANS, ReachAsked, Sort, WeekKind};
pub use stakes::{Ask, StakeView};
pub use view::{
    BoardView, DistrictView, NextSites, ON_SCREEN, PlaceView, TO_KEEP, board_view, district_name, moment_of,
};

use crate::answer::GEOJSON;
use crate::ask::Params;
use crate::web::coverage::{Bench, work};
use crate::web::{App, Background, Language, WebError};
use axum::Router;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use chrono::NaiveDate;
use maud::Markup;
use std::time::Duration;

/// `X-Robots-Tag`: staff pages are not for search engines.
const NO_INDEX: (HeaderName, &str) = (HeaderName::from_static("x-robots-tag"), "noindex");

pub const REPORT: &str = "/staff/coverage/report";

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/staff/coverage", get(show))
        .route("/staff/coverage/report", get(show_report))
        .route("/staff/coverage.csv", get(csv))
        .route("/staff/coverage.geojson", get(geojson))
        .route("/staff/coverage.svg", get(svg))
}

/// Takes the question, asks the town, shows the answer.
async fn show(State(app): State<App>, language: Language, params: Params) -> Result<Response, WebError> {
    let mut query = BoardQuery::read(&params)?;
    match query::added(&params)? {
        None => {}
        Some(Err(said)) => query.said = Some(said),
        Some(Ok(plan)) => query = query.with_plan(plan),
    }
    let adds = params.get("add").is_some();
    if adds && query.said.is_none() {
        let address = super::layout::href(&format!("{}#plans-title", query.address()), language);
        return Ok(Redirect::to(&address).into_response());
    }
    let ground = app.feature::<Background>().ground();
    let failed = app.failed_reload();
    answered(app, language, query, ON_SCREEN, move |bench, view, _| {
        let failed = failed.as_deref().map_or(&[][..], Vec::as_slice);
        page::page(bench.snapshot(), &bench.ground().town, &ground, language, view, failed)
    })
    .await
}

async fn show_report(
    State(app): State<App>,
    language: Language,
    params: Params,
) -> Result<Response, WebError> {
    let query = BoardQuery::read_whole(&params)?;
    answered(app, language, query, TO_KEEP, move |bench, view, today| {
        report::page(bench.snapshot(), &bench.ground().town, language, view, today)
    })
    .await
}

/// Renders the answer with `draw`, or a page that explains that no population is loaded.
async fn answered(
    app: App,
    language: Language,
    query: BoardQuery,
    patience: Duration,
    draw: impl FnOnce(&Bench, &BoardView, NaiveDate) -> Markup + Send + 'static,
) -> Result<Response, WebError> {
    let (snapshot, now) = (app.snapshot(), app.local_now());
    let drawn = work(&app, move |bench| {
        let view = board_view(bench, query, now, patience)?;
        Ok(draw(bench, &view, now.date()))
    });
    let markup = match drawn.await {
        Err(WebError::NoDemand) => page::without_population(&snapshot, language),
        other => other?,
    };
    Ok(([NO_INDEX], markup).into_response())
}

async fn csv(State(app): State<App>, params: Params) -> Result<Response, WebError> {
    file(app, &params, "text/csv; charset=utf-8", "coverage.csv", |bench, view| {
        Ok(download::csv(bench, view))
    })
    .await
}

async fn geojson(State(app): State<App>, language: Language, params: Params) -> Result<Response, WebError> {
    file(app, &params, GEOJSON, "coverage.geojson", move |bench, view| {
        let study = bench.study(view.radius, view.moment)?;
        Ok(download::geojson(bench, &study, view, language.lang))
    })
    .await
}

async fn svg(State(app): State<App>, language: Language, params: Params) -> Result<Response, WebError> {
    file(app, &params, "image/svg+xml", "coverage.svg", move |bench, view| {
        Ok(picture(bench, view, language.lang))
    })
    .await
}

async fn file(
    app: App,
    params: &Params,
    kind: &'static str,
    name: &str,
    write: impl FnOnce(&Bench, &BoardView) -> Result<String, WebError> + Send + 'static,
) -> Result<Response, WebError> {
    let (query, now) = (BoardQuery::read_whole(params)?, app.local_now());
    let body = work(&app, move |bench| write(bench, &board_view(bench, query, now, TO_KEEP)?)).await?;
    let disposition = format!("attachment; filename=\"{name}\"");
    Ok(([NO_INDEX], [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition)], body)
        .into_response())
}
