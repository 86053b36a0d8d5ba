//! Command line: parses arguments and runs a command; answers on stdout, errors on stderr.
//!
//! ```no_run
//! // ibasho check --data DIR
//! let code = ibasho::cli::run(["ibasho", "check", "--data", "DIR"]);
//! ```
//!
//! Exit codes: 0 done, 1 done but with errors in the data, 2 failed.

mod basemap;
mod check;
mod clock;
mod compare;
mod connections;
mod coverage;
mod export;
mod find;
mod hours;
mod import;
mod import_streets;
mod init;
mod log;
mod output;
mod question;
mod reload;
mod serve;
mod sites;

use crate::dataset::{Loaded, Source, Unusable, load};
use clap::{Parser, Subcommand};
use clock::ClockArgs;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

const UNUSABLE: u8 = 2;

/// Find children's places to be (こどもの居場所) that are near and open.
#[derive(Debug, Parser)]
#[command(name = "ibasho", version, about, propagate_version = true)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a data folder for another municipality.
    Init(init::InitArgs),
    /// Serve the finder over HTTP.
    Serve(serve::ServeArgs),
    /// Say everything that is wrong with the data.
    Check(check::CheckArgs),
    /// Find the nearest places, and whether they are open.
    Find(find::FindArgs),
    /// Say when a text of opening hours is open.
    Hours(hours::HoursArgs),
    /// Say who has nothing near, and when.
    Coverage(coverage::CoverageArgs),
    /// Choose where one more place would help most, with proof.
    Sites(sites::SitesArgs),
    /// Take real population into a data folder.
    Import(import::ImportArgs),
    /// Write the data as a file in a form that others use.
    Export(export::ExportArgs),
    /// Make maps in one file, for `serve --basemap`.
    Basemap(basemap::BasemapArgs),
}

/// Where the data comes from and as of when it is read, as typed.
#[derive(Debug, clap::Args)]
struct DataArgs {
    /// The data folder; without it, the ward that is part of the program.
    #[arg(long, env = "IBASHO_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
    #[command(flatten)]
    clock: ClockArgs,
}

impl DataArgs {
    fn source(&self) -> Source {
        self.data.clone().map_or(Source::Embedded, Source::Folder)
    }

    fn load(&self) -> Result<Loaded, Unusable> {
        load(&self.source(), self.clock.today())
    }
}

/// Runs the command of `arguments`; the first is the program's name.
pub fn run<I, T>(arguments: I) -> ExitCode
where
    I: IntoIterator<Item = T>,
    T: Into<OsString> + Clone,
{
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(fault) => {
            // Help and version are reported as errors too, with exit code 0.
            let code = u8::try_from(fault.exit_code()).unwrap_or(UNUSABLE);
            return fault.print().map_or(ExitCode::from(UNUSABLE), |()| ExitCode::from(code));
        }
    };
    match args.command {
        Command::Init(args) => init::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Find(args) => find::run(&args),
        Command::Hours(args) => hours::run(&args),
        Command::Coverage(args) => coverage::run(&args),
        Command::Sites(args) => sites::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Basemap(args) => basemap::run(&args),
    }
}
