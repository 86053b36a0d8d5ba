//! Generates docs/checks.md: the tables of codes, by severity.

use super::{Code, Severity, all};
use std::fmt::Write;

pub fn document() -> String {
    let mut text = String::from(INTRODUCTION);
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let _ = writeln!(text, "\n## {}\n", severity.word());
        text += "| code | what is wrong | why this severity | for example | what to do |\n|---|---|---|---|---|\n";
        for code in all().filter(|code| code.severity == severity) {
            let Code { word, meaning, why, example, remedy, .. } = code;
            let _ = writeln!(text, "| `{word}` | {meaning} | {why} | {example} | {remedy} |");
        }
    }
    text
}

const INTRODUCTION: &str = "# What `ibasho check` looks for

Every finding is a notice: a stable code, a severity, the file, the number of the feature (or line) and the
key at fault. All of them are reported, not only the first. Of more than three of one kind in a file `check` prints
one line with their number, three examples and what to do; `--all` prints each on its line, and `--json` holds them
all (a fault repeated more than a hundred times in a file is listed a hundred times and then counted).

- **error**: it cannot be shown. The place, row or file is left out, the rest is served; `check` ends with 1
  (with 2 when nothing is left to serve).
- **warning**: it is shown, but suspicious, or a single value is treated as not known; `check` ends with 0.
- **info**: tidying.

After the notices come the lines `missing` (places without ages, hours or the date of a check, hours that were not
read, places on one point), `to call` (whose check has ended, or ends within 90 and 180 days, with telephone numbers)
and `ends within a year` (calendars): no errors, but what a family will miss.

While a service runs, more than a third of the places, coming events, desks, cells of children, coming holidays,
landmarks, candidate sites or districts gone at once is held back (`would_lose`), and so is a lost `ward.toml`: the
data before it is served on, and the log and `/readyz` (`degraded`) say what would go. When it is meant,
`ibasho check --data DIR --accept` writes the fingerprint of exactly these files into `confirm-loss`, and the service
takes them.

This page is written from the tables in the source (`src/dataset/code/`) and compared with them by a test.
";

#[cfg(test)]
mod tests {
    use super::*;

    /// Run with `IBASHO_WRITE_DOCS=1` to regenerate the page.
    #[test]
    fn the_page_of_checks_says_what_the_table_says() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/checks.md");
        if std::env::var_os("IBASHO_WRITE_DOCS").is_some() {
            std::fs::write(path, document()).expect("docs/ can be written");
        }
        assert_eq!(std::fs::read_to_string(path).expect("docs/checks.md is there"), document());
    }
}
