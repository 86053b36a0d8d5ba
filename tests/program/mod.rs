//! Runs the built binary for tests: with a fixed clock, and without the caller's environment.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::process::{Command, Output};

/// The fixed time in Japan: 16:00 on Wednesday 25 November 2026.
pub const NOW: &str = "2026-11-25T16:00";

/// A command of the binary with `arguments`.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibasho"));
    command.args(arguments).env_remove("IBASHO_DATA").env_remove("IBASHO_LISTEN");
    // Only commands that read data have a clock; one given by the caller takes precedence.
    let reads_data = !matches!(arguments, [] | ["init" | "import", ..] | ["basemap", "extract", ..]);
    if reads_data && !arguments.contains(&"--now") {
        command.args(["--now", NOW]);
    }
    command
}

/// Runs the binary with `arguments`.
pub fn ibasho(arguments: &[&str]) -> Output {
    command(arguments).output().expect("the program can be run")
}
