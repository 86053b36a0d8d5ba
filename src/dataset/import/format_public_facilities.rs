//! 公共施設一覧 of the municipal standard data sets, both editions.

use super::draft::Draft;
use super::format::{Format, Surroundings};
use super::place_row::{Habits, take};
use super::tidy::Tidy;

pub(super) struct PublicFacilities;

const HABITS: Habits = Habits { default_kind: "public_space", is_one_kind: false };

impl Format for PublicFacilities {
    fn code(&self) -> &'static str {
        "public-facilities"
    }

    fn target(&self) -> &'static str {
        "places.geojson"
    }

    fn recognizes(&self, tidy: &Tidy) -> bool {
        tidy.has("name")
            && (tidy.has("poi") || tidy.has("code") && tidy.header.iter().any(|name| name == "利用可能曜日"))
    }

    fn read(&self, tidy: &Tidy, around: &mut Surroundings<'_>, draft: &mut Draft) {
        for row in &tidy.rows {
            take(tidy, row, around, HABITS, draft);
        }
    }
}
