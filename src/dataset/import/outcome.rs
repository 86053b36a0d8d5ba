//! The outcome of an import of places, events, desks and the other records: what changes, and what was
//! repaired, not read, left out, or is to be asked about. In Japanese, for the clerk who has the file.

use serde::Serialize;
use std::fmt::Write;

/// Maximum number of lines of a kind in the text report; `--json` has all.
const SHOWN: usize = 30;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Changed into a valid one.
    Repaired,
    /// Placed at the center of its town.
    Placed,
    /// Not read; its words are kept.
    Unread,
    /// Taken, but somebody should look at it.
    Asked,
}

/// A remark about one value of one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    pub line: usize,
    pub name: String,
    pub fate: Fate,
    /// The field in words.
    pub field: String,
    /// The value as written, shortened.
    pub value: String,
    /// What was done, and why.
    pub why: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    pub line: usize,
    pub name: String,
    pub why: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// The key in the data folder.
    pub field: String,
    /// The value in the folder; `None` when it has none.
    pub before: Option<String>,
    /// The value of the file; `None` when it has none any more.
    pub after: Option<String>,
}

/// A record that is added, changed, or gone from the file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Touched {
    pub id: String,
    pub name: String,
    /// Field by field, if it is changed.
    pub changes: Vec<Change>,
}

/// The outcome of one file (or one sheet of it) for one file of the data folder.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Outcome {
    /// The file, and its sheet.
    pub file: String,
    /// The kind, as in `--kind`.
    pub kind: String,
    pub encoding: String,
    pub header_line: usize,
    pub target: String,
    /// The columns that are read: field and name of the column.
    pub columns: Vec<(String, String)>,
    pub columns_unread: Vec<String>,
    /// Rows below the header, without blank ones and notes.
    pub rows: usize,
    pub added: Vec<Touched>,
    pub changed: Vec<Touched>,
    pub unchanged: usize,
    /// Records of the former import of this file that are in it no more; they stay in the folder.
    pub disappeared: Vec<Touched>,
    pub left_out: Vec<Skipped>,
    pub notes: Vec<String>,
    pub remarks: Vec<Remark>,
}

pub(super) struct Remarks<'o> {
    pub line: usize,
    pub name: String,
    pub list: &'o mut Vec<Remark>,
}

impl Remarks<'_> {
    fn push(&mut self, fate: Fate, field: &str, value: &str, why: &str) {
        let (field, value) = (field.to_owned(), shortened(value));
        self.list.push(Remark {
            line: self.line,
            name: self.name.clone(),
            fate,
            field,
            value,
            why: why.to_owned(),
        });
    }

    pub fn repaired(&mut self, field: &str, value: &str, why: &str) {
        self.push(Fate::Repaired, field, value, why);
    }

    pub fn unread(&mut self, field: &str, value: &str, why: &str) {
        self.push(Fate::Unread, field, value, why);
    }

    pub fn asked(&mut self, field: &str, value: &str, why: &str) {
        self.push(Fate::Asked, field, value, why);
    }

    pub fn placed(&mut self, value: &str, why: &str) {
        self.push(Fate::Placed, "位置", value, why);
    }
}

/// `text` on one line, cut to a length that a report can show.
pub(super) fn shortened(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if line.chars().count() <= 60 { line } else { line.chars().take(59).chain(['…']).collect() }
}

impl Outcome {
    /// Whether every row and value was taken without a question.
    pub fn is_clean(&self) -> bool {
        let open = |remark: &Remark| matches!(remark.fate, Fate::Unread | Fate::Asked | Fate::Placed);
        self.left_out.is_empty() && self.disappeared.is_empty() && !self.remarks.iter().any(open)
    }

    pub fn changes_anything(&self) -> bool {
        !self.added.is_empty() || !self.changed.is_empty()
    }

    pub fn words(&self) -> String {
        let mut text = format!(
            "{} → {}（種類 {}、{}、{}行）\n",
            self.file, self.target, self.kind, self.encoding, self.rows
        );
        let _ = writeln!(
            text,
            "追加 {}件、変更 {}件、変わらず {}件、取り込まない {}件、なくなった {}件",
            self.added.len(),
            self.changed.len(),
            self.unchanged,
            self.left_out.len(),
            self.disappeared.len()
        );
        let columns: Vec<String> =
            self.columns.iter().map(|(field, column)| format!("{field}＝{column}")).collect();
        if !columns.is_empty() {
            let _ = writeln!(text, "列の対応（見出しは{}行目）: {}", self.header_line, columns.join("、"));
        }
        if !self.columns_unread.is_empty() {
            let _ = writeln!(text, "読まない列: {}", self.columns_unread.join("、"));
        }
        list(&mut text, SHOWN, "追加", &self.added, |touched| format!("{} {}", touched.id, touched.name));
        list(&mut text, SHOWN, "変更", &self.changed, changed_words);
        list(
            &mut text,
            SHOWN,
            "なくなった行（消していません。終わった場所なら closed_on を書くか、手で消してください）",
            &self.disappeared,
            |touched| format!("{} {}", touched.id, touched.name),
        );
        list(&mut text, SHOWN, "取り込まない行", &self.left_out, |row| {
            format!("{}行目 {}: {}", row.line, row.name, row.why)
        });
        for (fate, what) in [
            (Fate::Asked, "確かめてください"),
            (Fate::Placed, "町の中心に置いた場所（地図で正しい位置に直してください）"),
            (Fate::Unread, "読めなかった値（ことばのまま残しました）"),
            (Fate::Repaired, "直して読んだ値"),
        ] {
            let of_fate: Vec<&Remark> = self.remarks.iter().filter(|remark| remark.fate == fate).collect();
            list(&mut text, SHOWN, what, &of_fate, |remark| {
                format!(
                    "{}行目 {} {}「{}」: {}",
                    remark.line, remark.name, remark.field, remark.value, remark.why
                )
            });
        }
        list(&mut text, SHOWN, "注記として読みとばした行", &self.notes, String::clone);
        text
    }
}

fn changed_words(touched: &Touched) -> String {
    let changes = touched.changes.iter().map(|change| {
        let side = |value: &Option<String>| {
            value.clone().map_or_else(|| "なし".to_owned(), |value| shortened(&value))
        };
        format!("\n    {}: {} → {}", change.field, side(&change.before), side(&change.after))
    });
    format!("{} {}{}", touched.id, touched.name, changes.collect::<String>())
}

/// Adds `what` with its number to `text`, and the first `most` of `rows` in words, one a line.
pub(super) fn list<T>(text: &mut String, most: usize, what: &str, rows: &[T], words: impl Fn(&T) -> String) {
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(text, "{what}: {}件", rows.len());
    for row in rows.iter().take(most) {
        let _ = writeln!(text, "  {}", words(row));
    }
    if rows.len() > most {
        let _ = writeln!(text, "  ほか{}件（--json ですべて出ます）", rows.len() - most);
    }
}
