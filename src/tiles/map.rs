//! Builds the tiles of a data set on demand, with a size-bounded cache.

use super::base::BaseTiles;
use super::basemap::Basemap;
use super::body::TileBody;
use super::coord::TileCoord;
use super::places::PlaceTiles;
use super::states::States;
use super::tile_layer::TileLayer;
use super::tilejson::TileJson;
use crate::geodesy::Bounds;
use crate::hours::Schedules;
use crate::place::Place;
use chrono::NaiveDateTime;
use std::convert::Infallible;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// Cache size in bytes; about ten thousand tiles of a town.
const CACHE_BYTES: u64 = 64 * 1024 * 1024;

/// Expected number of cached tiles.
const CACHE_TILES: usize = 10_000;

/// Overhead of a cached tile beyond its bytes and compressed forms.
const TILE_OVERHEAD_BYTES: u64 = 256;

/// The input of the tiles: the parts of one data set, the same in every call.
#[derive(Debug, Clone, Copy)]
pub struct MapSource<'a> {
    /// The layers under the pins.
    pub basemap: &'a Basemap,
    /// Every public place.
    pub places: &'a [Place],
    /// The schedules of the places.
    pub schedules: &'a Schedules,
}

/// The tiles of one data set, prepared on first use.
#[derive(Debug, Default)]
pub struct MapTiles {
    base: OnceLock<BaseTiles>,
    places: OnceLock<PlaceTiles>,
    /// Computed separately, without sorting the places.
    place_bounds: OnceLock<Option<Bounds>>,
    now: RwLock<Option<Current>>,
    cache: Cache,
}

/// A tile and its expiry.
#[derive(Debug, Clone)]
pub struct Tile {
    /// The bytes; `None` when the tile is empty.
    pub body: Option<Arc<TileBody>>,
    /// The local minute at which it expires; `None` if it is valid as long as the data set.
    pub until: Option<NaiveDateTime>,
}

/// States with the generation number of their tiles.
#[derive(Debug, Clone)]
struct Current {
    generation: u64,
    states: Arc<States>,
}

/// Cache key; generation 0 is for layers that do not depend on time.
type Key = (TileLayer, TileCoord, u64);

impl MapTiles {
    /// The tile at `now`, the local time of the ward.
    pub fn tile(
        &self,
        source: MapSource<'_>,
        layer: TileLayer,
        coord: TileCoord,
        now: NaiveDateTime,
    ) -> Tile {
        match layer {
            TileLayer::Base => {
                let body = self.cache.get((layer, coord, 0), || self.base(source).encode(coord));
                Tile { body, until: None }
            }
            TileLayer::Places => {
                let Current { generation, states } = self.current(source, now);
                let make = || self.places(source).encode(coord, &states);
                let body = self.cache.get((layer, coord, generation), make);
                Tile { body, until: Some(states.until()) }
            }
        }
    }

    /// The tile at `now` if cached and not expired.
    pub fn kept(&self, layer: TileLayer, coord: TileCoord, now: NaiveDateTime) -> Option<Tile> {
        let (generation, until) = match layer {
            TileLayer::Base => (0, None),
            TileLayer::Places => {
                let held = self.now.try_read().ok()?;
                let current = held.as_ref().filter(|current| current.states.hold_at(now))?;
                (current.generation, Some(current.states.until()))
            }
        };
        let body = self.cache.0.get(&(layer, coord, generation))?;
        Some(Tile { body, until })
    }

    /// When the state of any place changes next after `now`, at most an hour later.
    pub fn states_until(&self, source: MapSource<'_>, now: NaiveDateTime) -> NaiveDateTime {
        self.current(source, now).states.until()
    }

    /// The same if it is cached and no thread is computing it.
    pub fn kept_until(&self, now: NaiveDateTime) -> Option<NaiveDateTime> {
        let held = self.now.try_read().ok()?;
        held.as_ref().filter(|current| current.states.hold_at(now)).map(|current| current.states.until())
    }

    /// The TileJSON of `layer`, served under `address`.
    pub fn tilejson(&self, source: MapSource<'_>, layer: TileLayer, address: &str) -> TileJson {
        let bounds = self.bounds(source, layer);
        match layer {
            TileLayer::Base => {
                TileJson::new(layer, bounds, self.base(source).center(), source.basemap.credits(), address)
            }
            TileLayer::Places => TileJson::new(layer, bounds, bounds.map(Bounds::center), &[], address),
        }
    }

    /// The bounding box of `layer`; `None` when it is empty.
    pub fn bounds(&self, source: MapSource<'_>, layer: TileLayer) -> Option<Bounds> {
        match layer {
            TileLayer::Base => self.base(source).bounds(),
            TileLayer::Places => *self
                .place_bounds
                .get_or_init(|| Bounds::around(source.places.iter().map(|place| place.point))),
        }
    }

    fn base(&self, source: MapSource<'_>) -> &BaseTiles {
        self.base.get_or_init(|| BaseTiles::build(source.basemap))
    }

    fn places(&self, source: MapSource<'_>) -> &PlaceTiles {
        self.places.get_or_init(|| PlaceTiles::build(source.places))
    }

    /// The states at `now`, recomputed when the cached ones have expired.
    fn current(&self, source: MapSource<'_>, now: NaiveDateTime) -> Current {
        let still = |held: &Option<Current>| held.clone().filter(|current| current.states.hold_at(now));
        if let Some(current) = still(&self.now.read().unwrap_or_else(PoisonError::into_inner)) {
            return current;
        }
        // Sort before taking the lock, which blocks requests for any tile.
        let places = self.places(source);
        let mut held = self.now.write().unwrap_or_else(PoisonError::into_inner);
        // Double-checked: another thread may have computed them meanwhile.
        if let Some(current) = still(&held) {
            return current;
        }
        let generation = held.as_ref().map_or(1, |current| current.generation + 1);
        let states = Arc::new(States::at(places, source.schedules, now));
        held.insert(Current { generation, states }).clone()
    }
}

/// Cache of finished tiles with eviction.
#[derive(Debug)]
struct Cache(quick_cache::sync::Cache<Key, Option<Arc<TileBody>>, Weigher>);

impl Default for Cache {
    fn default() -> Self {
        Self(quick_cache::sync::Cache::with_weighter(CACHE_TILES, CACHE_BYTES, Weigher))
    }
}

impl Cache {
    /// The tile under `key`, built by `make` on a miss; empty tiles are cached as `None`.
    fn get(&self, key: Key, make: impl FnOnce() -> Vec<u8>) -> Option<Arc<TileBody>> {
        let found = self.0.get_or_insert_with(&key, || {
            let bytes = make();
            Ok::<_, Infallible>((!bytes.is_empty()).then(|| Arc::new(TileBody::new(bytes))))
        });
        let Ok(body) = found;
        body
    }
}

#[derive(Debug, Clone)]
struct Weigher;

impl quick_cache::Weighter<Key, Option<Arc<TileBody>>> for Weigher {
    fn weight(&self, _: &Key, tile: &Option<Arc<TileBody>>) -> u64 {
        // The compressed forms are added later and together are smaller than the plain one.
        TILE_OVERHEAD_BYTES + tile.as_ref().map_or(0, |tile| 2 * tile.len() as u64)
    }
}
