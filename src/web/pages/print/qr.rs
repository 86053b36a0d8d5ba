//! Draws a link as a QR code: one inline SVG path, without a script or an image file.
//!
//! ```
//! use ibasho::web::pages::print::qr;
//! let code = qr::code("https://ibasho.example.jp/", "にほんごの ページ").into_string();
//! assert!(code.starts_with("<svg") && code.contains("aria-label=\"にほんごの ページ\""));
//! ```
//!
//! Source: ISO/IEC 18004; the quiet zone of four modules is its §5.3.8 (2015).

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// Width of the quiet zone, in modules.
const QUIET: usize = 4;

/// Longest link in bytes for which medium error correction still leaves modules large enough for old
/// phones.
const MEDIUM_BYTES: usize = 120;

/// The QR code of `link` with the text alternative `label`; `None` if the link exceeds the capacity of
/// a code (2 953 bytes).
pub fn code(link: &str, label: &str) -> Markup {
    let level = if link.len() <= MEDIUM_BYTES { EcLevel::M } else { EcLevel::L };
    let Ok(code) = QrCode::with_error_correction_level(link, level) else { return html! {} };
    let side = code.width() + 2 * QUIET;
    html! {
        svg.qr viewBox={ "0 0 " (side) " " (side) } role="img" aria-label=(label) shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(path(&code)) fill="#000" {}
        }
    }
}

/// Draws each horizontal run of dark modules as one rectangle.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(code.width()).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let (left, top, width) = (x + QUIET, y + QUIET, run.len());
                // Writing to a string cannot fail.
                let _ = write!(path, "M{left} {top}h{width}v1h-{width}z");
            }
            x += run.len();
        }
    }
    path
}
