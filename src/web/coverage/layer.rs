//! Coverage map tiles: `/tiles/coverage/{z}/{x}/{y}.mvt?radius=800&group=p06_11&at=…`.
//!
//! 1. Parameters and numbers are those of `/api/v1/coverage`, per school district.
//! 2. A district is drawn as its outline, or as the mean of its cell centers if the data has no
//!    outline.
//! 3. If no cell has a district, each cell is drawn by itself, unless single cells may not be shown
//!    (see [`Told`](super::Told)).

use super::{Bench, work};
use crate::ask::time::midnight_after;
use crate::coverage::{AgeGroup, Asked, At, DistrictCount, InWeek, Moment, Who};
use crate::geodesy::LonLat;
use crate::tiles::{CountedArea, CoverageTiles, Tile, TileCoord};
use crate::web::extract::{self, Strict};
use crate::web::{App, Language, Origin, WebError, tiles};
use axum::extract::{Path, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use chrono::{NaiveDateTime, TimeDelta};
use geo::{Geometry, Point};
use std::collections::BTreeMap;

pub(in crate::web) fn router() -> Router<App> {
    Router::new().route("/tiles/coverage.json", get(about)).route("/tiles/coverage/{z}/{x}/{file}", get(tile))
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::web) struct Key {
    radius: u64,
    group: &'static str,
    /// The instant, `None` for any time; then the date, on which permanent closures depend.
    at: Option<NaiveDateTime>,
    day: chrono::NaiveDate,
}

impl Key {
    pub(super) fn of(asked: &Asked) -> Self {
        let at = if let Moment::At(at) = asked.moment { Some(at) } else { None };
        Self { radius: asked.radius.0.to_bits(), group: group(&asked.groups), at, day: asked.moment.day() }
    }
}

/// `p06_11` or another group, or `all`.
fn group(groups: &[AgeGroup]) -> &'static str {
    if let [one] = groups { one.code() } else { "all" }
}

/// `/tiles/coverage.json`: TileJSON 3.0.0 document of the tiles.
async fn about(
    State(app): State<App>,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
    Strict((who, at)): Strict<(Who, At)>,
) -> Result<Response, WebError> {
    let asked = app.asked(who, &at, InWeek::default())?;
    let lang = language.lang;
    let (layer, whose) = work(&app, move |bench| Ok((bench.layer(&asked)?, bench.about(lang)))).await?;
    let address = format!("{}/tiles/coverage", Origin::or_relative(&app.snapshot().ward, &headers));
    let mut about = layer.tilejson(&address, &same_question(&uri));
    about.attribution = whose;
    Ok(([(CACHE_CONTROL, "no-cache")], Json(about)).into_response())
}

fn same_question(uri: &Uri) -> String {
    let params = extract::params(uri);
    form_urlencoded::Serializer::new(String::new()).extend_pairs(params.pairs()).finish()
}

/// `/tiles/coverage/{z}/{x}/{y}.mvt`: serves one tile.
async fn tile(
    State(app): State<App>,
    Path((z, x, file)): Path<(String, String, String)>,
    headers: HeaderMap,
    Strict((who, at)): Strict<(Who, At)>,
) -> Result<Response, WebError> {
    let y = file.strip_suffix(".mvt").ok_or(WebError::NotFound)?;
    let coord = tiles::coord(&z, &x, y)?;
    let asked = app.asked(who, &at, InWeek::default())?;
    let (until, coding) = (until(&at, asked.moment), tiles::coding_for(&headers));
    let body = if let Some(body) = kept(&app, &asked, coord) {
        body
    } else {
        let made = work(&app, move |bench| {
            let body = bench.layer(&asked)?.tile(coord);
            // Compress here, so that the compressed form is cached with the tile.
            let _ = body.as_ref().map(|body| body.form(coding));
            Ok(body)
        });
        made.await?
    };
    Ok(tiles::answer(&Tile { body, until }, coding, app.now().naive_local(), &headers))
}

type Body = Option<std::sync::Arc<crate::tiles::TileBody>>;

/// A cached tile, answered without waiting for the semaphore.
fn kept(app: &App, asked: &Asked, coord: TileCoord) -> Option<Body> {
    app.feature::<super::Desk>().kept(&app.snapshot(), app.local_now().date())?.kept_layer(asked)?.kept(coord)
}

/// How long the URL has the same answer: `at=now` a minute, any time the day, an instant as long as the
/// data is served.
fn until(asked: &At, moment: Moment) -> Option<NaiveDateTime> {
    match moment {
        Moment::At(at) => asked.is_now().then(|| at + TimeDelta::minutes(1)),
        Moment::AnyTime(day) | Moment::Week(day) => Some(midnight_after(day)),
    }
}

pub(super) fn build(bench: &Bench, asked: &Asked) -> Result<CoverageTiles, WebError> {
    let town = &bench.ground().town;
    let study = bench.study(asked.radius, asked.moment)?;
    let slot = super::slot_of(asked.moment);
    let by_district = !bench.told().by_cell() || town.cells.iter().any(|cell| cell.district.is_some());
    let counts: Vec<(&str, [DistrictCount; 3])> = if by_district {
        study.by_district(town, slot).into_iter().collect()
    } else {
        let of_cell = |nth: usize| {
            AgeGroup::ALL.map(|group| {
                let children = town.cells[nth].count(group);
                let uncovered = study.sure.uncovered(town, nth, group, slot);
                DistrictCount { children, covered: children - uncovered }
            })
        };
        town.cells.iter().enumerate().map(|(nth, cell)| (&*cell.id, of_cell(nth))).collect()
    };
    let cells = cells_of(bench, by_district);
    let area = |(id, counts): &(&str, [DistrictCount; 3])| {
        area(bench, &asked.groups, id, DistrictCount::of_groups(counts, &asked.groups), cells.get(id)?)
    };
    let areas: Vec<CountedArea> = counts.iter().filter_map(area).collect();
    Ok(CoverageTiles::build(group(&asked.groups), &areas))
}

/// Indices of the cells in each district, or each cell by itself.
fn cells_of(bench: &Bench, by_district: bool) -> BTreeMap<&str, Vec<usize>> {
    let mut cells: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (nth, cell) in bench.ground().town.cells.iter().enumerate() {
        let name = if by_district { cell.district.as_deref().unwrap_or_default() } else { &cell.id };
        cells.entry(name).or_default().push(nth);
    }
    cells
}

/// One area; `None` for cells without a district, which have no outline on the map.
fn area(
    bench: &Bench,
    groups: &[AgeGroup],
    id: &str,
    count: DistrictCount,
    cells: &[usize],
) -> Option<CountedArea> {
    let town = &bench.ground().town;
    let district = bench.snapshot().districts.iter().find(|district| district.id == id);
    let geometry = match district {
        Some(district) => Geometry::MultiPolygon(district.area.clone()),
        None if id.is_empty() => return None,
        None => middle(cells.iter().map(|nth| town.cells[*nth].point))?.into(),
    };
    let silent =
        |nth: &&usize| groups.iter().any(|group| town.cells[**nth].children[group.index()].is_none());
    let cells_without_data = cells.iter().filter(silent).count();
    // If no cell has a number of children, reporting zero would be a guess.
    let known = cells_without_data < cells.len();
    let number = |count: u64| known.then_some(count);
    Some(CountedArea {
        id: id.to_owned(),
        name: district.map_or_else(|| id.to_owned(), |district| district.name.clone()),
        geometry,
        children: number(count.children),
        uncovered: number(count.uncovered()),
        cells_without_data,
    })
}

/// The mean of nearby points; `None` for no points.
fn middle(points: impl Iterator<Item = LonLat>) -> Option<Point> {
    let (mut count, mut lon, mut lat) = (0.0, 0.0, 0.0);
    for point in points {
        count += 1.0;
        lon += point.lon();
        lat += point.lat();
    }
    (count > 0.0).then(|| Point::new(lon / count, lat / count))
}
