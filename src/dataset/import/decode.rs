//! Detects the encoding of a file and decodes it.
//!
//! 1. A byte order mark decides (UTF-8, UTF-16).
//! 2. If every other byte of the first thousand is zero, it is UTF-16 without a mark.
//! 3. Valid UTF-8 is UTF-8: hardly any other text is valid by chance.
//! 4. Everything else is CP932, the `Shift_JIS` of Windows and of e-Stat.

use super::ImportError;
use encoding_rs::{Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

pub(super) struct Decoded {
    pub text: String,
    /// Common name, such as `CP932`.
    pub encoding: &'static str,
}

pub(super) fn text(bytes: &[u8]) -> Result<Decoded, ImportError> {
    if bytes.starts_with(b"PK\x03\x04") {
        let message = "the file is a ZIP or Excel file; unpack it, or save the sheet as CSV, and import that";
        return Err(ImportError::NotReadable(message.to_owned()));
    }
    let (encoding, name) = encoding_of(bytes);
    let (text, _, is_broken) = encoding.decode(bytes);
    if is_broken || text.contains('\0') {
        let message = format!(
            "the file is no text: it was read as {name}, and has bytes that are none; \
             UTF-8, CP932 (Shift_JIS) and UTF-16 are accepted"
        );
        return Err(ImportError::NotReadable(message));
    }
    if text.trim().is_empty() {
        return Err(ImportError::NotReadable("the file is empty".to_owned()));
    }
    // The CSV reader counts lines correctly only with single-character line endings.
    Ok(Decoded { text: text.replace("\r\n", "\n"), encoding: name })
}

fn encoding_of(bytes: &[u8]) -> (&'static Encoding, &'static str) {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        let name = if encoding == UTF_8 { "UTF-8 with a byte order mark" } else { encoding.name() };
        return (encoding, name);
    }
    let sample = &bytes[..bytes.len().min(1000)];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    // A line of figures is mostly ASCII; in UTF-16, half of its bytes are zero.
    let is_half_zero = |zeros: usize| sample.len() >= 8 && zeros * 8 >= sample.len();
    if is_half_zero(zeros(1)) {
        (UTF_16LE, "UTF-16LE")
    } else if is_half_zero(zeros(0)) {
        (UTF_16BE, "UTF-16BE")
    } else if std::str::from_utf8(bytes).is_ok() {
        (UTF_8, "UTF-8")
    } else {
        (SHIFT_JIS, "CP932")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf_16_le(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn one_text_is_read_from_every_encoding() {
        let table_text = "地域名\t0-4歳の男性\t0-4歳の女性\r\n鳳中町1丁\t12\t13\r\n鳳中町2丁\t12\t13\r\n";
        let table: [(Vec<u8>, &str); 5] = [
            (table_text.into(), "UTF-8"),
            (["\u{feff}", table_text].concat().into(), "UTF-8 with a byte order mark"),
            (SHIFT_JIS.encode(table_text).0.into(), "CP932"),
            (utf_16_le(table_text), "UTF-16LE"),
            (utf_16_le(&["\u{feff}", table_text].concat()), "UTF-16LE"),
        ];
        for (bytes, encoding) in table {
            let found = text(&bytes).unwrap();
            assert_eq!((found.text, found.encoding), (table_text.replace('\r', ""), encoding));
        }
    }

    #[test]
    fn what_is_no_text_is_refused_in_words() {
        for (bytes, part) in [
            (&b"PK\x03\x04\x14\x00"[..], "save the sheet as CSV"),
            (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xfe\xff", "is no text"),
            (b"  \r\n", "is empty"),
            (b"", "is empty"),
        ] {
            let fault = text(bytes).err().unwrap().to_string();
            assert!(fault.contains(part), "{fault}");
        }
    }
}
