//! A finished tile as it goes over the wire: plain, or compressed once and kept.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write as _;
use std::sync::OnceLock;

/// Quality of Brotli: beyond it a tile takes many times longer and hardly shrinks.
const BROTLI_QUALITY: i32 = 9;

/// Window of Brotli as a power of two: no tile is larger than 4 MiB.
const BROTLI_WINDOW: i32 = 22;

/// How a body is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// As it is.
    Identity,
    /// RFC 1952.
    Gzip,
    /// RFC 7932.
    Brotli,
}

/// A tile that is not empty, with its compressed forms once somebody asked for them.
#[derive(Debug)]
pub struct TileBody {
    plain: bytes::Bytes,
    gzip: OnceLock<bytes::Bytes>,
    brotli: OnceLock<bytes::Bytes>,
    hash: u64,
}

impl TileBody {
    pub(super) fn new(plain: Vec<u8>) -> Self {
        let mut hasher = DefaultHasher::new();
        plain.hash(&mut hasher);
        Self { plain: plain.into(), gzip: OnceLock::new(), brotli: OnceLock::new(), hash: hasher.finish() }
    }

    /// The bytes in `coding`, compressed at most once.
    #[must_use]
    pub fn bytes(&self, coding: Coding) -> bytes::Bytes {
        match coding {
            Coding::Identity => self.plain.clone(),
            Coding::Gzip => self.gzip.get_or_init(|| gzip(&self.plain)).clone(),
            Coding::Brotli => self.brotli.get_or_init(|| brotli(&self.plain)).clone(),
        }
    }

    /// A strong entity tag of the bytes in `coding`: equal exactly when they are.
    #[must_use]
    pub fn etag(&self, coding: Coding) -> String {
        let suffix = match coding {
            Coding::Identity => "",
            Coding::Gzip => "-gz",
            Coding::Brotli => "-br",
        };
        format!("\"{:016x}{suffix}\"", self.hash)
    }

    /// Bytes the plain form takes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.plain.len()
    }

    /// Whether there is nothing in it, which no kept tile is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }
}

fn gzip(plain: &[u8]) -> bytes::Bytes {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    // Writing into memory cannot fail.
    let _ = encoder.write_all(plain);
    encoder.finish().unwrap_or_default().into()
}

fn brotli(plain: &[u8]) -> bytes::Bytes {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        ..Default::default()
    };
    let mut compressed = Vec::new();
    // Reading from and writing into memory cannot fail.
    let _ = brotli::BrotliCompress(&mut &*plain, &mut compressed, &parameters);
    compressed.into()
}
