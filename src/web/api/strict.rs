//! Is every parameter known, and given once?
//!
//! ```text
//! /api/v1/hours?expression=24/7&form=2026-04-01
//! → parameter form; accepted: expression from to lang
//! ```

use crate::web::{Params, WebError};

/// The parameters an address takes.
pub(in crate::web) struct Known {
    /// Those of this address alone, given at most once.
    pub(in crate::web) own: &'static [&'static str],
    /// Those it shares with others, given at most once.
    pub(in crate::web) shared: &'static [&'static str],
    /// Those that may be repeated.
    pub(in crate::web) repeated: &'static [&'static str],
}

impl Known {
    /// Lets `params` through when each name is known and given as often as it may be.
    pub(in crate::web) fn check(&self, params: &Params) -> Result<(), WebError> {
        let mut seen: Vec<&str> = Vec::new();
        for (name, given) in params.pairs() {
            if self.repeated.contains(&name) {
                continue;
            }
            if !self.own.contains(&name) && !self.shared.contains(&name) {
                return Err(WebError::bad_parameter(name, given, self.accepted()));
            }
            if seen.contains(&name) {
                return Err(WebError::bad_parameter(name, given, format!("{name} once")));
            }
            seen.push(name);
        }
        Ok(())
    }

    fn accepted(&self) -> String {
        format!("the parameters {}", [self.own, self.shared, self.repeated].concat().join(" "))
    }
}
