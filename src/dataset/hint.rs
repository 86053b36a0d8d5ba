//! Recognizes a municipal table among the files of the format by its header, and says which column is which.

use csv::StringRecord;

/// Columns of the municipal event list and of event tables in use, each with the column it stands for.
const COLUMNS: [(&str, &str); 18] = [
    ("行事名", "title"),
    ("イベント名", "title"),
    ("開催日", "start"),
    ("開始日", "start"),
    ("開始時間", "start"),
    ("終了日", "end"),
    ("終了時間", "end"),
    ("場所名称", "venue"),
    ("名称", "name"),
    ("施設名", "name"),
    ("緯度", "lat"),
    ("経度", "lon"),
    ("電話番号", "phone"),
    ("祝日名", "name"),
    ("日付", "date"),
    ("年月日", "date"),
    ("月日", "date"),
    ("料金", "fee_yen"),
];

/// What the columns of `header` stand for, when they are Japanese names that are known; `text` is the
/// whole table, whose dates may lack the year.
pub(super) fn columns(header: &StringRecord, text: &str) -> Option<String> {
    let of = |name: &str| COLUMNS.iter().find(|(known, _)| *known == name.trim()).map(|(_, column)| *column);
    let found: Vec<String> = header
        .iter()
        .filter_map(|name| of(name).map(|column| format!("{} is {column}", name.trim())))
        .collect();
    if found.is_empty() {
        return None;
    }
    let has_dates = header.iter().any(|name| matches!(name.trim(), "開催日" | "開始日" | "日付" | "月日"));
    let year = ["202", "203", "令和", "R7", "R8", "R9"].iter().any(|year| text.contains(year));
    let year = if has_dates && !year { "; no date says its year: ask for it" } else { "" };
    Some(format!(
        "it looks like a municipal table ({}); import it (`ibasho import FILE --into DIR`) or rename the columns{year}",
        found.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn municipal_columns_are_named_and_a_missing_year_is_asked_for() {
        let header = StringRecord::from(vec!["№", "開催日", "開始時間", "行事名"]);
        let told = columns(&header, "開催日\n8月5日（水）").expect("known columns");
        assert!(
            told.contains("行事名 is title") && told.contains("開始時間 is start") && told.contains("year")
        );
        assert!(!columns(&header, "開催日\n2026/8/5").expect("known columns").contains("says its year"));
        assert_eq!(columns(&StringRecord::from(vec!["id", "lon"]), ""), None);
    }
}
