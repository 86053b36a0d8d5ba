//! Streaming, parallel reader of places.geojson of any size, with results in file order.
//!
//! 1. One thread splits the file into batches of whole features ([`super::collection`]).
//! 2. Two threads turn batches into validated places, each batch with its own notices.
//! 3. Batches are merged in order: equal schedules are interned, duplicate ids are dropped except the
//!    first.
//!
//! Memory is bounded: only a few batches of the file are held at a time.

use super::check::Check;
use super::code;
use super::collection::{Batch, cut, json_message};
use super::notice::{Notices, Spot};
use super::place_reader::{self, Outcome, Read, Shared, Surroundings};
use super::source::Opened;
use super::text::not_utf8_message;
use super::value::Value;
use crate::hours::{ScheduleId, ScheduleSource, SchedulesBuilder};
use crate::place::{HiddenPlace, Place, PlaceId};
use hashbrown::DefaultHashBuilder;
use hashbrown::HashTable;
use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};

const READERS: usize = 2;

/// Channel capacity between two threads, in batches.
const WAITING: usize = 4;

#[derive(Default)]
pub(super) struct PlacesFile {
    pub places: Vec<Place>,
    pub hidden: BTreeMap<PlaceId, HiddenPlace>,
    /// Whether it was read to its end.
    pub whole: bool,
    pub features: usize,
}

struct Done {
    number: usize,
    places: Vec<Numbered>,
    hidden: Vec<(usize, HiddenPlace)>,
    sources: Vec<ScheduleSource>,
    says_precision: bool,
    notices: Notices,
}

struct Numbered {
    number: usize,
    place: Place,
    says_precision: bool,
}

/// Reads all of `opened`; `schedules` gets every schedule, `notices` every notice.
pub(super) fn read(
    opened: Opened,
    around: &Surroundings<'_>,
    schedules: &mut SchedulesBuilder,
    notices: &mut Notices,
) -> PlacesFile {
    let name = opened.name.clone();
    let (to_readers, batches) = sync_channel::<Batch>(WAITING);
    let (to_collector, done) = sync_channel::<Done>(WAITING);
    let batches = Arc::new(Mutex::new(batches));
    let mut collector = Collector::new(&name, schedules);
    std::thread::scope(|scope| {
        for _ in 0..READERS {
            let (batches, to_collector) = (Arc::clone(&batches), to_collector.clone());
            let name = &name;
            scope.spawn(move || read_batches(name, &batches, &to_collector, around));
        }
        drop((to_collector, batches));
        let cutter = scope.spawn(move || {
            let mut found = Notices::default();
            let result = cut(opened, &mut found, &mut |batch| to_readers.send(batch).is_ok());
            (result, found)
        });
        collector.take_all(&done);
        // Propagate a panic of a reader, which would otherwise look like an early end of the file.
        let (result, found) = cutter.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        collector.notices.append(found);
        match result {
            Ok(features) => (collector.file.whole, collector.file.features) = (true, features),
            Err(broken) => {
                if [&code::UNKNOWN_PRECISION, &code::WRONG_CRS].contains(&broken.code) {
                    // It holds for every place.
                    collector.file.places.clear();
                }
                collector.notices.note(broken.code, Spot::file(&name), broken.message);
            }
        }
    });
    let (file, found) = collector.finish();
    notices.append(found);
    file
}

fn read_batches(
    name: &str,
    batches: &Mutex<Receiver<Batch>>,
    to_collector: &SyncSender<Done>,
    around: &Surroundings<'_>,
) {
    loop {
        let next = batches.lock().unwrap_or_else(std::sync::PoisonError::into_inner).recv();
        let Ok(batch) = next else { return };
        if to_collector.send(read_batch(name, &batch, around)).is_err() {
            return;
        }
    }
}

fn read_batch(name: &str, batch: &Batch, around: &Surroundings<'_>) -> Done {
    let mut notices = Notices::default();
    let mut shared = Shared::default();
    let mut places = Vec::with_capacity(batch.features.len());
    let mut hidden = Vec::new();
    let mut any_precision = false;
    for (at, range) in batch.features.iter().enumerate() {
        let number = batch.first + at;
        let spot = Spot::feature(name, number);
        let Some(feature) = parse(batch, range.clone(), spot, &mut notices) else { continue };
        let inner = || feature.get("properties").and_then(|properties| properties.get("id"));
        let id = feature.get("id").or_else(inner).and_then(Value::as_text);
        let mut check = Check::new(&mut notices, spot.named(id));
        let Outcome { read, says_precision } = place_reader::read(&mut check, &feature, around, &mut shared);
        any_precision |= says_precision;
        match read {
            Read::Public(place) => places.push(Numbered { number, place, says_precision }),
            Read::Hidden(place) => hidden.push((number, place)),
            Read::LeftOut => {}
        }
    }
    let sources = shared.sources;
    Done { number: batch.number, places, hidden, sources, says_precision: any_precision, notices }
}

fn parse<'b>(
    batch: &'b Batch,
    range: std::ops::Range<usize>,
    spot: Spot<'_>,
    notices: &mut Notices,
) -> Option<Value<'b>> {
    let bytes = &batch.bytes[range.clone()];
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(fault) => {
            let at = batch.start.byte + (range.start + fault.valid_up_to()) as u64;
            notices.note(&code::NOT_UTF8, spot, not_utf8_message(bytes, at));
            return None;
        }
    };
    match serde_json::from_str(text) {
        Ok(feature) => Some(feature),
        Err(fault) => {
            let start = batch.start.after(&batch.bytes[..range.start]);
            notices.note(&code::BROKEN_JSON, spot, json_message(&fault, bytes, start));
            None
        }
    }
}

/// Merges batches in order.
struct Collector<'c> {
    name: &'c str,
    schedules: &'c mut SchedulesBuilder,
    file: PlacesFile,
    notices: Notices,
    /// Batches that arrived out of order.
    waiting: BTreeMap<usize, Done>,
    next: usize,
    /// Positions in `file.places`, by id.
    taken: HashTable<u32>,
    hasher: DefaultHashBuilder,
    says_precision: bool,
    /// Places that do not: position in `file.places`, feature number.
    unsaid: Vec<(u32, usize)>,
}

impl<'c> Collector<'c> {
    fn new(name: &'c str, schedules: &'c mut SchedulesBuilder) -> Self {
        Self {
            name,
            schedules,
            file: PlacesFile::default(),
            notices: Notices::default(),
            waiting: BTreeMap::new(),
            next: 0,
            taken: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            says_precision: false,
            unsaid: Vec::new(),
        }
    }

    fn take_all(&mut self, done: &Receiver<Done>) {
        for batch in done {
            self.waiting.insert(batch.number, batch);
            while let Some(batch) = self.waiting.remove(&self.next) {
                self.next += 1;
                self.take(batch);
            }
        }
    }

    fn take(&mut self, batch: Done) {
        self.notices.append(batch.notices);
        let ids: Vec<ScheduleId> =
            batch.sources.into_iter().map(|source| self.schedules.insert(source)).collect();
        let faulty = ids.iter().any(|id| !self.schedules.faults(*id).is_empty());
        for (number, place) in batch.hidden {
            self.take_hidden(number, place);
        }
        self.says_precision |= batch.says_precision;
        for Numbered { number, mut place, says_precision } in batch.places {
            for programme in &mut place.programmes {
                programme.schedule = ids[programme.schedule.0 as usize];
            }
            if faulty {
                self.say_faults(number, &place);
            }
            self.take_place(number, place, says_precision);
        }
    }

    fn say_faults(&mut self, number: usize, place: &Place) {
        let spot = Spot::feature(self.name, number).named(Some(place.id.as_str()));
        for (at, programme) in place.programmes.iter().enumerate() {
            let prefix =
                if programme.id.is_empty() { String::new() } else { format!("programmes[{at}].schedule.") };
            for fault in self.schedules.faults(programme.schedule) {
                let code = if fault.key.ends_with("rrule") {
                    &code::BAD_RECURRENCE
                } else {
                    &code::UNREADABLE_HOURS
                };
                let key = format!("{prefix}{}", fault.key);
                self.notices.add(code, spot, Some(&key), Some(&fault.value), &fault.message);
            }
        }
    }

    fn take_hidden(&mut self, number: usize, place: HiddenPlace) {
        if self.file.hidden.contains_key(&place.id) {
            // Must not disclose which of the two is public.
            let message = "the id of a place that is not public is already taken; the first one stays";
            self.notices.add(
                &code::DUPLICATE_ID,
                Spot::feature(self.name, number),
                Some("id"),
                None,
                message,
            );
        } else {
            self.file.hidden.insert(place.id.clone(), place);
        }
    }

    fn take_place(&mut self, number: usize, place: Place, says_precision: bool) {
        let places = &self.file.places;
        let hash = |id: &PlaceId| self.hasher.hash_one(id);
        let same = |at: &u32| places[*at as usize].id == place.id;
        let entry = self.taken.entry(hash(&place.id), same, |at| hash(&places[*at as usize].id));
        let at = u32::try_from(places.len()).expect("a file of a gigabyte has fewer places than that");
        match entry {
            hashbrown::hash_table::Entry::Occupied(_) => {
                let spot = Spot::feature(self.name, number).named(Some(place.id.as_str()));
                let message = "is already taken by an earlier place; that one stays, this one is left out";
                self.notices.add(&code::DUPLICATE_ID, spot, Some("id"), None, message);
            }
            hashbrown::hash_table::Entry::Vacant(free) => {
                free.insert(at);
                self.file.places.push(place);
                if !says_precision {
                    self.unsaid.push((at, number));
                }
            }
        }
    }

    /// Hides the places that do not mention their `location_precision` when others do.
    fn hide_unsaid(&mut self) {
        if !self.says_precision || self.unsaid.is_empty() || self.file.places.is_empty() {
            return;
        }
        let unsaid = std::mem::take(&mut self.unsaid);
        self.notices
            .withhold(self.name, |number| unsaid.binary_search_by_key(&number, |(_, at)| *at).is_ok());
        let mut left = unsaid.iter().peekable();
        let mut hidden = Vec::with_capacity(unsaid.len());
        let places = std::mem::take(&mut self.file.places);
        for (at, place) in places.into_iter().enumerate() {
            match left.next_if(|(unsaid, _)| *unsaid as usize == at) {
                None => self.file.places.push(place),
                Some((_, number)) => hidden.push((*number, place.into_hidden())),
            }
        }
        for (number, place) in hidden {
            let message = code::PRECISION_NOT_SAID.remedy;
            let spot = Spot::feature(self.name, number);
            self.notices.add(&code::PRECISION_NOT_SAID, spot, Some("location_precision"), None, message);
            self.take_hidden(number, place);
        }
    }

    /// The file, without public places that share an id with a hidden one, which they would reveal.
    fn finish(mut self) -> (PlacesFile, Notices) {
        self.hide_unsaid();
        let Self { mut file, mut notices, name, .. } = self;
        let before = file.places.len();
        if !file.hidden.is_empty() {
            file.places.retain(|place| !file.hidden.contains_key(&place.id));
        }
        if file.places.len() < before {
            let message = "the id of a place that is not public is also that of a public one; only its contact is shown";
            notices.add(&code::DUPLICATE_ID, Spot::file(name), Some("id"), None, message);
        }
        (file, notices)
    }
}
