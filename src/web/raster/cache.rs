//! Disk cache of raster tiles with a size limit and LRU eviction.
//!
//! One file per tile. The modification time is the age of a tile, the access time orders eviction:
//! least recently read first. Eviction happens before a tile is written, so the limit holds at every
//! moment.

use crate::tiles::Picture;
use std::fs::{self, File, FileTimes};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// Suffix of cached files; other files in the folder are not touched.
const ENDING: &str = ".tile";

/// Fraction of the limit left after an eviction, so that not every write evicts.
const FILLED_AFTER: (u64, u64) = (9, 10);

#[derive(Debug)]
pub(super) struct DiskCache {
    folder: PathBuf,
    limit: u64,
    used: Mutex<u64>,
}

pub(super) struct Kept {
    pub(super) picture: Picture,
    pub(super) age: Duration,
}

impl DiskCache {
    /// Opens the cache in `folder`, creating it if missing and evicting down to `limit` bytes.
    pub(super) fn open(folder: PathBuf, limit: u64) -> io::Result<Self> {
        fs::create_dir_all(&folder)?;
        let cache = Self { folder, limit, used: Mutex::new(0) };
        let used = files(&cache.folder)?.iter().map(|file| file.bytes).sum();
        *cache.used.lock().unwrap_or_else(PoisonError::into_inner) = used;
        drop(cache.make_room(0)?);
        Ok(cache)
    }

    /// The tile under `name`; `None` if it is missing or no longer complete.
    pub(super) fn get(&self, name: &str) -> Option<Kept> {
        let mut file = File::open(self.path(name)).ok()?;
        let written = file.metadata().and_then(|about| about.modified()).ok()?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        // Without the access time the LRU order is a little worse; no reason to fail.
        let _ = file.set_times(FileTimes::new().set_accessed(SystemTime::now()));
        let age = SystemTime::now().duration_since(written).unwrap_or_default();
        Picture::read(bytes.into()).map(|picture| Kept { picture, age })
    }

    pub(super) fn put(&self, name: &str, picture: &Picture) -> io::Result<()> {
        let bytes = picture.bytes();
        let mut used = self.make_room(bytes.len() as u64)?;
        let path = self.path(name);
        let replaced = fs::metadata(&path).map_or(0, |about| about.len());
        if *used + bytes.len() as u64 > self.limit {
            return Ok(());
        }
        let mut beside = tempfile::Builder::new().suffix(ENDING).tempfile_in(&self.folder)?;
        beside.write_all(bytes)?;
        // Ages are counted by this machine's clock, which need not be that of a network disk.
        let now = SystemTime::now();
        beside.as_file().set_times(FileTimes::new().set_modified(now).set_accessed(now))?;
        beside.persist(&path).map_err(|lost| lost.error)?;
        *used = (*used + bytes.len() as u64).saturating_sub(replaced);
        Ok(())
    }

    /// Evicts the least recently read tiles until `more` bytes fit; returns the bytes used.
    fn make_room(&self, more: u64) -> io::Result<MutexGuard<'_, u64>> {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        if *used + more <= self.limit {
            return Ok(used);
        }
        let goal = (self.limit / FILLED_AFTER.1 * FILLED_AFTER.0).saturating_sub(more);
        let mut kept = files(&self.folder)?;
        kept.sort_unstable_by_key(|file| file.read);
        *used = kept.iter().map(|file| file.bytes).sum();
        for file in kept {
            if *used <= goal {
                break;
            }
            fs::remove_file(&file.path)?;
            *used -= file.bytes;
        }
        Ok(used)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}{ENDING}"))
    }
}

struct KeptFile {
    path: PathBuf,
    bytes: u64,
    read: SystemTime,
}

fn files(folder: &Path) -> io::Result<Vec<KeptFile>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.to_str().is_some_and(|path| path.ends_with(ENDING)) {
            let about = fs::metadata(&path)?;
            let read = about.accessed().or_else(|_| about.modified())?;
            found.push(KeptFile { path, bytes: about.len(), read });
        }
    }
    Ok(found)
}
