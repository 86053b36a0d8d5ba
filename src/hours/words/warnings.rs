//! What should staff know about a reading?
//!
//! ```
//! use ibasho::{hours::{japanese::Warning, words}, lang::Lang};
//! assert!(words::warning(&Warning::AfterSchool, Lang::En).contains("noon"));
//! ```
//!
//! Source: the warnings of [`crate::hours::japanese`].

use crate::hours::japanese::Warning;
use crate::lang::Lang;

/// The warning as a sentence.
#[must_use]
pub fn warning(warning: &Warning, lang: Lang) -> String {
    match warning {
        Warning::YearEndAssumed => lang.text("hours-warning-year-end"),
        Warning::ObonAssumed => lang.text("hours-warning-obon"),
        Warning::GoldenWeekAssumed => lang.text("hours-warning-golden-week"),
        Warning::AfterSchool => lang.text("hours-warning-after-school"),
        Warning::LastEntry(words) => {
            lang.fill("hours-warning-last-entry", &[("words", words.to_string().into())])
        }
    }
}
