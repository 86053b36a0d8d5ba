//! The column mapping of a file: proposed from its header, saved as `mappings/NAME.toml` beside the data,
//! corrected by a person, and used again for the next edition of the file.
//!
//! ```toml
//! kind = "places"
//! default_kind = "ibasho"        # the kind of a place whose row does not say it
//! ignore = ["内部メモ"]            # columns not to read
//! [columns]
//! name = "施設の名前"
//! days = "開所 曜日"
//! ```

use super::sheet::folded;
use super::{ImportError, fields};
use std::collections::BTreeMap;
use std::path::Path;

/// The folder of the mappings in a data folder.
pub(super) const FOLDER: &str = "mappings";

#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The kind of the file, as in `--kind`.
    #[serde(default)]
    pub kind: Option<String>,
    /// The kind of places whose row does not say it.
    #[serde(default)]
    pub default_kind: Option<String>,
    #[serde(default)]
    pub ignore: Vec<String>,
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
}

impl Mapping {
    /// Parses the text of a mapping file.
    ///
    /// # Errors
    /// [`ImportError::NotReadable`] for invalid TOML or a field that does not exist.
    pub fn parse(text: &str) -> Result<Self, ImportError> {
        let mapping: Self = toml::from_str(text)
            .map_err(|fault| ImportError::NotReadable(format!("列の対応（TOML）を読めません: {fault}")))?;
        match mapping.columns.keys().find(|key| !fields::is_field(key)) {
            Some(key) => {
                let known: Vec<&str> = fields::FIELDS.iter().map(|field| field.key).collect();
                let known = known.join(" ");
                Err(ImportError::NotReadable(format!(
                    "列の対応の「{key}」という項目はありません。あるのは: {known}"
                )))
            }
            None => Ok(mapping),
        }
    }

    pub(super) fn text(&self) -> Result<String, ImportError> {
        let text = toml::to_string(self).map_err(|fault| ImportError::NotReadable(fault.to_string()))?;
        Ok(format!(
            "# 列の対応。直して --mapping で渡すか、ここに置いたままもう一度取り込んでください。\n{text}"
        ))
    }

    pub(super) fn names(&self, column: &str) -> bool {
        self.columns.values().any(|name| folded(name) == folded(column))
    }

    pub(super) fn ignores(&self, column: &str) -> bool {
        self.ignore.iter().any(|name| folded(name) == folded(column))
    }

    pub(super) fn columns(&self, header: &[String]) -> BTreeMap<&'static str, usize> {
        let position = |wanted: &str| header.iter().position(|name| folded(name) == folded(wanted));
        let found = fields::FIELDS
            .iter()
            .filter_map(|field| Some((field.key, position(self.columns.get(field.key)?)?)));
        found.collect()
    }
}

/// The name under which the mapping of `file` is kept: without digits, which are dates and codes, so that
/// the next edition finds it.
pub(super) fn name_of(file: &Path, kind: &str) -> String {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let kept: String = stem.chars().filter(|c| !c.is_numeric() && !c.is_control() && *c != '.').collect();
    let kept: String = kept.trim_matches(|c: char| !c.is_alphanumeric()).chars().take(40).collect();
    if kept.is_empty() { kind.to_owned() } else { format!("{kind}-{kept}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_edition_of_a_file_finds_its_mapping() {
        for file in ["271446_public_facility.csv", "/x/271446_public_facility_2026.csv"] {
            assert_eq!(name_of(Path::new(file), "places"), "places-public_facility");
        }
        assert_eq!(name_of(Path::new("../2026.csv"), "places"), "places");
    }

    #[test]
    fn a_field_that_does_not_exist_is_refused() {
        assert!(Mapping::parse("[columns]\nnam = \"名称\"\n").unwrap_err().to_string().contains("nam"));
        assert_eq!(Mapping::parse("[columns]\nname = \"呼び名\"\n").unwrap().columns["name"], "呼び名");
    }
}
