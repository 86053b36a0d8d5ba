//! Finds places that are there twice, and points at which several stand.

use super::code;
use super::notice::{Notices, Spot};
use crate::geodesy::Meters;
use crate::place::{LocationPrecision, Place};
use hashbrown::HashMap;

/// Places of one name this near each other are one place: the size of a block.
const SAME: Meters = Meters(50.0);

/// From how many places on one point is reported.
const MANY: usize = 3;

/// Reports places of `file` with the name of an earlier one beside it, and points with three places or
/// more. Only exact locations are compared: those of a town or district share its center.
pub(super) fn report(file: &str, places: &[Place], notices: &mut Notices) {
    let mut by_name: HashMap<String, Vec<&Place>> = HashMap::with_capacity(places.len());
    let mut by_point: HashMap<(u64, u64), (&Place, usize)> = HashMap::with_capacity(places.len());
    for place in places.iter().filter(|place| place.precision == LocationPrecision::Exact) {
        let name: String = place.name.chars().filter(|c| !c.is_whitespace()).collect();
        let earlier = by_name.entry(name).or_default();
        let spot = Spot::file(file).named(Some(place.id.as_str()));
        if let Some(first) = earlier.iter().find(|first| first.point.distance_to(place.point).0 <= SAME.0) {
            let message = "has the name and point of this place; families see it twice";
            notices.add(&code::SAME_PLACE_TWICE, spot, Some("name"), Some(first.id.as_str()), message);
        } else {
            // Branches of one name in all of a prefecture are few; the bound keeps this linear.
            if earlier.len() < 32 {
                earlier.push(place);
            }
            let key = (place.point.lon().to_bits(), place.point.lat().to_bits());
            by_point.entry(key).or_insert((place, 0)).1 += 1;
        }
    }
    let mut crowded: Vec<(&Place, usize)> =
        by_point.into_values().filter(|(_, count)| *count >= MANY).collect();
    crowded.sort_by(|(a, _), (b, _)| a.id.as_str().cmp(b.id.as_str()));
    for (first, count) in crowded {
        let spot = Spot::file(file).named(Some(first.id.as_str()));
        let message =
            format!("{count} places stand at its point; check them, or leave them if they share a building");
        notices.add(&code::MANY_AT_ONE_POINT, spot, Some("geometry.coordinates"), None, message);
    }
}
