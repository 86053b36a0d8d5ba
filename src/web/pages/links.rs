//! `Frame`, the layout's data of a page, and links that preserve language and readings.

use crate::dataset::Ward;
use crate::lang::Lang;
use crate::web::Language;
use maud::{Markup, html};

/// What the layout needs to know of a page.
pub struct Frame<'a> {
    /// The page's title, without the site's name.
    pub title: &'a str,
    pub language: Language,
    /// Path and query of this page without `lang`, for the links to its other languages; `None` for an
    /// error page.
    pub path: Option<&'a str>,
    pub ward: &'a Ward,
}

/// The ward's name in `lang` if it has one, else as written.
pub fn ward_name(ward: &Ward, lang: Lang) -> String {
    ward.names.get(lang.code()).unwrap_or(&ward.name).clone()
}

/// `address` as a link that preserves the page's language and readings parameters.
pub fn href(address: &str, language: Language) -> String {
    let address =
        if language.lang == Lang::JaFurigana { with(address, "furigana", "on") } else { address.to_owned() };
    if language.chosen { with(&address, "lang", language.lang.code()) } else { address }
}

/// The same for forms: hidden fields that preserve language and readings.
pub fn kept(language: Language) -> Markup {
    html! {
        @if language.chosen { input type="hidden" name="lang" value=(language.lang.code()); }
        @if language.lang == Lang::JaFurigana { input type="hidden" name="furigana" value="on"; }
    }
}

pub fn with_lang(address: &str, lang: Lang) -> String {
    with(address, "lang", lang.code())
}

fn with(address: &str, name: &str, value: &str) -> String {
    let (base, fragment) = address.split_once('#').map_or((address, None), |(base, f)| (base, Some(f)));
    let join = if base.contains('?') { '&' } else { '?' };
    let fragment = fragment.map(|f| format!("#{f}")).unwrap_or_default();
    format!("{base}{join}{name}={value}{fragment}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_keep_a_chosen_language_and_their_fragment() {
        let chosen = Language { lang: Lang::En, chosen: true };
        assert_eq!(href("/", chosen), "/?lang=en");
        assert_eq!(href("/?grade=e5#results", chosen), "/?grade=e5&lang=en#results");
        assert_eq!(href("/", Language { lang: Lang::En, chosen: false }), "/");
        let read = Language { lang: Lang::Ja, chosen: false }.with_furigana(true);
        assert_eq!(href("/?grade=e5#results", read), "/?grade=e5&furigana=on#results");
        assert_eq!(href("/", Language { chosen: true, ..read }), "/?furigana=on&lang=ja");
    }
}
