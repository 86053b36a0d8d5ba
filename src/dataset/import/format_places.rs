//! Lists of places: 公共施設一覧 and 子育て施設一覧 of the municipal standard data sets (both editions), the common
//! format of children's cafeterias (こども食堂のデータフォーマット, 2022-04), and any other list through the columns
//! that are known or mapped. Facilities before school are left out.

use super::draft::Draft;
use super::format::{Format, Surroundings};
use super::place_row::{Habits, take};
use super::records::PLACES;
use super::tidy::Tidy;

pub(super) const CAFETERIAS: Format = Format {
    code: "cafeterias",
    target: PLACES,
    recognizes: |tidy| {
        let is_of_cafeterias = tidy.has("frequency") || tidy.has("fee_preschool");
        tidy.has("name") && (is_of_cafeterias || has_column(tidy, "開催曜日"))
    },
    read: |tidy, around, draft| {
        read(tidy, around, draft, Habits { default_kind: "childrens_cafeteria", is_one_kind: true });
    },
};

pub(super) const CHILDCARE: Format = Format {
    code: "childcare",
    target: PLACES,
    recognizes: |tidy| tidy.has("name") && tidy.has("childcare"),
    read: |tidy, around, draft| read(tidy, around, draft, PUBLIC_SPACES),
};

pub(super) const PUBLIC_FACILITIES: Format = Format {
    code: "public-facilities",
    target: PLACES,
    recognizes: |tidy| {
        tidy.has("name") && (tidy.has("poi") || tidy.has("code") && has_column(tidy, "利用可能曜日"))
    },
    read: |tidy, around, draft| read(tidy, around, draft, PUBLIC_SPACES),
};

pub(super) const PLACES_LIST: Format = Format {
    code: "places",
    target: PLACES,
    recognizes: |tidy| tidy.has("name") && tidy.columns.len() >= 2,
    read: |tidy, around, draft| {
        read(tidy, around, draft, Habits { default_kind: "ibasho", is_one_kind: false });
    },
};

const PUBLIC_SPACES: Habits = Habits { default_kind: "public_space", is_one_kind: false };

fn has_column(tidy: &Tidy, name: &str) -> bool {
    tidy.header.iter().any(|column| column == name)
}

fn read(tidy: &Tidy, around: &mut Surroundings<'_>, draft: &mut Draft, habits: Habits) {
    for row in &tidy.rows {
        take(tidy, row, around, habits, draft);
    }
}
