//! The tags of an element.

/// Keys and values, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tags(pub(super) Vec<(String, String)>);

impl Tags {
    pub(super) fn of<'a>(tags: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        Self(tags.map(|(key, value)| (key.to_owned(), value.to_owned())).collect())
    }

    /// The value of `key`; the first where a broken file has it twice.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(found, _)| found == key).map(|(_, value)| value.trim())
    }

    pub(super) fn is(&self, key: &str, values: &[&str]) -> bool {
        self.get(key).is_some_and(|value| values.contains(&value))
    }

    /// Whether `key` is there and says anything but no.
    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some_and(|value| value != "no")
    }

    pub(super) fn is_tunnel(&self) -> bool {
        self.has("tunnel")
    }

    pub(super) fn is_bridge(&self) -> bool {
        self.has("bridge")
    }
}
