//! Reports files of a data folder that nothing reads, with the name that may be meant.

use super::code;
use super::notice::{Notices, Spot};
use super::source::Source;
use crate::tiles::Layer;
use strsim::osa_distance;

/// Reports every file that is not among `known`, nor a layer of the map, a note or a hidden file.
pub(super) fn report(source: &Source, known: &[&str], notices: &mut Notices) {
    let layers = Layer::ALL.map(|layer| format!("basemap/{}.geojson", layer.name()));
    let read: Vec<&str> = known.iter().copied().chain(layers.iter().map(String::as_str)).collect();
    for name in source.names() {
        let plain = name.strip_suffix(".gz").unwrap_or(&name);
        if read.contains(&plain) || is_note(&name) {
            continue;
        }
        let (code, what) = match meant(plain, &read) {
            Some(meant) => (&code::FILE_NAME_MISSPELLED, format!("did you mean {meant}?")),
            None => (&code::FILE_NOT_READ, remedy(plain).to_owned()),
        };
        notices.note(code, Spot::file(&name), format!("nothing reads it; {what}"));
    }
}

/// Notes, maps in one file, what imports keep (former files, mappings) and files of the machine.
fn is_note(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    let ending = last.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let note = ["md", "pmtiles", "license", "bak"].contains(&ending.as_str())
        || ["README", "LICENSE"].iter().any(|start| last.to_uppercase().starts_with(start));
    let machine =
        last.starts_with('.') || last.starts_with("~$") || ["Thumbs.db", "desktop.ini"].contains(&last);
    note || machine
        || name == super::loss::CONFIRMATION
        || name.starts_with("mappings/")
        || name.starts_with('.')
}

/// Other names of the files of the format, in stems without separators.
const OTHER_NAMES: [(&str, &str); 12] = [
    ("syukujitsu", "calendar/holidays.csv"),
    ("shukujitsu", "calendar/holidays.csv"),
    ("祝日", "calendar/holidays.csv"),
    ("publicholidays", "calendar/holidays.csv"),
    ("schoolcalendar", "calendar/school.csv"),
    ("schoolholidays", "calendar/school.csv"),
    ("schooldistricts", "districts.geojson"),
    ("校区", "districts.geojson"),
    ("学区", "districts.geojson"),
    ("通学区域", "districts.geojson"),
    ("居場所", "places.geojson"),
    ("sites", "candidates.geojson"),
];

/// The file of the format that `name` may be meant as, by its stem.
fn meant<'r>(name: &str, read: &[&'r str]) -> Option<&'r str> {
    let given = stem(name);
    let off = |known: &&&'r str| osa_distance(&given, &stem(known));
    let by_name = OTHER_NAMES.iter().find(|(other, _)| *other == given).map(|(_, file)| *file);
    let by_name = by_name.and_then(|file| read.iter().find(|known| **known == file));
    let near = read.iter().min_by_key(off).filter(|known| {
        let allowed = if stem(known).chars().count() >= 5 { 2 } else { 0 };
        off(known) <= allowed
    });
    by_name.or(near).copied()
}

/// The last part of a name without its ending, marks of a copy, separators, digits and case:
/// `Places (1).geojson` is `places`.
fn stem(name: &str) -> String {
    let last = name.rsplit('/').next().unwrap_or(name);
    let last = last.split_once('.').map_or(last, |(stem, _)| stem).to_lowercase();
    let mut last = last.replace("のコピー", "").replace("コピー", "");
    for mark in ["copy of", "copy", "old", "new", "final", "最新", "修正"] {
        last = last.replace(mark, "");
    }
    last.chars().filter(|c| c.is_alphabetic()).collect()
}

fn remedy(name: &str) -> &'static str {
    let lower = name.to_lowercase();
    if ["population", "jinko", "人口", "mesh", "tbl"].iter().any(|word| lower.contains(word)) {
        "import it: `ibasho import FILE --into DIR` makes demand.csv of it"
    } else if [".csv", ".xlsx", ".xls", ".txt", ".geojson", ".json"].iter().any(|end| lower.ends_with(end)) {
        "import it (`ibasho import FILE --into DIR`), or keep it outside the data folder"
    } else {
        "keep it outside the data folder"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_nearly_one_is_recognized_and_others_are_not() {
        let read = [
            "places.geojson",
            "districts.geojson",
            "calendar/holidays.csv",
            "calendar/school.csv",
            "ward.toml",
        ];
        for (name, expected) in [
            ("district.geojson", Some("districts.geojson")),
            ("places (1).geojson", Some("places.geojson")),
            ("Places.geojson", Some("places.geojson")),
            ("places.json", Some("places.geojson")),
            ("places - コピー.geojson", Some("places.geojson")),
            ("calender/holidays.csv", Some("calendar/holidays.csv")),
            ("holidays.csv", Some("calendar/holidays.csv")),
            ("calendar/syukujitsu.csv", Some("calendar/holidays.csv")),
            ("population.csv", None),
            ("in/tblT001082C27.txt", None),
            ("notes.txt", None),
        ] {
            assert_eq!(meant(name, &read), expected, "{name}");
        }
    }
}
