//! From where: the public point a text names.
//!
//! ```
//! use ibasho::web::api::landmark;
//! assert_eq!(landmark::resolve(&[], "ootori-sho").unwrap_err(), Vec::<&str>::new());
//! ```

use crate::dataset::Landmark;

/// How many spellings an error suggests.
const SUGGESTIONS: usize = 5;

/// How alike two spellings must be for one to be suggested for the other (Jaro–Winkler, 0 to 1).
const ALIKE: f64 = 0.7;

/// The landmark whose id, name or alias is exactly `text`, the id first.
///
/// # Errors
/// The ids of up to five landmarks that are spelled alike or contain the text, the likeliest first.
pub fn resolve<'a>(landmarks: &'a [Landmark], text: &str) -> Result<&'a Landmark, Vec<&'a str>> {
    let by_id = || landmarks.iter().find(|landmark| landmark.id == text);
    let by_name = || landmarks.iter().find(|landmark| spellings(landmark).any(|spelling| spelling == text));
    by_id().or_else(by_name).ok_or_else(|| suggestions(landmarks, text))
}

fn spellings(landmark: &Landmark) -> impl Iterator<Item = &str> {
    let aliases = landmark.aliases.iter().map(String::as_str);
    [landmark.id.as_str(), landmark.name.as_str()]
        .into_iter()
        .chain(landmark.reading.as_deref())
        .chain(aliases)
}

fn suggestions<'a>(landmarks: &'a [Landmark], text: &str) -> Vec<&'a str> {
    // Longer texts name no landmark, and comparing costs the product of the lengths.
    let text: String = text.chars().take(40).collect();
    let likeness = |spelling: &str| {
        let contained = spelling.contains(&text) || text.contains(spelling);
        if contained { 1.0 } else { strsim::jaro_winkler(spelling, &text) }
    };
    let best = |landmark: &Landmark| spellings(landmark).map(likeness).fold(0.0, f64::max);
    let mut alike: Vec<(f64, &str)> =
        landmarks.iter().map(|landmark| (best(landmark), landmark.id.as_str())).collect();
    alike.retain(|(likeness, _)| *likeness >= ALIKE);
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    alike.into_iter().take(SUGGESTIONS).map(|(_, id)| id).collect()
}
