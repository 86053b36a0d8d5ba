//! How is a schedule said? Dates, times, states and reasons in every language of the contract.
//!
//! ```
//! use ibasho::{hours::words, lang::Lang};
//! let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 2).unwrap();
//! assert_eq!(words::date(day, Lang::Ja), "12月2日（水）");
//! assert_eq!(words::date(day, Lang::En), "Wed 2 Dec");
//! ```
//!
//! The strings are the `hours-…` messages of `lang/*/hours.ftl`. Those of やさしい日本語 carry their
//! readings (`水曜日《すいようび》`): see [`crate::lang::ruby`].
//!
//! Source: the forms each language's public offices use for dates; 24-hour clock throughout.

mod dates;
mod describe;
mod holidays;
mod readings;
mod reasons;
mod selectors;
mod told;
mod warnings;

pub use dates::{
    date, date_in_list, date_time, dates_of_weekday, day_in_list, full_date, run, short_weekday, span, time,
    weekday,
};
pub use describe::{Description, describe};
pub use holidays::name as holiday;
pub use readings::{ReadingInWords, readings};
pub use reasons::{fact, reason, reason_line, short_reason, state};
pub use told::{of_day, spans, why};
pub use warnings::warning;
