//! 子育て施設一覧 of the municipal standard data sets, both editions. Facilities before school are left out.

use super::draft::Draft;
use super::format::{Format, Surroundings};
use super::place_row::{Habits, take};
use super::tidy::Tidy;

pub(super) struct Childcare;

const HABITS: Habits = Habits { default_kind: "public_space", is_one_kind: false };

impl Format for Childcare {
    fn code(&self) -> &'static str {
        "childcare"
    }

    fn target(&self) -> &'static str {
        "places.geojson"
    }

    fn recognizes(&self, tidy: &Tidy) -> bool {
        tidy.has("name") && tidy.has("childcare")
    }

    fn read(&self, tidy: &Tidy, around: &mut Surroundings<'_>, draft: &mut Draft) {
        for row in &tidy.rows {
            take(tidy, row, around, HABITS, draft);
        }
    }
}
