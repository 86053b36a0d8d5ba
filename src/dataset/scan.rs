//! Cutting a large GeoJSON file into its features without reading it whole.
//!
//! 1. Bytes come in chunks; only what is not yet consumed is kept.
//! 2. Between values the grammar of JSON is followed exactly, so nothing broken slips through.
//! 3. A value is found by counting its brackets outside strings; whether it is JSON is for the
//!    parser to say.
//! 4. Everything consumed while a batch is being recorded goes into it, separators too, so that a
//!    position in the batch is a position in the file.

use super::source::{Opened, ReadFault};
use memchr::{memchr_iter, memchr2, memrchr};
use std::io::Read;

/// So many bytes are read at once.
const CHUNK: usize = 1 << 18;

/// The largest feature: a place with a hundred programmes and long texts stays far below.
pub(super) const MAX_FEATURE_BYTES: usize = 1 << 20;

/// A position in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    /// Bytes before it.
    pub byte: u64,
    /// Line, from 1.
    pub line: u64,
    /// Bytes before it in its line.
    pub column: u64,
}

impl Position {
    /// The position after `bytes` more.
    pub fn after(self, bytes: &[u8]) -> Self {
        let lines = memchr_iter(b'\n', bytes).count() as u64;
        let length = bytes.len() as u64;
        let column = match memrchr(b'\n', bytes) {
            Some(last) => length - last as u64 - 1,
            None => self.column + length,
        };
        Self { byte: self.byte + length, line: self.line + lines, column }
    }
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}, column {} (byte {})", self.line, self.column + 1, self.byte)
    }
}

/// Why the file cannot be cut further.
#[derive(Debug)]
pub(super) enum ScanFault {
    /// It cannot be read further.
    Read(ReadFault),
    /// The value that begins at this byte never ends.
    Endless(u64),
    /// Here something else was expected.
    Syntax(Position, &'static str),
}

/// The length of a value, or that it is too large to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    /// It was consumed; so many bytes.
    Whole(usize),
    /// It is larger than [`MAX_FEATURE_BYTES`] and was passed over.
    TooLarge,
}

/// Reads a file value by value.
pub(super) struct Scanner {
    opened: Opened,
    buffer: Vec<u8>,
    /// First byte of the buffer not yet consumed.
    at: usize,
    /// Where in the file the buffer starts.
    start: Position,
    ended: bool,
    read: u64,
    /// Consumed bytes, while a batch is being recorded.
    record: Option<Vec<u8>>,
}

impl Scanner {
    pub fn new(opened: Opened) -> Self {
        let start = Position { byte: 0, line: 1, column: 0 };
        Self {
            opened,
            buffer: Vec::with_capacity(2 * CHUNK),
            at: 0,
            start,
            ended: false,
            read: 0,
            record: None,
        }
    }

    /// Up to a chunk from here on, without consuming it.
    pub fn look(&mut self) -> Result<&[u8], ScanFault> {
        if self.at == self.buffer.len() {
            self.fill()?;
        }
        Ok(&self.buffer[self.at..])
    }

    /// Where the next byte is.
    pub fn position(&self) -> Position {
        self.start.after(&self.buffer[..self.at])
    }

    /// Bytes before the next one.
    pub fn byte_position(&self) -> u64 {
        self.start.byte + self.at as u64
    }

    /// Starts a batch here.
    pub fn start_recording(&mut self, room: Vec<u8>) {
        self.record = Some(room);
    }

    /// Bytes in the batch so far.
    pub fn recorded(&self) -> usize {
        self.record.as_ref().map_or(0, Vec::len)
    }

    /// Ends the batch and hands it over.
    pub fn take_recorded(&mut self) -> Vec<u8> {
        self.record.take().unwrap_or_default()
    }

    /// Consumes `count` bytes of the buffer.
    pub fn consume(&mut self, count: usize) {
        if let Some(record) = &mut self.record {
            record.extend_from_slice(&self.buffer[self.at..self.at + count]);
        }
        self.at += count;
    }

    /// The next byte that is no white space, not consumed; `None` at the end of the file.
    pub fn peek(&mut self) -> Result<Option<u8>, ScanFault> {
        loop {
            let rest = &self.buffer[self.at..];
            if let Some(found) = rest.iter().position(|b| !matches!(b, b' ' | b'\n' | b'\r' | b'\t')) {
                let byte = rest[found];
                self.consume(found);
                return Ok(Some(byte));
            }
            self.consume(self.buffer.len() - self.at);
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    /// Consumes `byte`, after white space.
    pub fn expect(&mut self, byte: u8, otherwise: &'static str) -> Result<(), ScanFault> {
        if self.peek()? == Some(byte) {
            self.consume(1);
            return Ok(());
        }
        Err(self.syntax(otherwise))
    }

    pub fn syntax(&self, message: &'static str) -> ScanFault {
        ScanFault::Syntax(self.position(), message)
    }

    /// Consumes the next value, which starts at the next byte ([`Self::peek`] was called).
    pub fn value(&mut self) -> Result<Span, ScanFault> {
        let begins = self.byte_position();
        let mut nesting = Nesting::default();
        let mut length = 0;
        let mut too_large = false;
        loop {
            let (seen, done) = nesting.advance(&self.buffer[self.at + length..]);
            length += seen;
            if length > MAX_FEATURE_BYTES {
                self.consume_unrecorded(length);
                (length, too_large) = (0, true);
            }
            if done {
                self.consume(length);
                return Ok(if too_large { Span::TooLarge } else { Span::Whole(length) });
            }
            if !self.fill()? {
                // A number may end with the file; brackets and strings may not.
                if nesting.is_scalar() {
                    self.consume(length);
                    return Ok(Span::Whole(length));
                }
                return Err(ScanFault::Endless(begins));
            }
        }
    }

    fn consume_unrecorded(&mut self, count: usize) {
        self.at += count;
    }

    /// Reads another chunk; `false` at the end of the file.
    fn fill(&mut self) -> Result<bool, ScanFault> {
        if self.ended {
            return Ok(false);
        }
        if self.at > 0 {
            self.start = self.start.after(&self.buffer[..self.at]);
            self.buffer.drain(..self.at);
            self.at = 0;
        }
        let before = self.buffer.len();
        let got = (&mut self.opened.reader).take(CHUNK as u64).read_to_end(&mut self.buffer);
        let fault = |cause| ScanFault::Read(ReadFault::machine(&self.opened.name, cause));
        got.map_err(fault)?;
        let added = self.buffer.len() - before;
        self.read += added as u64;
        if self.read > self.opened.limit {
            return Err(ScanFault::Read(ReadFault::too_large(&self.opened)));
        }
        self.ended = added == 0;
        Ok(added > 0)
    }
}

/// Where in a value the scanner is.
#[derive(Debug, Default)]
struct Nesting {
    depth: u64,
    in_string: bool,
    escaped: bool,
    scalar: bool,
}

impl Nesting {
    fn is_scalar(&self) -> bool {
        self.scalar
    }

    /// Goes on through `bytes`; how many belong to the value, and whether it ends there.
    fn advance(&mut self, bytes: &[u8]) -> (usize, bool) {
        let mut at = 0;
        while at < bytes.len() {
            if self.in_string {
                match self.through_string(&bytes[at..]) {
                    Some(seen) => at += seen,
                    None => return (bytes.len(), false),
                }
                if self.depth == 0 {
                    return (at, true);
                }
                continue;
            }
            match bytes[at] {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth > 0 => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return (at + 1, true);
                    }
                }
                // Outside every bracket these end a number or a word.
                b',' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t' if self.depth == 0 => return (at, true),
                _ => self.scalar |= self.depth == 0,
            }
            at += 1;
        }
        (at, false)
    }

    /// Goes on through a string, its closing mark included; `None` when it does not end here.
    fn through_string(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = usize::from(std::mem::take(&mut self.escaped));
        while let Some(found) = memchr2(b'"', b'\\', bytes.get(at..)?) {
            at += found + 1;
            if bytes[at - 1] == b'"' {
                self.in_string = false;
                return Some(at);
            }
            if at == bytes.len() {
                self.escaped = true;
                return None;
            }
            at += 1;
        }
        None
    }
}
