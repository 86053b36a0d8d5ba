//! No page, response or file discloses a small count of children.

use crate::support::{expected, fixture, get, page, service};
use axum::http::StatusCode;
use ibasho::dataset::Source;
use serde_json::{Value, json};

#[tokio::test]
async fn the_files_hold_the_figures_and_no_small_count() {
    let service = fixture("small");
    let (status, csv) = page(&service, "/staff/coverage.csv?week=2026-06-01").await;
    assert_eq!(status, StatusCode::OK);
    let expected = expected("small");
    let covered = &expected["coverage"]["contain"]["800"]["weeks"]["plain"]["p06_11"][2 * 24 + 16];
    assert!(csv.contains(&format!("figures,covered,p06_11,,,{covered}\r\n")), "{csv}");
    assert!(csv.contains(",<5\r\n"), "small counts say so");
    for line in csv.lines().filter(|line| line.starts_with("district_")) {
        let count = line.rsplit(',').next().unwrap().trim();
        assert!(!["1", "2", "3", "4"].contains(&count), "{line}");
    }
    let (status, text) = page(&service, "/staff/coverage.geojson?week=2026-06-01").await;
    assert_eq!(status, StatusCode::OK);
    let collection: Value = serde_json::from_str(&text).unwrap();
    let kinds = ["district", "cell", "place", "candidate"];
    for kind in kinds {
        let features = collection["features"].as_array().unwrap();
        assert!(features.iter().any(|feature| feature["properties"]["kind"] == kind), "{kind}");
    }
    for feature in collection["features"].as_array().unwrap() {
        for key in ["children", "covered", "left_out"] {
            let count = feature["properties"][key].as_u64();
            assert!(!count.is_some_and(|count| (1..5).contains(&count)), "{feature}");
        }
        if feature["properties"]["kind"] == "cell" {
            let (from, to) = (&feature["properties"]["left_out_from"], &feature["properties"]["left_out_to"]);
            assert!(
                from != to || *from == json!(0) || from.is_null(),
                "a cell tells a step, not a count: {feature}"
            );
        }
    }
    let (status, svg) = page(&service, "/staff/coverage.svg?week=2026-06-01").await;
    assert!(status == StatusCode::OK && svg.starts_with("<svg") && svg.ends_with("</svg>"));
}

/// Districts with two, three and a hundred children left out: masked counts stay out of every public
/// page, response, file and tile.
#[tokio::test]
async fn no_public_answer_tells_a_small_count() {
    // No places, so that everybody in a district is left out; 2 in "few" and 3 in "three".
    let demand = "id,lon,lat,district,p06_11,p12_14,p15_17\n\
        A,135.4589,34.5343,many,101,60,70\nB,135.47,34.54,few,2,60,70\nC,135.46,34.53,three,3,60,70\n\
        D,135.45,34.52,next,89,60,70\nE,135.44,34.53,last,97,60,70\n";
    let places = r#"{"type": "FeatureCollection", "features": []}"#;
    let service = service(&Source::memory([("places.geojson", places), ("demand.csv", demand)]));
    for address in [
        "/api/v1/coverage",
        "/api/v1/coverage?group=p06_11&at=2026-12-02T16:00",
        "/api/v1/coverage/districts",
    ] {
        let (_, answer) = get(&service, address).await;
        let districts = answer["districts"].as_object().unwrap();
        for (name, told) in [("few", None), ("three", None), ("many", Some(101))] {
            let row = &districts[name]["p06_11"];
            assert_eq!(row[0].as_u64(), told, "{address} {name}: {row}");
            assert_eq!(row[1].as_u64().is_some(), told.is_some(), "{address} {name}: {row}");
        }
        // 2 + 3 children are five together: no third district has to be masked with them.
        assert!(districts["next"]["p06_11"][0] == 89, "{districts:?}");
    }
    for address in ["/open-one", "/staff/coverage", "/staff/coverage?group=all", "/staff/coverage/report"] {
        let (status, html) = page(&service, address).await;
        assert_eq!(status, StatusCode::OK);
        let after = |name: &str| {
            let row = html.split(&format!(">{name}<")).nth(1).unwrap();
            row.split("</tr>").next().unwrap().to_owned()
        };
        for name in ["few", "three"] {
            let row = after(name);
            let cells: Vec<&str> =
                row.split("<td").skip(1).map(|cell| cell.split('>').nth(1).unwrap()).collect();
            let small = |cell: &&str| ["1<", "2<", "3<", "4<"].iter().any(|small| cell.starts_with(small));
            assert!(!cells.iter().any(small), "{address} {name}: {row}");
            assert!(row.contains("5人未満") || row.contains("非公表"), "{address} {name}: {row}");
        }
        assert!(after("many").contains("101") || address.contains("all"), "{address}");
    }
}
