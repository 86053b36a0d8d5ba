//! What the folder has before an import: its places and other records, and what the former import wrote.

use super::ImportError;
use super::kept::{Collection, Existing, Former, GEOMETRY, Kept, read_former};
use super::mapping::FOLDER;
use super::place_row::Seen;
use super::records::{PLACES, Work};
use super::sheet::folded;
use crate::dataset::load;
use crate::dataset::source::MAX_PLACES_BYTES;
use crate::geodesy::LonLat;
use crate::place::{LocationPrecision, Place};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The file in which an import keeps what it wrote.
pub(super) fn former_file(kept_name: &str) -> String {
    format!("{FOLDER}/{kept_name}.json")
}

impl Work<'_> {
    /// The places of the folder by name.
    pub(super) fn seen(&self) -> HashMap<String, Vec<Seen>> {
        let mut seen: HashMap<String, Vec<Seen>> = HashMap::new();
        let Ok(collection) = self.collection(PLACES) else { return seen };
        for (id, state) in collection.existing.states {
            let state = state.state();
            let at = |axis: usize| state.get(GEOMETRY)?.get("coordinates")?.get(axis)?.as_f64();
            let point = at(0).zip(at(1)).and_then(|(lon, lat)| LonLat::new(lon, lat));
            let name = state.get("name").and_then(Value::as_str);
            if let Some((name, point)) = name.zip(point) {
                seen.entry(folded(name)).or_default().push(Seen { id, point });
            }
        }
        seen
    }

    /// What the former import of this list wrote, by id.
    pub(super) fn former(&self, kept_name: &str) -> Result<Former, ImportError> {
        let file = former_file(kept_name);
        let Some(text) = self.large_text(&file)? else { return Ok(Former::new()) };
        read_former(&text, &file)
    }

    /// A GeoJSON file of the folder, or what a file before gave in its place; empty without one.
    pub(super) fn collection(&self, name: &str) -> Result<Collection, ImportError> {
        let read = |text: &str| {
            Collection::read(text).map_err(|fault| {
                ImportError::NotReadable(format!(
                    "フォルダーの {name} が壊れています（{fault}）。先に ibasho check で直してください"
                ))
            })
        };
        match self.texts.get(name) {
            Some(text) => read(text),
            None => self.large_text(name)?.map_or_else(|| Ok(Collection::default()), |text| read(&text)),
        }
    }

    fn large_text(&self, name: &str) -> Result<Option<String>, ImportError> {
        let Some(opened) = self.source.open(name, MAX_PLACES_BYTES)? else { return Ok(None) };
        let text = String::from_utf8(opened.read_all()?).map_err(|fault| {
            ImportError::NotReadable(format!("フォルダーの {name} はUTF-8ではありません: {fault}"))
        })?;
        Ok(Some(text.trim_start_matches('\u{feff}').to_owned()))
    }

    /// In a file in which no place says how exactly its point is known, all of them are exact. Imported places
    /// say it, after which the others would be hidden: they get what held for them so far.
    pub(super) fn say_exact(&self, existing: &mut Existing) {
        if existing.states.values().all(|state| state.has(PRECISION)) {
            return;
        }
        let Ok(loaded) = load(&self.source, self.request.today) else { return };
        let is_exact = |place: &&Place| place.precision == LocationPrecision::Exact;
        for place in loaded.snapshot.index.places().iter().filter(is_exact) {
            if let Some(kept) = existing.states.get_mut(place.id.as_str()).filter(|kept| !kept.has(PRECISION))
            {
                let mut state = kept.state();
                state.insert(PRECISION.to_owned(), json!("exact"));
                *kept = Kept::new(state);
            }
        }
    }
}

const PRECISION: &str = "location_precision";
