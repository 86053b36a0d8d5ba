//! Landmarks: schools, stations and towns with points, by `--kind landmarks`; recognized when every row says
//! that it is a town.
//!
//! The kind is that of the row, else of the name: …小学校, …中学校, …駅, …町, …丁目, or that of a public
//! facility such as …公民館.

use super::draft::Draft;
use super::format::{Format, Surroundings};
use super::place_row::one_line;
use super::point_row;
use super::tidy::Tidy;
use super::words::hiragana;
use crate::dataset::LandmarkKind;

pub(super) const FORMAT: Format = Format { code: "landmarks", target: "landmarks.geojson", recognizes, read };

/// The kind of a landmark from its name or the word for it.
fn kind(text: &str) -> Option<&'static str> {
    let codes = LandmarkKind::ALL.map(LandmarkKind::code);
    if let Some(code) = codes.into_iter().find(|code| *code == text) {
        return Some(code);
    }
    // 「（見本）」 and other remarks stand behind the name.
    let text = text.split(['（', '(']).next().unwrap_or(text).trim();
    let ends = |words: &[&str]| words.iter().any(|word| text.ends_with(word));
    let rules = [
        (&["小学校", "小"][..], "elementary_school"),
        (&["中学校"], "junior_high_school"),
        (&["高等学校", "高校"], "high_school"),
        (&["駅"], "station"),
        (&["役所", "役場", "公民館", "図書館", "児童館"], "public_facility"),
        (&["町", "丁", "丁目", "町丁目", "大字"], "town"),
    ];
    rules.into_iter().find(|(words, _)| ends(words)).map(|(_, code)| code)
}

fn recognizes(tidy: &Tidy) -> bool {
    !tidy.rows.is_empty() && tidy.rows.iter().all(|row| kind(tidy.cell(row, "kind")) == Some("town"))
}

fn read(tidy: &Tidy, around: &mut Surroundings<'_>, draft: &mut Draft) {
    point_row::read(tidy, around, draft, |point| {
        let known = kind(tidy.cell(point.row, "kind")).or_else(|| kind(&point.name));
        let kind = known.filter(|_| point.found.precision == "exact");
        let kind = kind.ok_or("位置か、種類（学校・駅・町）がわかりません")?;
        Ok(vec![
            ("kind", kind.to_owned()),
            ("name_reading", hiragana(tidy.cell(point.row, "name_reading"))),
            ("address", point.address.clone()),
            ("postal_code", one_line(tidy.cell(point.row, "postal_code"))),
        ])
    });
}
