//! Draws the ground of the picture (sea and land, the ward, rivers, streets, railways) and the labels on it.

use super::super::basemap::{Basemap, Feature, Layer};
use super::super::clip;
use super::labels::{Placed, Room};
use super::path::PathData;
use super::streets;
use super::svg::{Svg, attributes};
use super::view::View;
use crate::geodesy::LonLat;
use crate::lang::Lang;
use geo::algorithm::{Area, Simplify};
use geo::{Coord, Geometry, Rect, coord};

/// Simplification tolerance.
const SIMPLIFY_PX: f64 = 0.5;

/// Minimum area of a polygon.
const SPECK_PX2: f64 = 3.0;

/// Shapes are clipped this far outside the picture, so that the edge is not visible.
const CUT_PX: f64 = 4.0;

/// Up to this scale schools and the lesser town names are drawn: a phone-wide picture then spans less
/// than 3 km.
const NEAR_M_PER_PX: f64 = 8.0;

/// Town names of this rank and better are drawn at every scale.
const FAR_RANK: u64 = 1;

/// Suffixes that a station's mark makes redundant, removed from its label.
const STATION_SUFFIXES: [&str; 4] = ["停留場", "駅", "ていりゅうじょう", "えき"];

/// Maximum density of town names, in square pixels for each.
const PX2_PER_TOWN: f64 = 8_500.0;

const STATION_RADIUS: f64 = 3.5;
const STATION_SIZE: f64 = 14.0;
const TOWN_SIZE: f64 = 14.0;

/// Draws sea, land, the ward, water, its outline, streets and the railways, from the bottom up.
pub(super) fn ground(basemap: &Basemap, view: &View) -> String {
    let mut svg = Svg::default();
    svg.path(attributes::LAND, &areas(basemap.layer(Layer::Earth), view));
    let ward = areas(of_kind(basemap.layer(Layer::Boundaries), "ward"), view);
    svg.path(attributes::WARD, &ward);
    svg.path(attributes::POND, &areas(basemap.layer(Layer::Water), view));
    svg.path(attributes::RIVER, &lines(basemap.layer(Layer::Water), view));
    svg.path(attributes::OUTLINE, &ward);
    for (class, path) in streets::paths(basemap, view) {
        svg.path(class, &path);
    }
    let rails = lines(of_kind(basemap.layer(Layer::Roads), "rail"), view);
    svg.path(attributes::RAIL, &rails);
    svg.path(attributes::RAIL_TIES, &rails);
    svg.text
}

/// Draws stations and schools as small marks, then every label that fits.
/// Reserves the space of the marks of stations and schools before labels are placed.
pub(super) fn reserve(room: &mut Room, basemap: &Basemap, view: &View) {
    let schools = if is_near(view) { inside(basemap.layer(Layer::Pois), "school", view) } else { Vec::new() };
    for (_, at) in inside(basemap.layer(Layer::Pois), "station", view).iter().chain(&schools) {
        room.take(mark_box(*at));
    }
}

pub(super) fn marks_and_names(svg: &mut Svg, basemap: &Basemap, view: &View, room: &mut Room, lang: Lang) {
    let stations = inside(basemap.layer(Layer::Pois), "station", view);
    let near_enough = is_near(view);
    let schools = if near_enough { inside(basemap.layer(Layer::Pois), "school", view) } else { Vec::new() };
    let station_names = names_beside(&stations, room, lang);
    let school_names = names_beside(&schools, room, lang);
    let town_names = town_names(basemap, view, room, lang);
    let street_names = streets::names(basemap, view, room, |street| name(street, lang));
    svg.names(attributes::STREET_NAME, &street_names);
    svg.names(attributes::TOWN_NAME, &town_names);
    svg.names(attributes::SCHOOL_NAME, &school_names);
    svg.path(attributes::SCHOOL, &marks(&schools));
    svg.path(attributes::STATION, &marks(&stations));
    svg.names(attributes::STATION_NAME, &station_names);
}

fn town_names(basemap: &Basemap, view: &View, room: &mut Room, lang: Lang) -> Vec<Placed> {
    let shown = |town: &&Feature| is_near(view) || town.rank() <= FAR_RANK;
    let towns = basemap.layer(Layer::Places).iter().filter(shown);
    let mut towns: Vec<(&Feature, Coord)> =
        towns.filter_map(|town| Some((town, pixel(town, view)?))).collect();
    towns.sort_by_key(|(town, _)| town.rank());
    let most = (view.width * view.height / PX2_PER_TOWN).ceil();
    let mut placed = Vec::new();
    for (town, at) in towns {
        #[expect(clippy::cast_precision_loss, reason = "a picture holds a few dozen names")]
        if placed.len() as f64 >= most {
            break;
        }
        placed.extend(name(town, lang).and_then(|name| room.over(name, TOWN_SIZE, at)));
    }
    placed
}

fn names_beside(marks: &[(&Feature, Coord)], room: &mut Room, lang: Lang) -> Vec<Placed> {
    let mut place =
        |(mark, at): &(&Feature, Coord)| room.beside(name(mark, lang)?, STATION_SIZE, *at, STATION_RADIUS);
    marks.iter().filter_map(&mut place).collect()
}

/// The name in the picture's language, with the local name as the fallback.
fn name(feature: &Feature, lang: Lang) -> Option<&str> {
    let mut keys = lang.info().name_keys.iter();
    let name = keys.find_map(|key| feature.text(key)).filter(|name| !name.is_empty())?;
    let suffixes = STATION_SUFFIXES.iter().filter(|_| feature.kind() == "station");
    let short = suffixes.filter_map(|suffix| name.strip_suffix(suffix)).find(|short| !short.is_empty());
    Some(short.unwrap_or(name))
}

fn is_near(view: &View) -> bool {
    view.meters_per_pixel() <= NEAR_M_PER_PX
}

fn of_kind<'a>(features: &'a [Feature], kind: &'a str) -> impl Iterator<Item = &'a Feature> + Clone {
    features.iter().filter(move |feature| feature.kind() == kind)
}

fn pixel(feature: &Feature, view: &View) -> Option<Coord> {
    let point = feature.point()?;
    Some(view.pixel(LonLat::new(point.x(), point.y())?))
}

fn inside<'a>(features: &'a [Feature], kind: &str, view: &View) -> Vec<(&'a Feature, Coord)> {
    let on_picture = |at: &Coord| (0.0..=view.width).contains(&at.x) && (0.0..=view.height).contains(&at.y);
    let of_kind = features.iter().filter(|feature| feature.kind() == kind);
    of_kind.filter_map(|feature| Some((feature, pixel(feature, view).filter(on_picture)?))).collect()
}

fn mark_box(at: Coord) -> Rect {
    let r = STATION_RADIUS + 1.0;
    Rect::new(coord! { x: at.x - r, y: at.y - r }, coord! { x: at.x + r, y: at.y + r })
}

fn marks(marks: &[(&Feature, Coord)]) -> String {
    let mut path = PathData::default();
    let r = STATION_RADIUS;
    for (_, at) in marks {
        path.shape(*at, &[(-r, -r), (r, -r), (r, r), (-r, r)]);
    }
    path.finish()
}

fn areas<'a>(features: impl IntoIterator<Item = &'a Feature>, view: &View) -> String {
    let mut path = PathData::default();
    for feature in features {
        let polygons = match view.pixels(feature.geometry()) {
            Geometry::Polygon(polygon) => vec![polygon],
            Geometry::MultiPolygon(polygons) => polygons.0,
            _ => continue,
        };
        // Simplify before clipping: the overlay is the most expensive step here.
        let simple: Vec<_> = polygons.iter().map(|area| area.simplify(SIMPLIFY_PX)).collect();
        let cut = clip::areas(&simple, view.frame(CUT_PX));
        for area in cut.0.iter().filter(|area| area.unsigned_area() >= SPECK_PX2) {
            path.area(area);
        }
    }
    path.finish()
}

fn lines<'a>(features: impl IntoIterator<Item = &'a Feature>, view: &View) -> String {
    let mut path = PathData::default();
    for feature in features {
        let lines = match view.pixels(feature.geometry()) {
            Geometry::LineString(line) => vec![line],
            Geometry::MultiLineString(lines) => lines.0,
            _ => continue,
        };
        for line in clip::lines(&lines, view.frame(CUT_PX)) {
            path.line(&line.simplify(SIMPLIFY_PX));
        }
    }
    path.finish()
}
