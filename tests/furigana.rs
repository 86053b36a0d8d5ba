//! Japanese with furigana has the same words, and a reading for each of them.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use ibasho::lang::{Lang, furigana::annotate, ruby};

/// The message files of pages for families.
const FILES: [&str; 16] = [
    "common",
    "nav",
    "pages",
    "find",
    "place",
    "week",
    "events",
    "talk",
    "open_one",
    "kids",
    "hours",
    "map",
    "privacy",
    "offline",
    "told",
    "shortlist",
];

/// Every message of the Japanese files, with its placeholders filled with a number or empty.
fn messages() -> Vec<(String, String)> {
    let mut messages = Vec::new();
    for file in FILES {
        let text = std::fs::read_to_string(format!("lang/ja/{file}.ftl")).unwrap();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            let (key, value) = line.split_once('=').unwrap_or(("", line));
            messages.push((format!("{file}: {}", key.trim()), filled(value.trim())));
        }
    }
    messages
}

/// Fills each `{ $place }` with a number, as most are.
fn filled(text: &str) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        filled.push('3');
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    filled + rest
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '々')
}

#[test]
fn every_word_families_read_has_its_reading() {
    let unread: Vec<String> = messages()
        .into_iter()
        .filter(|(key, _)| !key.starts_with("hours: hours-day-"))
        .filter_map(|(key, text)| {
            let said = annotate(&text);
            let bare: String =
                ruby::segments(&said).iter().filter(|s| s.reading.is_none()).map(|s| s.base).collect();
            bare.contains(is_kanji).then(|| format!("{key}: {said}"))
        })
        .collect();
    assert!(unread.is_empty(), "without a reading in src/lang/furigana.txt:\n{}", unread.join("\n"));
}

#[test]
fn readings_change_no_word() {
    for (key, text) in messages() {
        assert_eq!(ruby::plain(&annotate(&text)), ruby::plain(&text), "{key}");
    }
    for key in ["sample-note", "state-closed", "when-now", "walk-note"] {
        assert_eq!(ruby::plain(&Lang::JaFurigana.text(key)), Lang::Ja.text(key), "{key}");
    }
}

#[test]
fn words_with_several_readings_are_read_as_they_stand() {
    let table = [
        ("state-open", "｜開《あ》いています"),
        ("field-date", "｜日《ひ》"),
        ("when-school", "｜放課後《ほうかご》"),
        ("hours-describe-holidays", "｜祝日《しゅくじつ》"),
        ("need-talk", "｜相談《そうだん》"),
        ("open-one-title", "｜居場所《いばしょ》をひらきたい｜方《かた》へ"),
        ("nav-talk", "｜話《はな》したいとき"),
    ];
    for (key, said) in table {
        assert_eq!(Lang::JaFurigana.text(key), said);
    }
    let date = ibasho::hours::words::full_date("2026-12-08".parse().unwrap(), Lang::JaFurigana);
    assert_eq!(date, "2026｜年《ねん》12｜月《がつ》｜8日《ようか》（｜火《か》）");
}
