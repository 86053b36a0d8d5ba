//! Arguments in, exit code out.

fn main() -> std::process::ExitCode {
    ibasho::cli::run(std::env::args_os())
}
