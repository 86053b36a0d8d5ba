//! Cache of the drawn grounds: most pictures of a ward show the same area, and land, water and
//! railways cost more than everything on top of them.

use super::view::View;
use std::sync::Arc;

/// Cache entries; one takes about 10 KB.
const KEPT: usize = 64;

#[derive(Debug)]
pub(in crate::tiles) struct Grounds(quick_cache::sync::Cache<[u64; 5], Arc<str>>);

impl Grounds {
    /// The ground of `view`, drawn on a cache miss.
    pub(super) fn of(&self, view: &View, draw: impl FnOnce() -> String) -> Arc<str> {
        let drawn = self.0.get_or_insert_with(&view.bits(), || Ok::<_, Never>(draw().into()));
        match drawn {
            Ok(ground) => ground,
            Err(never) => match never {},
        }
    }
}

impl Default for Grounds {
    fn default() -> Self {
        Self(quick_cache::sync::Cache::new(KEPT))
    }
}

/// The cache is not part of the value: a clone starts empty.
impl Clone for Grounds {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// The cache is not part of the value: all are equal.
impl PartialEq for Grounds {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// An error that cannot happen.
enum Never {}
