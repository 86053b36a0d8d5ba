//! `ibasho basemap`: builds single-file maps (PMTiles) for `serve --basemap`.
//!
//! `build` writes the sketch map of a data folder; `extract` prints the go-pmtiles command that
//! extracts an area from a large archive.

use super::{DataArgs, output};
use crate::dataset::Snapshot;
use crate::tiles::{BaseTiles, MAX_ZOOM, TileLayer, write_archive};
use clap::Subcommand;
use serde_json::{Value, json};
use std::fs::{File, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Maximum zoom of archives in the Protomaps schema; maps overzoom beyond.
const DEEPEST_ZOOM: u8 = 15;

/// Readable by all users, unlike the temporary file it starts as.
const FILE_MODE: u32 = 0o644;

/// What was typed after `basemap`.
#[derive(Debug, clap::Args)]
pub(super) struct BasemapArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Write the sketch map as a PMTiles file.
    Build(BuildArgs),
    /// Print the command of go-pmtiles that cuts an area out of a large archive.
    Extract(ExtractArgs),
}

#[derive(Debug, clap::Args)]
struct BuildArgs {
    #[command(flatten)]
    data: DataArgs,
    /// The file to write.
    #[arg(long, value_name = "FILE.pmtiles")]
    out: PathBuf,
    /// The deepest zoom; maps enlarge its tiles beyond.
    #[arg(long, value_name = "ZOOM", default_value_t = DEEPEST_ZOOM, value_parser = clap::value_parser!(u8).range(..=i64::from(MAX_ZOOM)))]
    maxzoom: u8,
}

#[derive(Debug, clap::Args)]
struct ExtractArgs {
    /// The large archive: a file, or an address that starts with http:// or https://.
    #[arg(value_name = "URL|FILE")]
    from: String,
    /// The area, in degrees.
    #[arg(long, value_name = "WEST,SOUTH,EAST,NORTH", allow_hyphen_values = true)]
    bbox: String,
    /// The deepest zoom kept.
    #[arg(long, value_name = "ZOOM", default_value_t = DEEPEST_ZOOM, value_parser = clap::value_parser!(u8).range(..=i64::from(MAX_ZOOM)))]
    maxzoom: u8,
    /// The file to write.
    #[arg(long, value_name = "FILE.pmtiles")]
    out: PathBuf,
}

#[derive(Debug, thiserror::Error)]
enum BasemapError {
    #[error(transparent)]
    Data(#[from] crate::dataset::Unusable),
    #[error("the data has no basemap to draw: the folder basemap/ is missing or empty")]
    NoBasemap,
    #[error("writing {}: {cause}", path.display())]
    Write { path: PathBuf, cause: io::Error },
    #[error("cutting an area out of an archive is left to the tool go-pmtiles; run: {0}")]
    Extract(String),
}

pub(super) fn run(args: &BasemapArgs) -> ExitCode {
    let done = match &args.what {
        What::Build(args) => build(args),
        What::Extract(args) => Err(BasemapError::Extract(args.command())),
    };
    match done {
        Ok(words) => output::print(&words, ExitCode::SUCCESS),
        Err(fault) => output::cannot(&fault.to_string()),
    }
}

impl ExtractArgs {
    fn command(&self) -> String {
        let Self { from, bbox, maxzoom, out } = self;
        format!("pmtiles extract {from} {} --bbox={bbox} --maxzoom={maxzoom}", out.display())
    }
}

/// Writes every tile that intersects the sketch map.
fn build(args: &BuildArgs) -> Result<String, BasemapError> {
    let snapshot = args.data.load()?.snapshot;
    let base = BaseTiles::build(&snapshot.basemap);
    let (bounds, center) = base.bounds().zip(base.center()).ok_or(BasemapError::NoBasemap)?;
    let about = metadata(&snapshot);
    let (tiles, bytes) = write_whole(&args.out, |file| {
        let tiles = write_archive(file, (bounds, center), args.maxzoom, &about, |tile| base.encode(tile))?;
        Ok((tiles, file.metadata()?.len()))
    })?;
    Ok(format!("{}: {tiles} tiles, zoom 0 to {}, {bytes} bytes\n", args.out.display(), args.maxzoom))
}

fn metadata(snapshot: &Snapshot) -> Value {
    let about = snapshot.tiles.tilejson(snapshot.map_source(), TileLayer::Base, "");
    json!({
        "name": if snapshot.ward.name.is_empty() { "ibasho" } else { &snapshot.ward.name },
        "description": about.description,
        "attribution": about.attribution,
        "type": "baselayer",
        "vector_layers": about.vector_layers,
    })
}

/// Atomic write: writes a temporary file beside `path` and renames it when complete, so that no
/// half-written archive is ever served.
fn write_whole<T>(path: &Path, write: impl FnOnce(&mut File) -> io::Result<T>) -> Result<T, BasemapError> {
    let fault = |cause| BasemapError::Write { path: path.to_owned(), cause };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut beside = tempfile::Builder::new().prefix(".ibasho-").tempfile_in(folder).map_err(fault)?;
    let done = write(beside.as_file_mut()).map_err(fault)?;
    let readable = beside.as_file().set_permissions(Permissions::from_mode(FILE_MODE));
    readable.and_then(|()| beside.as_file().sync_all()).map_err(fault)?;
    beside.persist(path).map_err(|lost| fault(lost.error))?;
    Ok(done)
}
