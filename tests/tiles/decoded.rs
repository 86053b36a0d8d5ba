//! The properties of a feature, as an independent decoder reads them.

use fast_mvt::{MvtFeatureRef, MvtValueRef};
use std::collections::BTreeMap;

/// The properties of `feature` as texts, by key.
pub fn properties(feature: MvtFeatureRef<'_>) -> BTreeMap<String, String> {
    let told = feature.properties().map(|property| {
        let (key, value) = property.unwrap();
        let value = match value {
            MvtValueRef::String(text) => text.to_owned(),
            MvtValueRef::SInt(number) => number.to_string(),
            MvtValueRef::Bool(flag) => flag.to_string(),
            other => format!("{other:?}"),
        };
        (key.to_owned(), value)
    });
    told.collect()
}
