//! A finished tile as it goes over the wire: plain, or compressed once and kept.
//!
//! ```
//! use ibasho::tiles::{Coding, Effort, packed};
//! let words = "居場所".repeat(100);
//! assert!(packed(words.as_bytes(), Coding::Brotli, Effort::Lasting).len() < words.len() / 10);
//! ```

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write as _;
use std::sync::OnceLock;

/// Window of Brotli as a power of two: nothing packed here is larger than 4 MiB.
const BROTLI_WINDOW: i32 = 22;

/// How much time goes into making bytes few.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// For what is made while somebody waits: beyond Brotli's quality 9 a tile takes many times
    /// longer and hardly shrinks.
    Waiting,
    /// For what is packed once and sent for as long as the program runs.
    Lasting,
}

impl Effort {
    fn brotli_quality(self) -> i32 {
        match self {
            Self::Waiting => 9,
            Self::Lasting => 11,
        }
    }

    fn gzip_level(self) -> flate2::Compression {
        match self {
            Self::Waiting => flate2::Compression::default(),
            Self::Lasting => flate2::Compression::best(),
        }
    }
}

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
            Coding::Gzip => self.gzip.get_or_init(|| self.packed(coding)).clone(),
            Coding::Brotli => self.brotli.get_or_init(|| self.packed(coding)).clone(),
        }
    }

    fn packed(&self, coding: Coding) -> bytes::Bytes {
        packed(&self.plain, coding, Effort::Waiting)
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

/// `plain` in `coding`.
#[must_use]
pub fn packed(plain: &[u8], coding: Coding, effort: Effort) -> bytes::Bytes {
    match coding {
        Coding::Identity => bytes::Bytes::copy_from_slice(plain),
        Coding::Gzip => gzip(plain, effort),
        Coding::Brotli => brotli(plain, effort),
    }
}

fn gzip(plain: &[u8], effort: Effort) -> bytes::Bytes {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), effort.gzip_level());
    // Writing into memory cannot fail.
    let _ = encoder.write_all(plain);
    encoder.finish().unwrap_or_default().into()
}

fn brotli(plain: &[u8], effort: Effort) -> bytes::Bytes {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: effort.brotli_quality(),
        lgwin: BROTLI_WINDOW,
        ..Default::default()
    };
    let mut compressed = Vec::new();
    // Reading from and writing into memory cannot fail.
    let _ = brotli::BrotliCompress(&mut &*plain, &mut compressed, &parameters);
    compressed.into()
}
