//! Resolves the text of a query to one landmark, or to suggested ids.

use super::{Landmark, Landmarks, Lookup};

/// Maximum number of ids that an error suggests.
const SUGGESTIONS: usize = 5;

/// Minimum similarity of two ids for a suggestion (Jaro–Winkler, 0 to 1).
const ALIKE: f64 = 0.75;

impl Landmarks {
    /// The one landmark for `text`: its id, or a spelling that is unique.
    ///
    /// ```
    /// use ibasho::dataset::Landmarks;
    /// assert_eq!(Landmarks::default().resolve("ootori-sho").unwrap_err(), Vec::<String>::new());
    /// ```
    ///
    /// # Errors
    /// The ids of up to five suggested landmarks, the most likely first; none when nothing is similar.
    pub fn resolve(&self, text: &str) -> Result<&Landmark, Vec<String>> {
        let meant = match self.find(text) {
            Lookup::One(landmark) => return Ok(landmark),
            Lookup::Several(landmarks) | Lookup::None(landmarks) => landmarks,
        };
        let ids: Vec<String> = meant.iter().take(SUGGESTIONS).map(|landmark| landmark.id.clone()).collect();
        Err(if ids.is_empty() { self.alike(text) } else { ids })
    }

    /// The ids most similar to `text`.
    fn alike(&self, text: &str) -> Vec<String> {
        // A longer text is not a misspelled id, and comparing costs the product of the lengths.
        let text: String = text.chars().take(64).collect();
        let likeness = |landmark: &Landmark| strsim::jaro_winkler(&landmark.id, &text);
        let mut alike: Vec<(f64, &str)> =
            self.iter().map(|landmark| (likeness(landmark), landmark.id.as_str())).collect();
        alike.retain(|(likeness, _)| *likeness >= ALIKE);
        alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        alike.into_iter().take(SUGGESTIONS).map(|(_, id)| id.to_owned()).collect()
    }
}
