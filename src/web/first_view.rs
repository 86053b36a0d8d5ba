//! Critical CSS: inlines the styles of the first view, so that a slow connection shows the list after
//! one round trip instead of two.
//!
//! ```
//! use ibasho::web::first_view;
//! assert!(first_view::styles().contains("main") && !first_view::styles().contains("timetable"));
//! ```
//!
//! `css/site.css` is split at a marker: the part above it is inlined, the part below follows as a file
//! of its own after the list. Every other page links the whole file. The content security policy allows
//! the hash of the inlined styles; nothing else inline is allowed.

use super::assets;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// File of the rest of the styles.
pub const LATER: &str = "css/later.css";

const LINE: &str = "/* Below this line: what the top of a first answer does not show. */";

static PARTS: LazyLock<(String, String)> = LazyLock::new(|| {
    let whole = assets::text("css/site.css");
    let (above, below) = whole.split_once(LINE).unwrap_or((&whole, ""));
    (above.trim().to_owned(), below.trim().to_owned())
});

/// The styles to inline.
pub fn styles() -> &'static str {
    &PARTS.0
}

pub(super) fn later() -> &'static str {
    &PARTS.1
}

/// The hash source that allows these styles in the content security policy (CSP 3).
pub(super) fn source() -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(styles())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_there_and_cuts_no_rule() {
        let (above, below) = &*PARTS;
        assert!(!below.is_empty(), "the line across site.css is missing");
        for part in [above, below] {
            assert_eq!(part.matches('{').count(), part.matches('}').count());
        }
        assert!(!above.contains("</"), "nothing in a style element may end it");
    }
}
