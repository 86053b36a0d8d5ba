//! Writing an archive: tiles with the same bytes are kept once, and lie in the order of their numbers.

use super::directory::{self, Entry};
use super::header::{Compression, HEADER_BYTES, Header, Section};
use super::{START_BYTES, gzip, tile_id::tile_id};
use crate::geodesy::{Bounds, LonLat};
use crate::tiles::TileCoord;
use std::collections::BTreeMap;

/// Entries of one leaf directory; twice as many when still too many leaves would not fit the root.
const LEAF_ENTRIES: usize = 4096;

/// What a header says beyond where things are.
#[derive(Debug, Clone, Copy)]
pub(super) struct About {
    pub(super) tiles: Compression,
    pub(super) clustered: bool,
    pub(super) min_zoom: u8,
    pub(super) max_zoom: u8,
    pub(super) bounds: Option<Bounds>,
    pub(super) center: Option<LonLat>,
    pub(super) center_zoom: u8,
}

/// Everything before the tiles of an archive: header, directories, metadata. `entries` ascend by
/// number and count their offsets from the first tile.
pub(super) fn front(about: About, entries: &[Entry], metadata: &serde_json::Value) -> Vec<u8> {
    let (root, leaves) = directories(entries);
    let metadata = gzip(metadata.to_string().as_bytes());
    let after =
        |part: Section, length: usize| Section { offset: part.offset + part.length, length: length as u64 };
    let root_at = Section { offset: HEADER_BYTES as u64, length: root.len() as u64 };
    let metadata_at = after(root_at, metadata.len());
    let leaves_at = after(metadata_at, leaves.len());
    let mut contents: Vec<(u64, u32)> = entries.iter().map(|entry| (entry.offset, entry.length)).collect();
    contents.sort_unstable();
    contents.dedup();
    let data = contents.last().map_or(0, |(offset, length)| offset + u64::from(*length));
    let header = Header {
        root: root_at,
        metadata: metadata_at,
        leaves: leaves_at,
        data: Section { length: data, ..after(leaves_at, 0) },
        addressed_tiles: entries.iter().map(|entry| u64::from(entry.run)).sum(),
        entries: entries.len() as u64,
        contents: contents.len() as u64,
        clustered: about.clustered,
        internal: Compression::Gzip,
        tiles: about.tiles,
        min_zoom: about.min_zoom,
        max_zoom: about.max_zoom,
        bounds: about.bounds,
        center: about.center,
        center_zoom: about.center_zoom,
    };
    [header.write(), root, metadata, leaves].concat()
}

/// The root directory, and the leaves it points to when it would be too long alone.
fn directories(entries: &[Entry]) -> (Vec<u8>, Vec<u8>) {
    let fits = |root: &[u8]| root.len() + HEADER_BYTES <= usize::try_from(START_BYTES).unwrap_or(usize::MAX);
    let whole = directory::write(entries);
    if fits(&whole) {
        return (whole, Vec::new());
    }
    let mut size = LEAF_ENTRIES;
    loop {
        let (mut leaves, mut root) = (Vec::new(), Vec::new());
        for stretch in entries.chunks(size) {
            let leaf = directory::write(stretch);
            let length =
                u32::try_from(leaf.len()).expect("a leaf of thousands of entries is far below 4 GiB");
            root.push(Entry { id: stretch[0].id, offset: leaves.len() as u64, length, run: 0 });
            leaves.extend(leaf);
        }
        let root = directory::write(&root);
        if fits(&root) {
            return (root, leaves);
        }
        size *= 2;
    }
}

/// An archive of vector tiles in the making, in memory.
#[derive(Debug, Default)]
pub struct ArchiveWriter {
    tiles: BTreeMap<u64, usize>,
    contents: Vec<Vec<u8>>,
    numbers: BTreeMap<Vec<u8>, usize>,
    zooms: Option<(u8, u8)>,
    bounds: Option<Bounds>,
    center: Option<LonLat>,
}

impl ArchiveWriter {
    /// An archive that says it covers `bounds` and is best looked at from `center`.
    #[must_use]
    pub fn new(bounds: Option<Bounds>, center: Option<LonLat>) -> Self {
        Self { bounds, center, ..Self::default() }
    }

    /// Adds a tile, gzipped on the way; an empty one is left out, as archives have none.
    pub fn add(&mut self, tile: TileCoord, plain: &[u8]) {
        let (first, last) = self.zooms.unwrap_or((tile.zoom(), tile.zoom()));
        self.zooms = Some((first.min(tile.zoom()), last.max(tile.zoom())));
        if plain.is_empty() {
            return;
        }
        let number = self.numbers.get(plain).copied().unwrap_or_else(|| {
            self.contents.push(gzip(plain));
            self.numbers.insert(plain.to_vec(), self.contents.len() - 1);
            self.contents.len() - 1
        });
        self.tiles.insert(tile_id(tile), number);
    }

    /// How many tiles it has.
    #[must_use]
    pub fn tiles(&self) -> usize {
        self.tiles.len()
    }

    /// The archive's bytes. `metadata` is an object, with `vector_layers` for other readers.
    #[must_use]
    pub fn finish(&self, metadata: &serde_json::Value) -> Vec<u8> {
        let (min_zoom, max_zoom) = self.zooms.unwrap_or_default();
        let (entries, order) = self.entries();
        let about = About {
            tiles: Compression::Gzip,
            clustered: true,
            min_zoom,
            max_zoom,
            bounds: self.bounds,
            center: self.center,
            center_zoom: max_zoom.min(12),
        };
        let mut bytes = front(about, &entries, metadata);
        for number in order {
            bytes.extend(&self.contents[number]);
        }
        bytes
    }

    /// The entries, and the contents in the order in which they are first needed.
    fn entries(&self) -> (Vec<Entry>, Vec<usize>) {
        let (mut entries, mut order): (Vec<Entry>, Vec<usize>) = (Vec::new(), Vec::new());
        let mut placed = vec![None; self.contents.len()];
        let mut end = 0;
        for (&id, &number) in &self.tiles {
            let length = u32::try_from(self.contents[number].len()).expect("no tile comes near 4 GiB");
            let offset = *placed[number].get_or_insert_with(|| {
                order.push(number);
                end += u64::from(length);
                end - u64::from(length)
            });
            match entries.last_mut() {
                Some(last) if last.offset == offset && last.id + u64::from(last.run) == id => last.run += 1,
                _ => entries.push(Entry { id, offset, length, run: 1 }),
            }
        }
        (entries, order)
    }
}
