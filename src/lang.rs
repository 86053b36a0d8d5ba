//! Languages and their messages.
//!
//! Every string on screen lives in `lang/<language>/*.ftl` (Fluent), compiled into the binary.
//!
//! ```
//! use ibasho::lang::Lang;
//! assert_eq!("en".parse::<Lang>().unwrap().code(), "en");
//! ```

pub mod furigana;
pub mod ruby;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, PatternElement};
use rust_embed::RustEmbed;
use serde::{Deserialize, Deserializer, de::Error as _};
use std::collections::HashMap;
use std::str::FromStr;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "lang/"]
struct Files;

/// The messages of every language and of Japanese with furigana, parsed once.
static WORDS: LazyLock<HashMap<Lang, Words>> = LazyLock::new(|| {
    Lang::ALL.iter().chain([&Lang::JaFurigana]).map(|lang| (*lang, Words::of(*lang))).collect()
});

struct Words {
    bundle: FluentBundle<FluentResource>,
    /// The messages without placeables, most of a page, cached to skip formatting.
    fixed: HashMap<String, String>,
}

/// What distinguishes a language, besides its messages in `lang/<code>/*.ftl`.
#[derive(Debug)]
pub struct LanguageInfo {
    /// The language.
    pub lang: Lang,
    /// The code URLs use, such as `ja-easy`.
    pub code: &'static str,
    /// The BCP 47 tag for `lang` and `hreflang` attributes.
    pub tag: &'static str,
    /// Its endonym, such as 「中文」.
    pub own_name: &'static str,
    /// Language and territory, as in Open Graph.
    pub locale: &'static str,
    /// The map properties that name a feature in this language, by preference.
    pub name_keys: &'static [&'static str],
    /// Thousands separator.
    pub thousands: char,
    /// Whether dates put the month before the day, so that a list may state it once.
    pub month_first: bool,
}

/// A row of [`LANGUAGES`]: code, tag, locale and endonym; map names and number format.
const fn language(
    lang: Lang,
    [code, tag, locale, own_name]: [&'static str; 4],
    name_keys: &'static [&'static str],
    (thousands, month_first): (char, bool),
) -> LanguageInfo {
    LanguageInfo { lang, code, tag, own_name, locale, name_keys, thousands, month_first }
}

/// Every language, in the order screens list them; a new one is a row here and a variant of [`Lang`].
pub static LANGUAGES: [LanguageInfo; 6] = [
    language(Lang::Ja, ["ja", "ja", "ja_JP", "日本語"], &["name"], (',', true)),
    language(
        Lang::JaEasy,
        ["ja-easy", "ja-x-easy", "ja_JP", "やさしい日本語"],
        &["name_reading", "name"],
        (',', true),
    ),
    language(Lang::En, ["en", "en", "en_US", "English"], &["name:en", "name"], (',', false)),
    language(Lang::Zh, ["zh", "zh-Hans", "zh_CN", "中文"], &["name:zh", "name:zh-Hans", "name"], (',', true)),
    language(Lang::Ko, ["ko", "ko", "ko_KR", "한국어"], &["name:ko", "name"], (',', true)),
    // Vietnamese falls back to names in Latin letters.
    language(Lang::Vi, ["vi", "vi", "vi_VN", "Tiếng Việt"], &["name:vi", "name:en", "name"], ('.', false)),
];

/// A language of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    /// 日本語.
    Ja,
    /// やさしい日本語.
    JaEasy,
    /// English.
    En,
    /// 中文（简体）.
    Zh,
    /// 한국어.
    Ko,
    /// Tiếng Việt.
    Vi,
    /// 日本語 with furigana over every word: a display option of pages, not a language of its own.
    JaFurigana,
}

/// An unsupported language tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown language {0:?}; accepted are {codes}", codes = codes())]
pub struct UnknownLang(pub String);

impl Lang {
    /// Every language, in the order of [`LANGUAGES`].
    pub const ALL: &[Self] = &{
        let mut all = [Self::Ja; LANGUAGES.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = LANGUAGES[at].lang;
            at += 1;
        }
        all
    };

    /// The properties of the language; Japanese with furigana is Japanese.
    pub fn info(self) -> &'static LanguageInfo {
        LANGUAGES.iter().find(|info| info.lang == self).unwrap_or(&LANGUAGES[0])
    }

    /// The code URLs use, such as `ja-easy`.
    pub fn code(self) -> &'static str {
        self.info().code
    }

    /// The BCP 47 tag for `lang` and `hreflang` attributes.
    pub fn tag(self) -> &'static str {
        self.info().tag
    }

    /// Whether the language is written in Japanese.
    pub fn is_japanese(self) -> bool {
        matches!(self, Self::Ja | Self::JaFurigana | Self::JaEasy)
    }

    /// The message `key` in this language, with Japanese as the fallback, then the key itself.
    pub fn text(self, key: &str) -> String {
        match self.words().fixed.get(key) {
            Some(text) => text.clone(),
            None => self.fill(key, &[]),
        }
    }

    /// The message `key` with its placeables filled from `args`.
    pub fn fill(self, key: &str, args: &[(&'static str, FluentValue<'_>)]) -> String {
        let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, value.clone())).collect();
        let said = self.words().said(key, &args).or_else(|| Self::Ja.words().said(key, &args));
        let said = said.unwrap_or_else(|| key.to_owned());
        if self == Self::JaEasy { minutes_read(said) } else { self.read_out(said) }
    }

    /// `japanese` with furigana in the notation of [`ruby`] if this language shows them, else unchanged.
    pub fn read_out(self, japanese: String) -> String {
        if self == Self::JaFurigana { furigana::annotate(&japanese) } else { japanese }
    }

    /// A name of the data with its own `reading` over its kanji, word by word, if this language shows
    /// furigana and the two fit, else unchanged.
    pub fn name(self, name: &str, reading: Option<&str>) -> String {
        let shown = matches!(self, Self::JaFurigana | Self::JaEasy);
        let read = reading.filter(|_| shown).and_then(|reading| ruby::align(name, reading));
        read.unwrap_or_else(|| self.read_out(name.to_owned()))
    }

    fn words(self) -> &'static Words {
        &WORDS[&self]
    }
}

/// Replaces the reading of each 「分《ふん》」 by the one its number requires: いっぷん, にふん, じゅっぷん.
fn minutes_read(said: String) -> String {
    const MINUTES: &str = "分《ふん》";
    let mut parts = said.split(MINUTES);
    let Some(mut read) = parts.next().map(str::to_owned) else { return said };
    for rest in parts {
        read.push_str(if read.ends_with(['0', '1', '3', '4', '6', '8']) {
            "分《ぷん》"
        } else {
            MINUTES
        });
        read.push_str(rest);
    }
    read
}

impl Words {
    fn of(lang: Lang) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![lang.code().parse().unwrap_or_default()]);
        // No invisible isolation marks: they break copying, searching and byte-exact feeds.
        bundle.set_use_isolating(false);
        let mut fixed = HashMap::new();
        for text in messages(lang) {
            // Entries that cannot be parsed are dropped and the others used; a test checks for such errors.
            let resource = FluentResource::try_new(text).unwrap_or_else(|(rest, _)| rest);
            let own = resource.entries().filter_map(fixed_message);
            fixed.extend(own.map(|(key, text)| {
                // A lone 「水」 is water; as a day of the week its reading is set where it occurs in a date.
                let text = if key.starts_with("hours-day-") { text } else { lang.read_out(text) };
                (key, text)
            }));
            bundle.add_resource_overriding(resource);
        }
        Self { bundle, fixed }
    }

    fn said(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut faults = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(args), &mut faults).into_owned();
        debug_assert!(faults.is_empty(), "{key} was asked for without what it needs: {faults:?}");
        Some(said)
    }
}

fn messages(lang: Lang) -> impl Iterator<Item = String> {
    let folder = format!("{}/", lang.code());
    let files = Files::iter().filter(move |path| path.starts_with(&folder));
    files.filter_map(|path| String::from_utf8(Files::get(&path)?.data.into_owned()).ok())
}

/// Name and text of a message without placeables.
fn fixed_message(entry: &Entry<&str>) -> Option<(String, String)> {
    let Entry::Message(message) = entry else { return None };
    let text = message.value.as_ref()?.elements.iter().map(|element| match element {
        PatternElement::TextElement { value } => Some(*value),
        PatternElement::Placeable { .. } => None,
    });
    Some((message.id.name.to_owned(), text.collect::<Option<String>>()?))
}

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(text: &str) -> Result<Self, UnknownLang> {
        let found = Self::ALL.iter().find(|lang| lang.code() == text);
        found.copied().ok_or_else(|| UnknownLang(text.to_owned()))
    }
}

fn codes() -> String {
    LANGUAGES.iter().map(|info| info.code).collect::<Vec<_>>().join(" ")
}

impl<'de> Deserialize<'de> for Lang {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().ok().ok_or_else(|| D::Error::custom(codes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_words_is_read_whole() {
        for lang in Lang::ALL {
            assert!(messages(*lang).count() > 1, "{}", lang.code());
            for text in messages(*lang) {
                assert!(FluentResource::try_new(text.clone()).is_ok(), "{}: {text}", lang.code());
            }
        }
        let files = Files::iter().count();
        assert_eq!(files, Lang::ALL.iter().map(|lang| messages(*lang).count()).sum::<usize>());
    }

    #[test]
    fn a_message_without_places_is_at_hand_and_says_the_same() {
        for lang in Lang::ALL {
            let words = lang.words();
            assert!(!words.fixed.is_empty());
            for (key, text) in &words.fixed {
                assert_eq!(words.said(key, &FluentArgs::new()).as_deref(), Some(text.as_str()), "{key}");
            }
        }
    }

    #[test]
    fn easy_japanese_reads_minutes_by_their_number() {
        for (minutes, read) in
            [(1, "ぷん"), (2, "ふん"), (5, "ふん"), (8, "ぷん"), (10, "ぷん"), (14, "ぷん"), (15, "ふん")]
        {
            let said = Lang::JaEasy.fill("walk-minutes", &[("minutes", minutes.into())]);
            assert!(said.contains(&format!("{minutes}分《{read}》")), "{said}");
        }
    }

    #[test]
    fn what_nobody_says_is_its_own_name() {
        assert_eq!(Lang::En.text("no-such-message"), "no-such-message");
    }
}
