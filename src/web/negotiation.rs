//! Content negotiation and conditional requests: RFC 9110, sections 12 and 13.

use crate::tiles::Coding;

/// The `Content-Encoding` name of a coding; `None` for identity.
pub(super) fn name_of(coding: Coding) -> Option<&'static str> {
    match coding {
        Coding::Identity => None,
        Coding::Gzip => Some("gzip"),
        Coding::Brotli => Some("br"),
    }
}

/// The smallest coding that an `Accept-Encoding` value accepts.
pub(super) fn best_coding(accepted: &str) -> Coding {
    match (takes(accepted, "br"), takes(accepted, "gzip")) {
        (true, _) => Coding::Brotli,
        (false, true) => Coding::Gzip,
        (false, false) => Coding::Identity,
    }
}

/// Whether an `Accept-Encoding` value (RFC 9110 §12.5.3) accepts the coding `name`.
pub(super) fn takes(accepted: &str, name: &str) -> bool {
    let mut parts = accepted.split(',').map(|range| range.split(';').map(str::trim));
    parts.any(|mut range| {
        let named = range.next().is_some_and(|given| given.eq_ignore_ascii_case(name));
        let weight = range.find_map(|part| part.strip_prefix("q="));
        named && weight.is_none_or(|weight| weight.parse().is_ok_and(|weight: f32| weight > 0.0))
    })
}

/// Whether an `If-None-Match` value contains `etag`; weak comparison (RFC 9110 §13.1.2).
pub(super) fn matches_tag(known: &str, etag: &str) -> bool {
    known.split(',').map(str::trim).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_accepted_form_is_chosen() {
        let cases = [
            ("", Coding::Identity),
            ("gzip, deflate, br, zstd", Coding::Brotli),
            ("gzip;q=1.0, br;q=0", Coding::Gzip),
            ("GZIP", Coding::Gzip),
            ("brotli", Coding::Identity),
            ("br; q=0.1", Coding::Brotli),
        ];
        for (accepted, expected) in cases {
            assert_eq!(best_coding(accepted), expected, "{accepted}");
        }
    }

    #[test]
    fn a_known_tag_is_found_in_its_list() {
        assert!(matches_tag("\"a\", W/\"b-br\"", "\"b-br\""));
        assert!(matches_tag("*", "\"b\""));
        assert!(!matches_tag("\"a\"", "\"b\""));
    }
}
