//! Truncates long texts for print by fixed rules, so that nothing is clipped by the edge of the paper.
//!
//! ```
//! use ibasho::web::pages::print::cut;
//! assert_eq!(cut("青い屋根です。二階へどうぞ。", 9), "青い屋根です。");
//! ```
//!
//! Truncated names, titles and desks end with …; a reason that does not fit is left out, but certainty
//! stays (要確認, 休み). Left-out programmes are mentioned and reachable by the QR code.

use super::{Entry, PrintDesk};
use crate::lang::{Lang, ruby};

/// Maximum numbers of a desk.
const NUMBERS: usize = 2;

/// Truncates `text` to at most `most` characters: its whole sentences that fit, or, if none does, its
/// beginning with ….
pub fn cut(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let short = &text[..end];
    match short.rfind('。') {
        Some(stop) => text[..stop + '。'.len_utf8()].to_owned(),
        None => format!("{short}…"),
    }
}

/// The same for text that may carry readings: truncated text loses them.
pub fn cut_marked(marked: &str, most: usize) -> String {
    let plain = ruby::plain(marked);
    if plain.chars().count() > most { cut(&plain, most) } else { marked.to_owned() }
}

impl Entry {
    /// Limits the number of programmes, and the characters of each text of the data.
    pub fn shorten(&mut self, programmes: usize, chars: usize) {
        self.more_programmes = self.programmes.len() > programmes;
        self.programmes.truncate(programmes);
        self.name = cut_marked(&self.name, chars);
        self.translated = self.translated.take().map(|name| cut(&name, chars));
        for programme in &mut self.programmes {
            programme.title = programme.title.take().map(|title| cut(&title, chars));
            for line in &mut programme.dates {
                let long = line.note(Lang::Ja).is_some_and(|note| note.chars().count() > chars);
                if long {
                    line.why.clear();
                }
            }
        }
    }
}

impl PrintDesk {
    pub fn shorten(&mut self, chars: usize) {
        self.name = cut(&self.name, chars);
        self.hours = self.hours.take().map(|hours| cut(&hours, chars));
        self.numbers.truncate(NUMBERS);
        for number in &mut self.numbers {
            number.note = number.note.take().map(|note| cut(&note, chars));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_ends_with_a_sentence_where_it_can() {
        let table = [
            ("短い文。", 10, "短い文。"),
            ("青い屋根です。二階へどうぞ。", 9, "青い屋根です。"),
            ("切れ目のない長い文です", 5, "切れ目のな…"),
            ("", 5, ""),
        ];
        for (text, most, left) in table {
            assert_eq!(cut(text, most), left, "{text}");
        }
    }

    #[test]
    fn a_name_keeps_its_readings_only_whole() {
        assert_eq!(cut_marked("鳳《おおとり》広場《ひろば》", 3), "鳳《おおとり》広場《ひろば》");
        assert_eq!(cut_marked("鳳《おおとり》広場《ひろば》", 2), "鳳広…");
    }
}
