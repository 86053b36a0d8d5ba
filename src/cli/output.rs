//! Writes to stdout and stderr, tolerating closed pipes.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

pub(super) fn json(answer: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(answer).expect("answers are texts, numbers and lists of them") + "\n"
}

/// Prints `text` and returns `code`. A closed pipe (`| head`) is not an error.
pub(super) fn print(text: &str, code: ExitCode) -> ExitCode {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(fault) if fault.kind() != ErrorKind::BrokenPipe => ExitCode::from(super::UNUSABLE),
        _ => code,
    }
}

/// Writes a line to stderr, beside the answer; write errors are ignored.
pub(super) fn remark(line: &str) {
    _ = writeln!(io::stderr(), "{line}");
}

/// Writes to stderr why there is no answer.
pub(super) fn cannot(why: &str) -> ExitCode {
    remark(&format!("ibasho: {why}"));
    ExitCode::from(super::UNUSABLE)
}

/// `rows` as CSV (RFC 4180), quoted where a cell needs it; line endings are the platform's.
pub(super) fn csv(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("a vector takes every byte");
    }
    let bytes = writer.into_inner().expect("a vector has nothing to flush");
    String::from_utf8(bytes).expect("CSV of strings is a string")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_cell_with_a_comma_is_quoted() {
        let row = |id: &str| vec![id.to_owned(), "1".to_owned()];
        assert_eq!(super::csv([row("id"), row("a,b"), row("c\"d")]), "id,1\n\"a,b\",1\n\"c\"\"d\",1\n");
    }
}
