//! Writes places as the data folder has them: GeoJSON (RFC 7946) with foreign members.

use super::{Export, ExportError};
use crate::answer::PlaceFeature;
use crate::dataset::Snapshot;
use crate::lang::Lang;
use crate::place::Place;
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};
use std::io::Write;

pub(crate) const END: &str = "\n]}\n";

/// The head of the collection: publisher, date, license, and whether it is a sample.
pub(crate) fn head(snapshot: &Snapshot, now: DateTime<Utc>, lang: Lang) -> String {
    let ward = &snapshot.ward;
    let about = json!({
        "publisher": ward.name,
        "license": ward.license,
        "as_of": now.with_timezone(&ward.time_zone).to_rfc3339_opts(SecondsFormat::Secs, false),
        "note": ward.sample.then(|| lang.text("sample-note")),
    });
    format!("{{\"type\":\"FeatureCollection\",\"about\":{about},\"features\":[")
}

/// The features of `places`, a part of those of `snapshot`.
pub(crate) fn features(snapshot: &Snapshot, places: &[Place]) -> String {
    let first = snapshot.index.places().first().map(|place| &place.id);
    let feature = |place: &Place| {
        let comma = if Some(&place.id) == first { "" } else { "," };
        let feature = PlaceFeature::timeless(place, &snapshot.schedules);
        let json = serde_json::to_string(&feature).expect("a place is strings, numbers and lists of them");
        format!("{comma}\n{json}")
    };
    places.iter().map(feature).collect()
}

/// `place` with the keys outside the format that its file has, so that nothing is lost.
pub(super) fn whole(place: &Place, snapshot: &Snapshot) -> Result<Value, serde_json::Error> {
    let mut feature = serde_json::to_value(PlaceFeature::timeless(place, &snapshot.schedules))?;
    if let (Some(details), Some(properties)) = (&place.details, feature["properties"].as_object_mut()) {
        for (key, value) in &details.other {
            properties.entry(&**key).or_insert_with(|| value.clone());
        }
    }
    if let [programme] = &*place.programmes
        && programme.id.is_empty()
    {
        shorten(&mut feature["properties"]);
    }
    Ok(feature)
}

/// Writes the one programme of a place into the place: the short form, which alone has a programme without id.
fn shorten(properties: &mut Value) {
    let Some(properties) = properties.as_object_mut() else { return };
    let Some(Value::Array(programmes)) = properties.remove("programmes") else { return };
    for (key, value) in programmes.into_iter().filter_map(|one| one.as_object().cloned()).flatten() {
        if !matches!(key.as_str(), "id" | "title") {
            properties.insert(key, value);
        }
    }
}

impl Export<'_> {
    pub(super) fn geojson(&self, out: &mut dyn Write) -> Result<usize, ExportError> {
        out.write_all(head(self.snapshot, self.now, Lang::Ja).as_bytes())?;
        for (number, place) in self.snapshot.index.places().iter().enumerate() {
            let comma = if number == 0 { "" } else { "," };
            writeln!(out, "{comma}")?;
            serde_json::to_writer(&mut *out, &whole(place, self.snapshot)?)?;
        }
        out.write_all(END.as_bytes())?;
        Ok(0)
    }
}
