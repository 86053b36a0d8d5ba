//! Every message exists in every language, is used, and is not copied from another language by mistake.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use ibasho::lang::Lang;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// Messages that are rightly equal in two languages, with the reason.
const SAME: [(&str, Lang, Lang, &str); 10] = [
    ("hours-month-day", Lang::Ja, Lang::Zh, DATES),
    ("hours-same-month-day", Lang::Ja, Lang::Zh, DATES),
    ("calendar-month", Lang::Ja, Lang::Zh, DATES),
    ("hours-full-date", Lang::Ja, Lang::Zh, DATES),
    ("hours-describe-month", Lang::Ja, Lang::Zh, DATES),
    ("hours-describe-month-day", Lang::Ja, Lang::Zh, DATES),
    ("hours-describe-other-month", Lang::Ja, Lang::Zh, DATES),
    ("nav-schools", Lang::Ja, Lang::Zh, "学校 is the word of both"),
    ("talk-110", Lang::Ja, Lang::Zh, "警察 is the word of both"),
    ("staff-hours-example", Lang::Ja, Lang::Zh, "what to type is Japanese in every language"),
];
const DATES: &str = "dates are written with the same signs";

/// The messages of a language by name, in source form.
static MESSAGES: LazyLock<BTreeMap<Lang, BTreeMap<String, String>>> =
    LazyLock::new(|| Lang::ALL.iter().map(|lang| (*lang, read(*lang))).collect());

/// All source text that may name a message: the program and the scripts.
static SOURCE: LazyLock<String> = LazyLock::new(|| {
    let mut text = String::new();
    for folder in ["src", "static/js"] {
        collect(Path::new(folder), &mut text);
    }
    text
});

fn collect(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, text);
        } else {
            text.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

fn read(lang: Lang) -> BTreeMap<String, String> {
    let mut messages = BTreeMap::new();
    for file in fs::read_dir(format!("lang/{}", lang.code())).unwrap() {
        let path = file.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let mut last: Option<String> = None;
        for line in text.lines() {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                let (key, value) = line.split_once(" =").unwrap();
                let before = messages.insert(key.to_owned(), value.trim().to_owned());
                assert!(before.is_none(), "{key} stands twice, the second time in {}", path.display());
                last = Some(key.to_owned());
            } else if line.starts_with([' ', '}']) {
                let value = messages.get_mut(last.as_ref().unwrap()).unwrap();
                value.push('\n');
                value.push_str(line.trim());
            }
        }
    }
    messages
}

fn keys() -> impl Iterator<Item = &'static String> {
    MESSAGES.values().flat_map(BTreeMap::keys).collect::<BTreeSet<_>>().into_iter()
}

/// The placeholder names in `{ $name }`, sorted.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('$')
        .skip(1)
        .filter_map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next())
        .collect()
}

/// `text` without its placeholders: a message without letters has no words.
fn words(text: &str) -> String {
    let mut depth = 0_u8;
    let mut kept = String::new();
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept.retain(char::is_alphabetic);
    kept
}

fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ん' | 'ァ'..='ヺ' | 'ー' | 'A'..='Z' | 'a'..='z')
}

#[test]
fn every_language_has_every_string() {
    let mut missing = Vec::new();
    for key in keys() {
        let without = MESSAGES.iter().filter(|(_, messages)| !messages.contains_key(key));
        missing.extend(without.map(|(lang, _)| format!("{key} in {}", lang.code())));
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_language_fills_in_the_same_places() {
    let mut differing = Vec::new();
    for (key, japanese) in &MESSAGES[&Lang::Ja] {
        for (lang, messages) in MESSAGES.iter() {
            let text = messages.get(key).map_or("", String::as_str);
            if places(text) != places(japanese) {
                differing.push(format!("{key} in {}: {text}", lang.code()));
            }
        }
    }
    assert_eq!(differing, Vec::<String>::new());
}

/// A message that only joins its placeholders, or whose Japanese has no kanji that would need a
/// reading, may be equal; any other needs a row in the list above.
#[test]
fn no_string_is_another_languages_by_mistake() {
    let mut same = Vec::new();
    for key in keys() {
        for (n, one) in Lang::ALL.iter().enumerate() {
            for other in &Lang::ALL[n + 1..] {
                let (a, b) = (&MESSAGES[one].get(key), &MESSAGES[other].get(key));
                let (Some(a), Some(b)) = (a, b) else { continue };
                let said = words(a);
                let easy_already = *one == Lang::Ja && *other == Lang::JaEasy && said.chars().all(is_kana);
                let listed = SAME.iter().any(|(name, x, y, _)| (*name, x, y) == (key, one, other));
                if a == b && !said.is_empty() && !easy_already && !listed {
                    same.push(format!("{key} in {} and {}: {a}", one.code(), other.code()));
                }
            }
        }
    }
    assert_eq!(same, Vec::<String>::new());
}

/// A name is in the source literally, or as `start-{…}` with the rest spelled elsewhere there.
#[test]
fn no_string_is_unused() {
    let patterns = patterns();
    let literals: HashSet<&str> = SOURCE.split('"').collect();
    let spelled = |word: &str| literals.contains(word) || is_grade(word);
    let formed = |key: &str| {
        patterns.iter().any(|(start, end)| {
            let rest = key.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
            rest.is_some_and(spelled)
        })
    };
    let unused: Vec<_> = keys().filter(|key| !spelled(key) && !formed(key)).collect();
    assert_eq!(unused, Vec::<&String>::new());
}

/// Names of grades are composed of a letter and a year.
fn is_grade(word: &str) -> bool {
    word.parse::<ibasho::place::Grade>().is_ok()
}

/// Start and end of every name the source composes: `"kind-{}"`, `"{key}-none"`,
/// `"error-{kind}-title"`.
fn patterns() -> Vec<(&'static str, &'static str)> {
    let literals = SOURCE.split('"').filter(|text| text.len() < 60 && text.contains('{'));
    let split = literals.filter_map(|text| {
        let (start, rest) = text.split_once('{')?;
        Some((start, rest.split_once('}')?.1))
    });
    let named = |part: &str| part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    split
        .filter(|(start, end)| {
            named(start) && named(end) && (start.ends_with('-') || end.starts_with('-') && start.is_empty())
        })
        .collect()
}

#[test]
fn no_name_in_the_source_is_without_its_string() {
    let calls = [
        "lang.text(\"",
        "lang.fill(\"",
        "say(lang, \"",
        "plain(lang, \"",
        "say(language.lang, \"",
        "said(\"",
    ];
    let japanese = &MESSAGES[&Lang::Ja];
    let named =
        calls.iter().flat_map(|call| SOURCE.split(call).skip(1)).filter_map(|rest| rest.split('"').next());
    let without: BTreeSet<_> =
        named.filter(|name| !name.contains('{') && !japanese.contains_key(*name)).collect();
    assert_eq!(without, BTreeSet::new());
}

#[test]
fn every_line_of_the_list_of_shared_strings_is_needed() {
    for (key, one, other, reason) in SAME {
        assert!(!reason.is_empty());
        assert_eq!(MESSAGES[&one][key], MESSAGES[&other][key], "{key} differs now: its line can go");
    }
}
