//! Directories: which tile lies where, in a few bytes per tile.
//!
//! Source: PMTiles specification 3, section 4.

use super::header::Compression;
use super::{ArchiveError, gunzip, gzip};
use std::borrow::Cow;

/// The most a directory may unpack to, in bytes: some millions of tiles.
const MAX_DIRECTORY_BYTES: u64 = 64 * 1024 * 1024;

/// A stretch of tiles with the same bytes, or a directory of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// Number of the first tile.
    pub(super) id: u64,
    /// Where the bytes are, from the start of their section.
    pub(super) offset: u64,
    /// How many; never 0.
    pub(super) length: u32,
    /// How many tiles; 0 for a directory.
    pub(super) run: u32,
}

impl Entry {
    /// Whether it is a directory that holds the tiles from its number on.
    pub(super) fn is_leaf(self) -> bool {
        self.run == 0
    }

    /// The byte after the last one, from the start of its section.
    pub(super) fn end(self) -> u64 {
        self.offset.saturating_add(u64::from(self.length))
    }
}

/// The entry that holds tile `id`, if `entries`, ascending, have one.
pub(super) fn find(entries: &[Entry], id: u64) -> Option<Entry> {
    let after = entries.partition_point(|entry| entry.id <= id);
    let entry = *entries.get(after.checked_sub(1)?)?;
    (entry.is_leaf() || id - entry.id < u64::from(entry.run)).then_some(entry)
}

/// Reads a directory: after the number of entries, all ids, then all runs, lengths and offsets.
pub(super) fn read(bytes: &[u8], compression: Compression) -> Result<Vec<Entry>, ArchiveError> {
    let plain = match compression {
        Compression::None => Cow::Borrowed(bytes),
        Compression::Gzip => match gunzip(bytes, MAX_DIRECTORY_BYTES) {
            Ok(plain) => plain.into(),
            Err(_) => return Err(broken("it does not unpack")),
        },
    };
    let mut rest = &*plain;
    let count = usize::try_from(varint(&mut rest)?).unwrap_or(usize::MAX);
    // Four numbers of a byte at least for every entry.
    if count > rest.len() / 4 {
        return Err(broken("it promises more entries than it has bytes for"));
    }
    let mut entries = vec![Entry { id: 0, offset: 0, length: 0, run: 0 }; count];
    read_ids(&mut entries, &mut rest)?;
    for entry in &mut entries {
        entry.run = small(&mut rest)?;
    }
    for entry in &mut entries {
        entry.length = small(&mut rest)?;
        if entry.length == 0 {
            return Err(broken("an entry has no bytes"));
        }
    }
    read_offsets(&mut entries, &mut rest)?;
    Ok(entries)
}

/// Ids are told as steps from one to the next.
fn read_ids(entries: &mut [Entry], rest: &mut &[u8]) -> Result<(), ArchiveError> {
    let mut id = 0_u64;
    for (nth, entry) in entries.iter_mut().enumerate() {
        let step = varint(rest)?;
        id = id
            .checked_add(step)
            .filter(|_| nth == 0 || step > 0)
            .ok_or_else(|| broken("its tiles do not ascend"))?;
        entry.id = id;
    }
    Ok(())
}

/// Offsets are told as one more than they are; 0 is "right after the one before".
fn read_offsets(entries: &mut [Entry], rest: &mut &[u8]) -> Result<(), ArchiveError> {
    let mut next = None;
    for entry in entries {
        entry.offset = match (varint(rest)?, next) {
            (0, Some(next)) => next,
            (0, None) => return Err(broken("its first entry follows none")),
            (offset, _) => offset - 1,
        };
        next = entry.offset.checked_add(u64::from(entry.length));
    }
    Ok(())
}

/// The directory as gzipped bytes.
pub(super) fn write(entries: &[Entry]) -> Vec<u8> {
    let mut plain = Vec::new();
    put(&mut plain, entries.len() as u64);
    let mut before = 0;
    for entry in entries {
        put(&mut plain, entry.id - before);
        before = entry.id;
    }
    for entry in entries {
        put(&mut plain, entry.run.into());
    }
    for entry in entries {
        put(&mut plain, entry.length.into());
    }
    let mut next = None;
    for entry in entries {
        put(&mut plain, if next == Some(entry.offset) { 0 } else { entry.offset + 1 });
        next = Some(entry.end());
    }
    gzip(&plain)
}

fn broken(cause: &'static str) -> ArchiveError {
    ArchiveError::Directory { cause }
}

fn small(rest: &mut &[u8]) -> Result<u32, ArchiveError> {
    u32::try_from(varint(rest)?).ok().ok_or_else(|| broken("a number in it is too large"))
}

/// Seven bits a byte, the lowest first; the high bit says that more follow.
fn varint(rest: &mut &[u8]) -> Result<u64, ArchiveError> {
    let mut number = 0_u64;
    for shift in (0..u64::BITS).step_by(7) {
        let (byte, after) = rest.split_first().ok_or_else(|| broken("it ends too early"))?;
        *rest = after;
        let bits = u64::from(byte & 0x7f);
        if bits.leading_zeros() < shift {
            break;
        }
        number |= bits << shift;
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
    Err(broken("a number in it is too large"))
}

fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        #[expect(clippy::cast_possible_truncation, reason = "the lowest seven bits are meant")]
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    #[expect(clippy::cast_possible_truncation, reason = "below 128")]
    bytes.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(id: u64, run: u32) -> Entry {
        Entry { id, offset: 0, length: 1, run }
    }

    #[test]
    fn a_run_ends_and_a_leaf_goes_on() {
        let entries = [entry(5, 2), entry(9, 1), entry(20, 0)];
        let found = |id| find(&entries, id).map(|entry| entry.id);
        let expected =
            [(4, None), (5, Some(5)), (6, Some(5)), (7, None), (9, Some(9)), (10, None), (25, Some(20))];
        for (id, holder) in expected {
            assert_eq!(found(id), holder, "{id}");
        }
    }

    #[test]
    fn broken_directories_are_said_to_be() {
        let words = |bytes: &[u8]| read(bytes, Compression::None).unwrap_err().to_string();
        assert!(words(&[]).contains("ends too early"));
        assert!(words(&[200, 1, 1, 1]).contains("more entries than it has bytes"));
        assert!(words(&[1, 0, 1, 0, 1]).contains("no bytes"));
        assert!(words(&[1, 0, 1, 1, 0]).contains("follows none"));
        assert!(words(&[2, 3, 0, 1, 1, 1, 1, 1, 1]).contains("do not ascend"));
        assert!(words(&[0xff; 12]).contains("too large"));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(parts in prop::collection::vec((1..9_u64, 0..9_u32, 1..9_u32, 0..u64::from(u32::MAX)), 1..50)) {
            let mut id = 0;
            let entries: Vec<Entry> = parts.into_iter().map(|(step, run, length, offset)| {
                id += step;
                Entry { id, offset, length, run }
            }).collect();
            prop_assert_eq!(read(&write(&entries), Compression::Gzip).unwrap(), entries);
        }

        #[test]
        fn no_bytes_end_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = read(&bytes, Compression::None);
            let _ = read(&bytes, Compression::Gzip);
        }
    }
}
