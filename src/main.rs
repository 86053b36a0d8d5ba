//! Entry point: passes the arguments to the command line and returns its exit code.

fn main() -> std::process::ExitCode {
    ibasho::cli::run(std::env::args_os())
}
