//! Every kind of notice: its code, how grave it is and why, an example, and what to do.
//!
//! ```
//! use ibasho::dataset::{Severity, code};
//! assert_eq!(code::COORDINATES_SWAPPED.severity, Severity::Error);
//! assert!(code::ALL.iter().any(|code| code.word == "in_the_sea"));
//! ```
//!
//! docs/checks.md is this table; a test keeps the two equal. A code never changes its word.

use super::notice::Severity;
use std::fmt::Write;

/// One kind of notice.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable word, such as `coordinates_swapped`.
    pub word: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong.
    pub meaning: &'static str,
    /// What follows from it, and so why it is this grave.
    pub why: &'static str,
    /// An example.
    pub example: &'static str,
    /// What to do.
    pub remedy: &'static str,
}

macro_rules! codes {
    ($($name:ident $word:literal $severity:ident: $meaning:literal; $why:literal; $example:literal; $remedy:literal)+) => {
        $(
            #[doc = $meaning]
            pub static $name: Code = Code {
                word: $word,
                severity: Severity::$severity,
                meaning: $meaning,
                why: $why,
                example: $example,
                remedy: $remedy,
            };
        )+

        /// Every code, in the order docs/checks.md lists them.
        pub static ALL: &[&Code] = &[$(&$name),+];
    };
}

codes! {
    MISSING_FOLDER "missing_folder" Error:
        "there is no such folder";
        "nothing can be served";
        "`--data dtaa`";
        "give the folder that holds places.geojson"
    NOT_A_FOLDER "not_a_folder" Error:
        "the data folder is a file";
        "nothing can be served";
        "`--data places.geojson`";
        "give the folder, not a file in it"
    MISSING_PLACES "missing_places" Error:
        "the folder has no places.geojson";
        "it is the one file that is required";
        "an empty folder";
        "add places.geojson or places.geojson.gz"
    UNREADABLE_FILE "unreadable_file" Error:
        "the file cannot be opened or read";
        "what it says is missing from every answer";
        "no permission, a folder of that name, a broken disk or gzip stream";
        "make the file readable; pack it again"
    EMPTY_FILE "empty_file" Error:
        "the file is empty";
        "it was probably cut off while being written";
        "a file of 0 bytes";
        "write it again, or remove it when it is optional"
    FILE_TOO_LARGE "file_too_large" Error:
        "the file is larger than is read";
        "reading it could exhaust the memory of the machine";
        "a file of 2 GB";
        "split it, or remove what does not belong there"
    UNPACKS_TOO_LARGE "unpacks_too_large" Error:
        "the gzipped file unpacks to more than is read";
        "a small file can unpack to more than the machine holds";
        "places.geojson.gz that unpacks to 5 GB";
        "pack the right file again"
    NOT_UTF8 "not_utf8" Error:
        "the text is not UTF-8";
        "names would be shown as nonsense";
        "a file saved by Excel as Shift_JIS; latin-1 bytes";
        "save it as UTF-8"
    TWICE_WITH_GZ "twice_with_gz" Warning:
        "a file is there plain and gzipped";
        "only one can be meant; the plain one is read";
        "places.geojson beside places.geojson.gz";
        "remove the older one"
    BROKEN_JSON "broken_json" Error:
        "this is not JSON";
        "what cannot be read cannot be shown; features before and after it are kept where the file allows it";
        "a missing comma, a file cut off in the middle, `NaN`, nesting deeper than 127";
        "correct the file at the line and column given"
    NOT_A_COLLECTION "not_a_collection" Error:
        "the file is no GeoJSON `FeatureCollection`";
        "nothing in it can be found";
        "`{\"type\": \"Feature\", …}` or `[…]` alone";
        "wrap the features as {\"type\": \"FeatureCollection\", \"features\": […]}"
    NOT_A_FEATURE "not_a_feature" Error:
        "an entry of `features` is no GeoJSON Feature";
        "there is nothing to show";
        "`null` or a number between the features";
        "give an object with type, geometry and properties"
    FEATURE_TOO_LARGE "feature_too_large" Error:
        "one feature is larger than a place can be";
        "a text of megabytes is a mistake, and every visitor would have to load it";
        "a name of 10 MB";
        "shorten its texts"
    DUPLICATE_KEY "duplicate_key" Error:
        "a key is there twice in one object";
        "programs disagree about which one counts";
        "two `kind` in one place";
        "remove one"
    MISSING_GEOMETRY "missing_geometry" Error:
        "the place has no point";
        "a place nobody can find on the map or by distance would mislead";
        "`\"geometry\": null`";
        "give a Point, or location_precision hidden when it must not be shown"
    WRONG_GEOMETRY "wrong_geometry" Error:
        "the geometry is of the wrong type";
        "distances are measured from one point";
        "a Polygon for a place";
        "give a Point (in districts and outlines a Polygon)"
    BAD_COORDINATES "bad_coordinates" Error:
        "the coordinates are no pair of numbers";
        "the place would stand somewhere else";
        "`[135.45]`, `[\"135.45\", \"34.53\"]`";
        "give [longitude, latitude] in degrees"
    COORDINATES_SWAPPED "coordinates_swapped" Error:
        "latitude and longitude seem to be swapped";
        "the place would stand in another part of the world";
        "`[34.5343, 135.4589]`";
        "write longitude first"
    OUT_OF_RANGE "out_of_range" Error:
        "the coordinates are outside Japan";
        "the place would stand in another part of the world";
        "`[0, 0]`, `[1354589, 345343]`";
        "give degrees: longitude 122 to 154, latitude 20 to 46"
    IN_THE_SEA "in_the_sea" Error:
        "the point lies in the sea";
        "families would be sent to where nothing is";
        "a point off the coast of the ward";
        "correct the coordinates"
    OUTSIDE_WARD "outside_ward" Warning:
        "the point lies outside the ward";
        "places just over the border can be meant";
        "a place in the next city";
        "check the coordinates; leave it if it is meant"
    MISSING_ID "missing_id" Error:
        "it has no id";
        "its page would have no address";
        "a feature without `id`";
        "give a slug such as sample-ootori-hiroba"
    BAD_ID "bad_id" Error:
        "the id is no slug";
        "its page would have no working address";
        "`a/b`, an id with spaces";
        "use 1 to 64 of A–Z a–z 0–9 - _ . and no dot in front"
    DUPLICATE_ID "duplicate_id" Error:
        "the id is already taken in this file";
        "one address cannot lead to two places; the first one stays";
        "two features with one id";
        "give each its own id"
    ID_TWICE_IN_FEATURE "id_twice_in_feature" Warning:
        "`id` and `properties.id` differ";
        "one of them is outdated; the feature's own id counts";
        "`\"id\": \"a\"` with properties.id `b`";
        "keep one"
    MISSING_NAME "missing_name" Error:
        "the place has no name";
        "a place without a name cannot be told from another";
        "`\"name\": \"\"`";
        "give the name its people use"
    WRONG_TYPE "wrong_type" Warning:
        "the value is of the wrong type";
        "it is treated as not known; the rest of the place is right";
        "`\"capacity\": \"twenty\"`";
        "give the type named in the message"
    UNKNOWN_KEY "unknown_key" Info:
        "the key is not part of the format";
        "it is kept and exported, but nothing reads it; it may be a misspelling";
        "`\"phnoe\"`";
        "correct the spelling, or leave it"
    UNKNOWN_KIND "unknown_kind" Warning:
        "the kind is not in the list";
        "the place is shown as 「その他」 and cannot be found by its kind";
        "`\"kind\": \"cafe\"`";
        "use a kind of the list"
    KIND_IN_OWN_WORDS "kind_in_own_words" Info:
        "the kind is written in words of its own";
        "the place is shown as 「その他」 and cannot be found by its kind";
        "`\"kind\": \"地域会館\"`";
        "use a kind of the list where one fits"
    MISSING_KIND "missing_kind" Warning:
        "the place has no kind";
        "the place is shown as 「その他」 and cannot be found by its kind";
        "no `kind`";
        "give a kind of the list"
    UNKNOWN_GRADE "unknown_grade" Warning:
        "a grade is not in the list";
        "whom the programme is for is treated as not known, so no child is promised a place";
        "`\"grades\": [\"e7\"]`";
        "use e1–e6, j1–j3, h1–h3, guardians, or a range"
    BAD_AGE "bad_age" Warning:
        "the age limits make no sense";
        "whom the programme is for is treated as not known";
        "`age_min` 12 with `age_max` 6";
        "give whole years, 0 to 120, the smaller first"
    UNKNOWN_PRECISION "unknown_precision" Error:
        "`location_precision` is not in the list";
        "it is not sure that the point may be public, so nothing is";
        "`\"location_precision\": \"hiden\"`";
        "use exact, town, district or hidden"
    CANNOT_BLUR "cannot_blur" Error:
        "the point may not be shown, and there is no town or district to show instead";
        "the true point must not get out";
        "precision `town` in a folder without landmarks.geojson";
        "add the towns or districts, or use hidden"
    PRECISE_DETAILS_WITHHELD "precise_details_withheld" Info:
        "directions and further keys are not shown for a place without an exact location";
        "they could give away the location";
        "`access` with precision `town`";
        "nothing, or move what may be public elsewhere"
    UNKNOWN_BOOKING "unknown_booking" Warning:
        "the booking rule is not in the list";
        "it is treated as not known, so nobody is promised to be let in";
        "`\"booking\": \"maybe\"`";
        "use none, recommended, required or registered"
    UNKNOWN_NEED "unknown_need" Warning:
        "a need is not in the list";
        "nobody can find the place by it";
        "`\"needs\": [\"silence\"]`";
        "use a need of the list"
    UNKNOWN_ANSWER "unknown_answer" Warning:
        "the value is not yes, no or unknown";
        "it is treated as not known";
        "`\"wheelchair\": \"partly\"`";
        "use yes, no or unknown"
    BAD_PRICE "bad_price" Warning:
        "the price is no whole number of yen from 0 to 100 000";
        "it is treated as not known; nobody is promised it is free";
        "`-100`, `99.5`, `1e12`";
        "give whole yen; 0 is free"
    BAD_CAPACITY "bad_capacity" Warning:
        "the capacity is no whole number from 0 to 100 000";
        "it is treated as not known";
        "`-3`";
        "give how many children can come at once"
    BAD_PHONE "bad_phone" Warning:
        "this is no telephone number";
        "a button that calls nobody is worse than none; it is not shown";
        "`090-CALL-ME`";
        "use digits, spaces, + - ( )"
    BAD_URL "bad_url" Warning:
        "this is no web address";
        "it is not shown: a link must lead to a web page";
        "`javascript:alert(1)`";
        "give an address that starts with https:// or http://"
    BAD_LANGUAGE "bad_language" Warning:
        "this is no language tag";
        "it is not shown";
        "`\"languages\": [\"日本語\"]`";
        "use tags such as ja, en, pt-BR"
    HTML_IN_TEXT "html_in_text" Warning:
        "the text holds HTML";
        "it is shown as it is written, with its angle brackets";
        "`\"name\": \"<b>ひろば</b>\"`";
        "write plain text"
    CONTROL_CHARACTER "control_character" Warning:
        "the text holds a control character";
        "it is removed";
        "a backspace pasted from another program";
        "remove it"
    BIDI_CONTROL "bidi_control" Warning:
        "the text holds a character that reverses the direction of writing";
        "it can make one address look like another; it is removed";
        "U+202E in a name";
        "remove it"
    TEXT_TOO_LONG "text_too_long" Warning:
        "the text is longer than fits its place";
        "it is not shown (a name is cut)";
        "a name of 3 000 characters";
        "shorten it"
    TOO_MANY "too_many" Warning:
        "the list is longer than is read";
        "only its beginning is used";
        "10 000 programmes in a place";
        "shorten the list"
    UNREADABLE_HOURS "unreadable_hours" Warning:
        "the opening hours cannot be read as written";
        "the place stays, and its state is 「確認してください」";
        "`\"opening_hours\": \"sometimes\"`";
        "use OSM opening_hours syntax or ordinary Japanese"
    BAD_DATE "bad_date" Warning:
        "this is no date";
        "it is treated as not known";
        "`2026-02-30`, `1.11.2026`";
        "write 2026-11-01"
    BAD_TIME "bad_time" Warning:
        "this is no local date and time";
        "the programme's hours are treated as not known";
        "`2026-12-03 4pm`";
        "write 2026-12-03T16:00"
    ENDS_BEFORE_START "ends_before_start" Warning:
        "the session ends before it starts";
        "the programme's hours are treated as not known";
        "`start` 19:00, `end` 16:00";
        "swap them, or give the next day"
    SESSION_TOO_LONG "session_too_long" Warning:
        "the session is longer than a day";
        "probably the year or month is wrong; the programme's hours are treated as not known";
        "a session of three weeks";
        "give one session a day"
    BAD_RECURRENCE "bad_recurrence" Warning:
        "the recurrence rule cannot be read";
        "the programme's hours are treated as not known";
        "`\"rrule\": \"EVERY THURSDAY\"`";
        "use RFC 5545, such as FREQ=WEEKLY;INTERVAL=2"
    CLOSURE_BACKWARDS "closure_backwards" Warning:
        "the closure ends before it begins";
        "the programme's hours are treated as not known: it may be closed";
        "`from` 2027-01-05 `to` 2026-12-28";
        "swap them"
    VERIFIED_IN_FUTURE "verified_in_future" Warning:
        "`verified_on` is later than today";
        "nobody can have checked it; the hours are treated as out of date";
        "`\"verified_on\": \"2062-11-01\"`";
        "correct the year"
    BAD_PERIOD "bad_period" Warning:
        "`verify_every_months` is no whole number from 1 to 120";
        "the hours are treated as out of date once verified_on is a year past";
        "`0`, `\"half a year\"`";
        "give months"
    BAD_WARD "bad_ward" Error:
        "ward.toml cannot be read";
        "the ward is served without its name, bounds and contact";
        "a missing quotation mark; an unknown time zone";
        "correct the file at the line given"
    BAD_CSV "bad_csv" Warning:
        "the row cannot be read";
        "it is left out; the other rows are used";
        "too many columns, an open quotation mark";
        "correct the row"
    MISSING_COLUMN "missing_column" Error:
        "a column is missing";
        "the file cannot be used without it";
        "demand.csv without `lon`";
        "add the column"
    BAD_HOLIDAY "bad_holiday" Warning:
        "the holiday row cannot be read";
        "it is left out; hours on that day may be wrong";
        "`2026-02-30,…`";
        "write date,name as in 2026-11-03,文化の日"
    DUPLICATE_HOLIDAY "duplicate_holiday" Info:
        "the day is there twice";
        "one name is shown; the first stays";
        "two rows for 2026-11-03";
        "remove one"
    CALENDAR_ENDS_SOON "calendar_ends_soon" Warning:
        "the holiday calendar ends within a year";
        "after its end nobody knows which days are holidays";
        "holidays.csv up to this December";
        "add the coming years"
    BAD_SCHOOL_HOLIDAY "bad_school_holiday" Warning:
        "the school holiday row cannot be read";
        "it is left out; hours in the holidays may be wrong";
        "`from` later than `to`";
        "write from,to,name,schools"
    BAD_LANDMARK "bad_landmark" Warning:
        "the landmark cannot be used";
        "families cannot search from it; the others are used";
        "a landmark without name or point";
        "correct it"
    BAD_DESK "bad_desk" Warning:
        "the desk cannot be used";
        "it is left out: without a name or source nobody can rely on it";
        "a row without name";
        "complete it"
    BAD_EVENT "bad_event" Warning:
        "the event cannot be used";
        "it is left out";
        "an event that ends before it starts";
        "correct it"
    BAD_DEMAND "bad_demand" Warning:
        "the demand row cannot be used";
        "it is left out; coverage counts fewer children";
        "a row without a point, or with longitude and latitude swapped";
        "correct it"
    BAD_CHILDREN "bad_children" Warning:
        "this is no number of children";
        "it is treated as not known, never as none";
        "`-3`, `12.5`, `about 40`";
        "give a whole number from 0; leave it blank when it is not known"
    CHILDREN_NOT_KNOWN "children_not_known" Info:
        "cells do not say how many children of an age group there are";
        "they stay 「人口データ未取込」 and add nothing to a sum, and coverage says how many they are";
        "a blank `p15_17`";
        "import the population when it is there"
    CHILDREN_ESTIMATED "children_estimated" Info:
        "the children of cells are estimated";
        "their numbers were split or joined from coarser ones, and coverage says so （推計）";
        "ages 5 to 9 split into 5 and 6 to 9";
        "import figures by single years of age when there are any"
    DUPLICATE_CELL "duplicate_cell" Warning:
        "the id of the demand cell is already taken";
        "children would be counted twice; the first row counts";
        "one mesh code in two rows";
        "remove one of the two"
    NO_CELLS "no_cells" Warning:
        "there is no cell of children in the file";
        "coverage cannot be measured; that is not the same as no children";
        "demand.csv with a header only";
        "import the population (`ibasho import`), or remove the file"
    BAD_CANDIDATE "bad_candidate" Warning:
        "the candidate site cannot be used";
        "it is left out";
        "a site without a point";
        "correct it"
    BAD_DISTRICT "bad_district" Warning:
        "the district cannot be used";
        "it is left out";
        "a district that is no polygon";
        "correct it"
    BAD_BASEMAP "bad_basemap" Warning:
        "the map layer cannot be used";
        "the map is drawn without it";
        "a broken water.geojson";
        "correct the layer"
    NO_PLACES "no_places" Warning:
        "there is no place in the file";
        "an empty finder helps nobody, but it is what the data says";
        "`\"features\": []`";
        "add places"
}

/// The code spelled `word`; one of [`ALL`], since notices are made from nothing else.
pub(super) fn by_word(word: &str) -> &'static Code {
    ALL.iter().copied().find(|code| code.word == word).expect("a notice's code comes from the table")
}

/// docs/checks.md as it should be.
#[must_use]
pub fn document() -> String {
    let mut text = String::from(INTRODUCTION);
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let _ = writeln!(text, "\n## {}\n", severity.word());
        text += "| code | what is wrong | why this severity | for example | what to do |\n|---|---|---|---|---|\n";
        for code in ALL.iter().filter(|code| code.severity == severity) {
            let Code { word, meaning, why, example, remedy, .. } = code;
            let _ = writeln!(text, "| `{word}` | {meaning} | {why} | {example} | {remedy} |");
        }
    }
    text
}

const INTRODUCTION: &str = "# What `ibasho check` looks for

Every finding is a notice: a stable code, a severity, the file, the number of the feature (or line) and the
key at fault. All of them are reported, not only the first; a fault repeated more than a hundred times in a
file is listed a hundred times and then counted.

- **error**: it cannot be shown. The place, row or file is left out, the rest is served; `check` ends with 1
  (with 2 when nothing is left to serve).
- **warning**: it is shown, but suspicious, or a single value is treated as not known; `check` ends with 0.
- **info**: tidying.

This page is written from the table in the source (`src/dataset/code.rs`) and compared with it by a test.
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_own_word() {
        let words: std::collections::BTreeSet<_> = ALL.iter().map(|code| code.word).collect();
        assert_eq!(words.len(), ALL.len());
    }

    /// Run with `IBASHO_WRITE_DOCS=1` to write the page anew.
    #[test]
    fn the_page_of_checks_says_what_the_table_says() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/checks.md");
        if std::env::var_os("IBASHO_WRITE_DOCS").is_some() {
            std::fs::write(path, document()).expect("docs/ can be written");
        }
        assert_eq!(std::fs::read_to_string(path).expect("docs/checks.md is there"), document());
    }
}
