//! What is a Japanese holiday called in another language?
//!
//! ```
//! use ibasho::{hours::{Fact, words}, lang::Lang};
//! assert_eq!(words::fact(&Fact::PublicHoliday("海の日".into()), Lang::En), "public holiday (Marine Day)");
//! ```
//!
//! Source: the names in the 国民の祝日に関する法律 and the English names public calendars use.

use crate::lang::Lang;

/// Names as the Cabinet Office table, school calendars and notices of closure write them.
const NAMES: [(&str, &str); 28] = [
    ("元日", "hours-holiday-new-year"),
    ("成人の日", "hours-holiday-coming-of-age"),
    ("建国記念の日", "hours-holiday-foundation"),
    ("天皇誕生日", "hours-holiday-emperor"),
    ("春分の日", "hours-holiday-vernal"),
    ("昭和の日", "hours-holiday-showa"),
    ("憲法記念日", "hours-holiday-constitution"),
    ("みどりの日", "hours-holiday-greenery"),
    ("こどもの日", "hours-holiday-children"),
    ("海の日", "hours-holiday-marine"),
    ("山の日", "hours-holiday-mountain"),
    ("敬老の日", "hours-holiday-aged"),
    ("秋分の日", "hours-holiday-autumnal"),
    ("スポーツの日", "hours-holiday-sports"),
    ("文化の日", "hours-holiday-culture"),
    ("勤労感謝の日", "hours-holiday-labor"),
    ("振替休日", "hours-holiday-substitute"),
    ("国民の休日", "hours-holiday-citizens"),
    ("休日", "hours-holiday-other"),
    ("夏休み", "hours-holiday-summer"),
    ("夏季休業", "hours-holiday-summer"),
    ("冬休み", "hours-holiday-winter"),
    ("冬季休業", "hours-holiday-winter"),
    ("春休み", "hours-holiday-spring"),
    ("春季休業", "hours-holiday-spring"),
    ("年末年始", "hours-holiday-year-end"),
    ("お盆", "hours-holiday-obon"),
    ("お盆休み", "hours-holiday-obon"),
];

/// The holiday `japanese` in `lang`; a name without a translation stays as it is.
#[must_use]
pub fn name(japanese: &str, lang: Lang) -> String {
    let known = NAMES.iter().find(|(name, _)| *name == japanese);
    match known {
        Some((_, key)) if !matches!(lang, Lang::Ja | Lang::JaFurigana) => lang.text(key),
        _ => lang.read_out(japanese.to_owned()),
    }
}
