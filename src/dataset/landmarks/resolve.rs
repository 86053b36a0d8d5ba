//! Resolves a text of a question to its one landmark, or to the ids it may have meant.

use super::{Landmark, Landmarks, Lookup};

/// How many spellings an error suggests.
const SUGGESTIONS: usize = 5;

/// How alike two ids must be for one to be suggested for the other (Jaro–Winkler, 0 to 1).
const ALIKE: f64 = 0.75;

impl Landmarks {
    /// The one landmark that `text` means: its id, or a spelling that no other has.
    ///
    /// ```
    /// use ibasho::dataset::Landmarks;
    /// assert_eq!(Landmarks::default().resolve("ootori-sho").unwrap_err(), Vec::<String>::new());
    /// ```
    ///
    /// # Errors
    /// The ids of up to five landmarks that may be meant, the likeliest first; none when nothing
    /// is spelled alike.
    pub fn resolve(&self, text: &str) -> Result<&Landmark, Vec<String>> {
        let meant = match self.find(text) {
            Lookup::One(landmark) => return Ok(landmark),
            Lookup::Several(landmarks) | Lookup::None(landmarks) => landmarks,
        };
        let ids: Vec<String> = meant.iter().take(SUGGESTIONS).map(|landmark| landmark.id.clone()).collect();
        Err(if ids.is_empty() { self.alike(text) } else { ids })
    }

    /// The ids spelled most like `text`.
    fn alike(&self, text: &str) -> Vec<String> {
        // A longer text is no misspelled id, and comparing costs the product of the lengths.
        let text: String = text.chars().take(64).collect();
        let likeness = |landmark: &Landmark| strsim::jaro_winkler(&landmark.id, &text);
        let mut alike: Vec<(f64, &str)> =
            self.iter().map(|landmark| (likeness(landmark), landmark.id.as_str())).collect();
        alike.retain(|(likeness, _)| *likeness >= ALIKE);
        alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        alike.into_iter().take(SUGGESTIONS).map(|(_, id)| id.to_owned()).collect()
    }
}
