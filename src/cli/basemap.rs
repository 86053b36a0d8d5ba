//! `ibasho basemap`: maps in one file (PMTiles) for `serve --basemap`.
//!
//! `build` writes the sketch map of a data folder; `extract` cuts an area out of a large archive,
//! on disk or on a server that answers range requests.

use super::{DataArgs, output};
use crate::dataset::Snapshot;
use crate::geodesy::{Bounds, LonLat};
use crate::tiles::{
    Archive, ArchiveError, ArchiveWriter, BaseTiles, ExtractError, Extracted, HttpRanges, MAX_ZOOM, OpenFile,
    ReadAt, TileCoord, TileLayer, extract,
};
use clap::Subcommand;
use serde_json::{Value, json};
use std::fs::{File, Permissions};
use std::io::{self, BufWriter, Write as _};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The deepest zoom of archives in the Protomaps schema; maps enlarge its tiles beyond.
const DEEPEST_ZOOM: u8 = 15;

/// Everybody may read a map, as with any file written by a program.
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
    /// Cut an area out of a large archive.
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
    #[arg(long, value_name = "WEST,SOUTH,EAST,NORTH", value_parser = area, allow_hyphen_values = true)]
    bbox: Bounds,
    /// The deepest zoom kept.
    #[arg(long, value_name = "ZOOM", default_value_t = DEEPEST_ZOOM, value_parser = clap::value_parser!(u8).range(..=i64::from(MAX_ZOOM)))]
    maxzoom: u8,
    /// The file to write.
    #[arg(long, value_name = "FILE.pmtiles")]
    out: PathBuf,
}

fn area(text: &str) -> Result<Bounds, String> {
    let numbers: Result<Vec<f64>, _> = text.split(',').map(|number| number.trim().parse()).collect();
    let corners = match numbers.as_deref() {
        Ok([west, south, east, north]) => LonLat::new(*west, *south).zip(LonLat::new(*east, *north)),
        _ => None,
    };
    let bounds = corners.map(|(min, max)| Bounds { min, max });
    let upright =
        |bounds: &Bounds| bounds.min.lon() < bounds.max.lon() && bounds.min.lat() < bounds.max.lat();
    let expected = "four degrees are expected: west,south,east,north, such as 135.41,34.49,135.50,34.59";
    bounds.filter(upright).ok_or_else(|| expected.to_owned())
}

/// Why no archive was written.
#[derive(Debug, thiserror::Error)]
enum BasemapError {
    #[error(transparent)]
    Data(#[from] crate::dataset::Unusable),
    #[error("the data has no basemap to draw: the folder basemap/ is missing or empty")]
    NoBasemap,
    #[error("writing {}: {cause}", path.display())]
    Write { path: PathBuf, cause: io::Error },
    #[error("{from}: {cause}")]
    Open { from: String, cause: ArchiveError },
    #[error(transparent)]
    Extract(#[from] ExtractError),
    #[error(transparent)]
    Address(#[from] crate::tiles::UpstreamError),
}

pub(super) fn run(args: &BasemapArgs) -> ExitCode {
    let done = match &args.what {
        What::Build(args) => build(args),
        What::Extract(args) => cut_out(args),
    };
    match done {
        Ok(words) => output::print(&words, ExitCode::SUCCESS),
        Err(fault) => output::cannot(&fault.to_string()),
    }
}

fn build(args: &BuildArgs) -> Result<String, BasemapError> {
    let snapshot = args.data.load()?.snapshot;
    let archive = sketch_archive(&snapshot, args.maxzoom)?;
    let bytes = archive.finish(&metadata(&snapshot));
    write_whole(&args.out, |file| file.write_all(&bytes).map_err(ExtractError::Write))?;
    let (tiles, path) = (archive.tiles(), args.out.display());
    Ok(format!("{path}: {tiles} tiles, zoom 0 to {}, {} bytes\n", args.maxzoom, bytes.len()))
}

fn cut_out(args: &ExtractArgs) -> Result<String, BasemapError> {
    let web = ["http://", "https://"].iter().any(|scheme| args.from.starts_with(scheme));
    let opened = |cause| BasemapError::Open { from: args.from.clone(), cause };
    let source: Box<dyn ReadAt> = if web {
        Box::new(HttpRanges::new(&args.from)?)
    } else {
        let file = OpenFile::open(Path::new(&args.from));
        Box::new(file.map_err(|cause| opened(ArchiveError::Read { what: "file", cause }))?)
    };
    let archive = Archive::open(source).map_err(opened)?;
    let kept =
        write_whole(&args.out, |file| extract(&archive, args.bbox, args.maxzoom, &mut BufWriter::new(file)))?;
    let Extracted { tiles, bytes } = kept;
    Ok(format!("{}: {tiles} tiles, {bytes} bytes\n", args.out.display()))
}

/// Every tile that the sketch map touches.
fn sketch_archive(snapshot: &Snapshot, max_zoom: u8) -> Result<ArchiveWriter, BasemapError> {
    let base = BaseTiles::build(&snapshot.basemap);
    let bounds = base.bounds().ok_or(BasemapError::NoBasemap)?;
    let mut archive = ArchiveWriter::new(Some(bounds), base.center());
    for coord in (0..=max_zoom).flat_map(|zoom| TileCoord::covering(bounds, zoom)) {
        archive.add(coord, &base.encode(coord));
    }
    Ok(archive)
}

/// What the archive says about itself.
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

/// Writes a file beside `path` and moves it there when it is complete, so that nobody ever serves
/// half an archive.
fn write_whole<T, E>(path: &Path, write: impl FnOnce(&mut File) -> Result<T, E>) -> Result<T, BasemapError>
where
    BasemapError: From<E>,
{
    let fault = |cause| BasemapError::Write { path: path.to_owned(), cause };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut beside = tempfile::Builder::new().prefix(".ibasho-").tempfile_in(folder).map_err(fault)?;
    let done = write(beside.as_file_mut())?;
    let readable = beside.as_file().set_permissions(Permissions::from_mode(FILE_MODE));
    readable.and_then(|()| beside.as_file().sync_all()).map_err(fault)?;
    beside.persist(path).map_err(|lost| fault(lost.error))?;
    Ok(done)
}
