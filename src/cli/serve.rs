//! `ibasho serve`: the HTTP server, with graceful shutdown.

use super::clock::ClockArgs;
use super::connections::{self, Patience};
use super::{DataArgs, UNUSABLE, log, reload};
use crate::dataset::{Reloader, Snapshot, Source, load};
use crate::geodesy::Bounds;
use crate::tiles::{ArchiveFileError, open_map};
use crate::web::coverage::BoardOpen;
use crate::web::{self, App, Background, Raster, RasterConfig, RasterError};
use arc_swap::ArcSwap;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// Timeout for a tile of a raster service; the sketch map is the fallback.
const TILE_TIMEOUT: Duration = Duration::from_secs(4);

/// What was typed after `serve`.
#[derive(Debug, clap::Args)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    data: DataArgs,
    /// Address and port to answer at.
    #[arg(long, env = "IBASHO_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The map under the pins: the sketch map of the data (`embedded`), a PMTiles file in the
    /// Protomaps schema, or the address of a raster service's tiles, such as
    /// `https://example.jp/{z}/{x}/{y}.png`, which only this program asks.
    #[arg(
        long,
        env = "IBASHO_BASEMAP",
        value_name = "embedded|FILE.pmtiles|URL",
        default_value = "embedded"
    )]
    basemap: String,
    /// Whom to credit for a raster service [default: its host].
    #[arg(long, env = "IBASHO_BASEMAP_CREDIT", value_name = "TEXT", default_value = "")]
    basemap_credit: String,
    /// Where a raster service's pictures are kept [default: ibasho in the user's cache folder].
    #[arg(long, env = "IBASHO_BASEMAP_CACHE", value_name = "DIR")]
    basemap_cache: Option<PathBuf>,
    /// How many megabytes of them at most.
    #[arg(long, value_name = "MB", default_value_t = 256)]
    basemap_cache_mb: u64,
    /// Answer every question about numbers of children that ward.toml calls internal; for the office's
    /// own machine, so that --listen has to be a loopback address.
    #[arg(long)]
    board_open: bool,
}

#[derive(Debug)]
struct ServeConfig {
    source: Source,
    clock: ClockArgs,
    listen: SocketAddr,
    basemap: Basemap,
    board_open: bool,
}

#[derive(Debug)]
enum Basemap {
    Embedded,
    Archive(PathBuf),
    Raster { template: String, credit: String, folder: PathBuf, limit_bytes: u64 },
}

impl From<&ServeArgs> for Basemap {
    fn from(args: &ServeArgs) -> Self {
        match args.basemap.as_str() {
            "embedded" => Self::Embedded,
            template if template.contains("://") => Self::Raster {
                template: template.to_owned(),
                credit: args.basemap_credit.clone(),
                folder: args.basemap_cache.clone().unwrap_or_else(cache_folder),
                limit_bytes: args.basemap_cache_mb.saturating_mul(1_000_000),
            },
            path => Self::Archive(path.into()),
        }
    }
}

/// The cache folder (XDG Base Directory Specification).
fn cache_folder() -> PathBuf {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")));
    folder.unwrap_or_else(std::env::temp_dir).join("ibasho")
}

impl Basemap {
    fn open(&self) -> Result<Background, ServeError> {
        match self {
            Self::Embedded => Ok(Background::Sketch),
            Self::Archive(path) => Ok(Background::Archive(Box::new(open_map(path)?))),
            Self::Raster { template, credit, folder, limit_bytes } => {
                let config = RasterConfig {
                    template: template.clone(),
                    attribution: credit.clone(),
                    folder: folder.clone(),
                    limit_bytes: *limit_bytes,
                    timeout: TILE_TIMEOUT,
                };
                Ok(Background::Raster(Raster::new(config)?))
            }
        }
    }
}

impl From<&ServeArgs> for ServeConfig {
    fn from(args: &ServeArgs) -> Self {
        Self {
            source: args.data.source(),
            clock: args.data.clock,
            listen: args.listen,
            basemap: args.into(),
            board_open: args.board_open,
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum ServeError {
    #[error("{address}: {}", bind_words(.cause, *.address))]
    Bind { address: SocketAddr, cause: io::Error },
    #[error("the machine gives no threads or no network to serve with: {0}")]
    Machine(#[from] io::Error),
    #[error("--now is for tests: accepted is a loopback --listen, such as 127.0.0.1:8080, not {0}")]
    FixedClock(SocketAddr),
    #[error(
        "--board-open is for the office's own machine: accepted is a loopback --listen, such as 127.0.0.1:8080, not {0}"
    )]
    BoardOpen(SocketAddr),
    #[error("{0}\n`ibasho check` shows everything that is wrong")]
    Data(#[from] crate::dataset::Unusable),
    #[error("--basemap {0}")]
    Basemap(#[from] ArchiveFileError),
    #[error("--basemap {0}")]
    Raster(#[from] RasterError),
}

fn bind_words(cause: &io::Error, address: SocketAddr) -> String {
    let port = address.port();
    match cause.kind() {
        ErrorKind::AddrInUse => {
            format!(
                "port {port} is already in use; stop the other program, or choose another port with --listen"
            )
        }
        ErrorKind::PermissionDenied => {
            format!("this user may not listen on port {port}; choose one from 1024 on with --listen")
        }
        ErrorKind::AddrNotAvailable => {
            "this machine does not have that address; 127.0.0.1 is itself, 0.0.0.0 every address".to_owned()
        }
        _ => format!("cannot listen there: {cause}"),
    }
}

pub(super) fn run(args: &ServeArgs) -> ExitCode {
    log::start();
    match serve_until_stopped(&ServeConfig::from(args)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            tracing::error!("{fault}");
            ExitCode::from(UNUSABLE)
        }
    }
}

fn serve_until_stopped(config: &ServeConfig) -> Result<(), ServeError> {
    if let Some(now) = config.clock.fixed() {
        if !config.listen.ip().is_loopback() {
            return Err(ServeError::FixedClock(config.listen));
        }
        tracing::warn!("the clock stands still at {now} (--now): every answer is of that minute");
    }
    if config.board_open && !config.listen.ip().is_loopback() {
        return Err(ServeError::BoardOpen(config.listen));
    }
    let background = config.basemap.open()?;
    let loaded = load(&config.source, config.clock.today())?;
    log::notices(&loaded.snapshot.notices);
    warn_of_another_city(&background, &loaded.snapshot);
    let places = loaded.snapshot.index.places().len();
    let served = Arc::new(ArcSwap::from_pointee(loaded.snapshot));
    std::thread::spawn(web::assets::prepare);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(config.listen).await;
        let listener = listener.map_err(|cause| ServeError::Bind { address: config.listen, cause })?;
        let app = App::new(Arc::clone(&served), config.clock.clock())
            .with(background)
            .with(BoardOpen(config.board_open));
        let reloader = Reloader::new(config.source.clone(), served);
        let _reloading = reload::start(app.clone(), reloader, config.clock, config.source.folder());
        tracing::info!("{places} places at http://{}", listener.local_addr()?);
        connections::answer(listener, web::router(app), Patience::default(), stop_signal()).await;
        Ok::<(), ServeError>(())
    })?;
    // Tasks that do not end in time are aborted.
    runtime.shutdown_timeout(Duration::from_secs(1));
    tracing::info!("stopped");
    Ok(())
}

/// Logs a warning when the map in one file does not touch the area of the places: under the pins it
/// would be blank.
fn warn_of_another_city(background: &Background, data: &Snapshot) {
    let Background::Archive(archive) = background else { return };
    let places = || Bounds::around(data.index.places().iter().map(|place| place.point));
    let Some((map, ward)) = archive.bounds().zip(data.ward.bounds.or_else(places)) else { return };
    if !map.intersects(ward) {
        let Bounds { min, max } = map;
        tracing::warn!(
            "the map of --basemap covers {:.2} to {:.2} E, {:.2} to {:.2} N and no part of the ward: it is blank under the places",
            min.lon(),
            max.lon(),
            min.lat(),
            max.lat()
        );
    }
}

async fn stop_signal() {
    let mut terminate = match signal(SignalKind::terminate()) {
        Ok(terminate) => terminate,
        Err(fault) => {
            tracing::warn!("SIGTERM cannot be received ({fault}); Ctrl-C stops the service");
            drop(tokio::signal::ctrl_c().await);
            return;
        }
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
