//! Which tree do the tokens of a line make?
//!
//! ```text
//! PH,Dec 29-Jan 03 off  →  one rule for two kinds of day, closed all day
//! Fr 22:00-Sa 05:00     →  one span of Friday, ending 29 hours after Friday's midnight
//! ```
//!
//! Source: the grammar of the OpenStreetMap specification 0.7.2. Beyond it: selectors in any
//! order, spans that end on a named weekday, a colon after any selector, hours without minutes.
//! What could be meant in two ways is an error, because a wrong "open" sends a child to a closed
//! door: `9-5` may be a day's work or a night, so it must be written out.

mod dates;
mod days;
mod rules;
mod selectors;
mod times;
mod years;

use super::lexer::{Kind, Token, tokens};
use super::{Expression, Remark, SyntaxError};

/// Longest line that is read, in bytes; a year of single dates fits well.
pub const MAX_LENGTH: usize = 4000;
/// Most rules and most time spans of a line, so that no line is slow.
const MAX_PARTS: usize = 100;

const HOURS: &str = "hours such as 09:00-17:00, or `off`";
const RULE: &str =
    "days such as Mo-Fr, PH or Dec 29-Jan 03, hours such as 09:00-17:00, or a note in quotation marks";
const RULE_END: &str = "`;`, `,` or `||` before the next rule";

/// Reads a line of opening hours.
///
/// # Errors
///
/// The first thing that cannot be read as exactly one meaning; nothing is skipped.
pub fn parse(line: &str) -> Result<Expression, SyntaxError> {
    if line.len() > MAX_LENGTH {
        return Err(SyntaxError::new(line, 0..0, "at most 4000 bytes"));
    }
    let mut parser = Parser { line, tokens: tokens(line)?, next: 0, remarks: Vec::new(), spans: 0 };
    let rules = parser.rules()?;
    Ok(Expression { rules, remarks: parser.remarks })
}

type Parsed<T> = Result<T, SyntaxError>;

/// The tokens of a line and how far they have been read; each part of the grammar adds its methods.
struct Parser<'a> {
    line: &'a str,
    tokens: Vec<Token>,
    /// The first token not yet read.
    next: usize,
    remarks: Vec<Remark>,
    /// Time spans read so far.
    spans: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Kind> {
        self.ahead(0)
    }

    /// The token `count` after the next one.
    fn ahead(&self, count: usize) -> Option<&Kind> {
        self.tokens.get(self.next + count).map(|token| &token.kind)
    }

    /// Steps over the next token if it is `kind`; whether it was.
    fn take(&mut self, kind: &Kind) -> bool {
        let found = self.peek() == Some(kind);
        self.next += usize::from(found);
        found
    }

    /// The byte of the line where the next token begins; its length at the end.
    fn place(&self) -> usize {
        self.tokens.get(self.next).map_or(self.line.len(), |token| token.at.start)
    }

    /// The fault that at the next token something else was `expected`.
    fn error<T>(&self, expected: &'static str) -> Parsed<T> {
        let at =
            self.tokens.get(self.next).map_or(self.line.len()..self.line.len(), |token| token.at.clone());
        Err(SyntaxError::new(self.line, at, expected))
    }

    /// Steps over `kind`, which has to come next.
    fn demand(&mut self, kind: &Kind, expected: &'static str) -> Parsed<()> {
        if self.take(kind) { Ok(()) } else { self.error(expected) }
    }

    /// A number of at most `most`.
    fn small_number(&mut self, most: u32, expected: &'static str) -> Parsed<u32> {
        match self.peek() {
            Some(Kind::Number(value, _)) if *value <= most => {
                let value = *value;
                self.next += 1;
                Ok(value)
            }
            _ => self.error(expected),
        }
    }
}
