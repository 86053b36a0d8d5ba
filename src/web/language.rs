//! Language negotiation: `?lang=`, else `Accept-Language`, else Japanese. `?furigana=on` adds readings
//! to Japanese words.

use crate::lang::Lang;
use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use std::convert::Infallible;

/// The language of a response, and whether the URL chose it (then links carry it on).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language {
    pub lang: Lang,
    pub chosen: bool,
}

impl Language {
    /// The parameters that choose the presentation, not the content.
    pub const PARAMETERS: [&str; 2] = ["lang", "furigana"];

    /// The same with readings above Japanese words; other languages have none.
    pub fn with_furigana(self, on: bool) -> Self {
        let lang = match self.lang {
            Lang::Ja | Lang::JaFurigana => {
                if on {
                    Lang::JaFurigana
                } else {
                    Lang::Ja
                }
            }
            other => other,
        };
        Self { lang, ..self }
    }

    /// Chooses from the values of `?lang=` and `Accept-Language`; unknown values are ignored.
    pub fn choose(asked: Option<&str>, accepted: Option<&str>) -> Self {
        let chosen = asked.and_then(|code| code.parse().ok());
        let lang = chosen.or_else(|| accepted.and_then(preferred)).unwrap_or(Lang::Ja);
        Self { lang, chosen: chosen.is_some() }
    }
}

/// The best supported language of an `Accept-Language` value (RFC 9110 §12.5.4).
fn preferred(accepted: &str) -> Option<Lang> {
    let mut ranges: Vec<(Lang, f32)> = accepted.split(',').filter_map(range).collect();
    // Stable sort: of equal weights the first named wins.
    ranges.sort_by(|a, b| b.1.total_cmp(&a.1));
    ranges.first().map(|(lang, _)| *lang)
}

fn range(text: &str) -> Option<(Lang, f32)> {
    let mut parts = text.split(';').map(str::trim);
    let tag = parts.next()?.to_ascii_lowercase();
    let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1.0), |q| q.parse().ok())?;
    let primary = tag.split('-').next()?;
    let lang =
        if tag.starts_with("ja-") && tag.ends_with("easy") { Lang::JaEasy } else { primary.parse().ok()? };
    (weight > 0.0).then_some((lang, weight))
}

impl<S: Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default().as_bytes();
        let asked = form_urlencoded::parse(query).find(|(name, _)| name == "lang");
        let furigana = form_urlencoded::parse(query).any(|(name, value)| name == "furigana" && value == "on");
        let accepted = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let language = Self::choose(asked.as_ref().map(|(_, code)| code.as_ref()), accepted);
        Ok(language.with_furigana(furigana))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_wins_over_the_browser_and_the_browser_over_japanese() {
        let table = [
            (None, None, Lang::Ja, false),
            (Some("ko"), Some("en"), Lang::Ko, true),
            (Some("tlh"), Some("en"), Lang::En, false),
            (None, Some("fr, vi;q=0.8, en;q=0.7"), Lang::Vi, false),
            (None, Some("zh-TW,zh;q=0.9"), Lang::Zh, false),
            (None, Some("en;q=0, *"), Lang::Ja, false),
            (None, Some("en;q=x;;,,"), Lang::Ja, false),
            (None, Some("ja-JP-x-easy"), Lang::JaEasy, false),
        ];
        for (asked, accepted, lang, chosen) in table {
            assert_eq!(
                Language::choose(asked, accepted),
                Language { lang, chosen },
                "{asked:?} {accepted:?}"
            );
        }
    }
}
