//! From where: the public point a text names.
//!
//! ```
//! use ibasho::{dataset::Landmarks, web::api::landmark};
//! assert_eq!(landmark::resolve(&Landmarks::default(), "ootori-sho").unwrap_err(), Vec::<String>::new());
//! ```

use crate::dataset::{Landmark, Landmarks, Lookup};

/// How many spellings an error suggests.
const SUGGESTIONS: usize = 5;

/// How alike two ids must be for one to be suggested for the other (Jaro–Winkler, 0 to 1).
const ALIKE: f64 = 0.75;

/// The one landmark that `text` means: its id, or a spelling that no other has.
///
/// # Errors
/// The ids of up to five landmarks that may be meant, the likeliest first; none when nothing is
/// spelled alike.
pub fn resolve<'a>(landmarks: &'a Landmarks, text: &str) -> Result<&'a Landmark, Vec<String>> {
    let meant = match landmarks.find(text) {
        Lookup::One(landmark) => return Ok(landmark),
        Lookup::Several(landmarks) | Lookup::None(landmarks) => landmarks,
    };
    let ids: Vec<String> = meant.iter().take(SUGGESTIONS).map(|landmark| landmark.id.clone()).collect();
    Err(if ids.is_empty() { alike(landmarks, text) } else { ids })
}

/// The ids spelled most like `text`.
fn alike(landmarks: &[Landmark], text: &str) -> Vec<String> {
    // A longer text is no misspelled id, and comparing costs the product of the lengths.
    let text: String = text.chars().take(64).collect();
    let likeness = |landmark: &Landmark| strsim::jaro_winkler(&landmark.id, &text);
    let mut alike: Vec<(f64, &str)> =
        landmarks.iter().map(|landmark| (likeness(landmark), landmark.id.as_str())).collect();
    alike.retain(|(likeness, _)| *likeness >= ALIKE);
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    alike.into_iter().take(SUGGESTIONS).map(|(_, id)| id.to_owned()).collect()
}
