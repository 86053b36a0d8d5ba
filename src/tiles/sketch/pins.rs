//! Where numbered pins stand, so that no two cover each other.
//!
//! 1. Pins are taken in the given order, the first keeps its spot.
//! 2. A pin whose spot is free stands on it.
//! 3. Otherwise it moves to the nearest free spot on rings around its point, and a thin line leads
//!    back to the point.
//! 4. Where the picture is so full that no ring has room, it stays on its point.

use super::labels::Room;
use super::view::View;
use crate::geodesy::LonLat;
use geo::{Coord, Rect, coord};

/// Half the width of a pin, in pixels.
pub(super) const PIN_RADIUS: f64 = 12.0;

/// Rings tried around a point, their distance, and the spots on each.
const RINGS: u32 = 6;
const RING_STEP_PX: f64 = 13.0;
const SPOTS: u32 = 12;

/// How a pin looks: every mark differs by shape and filling, not by color alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Filled circle: open.
    Open,
    /// Filled circle with a notch: open, closing soon.
    ClosesSoon,
    /// Ring: closed.
    Closed,
    /// Diamond: not known.
    Unknown,
    /// Black circle: a number alone, where no state is said (paper does not know the hour).
    Plain,
}

/// A numbered pin.
#[derive(Debug, Clone, PartialEq)]
pub struct Pin {
    /// The number the list gives the place.
    pub number: u32,
    /// Where the public is told the place is.
    pub point: LonLat,
    /// Its state.
    pub mark: Mark,
}

/// A pin with its spot on the picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing<'a> {
    pub(super) pin: &'a Pin,
    pub(super) point: Coord,
    pub(super) spot: Coord,
}

impl Standing<'_> {
    pub(super) fn is_moved(&self) -> bool {
        self.spot != self.point
    }
}

/// Finds a spot for each pin inside the picture and takes its room; pins outside are left out.
pub(super) fn stand<'a>(pins: &'a [Pin], view: &View, room: &mut Room) -> Vec<Standing<'a>> {
    let mut standing = Vec::with_capacity(pins.len());
    for pin in pins {
        let point = view.pixel(pin.point);
        let inside = (0.0..=view.width).contains(&point.x) && (0.0..=view.height).contains(&point.y);
        if !inside {
            continue;
        }
        let spot = spots(point).find(|spot| room.is_free(around(*spot))).unwrap_or(point);
        room.take(around(spot));
        standing.push(Standing { pin, point, spot });
    }
    standing
}

/// The point itself, then the rings outwards, each from its top clockwise.
fn spots(point: Coord) -> impl Iterator<Item = Coord> {
    let ring = move |ring: u32| {
        (0..SPOTS).map(move |nth| {
            let angle = f64::from(nth) / f64::from(SPOTS) * std::f64::consts::TAU;
            let far = PIN_RADIUS + f64::from(ring) * RING_STEP_PX;
            coord! { x: point.x + far * angle.sin(), y: point.y - far * angle.cos() }
        })
    };
    std::iter::once(point).chain((1..=RINGS).flat_map(ring))
}

/// The box a pin covers at `spot`.
pub(super) fn around(spot: Coord) -> Rect {
    let half = PIN_RADIUS + 1.0;
    Rect::new(coord! { x: spot.x - half, y: spot.y - half }, coord! { x: spot.x + half, y: spot.y + half })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geodesy::Bounds;

    #[test]
    fn twenty_pins_on_one_point_do_not_touch() {
        let here = LonLat::new(135.4589, 34.5343).unwrap();
        let pins: Vec<Pin> = (1..=20).map(|number| Pin { number, point: here, mark: Mark::Open }).collect();
        let view = View::fitting(Bounds { min: here, max: here }, 360.0, 360.0);
        let standing = stand(&pins, &view, &mut Room::new(view.frame(0.0)));
        assert_eq!(standing.len(), 20);
        assert!(!standing[0].is_moved());
        for (nth, a) in standing.iter().enumerate() {
            for b in &standing[nth + 1..] {
                let apart = (a.spot.x - b.spot.x).hypot(a.spot.y - b.spot.y);
                assert!(apart > 2.0 * PIN_RADIUS, "{} and {} are {apart} apart", a.pin.number, b.pin.number);
            }
        }
    }
}
