//! Streaming reader of a `FeatureCollection` of any size, in batches of whole features.

use super::code::{self, Code};
use super::foreign;
use super::notice::{Notices, Spot};
use super::place_reader::is_precision;
use super::scan::{MAX_FEATURE_BYTES, Position, ScanFault, Scanner, Span};
use super::source::Opened;
use super::text::not_utf8_message;
use super::value::Value;
use std::ops::Range;

/// Batch size in bytes: small enough for the processor's cache, large enough to amortize the handover.
const BATCH_BYTES: usize = 1 << 19;

/// Consecutive features of a file.
pub(super) struct Batch {
    /// Its number, from 0.
    pub number: usize,
    /// The number of its first feature, from 1.
    pub first: usize,
    /// The bytes of the file from its first feature to its last.
    pub bytes: Vec<u8>,
    /// The range of each feature in `bytes`.
    pub features: Vec<Range<usize>>,
    /// The position of `bytes` in the file.
    pub start: Position,
}

/// An error from which reading cannot continue.
pub(super) struct Broken {
    pub code: &'static Code,
    pub message: String,
}

impl From<ScanFault> for Broken {
    fn from(fault: ScanFault) -> Self {
        match fault {
            ScanFault::Read(fault) => Self { code: fault.code, message: fault.message },
            ScanFault::Endless(byte) => Self {
                code: &code::BROKEN_JSON,
                message: format!(
                    "what begins at byte {byte} never ends: a bracket or quotation mark is missing, or the file was cut off"
                ),
            },
            ScanFault::Syntax(at, what) => {
                Self { code: &code::BROKEN_JSON, message: format!("{at}: {what}") }
            }
        }
    }
}

/// Splits `opened` into batches and passes each to `each`, which returns whether to continue.
/// Features that are too large are reported and skipped. Returns the number of features.
///
/// # Errors
/// [`Broken`] at the first position from which no feature can be found any more.
pub(super) fn cut(
    opened: Opened,
    notices: &mut Notices,
    each: &mut dyn FnMut(Batch) -> bool,
) -> Result<usize, Broken> {
    let name = opened.name.clone();
    let mut scanner = Scanner::new(opened);
    check_encoding(&mut scanner)?;
    if let Some(words) = beginning_of(&mut scanner)? {
        return Err(Broken { code: &code::ANOTHER_FORMAT, message: words.to_owned() });
    }
    if scanner.peek()? != Some(b'{') {
        let at = scanner.position();
        let message = format!("{at}: `{{` is expected; {}", code::NOT_A_COLLECTION.remedy);
        return Err(Broken { code: &code::NOT_A_COLLECTION, message });
    }
    scanner.consume(1);
    let mut cutter = Cutter {
        scanner,
        notices,
        name: &name,
        each,
        batches: 0,
        features: 0,
        has_type: false,
        has_features: false,
        foreign: None,
    };
    cutter.members()?;
    if cutter.scanner.peek()?.is_some() {
        return Err(cutter.scanner.syntax("the collection has ended, but something follows").into());
    }
    if let Some(words) = cutter.foreign.filter(|_| !(cutter.has_type && cutter.has_features)) {
        return Err(Broken { code: &code::ANOTHER_FORMAT, message: words.to_owned() });
    }
    if !cutter.has_features {
        return Err(Broken {
            code: &code::NOT_A_COLLECTION,
            message: format!("has no `features`; {}", code::NOT_A_COLLECTION.remedy),
        });
    }
    Ok(cutter.features)
}

/// Rejects a file that does not start with UTF-8, and skips a byte order mark.
fn check_encoding(scanner: &mut Scanner) -> Result<(), Broken> {
    let beginning = scanner.look()?;
    // What is packed was taken for text until here.
    let inside = match beginning {
        [0x1f, 0x8b, ..] => Some("is packed twice; unpack it once"),
        _ => foreign::binary(beginning),
    };
    if let Some(words) = inside {
        return Err(Broken { code: &code::ANOTHER_FORMAT, message: words.to_owned() });
    }
    if let Err(fault) = std::str::from_utf8(beginning) {
        // Without `error_len` the last character is merely split by the chunk boundary.
        if fault.error_len().is_some() {
            let message = not_utf8_message(beginning, fault.valid_up_to() as u64);
            return Err(Broken { code: &code::NOT_UTF8, message });
        }
    }
    if beginning.starts_with("\u{feff}".as_bytes()) {
        scanner.consume(3);
    }
    Ok(())
}

/// What the file is that the scanner begins with, if it is text of another format.
fn beginning_of(scanner: &mut Scanner) -> Result<Option<&'static str>, Broken> {
    scanner.peek()?;
    let beginning = scanner.look()?;
    let beginning = &beginning[..beginning.len().min(1000)];
    Ok(foreign::text(&String::from_utf8_lossy(beginning)))
}

struct Cutter<'c> {
    scanner: Scanner,
    notices: &'c mut Notices,
    name: &'c str,
    each: &'c mut dyn FnMut(Batch) -> bool,
    batches: usize,
    features: usize,
    has_type: bool,
    has_features: bool,
    /// What the file is instead, by its members.
    foreign: Option<&'static str>,
}

impl Cutter<'_> {
    /// The members of the collection, up to its closing brace.
    fn members(&mut self) -> Result<(), Broken> {
        if self.scanner.peek()? == Some(b'}') {
            self.scanner.consume(1);
            return Ok(());
        }
        loop {
            if self.scanner.peek()? != Some(b'"') {
                return Err(self.scanner.syntax("a key in quotation marks is expected").into());
            }
            let key: String = self.small_value()?;
            self.scanner.expect(b':', "a colon is expected after a key")?;
            match key.as_str() {
                "features" => self.features()?,
                "type" => self.check_type()?,
                _ => self.check_other(&key)?,
            }
            match self.scanner.peek()? {
                Some(b',') => self.scanner.consume(1),
                Some(b'}') => break self.scanner.consume(1),
                _ => {
                    return Err(self
                        .scanner
                        .syntax("a comma or the closing `}` of the collection is expected")
                        .into());
                }
            }
        }
        Ok(())
    }

    fn check_type(&mut self) -> Result<(), Broken> {
        let (start, bytes) = self.small_bytes()?;
        let kind: Value<'_> = parsed(&bytes, start)?;
        self.has_type = true;
        if kind.as_text() == Some("FeatureCollection") {
            return Ok(());
        }
        if let Some(words) = foreign::of_type(&kind) {
            return Err(Broken { code: &code::ANOTHER_FORMAT, message: words.to_owned() });
        }
        let message = format!("type is not FeatureCollection; {}", code::NOT_A_COLLECTION.remedy);
        Err(Broken { code: &code::NOT_A_COLLECTION, message })
    }

    /// Skips an unused member; one about location precision may be meant for all places.
    fn check_other(&mut self, key: &str) -> Result<(), Broken> {
        let at = self.scanner.position();
        self.foreign = self.foreign.or(foreign::member(key));
        let read = self.small_bytes();
        // The members of another format may be of any size.
        let (start, bytes) = match (read, self.foreign.filter(|_| !self.has_features)) {
            (Err(broken), Some(words)) if *broken.code == code::BROKEN_JSON => {
                return Err(Broken { code: &code::ANOTHER_FORMAT, message: words.to_owned() });
            }
            (read, _) => read?,
        };
        let value = parsed(&bytes, start)?;
        if key == "crs"
            && let Some(message) = foreign::crs(&value)
        {
            return Err(Broken { code: &code::WRONG_CRS, message });
        }
        if is_precision(key, &value) {
            let message = format!(
                "{at}: something beside `features` may be meant as location_precision; {}",
                code::UNKNOWN_PRECISION.remedy
            );
            return Err(Broken { code: &code::UNKNOWN_PRECISION, message });
        }
        Ok(())
    }

    /// Parses any value beside the features.
    fn small_value<T: serde::de::DeserializeOwned>(&mut self) -> Result<T, Broken> {
        let (start, bytes) = self.small_bytes()?;
        parsed(&bytes, start)
    }

    fn small_bytes(&mut self) -> Result<(Position, Vec<u8>), Broken> {
        self.scanner.peek()?;
        let start = self.scanner.position();
        self.scanner.start_recording(Vec::new());
        let span = self.scanner.value()?;
        let bytes = self.scanner.take_recorded();
        if span == Span::TooLarge {
            let message = format!("{start}: a value beside the features is larger than 1 MB");
            return Err(Broken { code: &code::BROKEN_JSON, message });
        }
        Ok((start, bytes))
    }

    /// The list of features, up to its closing bracket.
    fn features(&mut self) -> Result<(), Broken> {
        self.has_features = true;
        if self.scanner.peek()? != Some(b'[') {
            let message = format!("{}: features is no list", self.scanner.position());
            return Err(Broken { code: &code::NOT_A_COLLECTION, message });
        }
        self.scanner.consume(1);
        if self.scanner.peek()? == Some(b']') {
            self.scanner.consume(1);
            return Ok(());
        }
        loop {
            let (ended, go_on) = self.batch()?;
            if ended || !go_on {
                return Ok(());
            }
        }
    }

    /// Reads one batch; returns whether the list ended with it, and whether the receiver wants more.
    ///
    /// What was read before an error is still passed on.
    fn batch(&mut self) -> Result<(bool, bool), Broken> {
        self.scanner.peek()?;
        let (start, first) = (self.scanner.position(), self.features + 1);
        self.scanner.start_recording(Vec::with_capacity(BATCH_BYTES + (BATCH_BYTES >> 3)));
        let mut features = Vec::new();
        let ended = self.fill_batch(&mut features);
        let bytes = self.scanner.take_recorded();
        let number = self.batches;
        self.batches += 1;
        let go_on = (self.each)(Batch { number, first, bytes, features, start });
        Ok((ended?, go_on))
    }

    fn fill_batch(&mut self, features: &mut Vec<Range<usize>>) -> Result<bool, Broken> {
        loop {
            if matches!(self.scanner.peek()?, None | Some(b',' | b']' | b'}' | b':')) {
                return Err(self.scanner.syntax("a feature is expected").into());
            }
            let begin = self.scanner.recorded();
            let start = self.scanner.byte_position();
            let span = self.scanner.value()?;
            self.features += 1;
            match span {
                Span::Whole(length) => features.push(begin..begin + length),
                Span::TooLarge => self.say_too_large(start),
            }
            let ended = match self.scanner.peek()? {
                Some(b',') => false,
                Some(b']') => true,
                _ => {
                    return Err(self
                        .scanner
                        .syntax("a comma or the closing `]` of the features is expected")
                        .into());
                }
            };
            self.scanner.consume(1);
            // Positions in a batch require its bytes to be complete.
            if ended || span == Span::TooLarge || self.scanner.recorded() >= BATCH_BYTES {
                return Ok(ended);
            }
        }
    }

    fn say_too_large(&mut self, start: u64) {
        let spot = Spot::feature(self.name, self.features);
        let message =
            format!("the feature that begins at byte {start} is larger than {} KB", MAX_FEATURE_BYTES >> 10);
        self.notices.note(&code::FEATURE_TOO_LARGE, spot, message);
    }
}

fn parsed<'b, T: serde::Deserialize<'b>>(bytes: &'b [u8], start: Position) -> Result<T, Broken> {
    serde_json::from_slice(bytes)
        .map_err(|fault| Broken { code: &code::BROKEN_JSON, message: json_message(&fault, bytes, start) })
}

/// The JSON parser's error in `bytes`, with its position in the file, in which they begin at `start`.
pub(super) fn json_message(fault: &serde_json::Error, bytes: &[u8], start: Position) -> String {
    let mut line_start = 0;
    for _ in 1..fault.line() {
        line_start += memchr::memchr(b'\n', &bytes[line_start..]).map_or(0, |end| end + 1);
    }
    let at = (line_start + fault.column().saturating_sub(1)).min(bytes.len());
    let whole = fault.to_string();
    // The parser counts lines from the feature; replace them by those of the file.
    let what = whole.split(" at line ").next().unwrap_or_default();
    format!("{}: {what}", start.after(&bytes[..at]))
}
