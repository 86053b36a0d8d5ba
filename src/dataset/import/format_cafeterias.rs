//! The common format of children's cafeterias (こども食堂のデータフォーマット, 2022-04).

use super::draft::Draft;
use super::format::{Format, Surroundings};
use super::place_row::{Habits, take};
use super::tidy::Tidy;

pub(super) struct Cafeterias;

const HABITS: Habits = Habits { default_kind: "childrens_cafeteria", is_one_kind: true };

impl Format for Cafeterias {
    fn code(&self) -> &'static str {
        "cafeterias"
    }

    fn target(&self) -> &'static str {
        "places.geojson"
    }

    fn recognizes(&self, tidy: &Tidy) -> bool {
        tidy.has("name")
            && (tidy.has("frequency")
                || tidy.has("fee_preschool")
                || tidy.header.iter().any(|name| name == "開催曜日"))
    }

    fn read(&self, tidy: &Tidy, around: &mut Surroundings<'_>, draft: &mut Draft) {
        for row in &tidy.rows {
            take(tidy, row, around, HABITS, draft);
        }
    }
}
