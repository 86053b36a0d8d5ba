//! The tile layers made from a data set, by their names in URLs.

use super::base::BASE_LAYER;
use super::places::PLACES_LAYER;

/// A tile set that can be requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TileLayer {
    /// The sketch map.
    Base,
    /// The places.
    Places,
}

impl TileLayer {
    /// Every layer.
    pub const ALL: [Self; 2] = [Self::Base, Self::Places];

    /// Its name in URLs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Base => BASE_LAYER,
            Self::Places => PLACES_LAYER,
        }
    }

    /// The layer with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| layer.name() == name)
    }
}
