//! Shared HTML fragments: text with furigana, state badge, telephone link.

use super::terms::{Badge, Look};
use crate::hours::words::Description;
use crate::lang::{Lang, ruby};
use maud::{Markup, html};

/// Text that may carry readings (`学校《がっこう》`), as ruby wrapped in one element, so that a flex container
/// treats it as one item.
pub fn rich(text: &str) -> Markup {
    html! {
        @if text.contains('《') {
            span {
                @for segment in ruby::segments(text) {
                    @if let Some(reading) = segment.reading {
                        ruby { (segment.base) rp { "（" } rt { (reading) } rp { "）" } }
                    } @else { (segment.base) }
                }
            }
        } @else { (text) }
    }
}

/// The message `key`, with furigana.
pub fn say(lang: Lang, key: &str) -> Markup {
    rich(&lang.text(key))
}

/// The message `key` as plain text, for attributes and titles.
pub fn plain(lang: Lang, key: &str) -> String {
    ruby::plain(&lang.text(key))
}

/// Text of the data: always marked as Japanese, whatever the page's language.
pub fn original(lang: Lang, text: &str) -> Markup {
    html! {
        @if lang == Lang::JaFurigana { (rich(&lang.read_out(text.to_owned()))) }
        @else if lang.is_japanese() { (text) }
        @else { span lang="ja" { (text) } }
    }
}

/// A name of the data; with its `reading` as ruby on pages with readings.
pub fn name(lang: Lang, name: &str, reading: Option<&str>) -> Markup {
    match lang {
        Lang::JaFurigana | Lang::JaEasy => rich(&lang.name(name, reading)),
        _ => original(lang, name),
    }
}

/// The icon of a state: each has its own shape, so that meaning does not depend on color.
pub fn mark(look: Look) -> Markup {
    html! {
        svg.mark viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" {
            @match look {
                Look::Open => circle cx="8" cy="8" r="7" {},
                Look::Closing => path d="M8 8V1a7 7 0 1 0 7 7z" {},
                Look::Closed => circle.ring cx="8" cy="8" r="6" {},
                Look::Unknown => path.ring d="M8 1.500 14.500 8 8 14.500 1.500 8z" {},
                Look::Ended => path.ring d="M2 8h12" {},
                Look::Day => path.ring d="M8 2a6 6 0 1 0 .01 0M8 4.500V8l2.500 1.500" {},
            }
        }
    }
}

/// A state badge: icon, word, and what comes next.
pub fn state(badge: &Badge) -> Markup {
    html! {
        p.state.(badge.look.class()) {
            (mark(badge.look)) strong { (rich(&badge.word)) }
            @if let Some(next) = &badge.next { " " span.next { (rich(next)) } }
        }
    }
}

pub fn call(lang: Lang, phone: &str) -> Markup {
    html! { a.button.call href={ "tel:" (dialled(phone)) } { (say(lang, "call")) " " span.number { (phone) } } }
}

/// A schedule in words: its rules, its exceptions, the next dates.
pub fn in_words(lang: Lang, said: &Description) -> Markup {
    let part = |key: &str, lines: &[String]| {
        html! {
            @if !lines.is_empty() {
                div { dt { (say(lang, key)) } @for line in lines { dd { (rich(line)) } } }
            }
        }
    };
    html! {
        @if *said != Description::default() {
            dl.in-words {
                (part("label-hours", &said.rules))
                (part("hours-exceptions", &said.exceptions))
                (part("next-dates", &said.next))
            }
        }
    }
}

pub fn sample(lang: Lang) -> Markup {
    html! { span.sample { (say(lang, "sample")) } }
}

/// Normalizes a telephone number for `tel:`: digits and a leading plus.
pub fn dialled(phone: &str) -> String {
    phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_dialled_without_its_marks() {
        assert_eq!(dialled("072-275-0000（代）"), "0722750000");
    }
}
