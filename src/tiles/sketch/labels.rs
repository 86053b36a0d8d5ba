//! Places labels on the picture without overlap.
//!
//! Greedy: labels are placed in order of importance, each at the first of its positions that is free,
//! and dropped if none is. What is already on the picture (pins, station marks, the scale) is never
//! covered.

use geo::{Coord, Rect, coord};

/// The anchor of a text, as the SVG attribute `text-anchor`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A placed label: the baseline position of its anchor.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub(super) text: String,
    pub(super) at: Coord,
    pub(super) anchor: Anchor,
    pub(super) taken: Rect,
}

#[derive(Debug, Clone)]
pub(super) struct Room {
    frame: Rect,
    taken: Vec<Rect>,
}

const GAP_PX: f64 = 2.0;

impl Room {
    pub(super) fn new(frame: Rect) -> Self {
        Self { frame, taken: Vec::new() }
    }

    /// Marks a box as occupied, without a check.
    pub(super) fn take(&mut self, taken: Rect) {
        self.taken.push(taken);
    }

    /// Whether `wanted` overlaps nothing and is inside the picture.
    pub(super) fn is_free(&self, wanted: Rect) -> bool {
        let inside = wanted.min().x >= self.frame.min().x
            && wanted.min().y >= self.frame.min().y
            && wanted.max().x <= self.frame.max().x
            && wanted.max().y <= self.frame.max().y;
        inside && !self.taken.iter().any(|taken| overlap(*taken, wanted))
    }

    /// Places `text` beside a mark of `radius` at `center`: right, left, above or below.
    pub(super) fn beside(&mut self, text: &str, size: f64, center: Coord, radius: f64) -> Option<Placed> {
        let beside = radius + 3.0;
        let middle = size * 0.36;
        let positions = [
            (Anchor::Start, beside, middle),
            (Anchor::End, -beside, middle),
            (Anchor::Middle, 0.0, -radius - size * 0.3),
            (Anchor::Middle, 0.0, radius + size * 0.95),
        ];
        self.first_free(text, size, center, &positions)
    }

    /// Places `text` over `center`, or a little above or below it.
    pub(super) fn over(&mut self, text: &str, size: f64, center: Coord) -> Option<Placed> {
        let middle = size * 0.36;
        let positions = [0.0, -size, size].map(|dy| (Anchor::Middle, 0.0, middle + dy));
        self.first_free(text, size, center, &positions)
    }

    /// Places `text` over `center`, or up to two lines above or below it, or up to three letters beside.
    pub(super) fn near(&mut self, text: &str, size: f64, center: Coord) -> Option<Placed> {
        let middle = size * 0.36;
        let (beside, lines) =
            ([0.0, -1.0, 1.0, -2.0, 2.0, -3.0, 3.0], [0.0, -0.5, 0.5, -1.0, 1.0, -2.0, 2.0]);
        let around = beside.iter().flat_map(|dx| lines.map(|dy| (dx * size, dy * size)));
        let positions: Vec<_> = around.map(|(dx, dy)| (Anchor::Middle, dx, middle + dy)).collect();
        self.first_free(text, size, center, &positions)
    }

    fn first_free(
        &mut self,
        text: &str,
        size: f64,
        center: Coord,
        positions: &[(Anchor, f64, f64)],
    ) -> Option<Placed> {
        positions.iter().find_map(|(anchor, dx, dy)| {
            let at = coord! { x: center.x + dx, y: center.y + dy };
            let wanted = text_box(text, size, at, *anchor);
            self.is_free(wanted).then(|| {
                self.take(wanted);
                Placed { text: text.to_owned(), at, anchor: *anchor, taken: wanted }
            })
        })
    }
}

/// The box `text` covers when its baseline is anchored at `at`.
pub(super) fn text_box(text: &str, size: f64, at: Coord, anchor: Anchor) -> Rect {
    let width = text_width(text, size);
    let left = match anchor {
        Anchor::Start => at.x,
        Anchor::Middle => at.x - width / 2.0,
        Anchor::End => at.x - width,
    };
    Rect::new(
        coord! { x: left - GAP_PX, y: at.y - size * 0.9 },
        coord! { x: left + width + GAP_PX, y: at.y + size * 0.25 },
    )
}

/// Estimated width of `text` in pixels: Japanese glyphs are square, Latin letters a little over half.
pub(super) fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.58 } else { 1.0 }).sum::<f64>() * size
}

fn overlap(a: Rect, b: Rect) -> bool {
    a.min().x < b.max().x && b.min().x < a.max().x && a.min().y < b.max().y && b.min().y < a.max().y
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room() -> Room {
        Room::new(Rect::new(coord! { x: 0.0, y: 0.0 }, coord! { x: 200.0, y: 100.0 }))
    }

    #[test]
    fn a_name_goes_right_of_its_mark_and_left_at_the_edge() {
        let mut room = room();
        let middle = room.beside("鳳", 14.0, coord! { x: 100.0, y: 50.0 }, 4.0).unwrap();
        let edge = room.beside("津久野", 14.0, coord! { x: 190.0, y: 80.0 }, 4.0).unwrap();
        assert_eq!((middle.anchor, edge.anchor), (Anchor::Start, Anchor::End));
    }

    #[test]
    fn a_name_without_room_is_left_out() {
        let mut room = room();
        let here = coord! { x: 100.0, y: 50.0 };
        let placed = (0..9).filter_map(|_| room.over("鳳東町", 14.0, here)).count();
        assert!((1..=3).contains(&placed), "{placed}");
    }

    #[test]
    fn what_is_taken_is_never_covered() {
        let mut room = room();
        let pin = Rect::new(coord! { x: 80.0, y: 0.0 }, coord! { x: 120.0, y: 100.0 });
        room.take(pin);
        assert_eq!(room.over("鳳", 14.0, coord! { x: 100.0, y: 50.0 }), None);
    }
}
