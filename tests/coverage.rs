//! Coverage against independently computed figures, and against a town small enough to count by hand.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

#[path = "../examples/conformance/report/mod.rs"]
mod report;

use ibasho::coverage::{CellIndex, Reach, Town};
use ibasho::dataset::{Snapshot, Source, load};
use ibasho::geodesy::Meters;
use proptest::prelude::*;
use report::{Case, CellRow, KEYS};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Keys of the expected files about the run of their program, not about the town.
const ABOUT_THE_RUN: &[&str] = &[
    "seconds",
    "seconds_highs",
    "seconds_greedy",
    "seconds_exact_enumeration",
    "triples_evaluated",
    "rows",
    "cols",
    "nodes",
];

/// Sets that may differ from the expected ones if their value is equal.
const ONE_OF_SEVERAL: &[&str] = &["one_optimal_set", "optimal_set"];

const RELATIVE: f64 = 1e-6;

#[test]
fn the_edge_case_matches_in_every_figure() {
    assert_matches("edge");
}

#[test]
fn the_small_case_matches_in_every_figure() {
    assert_matches("small");
}

#[test]
fn the_cells_of_both_cases_match() {
    for name in ["edge", "small"] {
        let snapshot = snapshot(name);
        let town = snapshot.town();
        let rows = Case::new(name, &town, &snapshot.schedules).cell_rows();
        let expected = std::fs::read_to_string(fixture(name).join("expected_cells.csv")).unwrap();
        let mut lines = expected.lines();
        assert_eq!(lines.next().unwrap(), format!("id,{}", CellRow::COLUMNS.join(",")));
        let mut faults = Vec::new();
        for (line, row) in lines.zip(&rows) {
            let mut fields = line.split(',');
            assert_eq!(fields.next().unwrap(), &*row.id);
            for ((wanted, found), column) in fields.zip(&row.values).zip(CellRow::COLUMNS) {
                let same = match (wanted.parse::<f64>().ok(), found) {
                    (Some(wanted), Some(found)) => close(wanted, *found),
                    (wanted, found) => wanted.is_none() && found.is_none(),
                };
                if !same {
                    faults.push(format!("{name} {} {column}: {found:?}, not {wanted}", row.id));
                }
            }
        }
        assert_eq!(rows.len(), expected.lines().count() - 1);
        assert!(faults.is_empty(), "{} differences\n{}", faults.len(), faults.join("\n"));
    }
}

#[test]
fn the_order_of_the_input_changes_no_count() {
    let snapshot = snapshot("small");
    let town = snapshot.town();
    let mut turned = town.clone();
    turned.cells.reverse();
    turned.facilities.reverse();
    turned.candidates.reverse();
    let value = |town: &Town, key: &str| Case::new("small", town, &snapshot.schedules).value(key).unwrap();
    for key in ["totals", "coverage", "child_hours_800_plain", "backup_two_places_800_any_time"] {
        assert_eq!(value(&town, key), value(&turned, key), "{key}");
    }
    let optima = |town: &Town| {
        let best = value(town, "mclp");
        let of_question = |question: &Value| -> Vec<Value> {
            question["results"].as_array().unwrap().iter().map(|result| result["optimum"].clone()).collect()
        };
        best.as_object().unwrap().values().map(of_question).collect::<Vec<_>>()
    };
    assert_eq!(optima(&town), optima(&turned));
}

/// A town of places and demand; the demand as points or as areas around them.
fn town_of(points: &[(f64, f64, u32)], areas: Option<f64>) -> Town {
    let place = r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[135.46,34.53]},"properties":{"name":"a","kind":"ibasho","opening_hours":"We 15:00-18:00","age_min":0,"age_max":20}}]}"#;
    let demand = match areas {
        None => {
            let row = |(at, (lon, lat, children)): (usize, &(f64, f64, u32))| {
                format!("{at},{lon},{lat},{children}\n")
            };
            (
                "demand.csv",
                format!("id,lon,lat,p06_11\n{}", points.iter().enumerate().map(row).collect::<String>()),
            )
        }
        Some(size) => {
            let features: Vec<String> =
                points.iter().enumerate().map(|(at, point)| area(at, *point, size)).collect();
            (
                "demand.geojson",
                format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",")),
            )
        }
    };
    let source = Source::memory([("places.geojson", place.to_owned()), demand]);
    load(&source, "2026-11-25".parse().unwrap()).unwrap().snapshot.town()
}

/// A hexagon around a point, or two triangles with the point between them.
fn area(id: usize, (lon, lat, children): (f64, f64, u32), size: f64) -> String {
    let ring = |corners: &[(f64, f64)]| {
        let positions = corners
            .iter()
            .chain(corners.first())
            .map(|(east, north)| format!("[{:?},{:?}]", lon + east * size, lat + north * size));
        format!("[[{}]]", positions.collect::<Vec<_>>().join(","))
    };
    let geometry = if id.is_multiple_of(2) {
        let hexagon = [(2.0, 0.0), (1.0, 2.0), (-1.0, 2.0), (-2.0, 0.0), (-1.0, -2.0), (1.0, -2.0)];
        format!(r#"{{"type":"Polygon","coordinates":{}}}"#, ring(&hexagon))
    } else {
        let (east, west) = ([(1.0, 0.0), (3.0, 1.0), (3.0, -1.0)], [(-1.0, 0.0), (-3.0, -1.0), (-3.0, 1.0)]);
        format!(r#"{{"type":"MultiPolygon","coordinates":[{},{}]}}"#, ring(&east), ring(&west))
    };
    format!(r#"{{"type":"Feature","id":"{id}","geometry":{geometry},"properties":{{"p06_11":{children}}}}}"#)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn areas_count_as_the_points_in_their_middle(
        points in prop::collection::vec((135.44..135.48, 34.51..34.55, 0_u32..50), 1..30),
        size in 0.0001..0.002,
    ) {
        let (points, areas) = (town_of(&points, None), town_of(&points, Some(size)));
        prop_assert_eq!(points.cells.len(), areas.cells.len());
        for (point, area) in points.cells.iter().zip(&areas.cells) {
            prop_assert_eq!((&point.id, point.children), (&area.id, area.children));
            prop_assert!(point.point.distance_to(area.point).0 < 0.001, "{:?} {:?}", point, area);
        }
        for radius in [400.0, 800.0, 1200.0] {
            let reach = |town: &Town| Reach::within(&CellIndex::new(&town.cell_points()), &town.facility_points(), Meters(radius));
            let near = |town: &Town| reach(town).of_site(0).iter().map(|(cell, _)| *cell).collect::<Vec<_>>();
            prop_assert_eq!(near(&points), near(&areas));
        }
    }
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/coverage").join(name)
}

fn snapshot(name: &str) -> Snapshot {
    let today = "2026-11-25".parse().unwrap();
    load(&Source::Folder(fixture(name)), today).unwrap().snapshot
}

fn assert_matches(name: &str) {
    let snapshot = snapshot(name);
    let town = snapshot.town();
    let report = Value::Object(Case::new(name, &town, &snapshot.schedules).report());
    let text = std::fs::read_to_string(fixture(name).join("expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&text).unwrap();
    let mut faults = Vec::new();
    compare("", &expected, &report, &mut faults);
    assert!(faults.is_empty(), "{} differences\n{}", faults.len(), faults.join("\n"));
    assert!(KEYS.iter().all(|key| expected.get(key).is_some()), "a key that nobody expects");
}

/// Every expected key must exist and be equal; additional keys are ours.
fn compare(path: &str, expected: &Value, found: &Value, faults: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), _) => {
            let keys = expected.iter().filter(|(key, _)| !ABOUT_THE_RUN.contains(&key.as_str()));
            for (key, expected) in keys {
                let path = format!("{path}/{key}");
                match found.get(key) {
                    Some(found) if ONE_OF_SEVERAL.contains(&key.as_str()) => {
                        let size = |set: &Value| set.as_array().map(Vec::len);
                        if size(found) != size(expected) {
                            faults.push(format!("{path}: {found}, expected {expected}"));
                        }
                    }
                    Some(found) => compare(&path, expected, found, faults),
                    None => faults.push(format!("{path}: missing")),
                }
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (at, (expected, found)) in expected.iter().zip(found).enumerate() {
                compare(&format!("{path}[{at}]"), expected, found, faults);
            }
        }
        (Value::Number(wanted), Value::Number(given)) => {
            let same = if wanted.is_i64() && given.is_i64() {
                wanted == given
            } else {
                close(wanted.as_f64().unwrap(), given.as_f64().unwrap())
            };
            if !same {
                faults.push(format!("{path}: {found}, expected {expected}"));
            }
        }
        _ if expected == found => {}
        _ => faults.push(format!("{path}: {found}, expected {expected}")),
    }
}

/// Equal to a millionth; two values near zero are equal, as gaps of 10⁻¹⁶ are rounding.
fn close(wanted: f64, found: f64) -> bool {
    (wanted - found).abs() <= RELATIVE * wanted.abs().max(found.abs())
        || wanted.abs().max(found.abs()) < 1e-12
}
