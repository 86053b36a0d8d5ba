//! The network as bytes: `streets.bin` of a data folder.
//!
//! 1. `ibasho-streets 1` and a line feed; the SHA-256 of all that follows.
//! 2. Three counts (nodes, edges, barriers) as u32; then the nodes (longitude and latitude in
//!    ten-millionths of a degree, i32), the edges (two node numbers, u32, and one byte of flags: 1 forward,
//!    2 backward, 4 steps, 8 bridge or tunnel) and the barriers (two vertices). All little-endian.

use super::network::{Edge, Network, Vertex};
use sha2::{Digest, Sha256};

const MAGIC: &[u8] = b"ibasho-streets 1\n";
const HASH: usize = 32;

/// The largest network that is read.
pub const MAX_EDGES: u32 = 5_000_000;

/// Why bytes are no network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadFile {
    /// They begin with something else.
    #[error("is not a network of `ibasho import` (or one of another version); import the streets again")]
    Foreign,
    /// They were changed or cut off.
    #[error("was cut off or changed after it was written; import the streets again")]
    Damaged,
    /// It is larger than is read.
    #[error("holds more than {MAX_EDGES} edges; import a smaller area")]
    TooLarge,
}

impl Network {
    /// The bytes of the file.
    ///
    /// # Errors
    /// [`BadFile::TooLarge`] when it holds more than is read.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BadFile> {
        let counts = [self.nodes.len(), self.edges.len(), self.barriers.len()];
        let counts = counts.map(|count| u32::try_from(count).ok().filter(|count| *count <= MAX_EDGES));
        let mut body = Vec::with_capacity(self.nodes.len() * 8 + self.edges.len() * 9 + 12);
        for count in counts {
            body.extend(count.ok_or(BadFile::TooLarge)?.to_le_bytes());
        }
        self.nodes.iter().for_each(|node| put(&mut body, *node));
        for edge in &self.edges {
            body.extend(edge.from.to_le_bytes());
            body.extend(edge.to.to_le_bytes());
            let flags = [edge.forward, edge.backward, edge.steps, edge.lifted];
            body.push(flags.into_iter().rev().fold(0, |bits, flag| bits << 1 | u8::from(flag)));
        }
        self.barriers.iter().flatten().for_each(|end| put(&mut body, *end));
        Ok([MAGIC, &Sha256::digest(&body), &body].concat())
    }

    /// Reads the bytes of the file.
    ///
    /// # Errors
    /// [`BadFile`], before anything of the size they claim is allocated.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadFile> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(BadFile::Foreign)?;
        let (hash, body) = rest.split_at_checked(HASH).ok_or(BadFile::Damaged)?;
        if Sha256::digest(body).as_slice() != hash {
            return Err(BadFile::Damaged);
        }
        read(body).ok_or(BadFile::Damaged)
    }
}

fn put(body: &mut Vec<u8>, vertex: Vertex) {
    body.extend(vertex.lon.to_le_bytes());
    body.extend(vertex.lat.to_le_bytes());
}

fn read(body: &[u8]) -> Option<Network> {
    let (counts, rest) = body.split_at_checked(12)?;
    let count = |number: usize| usize::try_from(word(counts, number)).ok();
    let (nodes, rest) = rest.split_at_checked(count(0)?.checked_mul(8)?)?;
    let (edges, barriers) = rest.split_at_checked(count(1)?.checked_mul(9)?)?;
    if Some(barriers.len()) != count(2)?.checked_mul(16) {
        return None;
    }
    let vertex = |bytes: &[u8], number: usize| Vertex {
        lon: word(bytes, 2 * number).cast_signed(),
        lat: word(bytes, 2 * number + 1).cast_signed(),
    };
    let edge = |bytes: &[u8]| Edge {
        from: word(bytes, 0),
        to: word(bytes, 1),
        forward: bytes[8] & 1 != 0,
        backward: bytes[8] & 2 != 0,
        steps: bytes[8] & 4 != 0,
        lifted: bytes[8] & 8 != 0,
    };
    Some(Network {
        nodes: nodes.chunks_exact(8).map(|node| vertex(node, 0)).collect(),
        edges: edges.chunks_exact(9).map(edge).collect(),
        barriers: barriers.chunks_exact(16).map(|ends| [vertex(ends, 0), vertex(ends, 1)]).collect(),
    })
}

/// The `number`th word of four bytes; zero beyond the end.
fn word(bytes: &[u8], number: usize) -> u32 {
    let four = bytes.get(4 * number..4 * number + 4).and_then(|four| four.try_into().ok());
    u32::from_le_bytes(four.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network() -> Network {
        let at = |lon, lat| Vertex { lon, lat };
        let one_way = Edge { backward: false, steps: true, ..Edge::open(1, 0) };
        Network {
            nodes: vec![at(1_354_600_000, 345_300_000), at(-5, -7)],
            edges: vec![Edge::open(0, 1), one_way, Edge { lifted: true, ..Edge::open(0, 1) }],
            barriers: vec![[at(1, 2), at(3, 4)]],
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        assert_eq!(Network::from_bytes(&network().to_bytes().unwrap()), Ok(network()));
    }

    #[test]
    fn every_cut_and_every_changed_byte_is_noticed() {
        let bytes = network().to_bytes().unwrap();
        for end in 0..bytes.len() {
            let fault = if end < MAGIC.len() { BadFile::Foreign } else { BadFile::Damaged };
            assert_eq!(Network::from_bytes(&bytes[..end]), Err(fault), "cut at {end}");
        }
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(Network::from_bytes(&changed).is_err(), "changed at {at}");
        }
    }

    #[test]
    fn counts_that_promise_more_than_there_is_are_refused() {
        let mut body = [u32::MAX.to_le_bytes(); 3].concat();
        body.extend([0; 64]);
        let bytes = [MAGIC, &Sha256::digest(&body), &body].concat();
        assert_eq!(Network::from_bytes(&bytes), Err(BadFile::Damaged));
    }
}
