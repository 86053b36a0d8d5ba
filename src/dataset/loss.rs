//! Compares new data with the data served: what a reload would lose, and whether that was confirmed.
//!
//! A folder that was cut off while it was copied is intact in form. More than a third gone at once is
//! held back until a person confirms it with the fingerprint of exactly these files, so that a
//! confirmation cannot let a later loss through.

use super::code;
use super::notice::{Notice, Notices, Spot};
use super::source::{MAX_PLACES_BYTES, Source};
use super::{Snapshot, load::READ};
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use std::io::Read;

/// The file in the data folder that holds the fingerprint of a confirmed loss.
pub const CONFIRMATION: &str = "confirm-loss";

/// The notices about what `new` lacks of `served`; empty when nothing of weight is lost.
///
/// What has ended by itself is no loss: events and school holidays before `today` are not counted.
pub(super) fn report(served: &Snapshot, new: &Snapshot, today: NaiveDate) -> Vec<Notice> {
    let mut notices = Notices::default();
    for ((file, what, before), (_, _, after)) in counts(served, today).into_iter().zip(counts(new, today)) {
        if after * 3 < before * 2 {
            let message = format!(
                "{before} {what} are served, and the file has {after}: more than a third would be lost, so the data before it is served on"
            );
            notices.note(&code::WOULD_LOSE, Spot::file(file), message);
        }
    }
    if !served.ward.name.is_empty() && new.ward.name.is_empty() {
        let message = "the ward would lose its name, bounds and contact, so the data before it is served on";
        notices.note(&code::WOULD_LOSE, Spot::file("ward.toml"), message);
    }
    notices.finish()
}

/// What is counted: file, what it holds, how many.
fn counts(of: &Snapshot, today: NaiveDate) -> [(&'static str, &'static str, usize); 10] {
    let calendar = of.schedules.calendar();
    let school = calendar.school_holidays.iter().flatten().filter(|row| row.to >= today).count();
    let holidays = calendar.public_holidays.keys().filter(|day| **day >= today).count();
    [
        ("places.geojson", "places", of.index.places().len() + of.hidden.len()),
        ("events.csv", "coming events", of.events.iter().filter(|event| event.end.date() >= today).count()),
        ("desks.csv", "desks", of.desks.len()),
        ("demand.csv", "cells of children", of.demand.as_ref().map_or(0, Vec::len)),
        ("calendar/holidays.csv", "coming holidays", holidays),
        ("calendar/school.csv", "coming school holidays", school),
        ("landmarks.geojson", "landmarks", of.landmarks.len()),
        ("candidates.geojson", "candidate sites", of.candidates.len()),
        ("districts.geojson", "districts", of.districts.len()),
        ("figures.csv", "recorded figures", of.figures.len()),
    ]
}

/// The fingerprint of all files that are read: the first 16 hexadecimal digits of the SHA-256 of their
/// names and bytes. A file that cannot be read counts as missing.
pub fn fingerprint(source: &Source) -> String {
    let mut hash = Sha256::new();
    for name in READ {
        let Ok(Some(mut opened)) = source.open(name, MAX_PLACES_BYTES) else { continue };
        hash.update(name.as_bytes());
        hash.update([0]);
        let mut part = [0; 1 << 14];
        while let Ok(length @ 1..) = opened.reader.read(&mut part) {
            hash.update(&part[..length]);
        }
    }
    let start = hash.finalize().first_chunk().copied().unwrap_or_default();
    format!("{:016x}", u64::from_be_bytes(start))
}

/// Whether the folder holds the confirmation of exactly its present files.
pub(super) fn is_confirmed(source: &Source) -> bool {
    let given = source.text(CONFIRMATION).ok().flatten();
    given.is_some_and(|given| given.split_whitespace().any(|word| word == fingerprint(source)))
}
