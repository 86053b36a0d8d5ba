//! Writes a time zone as an iCalendar `VTIMEZONE` (RFC 5545 §3.6.5).

use chrono::{DateTime, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{OffsetComponents, OffsetName, Tz};

/// The `VTIMEZONE` of `zone`, valid from `from` to `to`: the offset in force at the start, and every
/// later change.
pub(super) fn component(zone: Tz, from: DateTime<Utc>, to: DateTime<Utc>) -> String {
    let start = zone.from_utc_datetime(&from.naive_utc());
    let first = observance(&start, start.offset().fix().local_minus_utc(), start.naive_local());
    let mut changes = vec![first];
    let mut before = from;
    while before < to {
        let after = (before + TimeDelta::days(1)).min(to);
        if offset(zone, before) != offset(zone, after) {
            changes.push(change(zone, before, after));
        }
        before = after;
    }
    format!("BEGIN:VTIMEZONE\r\nTZID:{}\r\n{}END:VTIMEZONE\r\n", zone.name(), changes.concat())
}

fn offset(zone: Tz, at: DateTime<Utc>) -> i32 {
    zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()
}

/// Finds the offset change between `before` and `after` to the second by bisection.
fn change(zone: Tz, mut before: DateTime<Utc>, mut after: DateTime<Utc>) -> String {
    let old = offset(zone, before);
    while after - before > TimeDelta::seconds(1) {
        let middle = before + (after - before) / 2;
        if offset(zone, middle) == old { before = middle } else { after = middle }
    }
    let new = zone.from_utc_datetime(&after.naive_utc());
    // An onset is written in the local time in force before it.
    let onset = after.naive_utc() + TimeDelta::seconds(i64::from(old));
    observance(&new, old, onset)
}

fn observance(at: &DateTime<Tz>, offset_before: i32, onset: NaiveDateTime) -> String {
    let kind = if at.offset().dst_offset().is_zero() { "STANDARD" } else { "DAYLIGHT" };
    let name = at.offset().abbreviation().map(|name| format!("TZNAME:{name}\r\n")).unwrap_or_default();
    format!(
        "BEGIN:{kind}\r\nDTSTART:{}\r\nTZOFFSETFROM:{}\r\nTZOFFSETTO:{}\r\n{name}END:{kind}\r\n",
        onset.format("%Y%m%dT%H%M%S"),
        signed(offset_before),
        signed(at.offset().fix().local_minus_utc()),
    )
}

/// Formats an offset in seconds as `+0900`.
fn signed(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(month: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, month, 1, 0, 0, 0).unwrap()
    }

    #[test]
    fn a_zone_without_summer_time_is_one_offset() {
        let expected = "BEGIN:VTIMEZONE\r\nTZID:Asia/Tokyo\r\nBEGIN:STANDARD\r\nDTSTART:20260101T090000\r\n\
            TZOFFSETFROM:+0900\r\nTZOFFSETTO:+0900\r\nTZNAME:JST\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
        assert_eq!(component(chrono_tz::Asia::Tokyo, utc(1), utc(12)), expected);
    }

    #[test]
    fn a_zone_with_summer_time_tells_each_change_at_its_local_onset() {
        let text = component(chrono_tz::Europe::Berlin, utc(1), utc(12));
        let summer =
            "BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n";
        let winter =
            "BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n";
        assert!(text.contains(summer) && text.contains(winter), "{text}");
        assert_eq!(text.matches("BEGIN:STANDARD").count(), 2);
    }
}
