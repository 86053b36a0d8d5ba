//! Finds the point of a row: from its coordinates, or from its address.
//!
//! 1. Coordinates are read in degrees, or in degrees, minutes and seconds. A swapped pair is turned around,
//!    the old Tokyo datum is converted where the table names it; both are reported.
//! 2. Zero, projected meters, and what is not in Japan are refused, and reported.
//! 3. Without coordinates, the block of the address (table given by `--addresses`), else the center of its
//!    town, with `location_precision` `town`.
//! 4. A point in the sea is refused like a missing one; without an address that places it, it stays, and is asked about.
//! 5. A point that is more than [`DISAGREE`] from the center of the town of its address is reported.

use super::book::{Row, Table};
use super::outcome::Remarks;
use super::tidy::Tidy;
use super::town_name::{InAddress, TownNames};
use super::when::plain;
use crate::dataset::Landmark;
use crate::dataset::area::Area;
use crate::dataset::code;
use crate::geodesy::{LonLat, Meters};
use std::collections::HashMap;

/// Distance from which point and address disagree; towns are some 300 m wide.
const DISAGREE: Meters = Meters(500.0);

/// A point, and how exactly it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub point: LonLat,
    /// Code of the format: `exact` or `town`.
    pub precision: &'static str,
}

pub(super) struct Gazetteer {
    towns: Vec<Landmark>,
    names: TownNames,
    blocks: HashMap<(usize, u32), LonLat>,
    area: Area,
}

impl Gazetteer {
    pub fn new(towns: Vec<Landmark>, ward_name: &str, area: Area) -> Self {
        let names = TownNames::new(&towns, ward_name);
        Self { towns, names, blocks: HashMap::new(), area }
    }

    /// Adds the blocks of a table: 街区レベル位置参照情報, or any of address, longitude and latitude. The
    /// number of blocks of the municipality.
    pub fn add_blocks(&mut self, table: &Table) -> usize {
        let position = |row: &Row, names: &[&str]| {
            row.cells.iter().position(|cell| names.contains(&plain(cell).as_str()))
        };
        let header = table.rows.iter().take(20).find_map(|row| {
            let lon = position(row, &["経度", "lon", "lng", "longitude", "fX"])?;
            let lat = position(row, &["緯度", "lat", "latitude", "fY"])?;
            let address: Vec<usize> = ["大字・丁目名", "大字町丁目名", "街区符号・地番"]
                .iter()
                .filter_map(|name| position(row, &[name]))
                .collect();
            let whole = position(row, &["住所", "所在地", "address", "所在地_連結表記"]).map(|at| vec![at]);
            let city = position(row, &["市区町村名"]);
            Some((lon, lat, if address.len() == 2 { address } else { whole? }, city))
        });
        let Some((lon, lat, address, city)) = header else { return 0 };
        for row in &table.rows {
            let text: String = city.iter().chain(&address).map(|at| row.cell(*at)).collect();
            let point = row
                .cell(lon)
                .parse()
                .ok()
                .zip(row.cell(lat).parse().ok())
                .and_then(|(lon, lat)| LonLat::new(lon, lat));
            let block = self.names.in_address(&text).and_then(|found| found.town.zip(found.block));
            if let Some((block, point)) = block.zip(point) {
                self.blocks.entry(block).or_insert(point);
            }
        }
        self.blocks.len()
    }

    /// The town in `address`; a slip in its municipality is reported.
    fn in_address(&self, address: &str, remarks: &mut Remarks<'_>) -> Option<InAddress> {
        let found = self.names.in_address(address)?;
        if let Some(other) = &found.other_municipality {
            remarks.repaired("住所", other, "この市区の町名なので、市区町村の書きまちがいとして読みました");
        }
        Some(found)
    }

    /// The point of `row`; `given` is the point of its geometry, if it has one.
    pub fn find(
        &self,
        tidy: &Tidy,
        row: &Row,
        given: Option<LonLat>,
        address: &str,
        remarks: &mut Remarks<'_>,
    ) -> Option<Found> {
        let is_tokyo = ["lat", "lon"].iter().any(|field| {
            tidy.columns.get(field).is_some_and(|at| {
                tidy.header[*at].contains("日本測地系") || tidy.header[*at].contains("旧測地系")
            })
        });
        let cells = || coordinates(tidy.cell(row, "lon"), tidy.cell(row, "lat"), is_tokyo, remarks);
        let point = given.or_else(cells);
        let town = self.in_address(address, remarks);
        let center = town.as_ref().and_then(|found| found.town).map(|at| (at, self.towns[at].point));
        let fault =
            point.and_then(|point| self.area.fault(point.lon(), point.lat())).map(|(code, _)| code.word);
        let shown = |point: LonLat| format!("{}, {}", point.lon(), point.lat());
        let is_at_sea = fault == Some(code::IN_THE_SEA.word);
        if let Some(point) = point.filter(|_| is_at_sea && center.is_some()) {
            remarks.unread("位置", &shown(point), "海の上です。位置がないものとして、住所を使います");
        } else if let Some(point) = point {
            if let Some((at, center)) = center.filter(|(_, center)| point.distance_to(*center).0 > DISAGREE.0)
            {
                let away = point.distance_to(center).0;
                remarks.asked("位置", address, &format!("位置は住所の町（{}）の中心から{away:.0}m離れています。どちらが正しいか確かめてください", self.towns[at].name));
            } else if is_at_sea {
                remarks.asked(
                    "位置",
                    &shown(point),
                    "海の上です。このままではどこにも出ません。確かめてください",
                );
            } else if center.is_none() && fault.is_some() {
                remarks.asked("位置", &shown(point), "この市区の範囲の外です。確かめてください");
            }
            return Some(Found { point, precision: "exact" });
        }
        let found = town?;
        let block = found.town.zip(found.block).and_then(|block| self.blocks.get(&block));
        if let Some(point) = block {
            remarks.repaired("位置", address, "位置がないので、住所の街区の中心に置きました");
            return Some(Found { point: *point, precision: "exact" });
        }
        let (at, center) = center.or_else(|| {
            remarks.unread("住所", address, "何丁目か書かれていないので、位置がわかりません");
            None
        })?;
        remarks.placed(
            address,
            &format!("位置がないので、{}の中心に置きました（町までの位置）", self.towns[at].name),
        );
        Some(Found { point: center, precision: "town" })
    }
}

fn in_japan(lon: f64, lat: f64) -> bool {
    (122.0..=154.0).contains(&lon) && (20.0..=46.0).contains(&lat)
}

/// The point of two cells; what was repaired or refused is reported.
fn coordinates(lon: &str, lat: &str, is_tokyo: bool, remarks: &mut Remarks<'_>) -> Option<LonLat> {
    let is_blank = |cell: &str| matches!(cell.trim(), "" | "-" | "－" | "ー");
    if is_blank(lon) && is_blank(lat) {
        return None;
    }
    let shown = format!("緯度{lat} 経度{lon}");
    let Some((x, y)) = degrees(lon).zip(degrees(lat)) else {
        remarks.unread("位置", &shown, "緯度・経度として読めません");
        return None;
    };
    let (x, y) = if in_japan(x, y) {
        (x, y)
    } else if in_japan(y, x) {
        remarks.repaired("位置", &shown, "緯度と経度が入れ替わっていたので、戻しました");
        (y, x)
    } else {
        let why = if x == 0.0 || y == 0.0 {
            "0は位置ではありません"
        } else if x.abs() > 180.0 || y.abs() > 180.0 {
            "平面直角座標（メートル）のようです。緯度・経度（度）が必要です"
        } else {
            "日本の外です"
        };
        remarks.unread("位置", &shown, why);
        return None;
    };
    let (x, y) = if is_tokyo {
        remarks.repaired("位置", &shown, "日本測地系から世界測地系に直しました");
        from_tokyo(x, y)
    } else {
        (x, y)
    };
    LonLat::new(rounded(x), rounded(y))
}

fn rounded(degrees: f64) -> f64 {
    (degrees * 1e7).round() / 1e7
}

/// From the Tokyo datum to WGS 84, exact to some meters (Geospatial Information Authority's approximation).
pub(super) fn from_tokyo(lon: f64, lat: f64) -> (f64, f64) {
    (
        lon - lat * 0.000_046_038 - lon * 0.000_083_043 + 0.010_040,
        lat - lat * 0.000_106_95 + lon * 0.000_017_464 + 0.004_601_7,
    )
}

/// Degrees: `135.46`, `１３５．４６`, `135°27'36"`, 東経135度27分36秒, `E135.27.36.0`.
fn degrees(cell: &str) -> Option<f64> {
    let text: String = plain(cell).chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_start_matches(['東', '北', '経', '緯', 'E', 'N', '+']).trim_end_matches(['E', 'N']);
    if let Ok(number) = text.parse::<f64>() {
        return number.is_finite().then_some(number);
    }
    let is_mark = |c: char| "°度分秒'′″\"’”".contains(c);
    let mut parts: Vec<&str> = text.split(is_mark).filter(|part| !part.is_empty()).collect();
    if parts.len() == 1 {
        // 135.27.36.0 has its seconds with a decimal.
        parts = text.splitn(3, '.').collect();
    }
    let [whole, rest @ ..] = parts.as_slice() else { return None };
    let whole: f64 = whole.parse().ok()?;
    let mut scale = 1.0;
    let mut sum = whole;
    for part in rest {
        scale *= 60.0;
        let value: f64 = part.parse().ok()?;
        if !(0.0..60.0).contains(&value) {
            return None;
        }
        sum += value / scale;
    }
    (rest.len() <= 2).then_some(rounded(sum))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_read_in_every_notation() {
        for (cell, expected) in [
            ("135.46", Some(135.46)),
            ("１３５．４６", Some(135.46)),
            ("135°27'36\"", Some(135.46)),
            ("東経135度27分36秒", Some(135.46)),
            ("135.27.36.0", Some(135.46)),
            ("135度75分", None),
            ("不明", None),
        ] {
            assert_eq!(degrees(cell), expected, "{cell}");
        }
    }

    #[test]
    fn the_tokyo_datum_is_some_400_meters_off() {
        let (lon, lat) = from_tokyo(135.4601, 34.5338);
        let moved = LonLat::new(lon, lat).unwrap().distance_to(LonLat::new(135.4601, 34.5338).unwrap()).0;
        assert!((400.0..500.0).contains(&moved), "{moved}");
    }
}
