//! Errors in the files other than the places.

use crate::support::{collection, found, place, read, words};

#[test]
fn faults_in_other_files_leave_the_places_alone() {
    let rows = [
        ("ward.toml", "name = \"x", "bad_ward"),
        ("ward.toml", "time_zone = \"Asia/Sakai\"", "bad_ward"),
        ("ward.toml", "time_zone = \"Europe/Paris\"", "bad_ward"),
        ("ward.toml", "[bounds]\nwest = 136\neast = 135\nsouth = 34\nnorth = 35", "bad_ward"),
        ("calendar/holidays.csv", "date,name\n2026-02-30,なし\n2035-01-01,元日\n", "bad_holiday"),
        ("calendar/holidays.csv", "date,name\n2035-01-01,元日\n2035-01-01,元日\n", "duplicate_holiday"),
        ("calendar/holidays.csv", "date,name\n2026-12-31,年末\n", "holidays_completed"),
        ("calendar/holidays.csv", "day,name\n2026-12-31,年末\n", "missing_column"),
        ("calendar/school.csv", "from,to,name\n2027-01-07,2026-12-25,冬休み\n", "bad_school_holiday"),
        ("landmarks.geojson", "{", "broken_json"),
        ("landmarks.geojson", r#"{"features":[{"id":"a","geometry":null,"properties":{}}]}"#, "bad_landmark"),
        ("desks.csv", "name,source_page\n,https://example.jp\n", "bad_desk"),
        ("desks.csv", "name,source_page\nx,https://example.jp,too,many\n", "bad_csv"),
        ("events.csv", "title,start,end\nx,2026-12-06T15:30,2026-12-06T13:30\n", "bad_event"),
        (
            "figures.csv",
            "as_of,week_from,radius_m,when,group,figure,value\n2026-10-01,2026-10-05,800,We 16,all,left_out,3\n",
            "bad_figure",
        ),
        ("demand.csv", "lon,lat,p06_11\n135.4,34.5,-3\n", "bad_children"),
        ("demand.csv", "lon,lat,p06_11\n135.4,34.5,12.5\n", "bad_children"),
        ("demand.csv", "lon,lat,p06_11\n135.4,34.5,\n", "children_not_known"),
        ("demand.csv", "lon,lat,p06_11,estimated\n135.4,34.5,3,true\n", "children_estimated"),
        ("demand.csv", "lon,lat,p06_11\n34.5,135.4,3\n", "bad_demand"),
        ("demand.csv", "lon,lat,p06_11\n0,0,3\n", "bad_demand"),
        ("demand.csv", "id,lon,lat,p06_11\na,135.4,34.5,3\na,135.5,34.5,4\n", "duplicate_cell"),
        ("demand.csv", "id,lon,lat,p06_11\n", "no_cells"),
        ("demand.geojson", r#"{"features":[]}"#, "no_cells"),
        (
            "demand.geojson",
            r#"{"features":[{"geometry":{"type":"Point","coordinates":[135.4,34.5]},"properties":{"p06_11":-3}}]}"#,
            "bad_children",
        ),
        ("candidates.geojson", r#"{"features":[{"id":"a","geometry":null}]}"#, "bad_candidate"),
        ("districts.geojson", r#"{"features":[{"id":"a","geometry":null}]}"#, "bad_district"),
        ("basemap/water.geojson", "[]", "bad_basemap"),
        ("streets.bin", "not a network", "bad_streets"),
        ("places.geojson.gz", "not gzip", "twice_with_gz"),
    ];
    for (name, text, code) in rows {
        let (notices, snapshot) =
            read(vec![("places.geojson", collection(&[place("a", "")]).as_str()), (name, text)]);
        assert!(words(&notices).contains(code), "{name} {text}: {notices:?}");
        assert_eq!(found(snapshot.as_ref()), ["a"], "{name}");
    }
}

#[test]
fn children_nobody_counted_and_cells_outside_the_ward_stay_what_they_are() {
    let demand = "id,lon,lat,p06_11,p12_14,p15_17,estimated\n\
        a,135.46,34.53,-3,4,,\nb,139.7,35.68,5,6,7,true\na,135.46,34.53,100,100,100,\n";
    let ward = "[bounds]\nwest = 135.4\neast = 135.5\nsouth = 34.5\nnorth = 34.6\n";
    let places = collection(&[place("hiroba", "")]);
    let (notices, snapshot) =
        read(vec![("places.geojson", places.as_str()), ("demand.csv", demand), ("ward.toml", ward)]);
    let cells = snapshot.expect("there is a place").demand.expect("there is demand");
    let children: Vec<_> = cells.iter().map(|cell| (cell.p06_11, cell.p12_14, cell.p15_17)).collect();
    assert_eq!(children, [(None, Some(4), None), (Some(5), Some(6), Some(7))]);
    assert_eq!(cells.iter().map(|cell| cell.estimated).collect::<Vec<_>>(), [false, true]);
    for code in ["bad_children", "outside_ward", "duplicate_cell", "children_not_known", "children_estimated"]
    {
        assert!(words(&notices).contains(code), "{code} is missing in {notices:?}");
    }
}
