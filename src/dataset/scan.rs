//! Streaming parser that splits a large GeoJSON file into its features.
//!
//! 1. Bytes are read in chunks; only unconsumed ones are buffered.
//! 2. Between values the JSON grammar is followed exactly, so that errors there are detected.
//! 3. A value is delimited by counting its brackets outside strings; the JSON parser validates it.
//! 4. Everything consumed while a batch is being recorded is appended to it, separators too, so that a
//!    position in the batch maps to a position in the file.

use super::source::{Opened, ReadFault};
use memchr::{memchr_iter, memchr2, memrchr};
use std::io::Read;

/// Chunk size in bytes.
const CHUNK: usize = 1 << 18;

/// Maximum size of a feature; a place with a hundred programmes and long texts is far below.
pub(super) const MAX_FEATURE_BYTES: usize = 1 << 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    pub byte: u64,
    /// Line, from 1.
    pub line: u64,
    /// Bytes before it in its line.
    pub column: u64,
}

impl Position {
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

#[derive(Debug)]
pub(super) enum ScanFault {
    Read(ReadFault),
    /// The value that begins at this byte is not terminated.
    Endless(u64),
    Syntax(Position, &'static str),
}

/// The length of a value, or that it is over the size limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    /// It was consumed; its length in bytes.
    Whole(usize),
    /// It is larger than [`MAX_FEATURE_BYTES`] and was skipped.
    TooLarge,
}

/// Reads a file value by value.
pub(super) struct Scanner {
    opened: Opened,
    buffer: Vec<u8>,
    at: usize,
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

    /// Up to a chunk of unconsumed bytes, without consuming them.
    pub fn look(&mut self) -> Result<&[u8], ScanFault> {
        if self.at == self.buffer.len() {
            self.fill()?;
        }
        Ok(&self.buffer[self.at..])
    }

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

    /// The number of bytes in the batch so far.
    pub fn recorded(&self) -> usize {
        self.record.as_ref().map_or(0, Vec::len)
    }

    /// Ends the batch and returns it.
    pub fn take_recorded(&mut self) -> Vec<u8> {
        self.record.take().unwrap_or_default()
    }

    pub fn consume(&mut self, count: usize) {
        if let Some(record) = &mut self.record {
            record.extend_from_slice(&self.buffer[self.at..self.at + count]);
        }
        self.at += count;
    }

    /// The next non-whitespace byte, not consumed; `None` at the end of the file.
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

    /// Skips whitespace and consumes `byte`.
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

    /// Scans `bytes`; returns how many belong to the value, and whether it ends there.
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
                // Outside all brackets these end a number or a literal.
                b',' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t' if self.depth == 0 => return (at, true),
                _ => self.scalar |= self.depth == 0,
            }
            at += 1;
        }
        (at, false)
    }

    /// Scans a string to its closing quote; `None` when it does not end here.
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
