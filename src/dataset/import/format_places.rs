//! Any list of places, through the columns that are known or mapped.

use super::draft::Draft;
use super::format::{Format, Surroundings};
use super::place_row::{Habits, take};
use super::tidy::Tidy;

pub(super) struct Places;

const HABITS: Habits = Habits { default_kind: "ibasho", is_one_kind: false };

impl Format for Places {
    fn code(&self) -> &'static str {
        "places"
    }

    fn target(&self) -> &'static str {
        "places.geojson"
    }

    fn recognizes(&self, tidy: &Tidy) -> bool {
        tidy.has("name") && tidy.columns.len() >= 2
    }

    fn read(&self, tidy: &Tidy, around: &mut Surroundings<'_>, draft: &mut Draft) {
        for row in &tidy.rows {
            take(tidy, row, around, HABITS, draft);
        }
    }
}
