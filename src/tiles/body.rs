//! A finished tile as an HTTP body: plain, or compressed once and cached.
//!
//! ```
//! use ibasho::tiles::{Coding, Effort, packed};
//! let words = "居場所".repeat(100);
//! assert!(packed(words.as_bytes(), Coding::Brotli, Effort::Lasting).len() < words.len() / 10);
//! ```

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write as _;
use std::sync::OnceLock;

/// Brotli window as a power of two. The encoder clears tables of the window's size first, which for a
/// small body takes longer than compressing it; below 18 it uses other, slower tables.
const BROTLI_WINDOW: i32 = 22;
const BROTLI_SMALL_WINDOW: i32 = 18;

/// Compression level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// For bodies made during a request: beyond Brotli's quality 5 a tile of 16 kB takes up to
    /// fifteen times as long and shrinks by less than one percent.
    Waiting,
    /// For bodies compressed once and served for the lifetime of the process.
    Lasting,
}

impl Effort {
    fn brotli_quality(self) -> i32 {
        match self {
            Self::Waiting => 5,
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

/// The content coding of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// Not compressed.
    Identity,
    /// RFC 1952.
    Gzip,
    /// RFC 7932.
    Brotli,
}

/// A non-empty tile, with its compressed forms cached on first use.
#[derive(Debug)]
pub struct TileBody {
    plain: Form,
    gzip: OnceLock<Form>,
    brotli: OnceLock<Form>,
    hash: u64,
}

/// A tile in one content coding. Clones share the bytes.
#[derive(Debug, Clone)]
pub struct Form {
    /// The body.
    pub bytes: bytes::Bytes,
    /// A strong entity tag, in quotes: equal exactly when the bytes are.
    pub etag: bytes::Bytes,
}

impl TileBody {
    pub(super) fn new(plain: Vec<u8>) -> Self {
        let mut hasher = DefaultHasher::new();
        plain.hash(&mut hasher);
        let hash = hasher.finish();
        let plain = Form { bytes: plain.into(), etag: etag(hash, Coding::Identity) };
        Self { plain, gzip: OnceLock::new(), brotli: OnceLock::new(), hash }
    }

    /// The tile in `coding`, compressed at most once.
    pub fn form(&self, coding: Coding) -> &Form {
        match coding {
            Coding::Identity => &self.plain,
            Coding::Gzip => self.gzip.get_or_init(|| self.packed(coding)),
            Coding::Brotli => self.brotli.get_or_init(|| self.packed(coding)),
        }
    }

    /// The tile in `coding`, if cached.
    pub fn ready(&self, coding: Coding) -> Option<&Form> {
        match coding {
            Coding::Identity => Some(&self.plain),
            Coding::Gzip => self.gzip.get(),
            Coding::Brotli => self.brotli.get(),
        }
    }

    fn packed(&self, coding: Coding) -> Form {
        Form { bytes: packed(&self.plain.bytes, coding, Effort::Waiting), etag: etag(self.hash, coding) }
    }

    /// Size of the plain form in bytes.
    pub fn len(&self) -> usize {
        self.plain.bytes.len()
    }

    /// Whether it is empty, which no cached tile is.
    pub fn is_empty(&self) -> bool {
        self.plain.bytes.is_empty()
    }
}

fn etag(hash: u64, coding: Coding) -> bytes::Bytes {
    let suffix = match coding {
        Coding::Identity => "",
        Coding::Gzip => "-gz",
        Coding::Brotli => "-br",
    };
    format!("\"{hash:016x}{suffix}\"").into()
}

/// Compresses `plain` with `coding`.
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
    let small = plain.len() <= 1 << BROTLI_SMALL_WINDOW;
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: effort.brotli_quality(),
        lgwin: if small { BROTLI_SMALL_WINDOW } else { BROTLI_WINDOW },
        size_hint: plain.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    // Reading from and writing into memory cannot fail.
    let _ = brotli::BrotliCompress(&mut &*plain, &mut compressed, &parameters);
    compressed.into()
}
