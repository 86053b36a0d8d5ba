//! `ibasho init`: makes a data folder for another municipality.
//!
//! Exit 0 when it was made, 2 when not.

use super::output;
use crate::dataset::init::{InitError, NewWard, municipality_code, towns, write};
use crate::geodesy::Bounds;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What was typed after `init`.
#[derive(Debug, clap::Args)]
pub(super) struct InitArgs {
    /// The folder to make; new or empty.
    dir: PathBuf,
    /// Name of the municipality, such as 堺市西区.
    #[arg(long)]
    name: Option<String>,
    /// Its code, five digits or six with the check digit.
    #[arg(long, value_name = "DIGITS")]
    code: Option<String>,
    /// Its bounding box in degrees; without it the one of the towns.
    #[arg(long, value_name = "WEST,SOUTH,EAST,NORTH", value_parser = parse_bounds, allow_hyphen_values = true)]
    bounds: Option<Bounds>,
    /// A CSV table of its towns with name, longitude and latitude (such as 位置参照情報).
    #[arg(long, value_name = "FILE")]
    towns: Option<PathBuf>,
}

fn parse_bounds(text: &str) -> Result<Bounds, &'static str> {
    Bounds::read(text).ok_or("west,south,east,north in degrees is expected")
}

pub(super) fn run(args: &InitArgs) -> ExitCode {
    let made = ward(args).and_then(|ward| write(&args.dir, &ward));
    match made {
        Ok(written) => {
            let names: Vec<String> = written.iter().map(|path| path.display().to_string()).collect();
            let dir = args.dir.display();
            let next = format!(
                "next: ibasho import FILE --into {dir}, ibasho check --data {dir}, ibasho serve --data {dir}"
            );
            output::print(&format!("written: {}\n{next}\n", names.join(", ")), ExitCode::SUCCESS)
        }
        Err(fault) => output::cannot(&fault.to_string()),
    }
}

fn ward(args: &InitArgs) -> Result<NewWard, InitError> {
    let code = args.code.as_deref().map(municipality_code).transpose()?;
    let read = |path: &Path| {
        let bytes = std::fs::read(path);
        let bytes =
            bytes.map_err(|fault| InitError::Towns(format!("{} cannot be read: {fault}", path.display())));
        bytes.and_then(|bytes| towns(&bytes, code.as_deref()))
    };
    let towns = args.towns.as_deref().map(read).transpose()?.unwrap_or_default();
    Ok(NewWard { name: args.name.clone(), code, bounds: args.bounds, towns })
}
