//! The built program as tests run it: with a clock that stands still, and nothing of the caller's settings.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::process::{Command, Output};

/// The time the program is told, in Japan: 16:00 on Wednesday 25 November 2026.
pub const NOW: &str = "2026-11-25T16:00";

/// The program with `arguments`, ready to be started.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibasho"));
    command.args(arguments).env_remove("IBASHO_DATA").env_remove("IBASHO_LISTEN");
    // Only what reads data has a clock; a clock that the caller gives stays.
    let reads_data = !matches!(arguments, [] | ["import", ..] | ["basemap", "extract", ..]);
    if reads_data && !arguments.contains(&"--now") {
        command.args(["--now", NOW]);
    }
    command
}

/// What the program answers to `arguments`.
pub fn ibasho(arguments: &[&str]) -> Output {
    command(arguments).output().expect("the program can be run")
}
