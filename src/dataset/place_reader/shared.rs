//! Interns values that many places of a batch share.

use crate::hours::{ScheduleId, ScheduleSource};
use std::collections::HashMap;
use std::sync::Arc;

/// Interned schedules and district names of a batch.
#[derive(Default)]
pub(in crate::dataset) struct Shared {
    pub sources: Vec<ScheduleSource>,
    known: HashMap<ScheduleSource, ScheduleId>,
    districts: HashMap<Box<str>, Arc<str>>,
}

impl Shared {
    /// The id of `source` within this batch.
    pub(super) fn schedule(&mut self, source: ScheduleSource) -> ScheduleId {
        if let Some(id) = self.known.get(&source) {
            return *id;
        }
        let id =
            ScheduleId(u32::try_from(self.sources.len()).expect("a batch has fewer schedules than bytes"));
        self.sources.push(source.clone());
        self.known.insert(source, id);
        id
    }

    pub(super) fn district(&mut self, name: Box<str>) -> Arc<str> {
        self.districts.entry(name).or_insert_with_key(|name| Arc::from(&**name)).clone()
    }
}
