//! Cutting an area out of a large archive while reading little more than what is kept.
//!
//! 1. The tiles wanted are ranges of numbers. Only directories that can hold some of them are read.
//! 2. What the wanted tiles share is kept once, in the order of the large archive.
//! 3. Stretches of bytes are read together where the gaps between them are small: the smallest
//!    gaps first, as long as all of them together stay below a twentieth of what is kept.
//!
//! Source: PMTiles specification 3, section 4, for the order of the tiles.

use super::directory::Entry;
use super::write::{self, About};
use super::{Archive, ArchiveError, MAX_DEPTH, ReadAt, tile_id};
use crate::geodesy::{Bounds, LonLat};
use crate::tiles::{MAX_ZOOM, TileCoord};
use serde_json::Value;
use std::io::{self, Write};
use std::ops::Range;

/// The most tiles an area may have: more than Japan at zoom 14.
const MAX_TILES: u64 = 4_000_000;

/// The share of what is kept that may be read for nothing.
const GAP_SHARE: u64 = 20;

/// The most bytes asked for at once.
const READ_BYTES: u64 = 8 * 1024 * 1024;

/// What was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extracted {
    /// Tiles that can be asked for.
    pub tiles: u64,
    /// Bytes of the new archive.
    pub bytes: u64,
}

/// Why nothing could be cut out.
#[derive(Debug, thiserror::Error)]
pub enum ExtractError {
    /// The large archive cannot be read.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The new one cannot be written.
    #[error("writing the extract: {0}")]
    Write(#[from] io::Error),
    /// More than a map of a town needs.
    #[error("the area has {0} tiles, {MAX_TILES} are the most; a smaller box or zoom is needed")]
    TooMany(u64),
    /// The archive lies elsewhere.
    #[error("the archive has no tile in that area")]
    Nothing,
}

/// Writes the tiles of zooms 0 to `max_zoom` that touch `bounds` as an archive of their own.
///
/// # Errors
/// [`ExtractError`]; what has been written until then is no archive.
pub fn extract<R: ReadAt>(
    archive: &Archive<R>,
    bounds: Bounds,
    max_zoom: u8,
    out: &mut impl Write,
) -> Result<Extracted, ExtractError> {
    let (min_zoom, deepest) = archive.zooms();
    let max_zoom = max_zoom.min(deepest).min(MAX_ZOOM);
    let covered = overlap(archive.header.bounds, bounds).ok_or(ExtractError::Nothing)?;
    let tiles: u64 = (0..=max_zoom).map(|zoom| tiles_across(bounds, zoom)).sum();
    if tiles > MAX_TILES {
        return Err(ExtractError::TooMany(tiles));
    }
    let wanted = tile_id::ranges_covering(bounds, max_zoom);
    let mut entries = Vec::new();
    collect(archive, &archive.root, &wanted, MAX_DEPTH, &mut entries)?;
    if entries.is_empty() {
        return Err(ExtractError::Nothing);
    }
    let kept = renumber(&mut entries);
    let about = About {
        tiles: archive.header.tiles,
        clustered: ascends(&entries),
        min_zoom,
        max_zoom,
        bounds: Some(covered),
        center: Some(covered.center()),
        center_zoom: archive.header.center_zoom.min(max_zoom),
    };
    let front = write::front(about, &entries, &Value::Object(archive.metadata.clone()));
    out.write_all(&front)?;
    let mut bytes = front.len() as u64;
    for read in together(&kept) {
        bytes += copy(archive, &kept[read], out)?;
    }
    out.flush()?;
    Ok(Extracted { tiles: entries.iter().map(|entry| u64::from(entry.run)).sum(), bytes })
}

fn tiles_across(bounds: Bounds, zoom: u8) -> u64 {
    let (a, b) = (TileCoord::containing(bounds.min, zoom), TileCoord::containing(bounds.max, zoom));
    u64::from(b.x().abs_diff(a.x()) + 1) * u64::from(b.y().abs_diff(a.y()) + 1)
}

/// Adds the parts of `entries` that are wanted, with the directories below them.
fn collect<R: ReadAt>(
    archive: &Archive<R>,
    entries: &[Entry],
    wanted: &[Range<u64>],
    depth: usize,
    found: &mut Vec<Entry>,
) -> Result<(), ArchiveError> {
    for (nth, entry) in entries.iter().enumerate() {
        if entry.is_leaf() {
            let end = entries.get(nth + 1).map_or(u64::MAX, |next| next.id);
            let inside = overlapping(wanted, entry.id..end);
            if inside.is_empty() {
                continue;
            }
            let below =
                depth.checked_sub(1).ok_or(ArchiveError::Directory { cause: "it leads to no tile" })?;
            collect(archive, &archive.read_leaf(*entry)?, inside, below, found)?;
        } else {
            let run = entry.id..entry.id.saturating_add(entry.run.into());
            found.extend(overlapping(wanted, run.clone()).iter().map(|range| {
                let (start, end) = (range.start.max(run.start), range.end.min(run.end));
                let tiles = u32::try_from(end - start).expect("no longer than the run it is part of");
                Entry { id: start, run: tiles, ..*entry }
            }));
        }
    }
    Ok(())
}

/// Those of `wanted`, ascending, that share a number with `run`.
fn overlapping(wanted: &[Range<u64>], run: Range<u64>) -> &[Range<u64>] {
    let first = wanted.partition_point(|range| range.end <= run.start);
    let last = wanted.partition_point(|range| range.start < run.end);
    wanted.get(first..last).unwrap_or_default()
}

/// Gives `entries` offsets among the contents kept, which are returned as stretches of the large
/// archive's tiles, ascending.
fn renumber(entries: &mut [Entry]) -> Vec<Range<u64>> {
    let mut contents: Vec<(u64, u64)> = entries.iter().map(|entry| (entry.offset, entry.end())).collect();
    contents.sort_unstable();
    contents.dedup();
    let mut starts = Vec::with_capacity(contents.len());
    let mut end = 0;
    for (from, to) in &contents {
        starts.push(end);
        end += to - from;
    }
    for entry in entries {
        let at = contents.partition_point(|content| *content < (entry.offset, entry.end()));
        entry.offset = starts[at];
    }
    contents.into_iter().map(|(from, to)| from..to).collect()
}

/// Whether every content lies after those of the tiles before, or is one of them.
fn ascends(entries: &[Entry]) -> bool {
    let mut end = 0;
    entries.iter().all(|entry| {
        let known_or_next = entry.offset <= end;
        end = end.max(entry.end());
        known_or_next
    })
}

/// Which of `kept`, ascending, are read together: neighbors with a small gap.
fn together(kept: &[Range<u64>]) -> Vec<Range<usize>> {
    let budget = kept.iter().map(|range| range.end - range.start).sum::<u64>() / GAP_SHARE;
    let gap = |nth: usize| kept[nth + 1].start.saturating_sub(kept[nth].end);
    let mut order: Vec<usize> = (0..kept.len().saturating_sub(1)).collect();
    order.sort_unstable_by_key(|&nth| gap(nth));
    let mut spent = 0;
    let mut joined = vec![false; kept.len()];
    for nth in order {
        spent += gap(nth);
        if spent > budget {
            break;
        }
        joined[nth + 1] = true;
    }
    let mut reads: Vec<Range<usize>> = Vec::new();
    for (nth, joined) in joined.into_iter().enumerate() {
        match reads.last_mut() {
            Some(last) if joined && kept[nth].end - kept[last.start].start <= READ_BYTES => last.end += 1,
            _ => reads.push(nth..nth + 1),
        }
    }
    reads
}

/// Reads contents that lie together and writes them one after the other; the bytes written.
fn copy<R: ReadAt>(
    archive: &Archive<R>,
    contents: &[Range<u64>],
    out: &mut impl Write,
) -> Result<u64, ExtractError> {
    let start = contents.iter().map(|range| range.start).min().unwrap_or_default();
    let end = contents.iter().map(|range| range.end).max().unwrap_or_default();
    let bytes = archive.read_in(archive.header.data, start, end - start, "tiles")?;
    let mut written = 0;
    for range in contents {
        let place = |at: u64| usize::try_from(at - start).unwrap_or(usize::MAX);
        let content =
            bytes.get(place(range.start)..place(range.end)).ok_or(ArchiveError::Cut { what: "tiles" })?;
        out.write_all(content)?;
        written += content.len() as u64;
    }
    Ok(written)
}

/// What `asked` and the archive have in common; `None` when nothing.
fn overlap(archive: Option<Bounds>, asked: Bounds) -> Option<Bounds> {
    let Some(whole) = archive else { return Some(asked) };
    let min = LonLat::new(whole.min.lon().max(asked.min.lon()), whole.min.lat().max(asked.min.lat()))?;
    let max = LonLat::new(whole.max.lon().min(asked.max.lon()), whole.max.lat().min(asked.max.lat()))?;
    (min.lon() <= max.lon() && min.lat() <= max.lat()).then_some(Bounds { min, max })
}
