//! Makes a data folder for another municipality: what is given is written, the rest is left to fill in.
//!
//! Nothing is invented: without a name, code or bounds these lines stand as comments, the places are an
//! empty collection, and the school calendar has its header only.

use crate::geodesy::{Bounds, LonLat};
use encoding_rs::{Encoding, SHIFT_JIS, UTF_8};
use serde_json::json;
use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug, Clone, Default)]
pub struct NewWard {
    /// Its name, such as 「堺市西区」.
    pub name: Option<String>,
    /// Its code of six digits, checked ([`municipality_code`]).
    pub code: Option<String>,
    /// Its bounding box; without it that of the towns, with a margin.
    pub bounds: Option<Bounds>,
    pub towns: Vec<Town>,
}

/// A town (町・丁目) of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Town {
    pub name: String,
    /// Its reading, if the table has one.
    pub reading: Option<String>,
    /// Its representative point.
    pub point: LonLat,
}

#[derive(Debug, thiserror::Error)]
pub enum InitError {
    #[error("{0} is there already and not empty; give a new folder")]
    NotEmpty(PathBuf),
    #[error("{path} cannot be written: {cause}", path = .path.display())]
    Write { path: PathBuf, cause: io::Error },
    /// The code is not that of a municipality.
    #[error("{0}")]
    Code(String),
    #[error("the table of towns {0}")]
    Towns(String),
}

/// The code of six digits for `given` (five, or six with the check digit).
///
/// Source: JIS X 0401 and 0402, and the check digit of the Ministry of Internal Affairs: the digits
/// weighted 6 to 2 are summed, and the last digit of 11 minus the remainder by 11 is appended.
///
/// # Errors
/// [`InitError::Code`] when it has another length, another check digit or no prefecture from 01 to 47.
pub fn municipality_code(given: &str) -> Result<String, InitError> {
    let digits: Option<Vec<u32>> = given.chars().map(|c| c.to_digit(10)).collect();
    let digits = digits.filter(|digits| matches!(digits.len(), 5 | 6));
    let digits =
        digits.ok_or_else(|| InitError::Code(format!("{given}: a municipality code has 5 or 6 digits")))?;
    if !(1..=47).contains(&(digits[0] * 10 + digits[1])) {
        return Err(InitError::Code(format!(
            "{given}: no prefecture has that number; a leading zero may be lost"
        )));
    }
    let sum: u32 = digits.iter().zip([6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
    let check = (11 - sum % 11) % 10;
    match digits.get(5) {
        Some(last) if *last != check => Err(InitError::Code(format!(
            "{given}: its check digit should be {check}; a digit is mistyped, or a leading zero is lost"
        ))),
        _ => Ok(format!("{}{check}", &given[..5])),
    }
}

/// Names of columns in the tables of towns in use (位置参照情報, Geolonia, e-Stat, plain ones).
const NAME: [&str; 8] =
    ["大字町丁目名", "大字・丁目", "町丁目名", "町名", "町丁名", "地域名", "town", "name"];
const LON: [&str; 4] = ["経度", "lon", "lng", "longitude"];
const LAT: [&str; 3] = ["緯度", "lat", "latitude"];
const READING: [&str; 5] = ["かな", "町名かな", "町丁目名カナ", "base_reading", "name_reading"];
const CODE: [&str; 4] = ["市区町村コード", "全国地方公共団体コード", "city_code", "municipality_code"];

/// The towns of a CSV table, in its order; with `code`, those of that municipality if the table says.
///
/// # Errors
/// [`InitError::Towns`] when it is no table of names and points, or has none of the municipality.
pub fn towns(bytes: &[u8], code: Option<&str>) -> Result<Vec<Town>, InitError> {
    let encoding = if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { SHIFT_JIS };
    let encoding = Encoding::for_bom(bytes).map_or(encoding, |(encoding, _)| encoding);
    let (text, _, is_broken) = encoding.decode(bytes);
    if is_broken {
        return Err(InitError::Towns("is no text in UTF-8 or Shift_JIS".to_owned()));
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|fault| InitError::Towns(fault.to_string()))?.clone();
    let column =
        |names: &[&str]| names.iter().find_map(|name| header.iter().position(|cell| cell.trim() == *name));
    let (Some(name), Some(lon), Some(lat)) = (column(&NAME), column(&LON), column(&LAT)) else {
        return Err(InitError::Towns(format!(
            "needs columns for the name, longitude and latitude, such as {}, {}, {}",
            NAME[0], LON[0], LAT[0]
        )));
    };
    let (reading, of_code) = (column(&READING), column(&CODE));
    let mut towns: Vec<Town> = Vec::new();
    for (at, record) in reader.records().enumerate() {
        let fault = |what: &str| InitError::Towns(format!("has {what} in line {}", at + 2));
        let record = record.map_err(|fault| InitError::Towns(fault.to_string()))?;
        let cell = |column: usize| record.get(column).map(str::trim).filter(|cell| !cell.is_empty());
        let Some(name) = cell(name) else { continue };
        let of = of_code.and_then(cell);
        // The code may have lost its leading zero, and comes with or without its check digit.
        let is_here = |of: &str, code: &str| {
            [format!("{of:0>5}"), format!("{of:0>6}")].iter().any(|of| of.starts_with(&code[..5]))
        };
        if of.zip(code).is_some_and(|(of, code)| !is_here(of, code)) {
            continue;
        }
        let degrees = |column: usize| cell(column).and_then(|cell| cell.parse::<f64>().ok());
        let (lon, lat) = degrees(lon).zip(degrees(lat)).ok_or_else(|| fault("no longitude and latitude"))?;
        if !super::area::in_japan(lon, lat) {
            return Err(fault("a point outside Japan"));
        }
        let point = LonLat::new(lon, lat).ok_or_else(|| fault("a point outside Japan"))?;
        let reading = reading.and_then(cell).map(str::to_owned);
        if towns.iter().all(|town| town.name != name) {
            towns.push(Town { name: name.to_owned(), reading, point });
        }
    }
    if towns.is_empty() {
        return Err(InitError::Towns("has no town of the municipality".to_owned()));
    }
    Ok(towns)
}

/// Makes the folder, and returns the files written.
///
/// # Errors
/// [`InitError`] when the folder is not empty or cannot be written.
pub fn write(folder: &Path, ward: &NewWard) -> Result<Vec<PathBuf>, InitError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |cause| InitError::Write { path, cause }
    };
    if folder.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(InitError::NotEmpty(folder.to_owned()));
    }
    std::fs::create_dir_all(folder.join("calendar")).map_err(failed(folder))?;
    let mut files = vec![
        ("ward.toml", ward_toml(ward)),
        ("places.geojson", collection(&[])),
        ("calendar/school.csv", "from,to,name,schools\n".to_owned()),
        ("SOURCES.md", SOURCES.to_owned()),
        ("README.md", readme(ward, folder)),
    ];
    if !ward.towns.is_empty() {
        files.push(("landmarks.geojson", landmarks(&ward.towns)));
    }
    let mut written = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(failed(&path))?;
        written.push(path);
    }
    Ok(written)
}

/// How far beyond the outermost towns the bounds reach, in degrees: about 2 km, as a town's point is its center.
const MARGIN: f64 = 0.02;

fn bounds(ward: &NewWard) -> Option<(Bounds, &'static str)> {
    if let Some(bounds) = ward.bounds {
        return Some((bounds, ""));
    }
    let Bounds { min, max } = Bounds::around(ward.towns.iter().map(|town| town.point))?;
    let min = LonLat::new(min.lon() - MARGIN, min.lat() - MARGIN)?;
    let max = LonLat::new(max.lon() + MARGIN, max.lat() + MARGIN)?;
    Some((
        Bounds { min, max },
        "# 町の代表点を囲み、約2km広げた範囲です。市区町村の境にあわせて直してください。\n",
    ))
}

fn ward_toml(ward: &NewWard) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let line = |key: &str, value: Option<&str>, example: &str| match value {
        Some(value) => format!("{key} = {}\n", quoted(value)),
        None => format!("# {key} = {}   # ← 書いてください\n", quoted(example)),
    };
    let mut text = "# この市区町村について。行のはじめの # をとると有効になります。\n\n".to_owned();
    text += &line("name", ward.name.as_deref(), "○○市");
    text += &line("code", ward.code.as_deref(), "000000");
    text += "time_zone = \"Asia/Tokyo\"\n";
    text += "# public_url = \"https://…\"   # 公開するときのアドレス\n";
    match bounds(ward) {
        Some((Bounds { min, max }, remark)) => {
            let _ = write!(
                text,
                "\n{remark}[bounds]\nwest = {:.4}\nsouth = {:.4}\neast = {:.4}\nnorth = {:.4}\n",
                min.lon(),
                min.lat(),
                max.lon(),
                max.lat()
            );
        }
        None => {
            text += "\n# 場所があるはずの範囲（経度・緯度）。書くと、範囲の外の場所を check が知らせます。\n\
                     # [bounds]\n# west = \n# south = \n# east = \n# north = \n";
        }
    }
    text + "\n# まちがいの連絡先。公開する前に書いてください。\n# [contact]\n# section = \"○○課\"\n# phone = \"\"\n# mail = \"\"\n# url = \"\"\n"
}

fn landmarks(towns: &[Town]) -> String {
    let features: Vec<serde_json::Value> = towns
        .iter()
        .enumerate()
        .map(|(at, town)| {
            let mut properties = json!({"kind": "town", "name": town.name});
            if let Some(reading) = &town.reading {
                properties["name_reading"] = json!(reading);
            }
            let coordinates = [town.point.lon(), town.point.lat()];
            json!({
                "type": "Feature",
                "id": format!("town-{}", at + 1),
                "geometry": {"type": "Point", "coordinates": coordinates},
                "properties": properties,
            })
        })
        .collect();
    collection(&features)
}

fn collection(features: &[serde_json::Value]) -> String {
    let lines: Vec<String> = features.iter().map(ToString::to_string).collect();
    let lines = lines.join(",\n");
    format!("{{\"type\": \"FeatureCollection\", \"features\": [\n{lines}\n]}}\n")
}

const SOURCES: &str = "# 出典\n\nこのフォルダのデータの出典と利用条件を書いてください。町の表を使ったときは、その表の出典も書きます。\n";

fn readme(ward: &NewWard, folder: &Path) -> String {
    let name = ward.name.as_deref().unwrap_or("（市区町村名）");
    let folder = folder.file_name().map_or("DIR".into(), |name| name.to_string_lossy());
    format!(
        "# {name}のこどもの居場所データ\n\n\
         1. 場所の一覧を取り込みます: `ibasho import 一覧.csv --into {folder}`\n\
         2. 直すところを見ます: `ibasho check --data {folder}`\n\
         3. 地図とページを見ます: `ibasho serve --data {folder}`（<http://127.0.0.1:8080>）\n\n\
         ## 書き足すところ\n\n\
         - `ward.toml`: 名前、コード、範囲、連絡先\n\
         - `calendar/school.csv`: 学校の長い休み。1行に1つ、`2027-07-21,2027-08-31,夏休み,` のように書きます（日付は例です）。書くまで「わからない」として扱います\n\
         - `SOURCES.md`: データの出典\n\n\
         わからないことは空のままにしてください。空は「わからない」で、「ない」ではありません。\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_is_verified_and_appended() {
        for (given, expected) in [
            ("27144", "271446"),
            ("271446", "271446"),
            ("13101", "131016"),
            ("01100", "011002"),
            ("011002", "011002"),
        ] {
            assert_eq!(municipality_code(given).ok().as_deref(), Some(expected), "{given}");
        }
        for given in ["271445", "99999", "2714", "27144a", ""] {
            assert!(municipality_code(given).is_err(), "{given}");
        }
    }

    #[test]
    fn towns_are_read_from_the_tables_in_use() {
        let official = "\"市区町村コード\",\"大字町丁目名\",\"緯度\",\"経度\"\n27144,鳳東町一丁,34.53,135.46\n27141,大仙町,34.56,135.48\n";
        let bytes = SHIFT_JIS.encode(official).0;
        let read = towns(&bytes, Some("271446")).expect("a table of towns");
        assert_eq!(read.iter().map(|town| town.name.as_str()).collect::<Vec<_>>(), ["鳳東町一丁"]);
        let plain = "town,base_reading,lon,lat\n石津西町,イシヅニシマチ,135.4453,34.5624\n";
        assert_eq!(
            towns(plain.as_bytes(), None).expect("a table")[0].reading.as_deref(),
            Some("イシヅニシマチ")
        );
        for broken in ["a,b\n1,2\n", "town,lon,lat\n石津,34.5,135.4\n", "town,lon,lat\n石津,,\n"] {
            assert!(towns(broken.as_bytes(), None).is_err(), "{broken}");
        }
    }
}
