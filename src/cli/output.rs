//! Writing to whoever called, who may have stopped listening.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

/// `answer` as indented JSON.
pub(super) fn json(answer: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(answer).expect("answers are texts, numbers and lists of them") + "\n"
}

/// Prints `text` and ends with `code`. A reader that went away (`| head`) is no fault.
pub(super) fn print(text: &str, code: ExitCode) -> ExitCode {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(fault) if fault.kind() != ErrorKind::BrokenPipe => ExitCode::from(super::UNUSABLE),
        _ => code,
    }
}

/// Says a line on stderr, beside the answer. Whoever listens to neither is told nothing.
pub(super) fn remark(line: &str) {
    _ = writeln!(io::stderr(), "{line}");
}

/// Says on stderr why there is no answer.
pub(super) fn cannot(why: &str) -> ExitCode {
    remark(&format!("ibasho: {why}"));
    ExitCode::from(super::UNUSABLE)
}
