//! In which language something is said, and where the words come from.
//!
//! Every string on screen lives in `lang/<language>/*.ftl` (Fluent), compiled into the binary.
//!
//! ```
//! use ibasho::lang::Lang;
//! assert_eq!("en".parse::<Lang>().unwrap().code(), "en");
//! ```

pub mod ruby;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid, static_loader};
use std::borrow::Cow;
use std::collections::HashMap;
use std::str::FromStr;

static_loader! {
    static MESSAGES = {
        locales: "./lang",
        fallback_language: "ja",
        // No invisible isolation marks: they break copying, searching and byte-exact feeds.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

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
}

/// A language tag outside the contract.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown language {0:?}; accepted are ja ja-easy en zh ko vi")]
pub struct UnknownLang(pub String);

impl Lang {
    /// Every language, in the order screens list them.
    pub const ALL: &[Self] = &[Self::Ja, Self::JaEasy, Self::En, Self::Zh, Self::Ko, Self::Vi];

    /// The code URLs use, such as `ja-easy`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::JaEasy => "ja-easy",
            Self::En => "en",
            Self::Zh => "zh",
            Self::Ko => "ko",
            Self::Vi => "vi",
        }
    }

    /// The BCP 47 tag for `lang` and `hreflang` attributes.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::JaEasy => "ja-x-easy",
            Self::Zh => "zh-Hans",
            other => other.code(),
        }
    }

    /// Whether the language is written in Japanese.
    #[must_use]
    pub fn is_japanese(self) -> bool {
        matches!(self, Self::Ja | Self::JaEasy)
    }

    fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::Ja => langid!("ja"),
            Self::JaEasy => langid!("ja-easy"),
            Self::En => langid!("en"),
            Self::Zh => langid!("zh"),
            Self::Ko => langid!("ko"),
            Self::Vi => langid!("vi"),
        }
    }

    /// The message `key` in this language.
    #[must_use]
    pub fn text(self, key: &str) -> String {
        MESSAGES.lookup(&self.identifier(), key)
    }

    /// The message `key` with its `{ $name }` places filled from `args`.
    #[must_use]
    pub fn fill(self, key: &str, args: &[(&'static str, FluentValue<'_>)]) -> String {
        let args: HashMap<Cow<'static, str>, FluentValue<'_>> =
            args.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
        MESSAGES.lookup_with_args(&self.identifier(), key, &args)
    }
}

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(text: &str) -> Result<Self, UnknownLang> {
        let found = Self::ALL.iter().find(|lang| lang.code() == text);
        found.copied().ok_or_else(|| UnknownLang(text.to_owned()))
    }
}
