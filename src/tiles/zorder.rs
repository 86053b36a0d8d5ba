//! Z-order (Morton) keys of points and a sorted list of them.
//!
//! A key interleaves 32 bits of x with 32 of y, so that every square of every zoom is one range of a
//! list sorted by key. [`ZOrder`] is such a list, with range lookup.
//!
//! ```text
//! ZOrder::new(keys).stretch(Quad { x: 0, y: 0, bits: 1 })    the north-western quarter of the world
//! ```
//!
//! Source: Morton order (G. M. Morton, 1966).

use super::mercator::Mercator;
use crate::geodesy::LonLat;
use std::ops::Range;

/// Bits of one coordinate.
pub(super) const COORD_BITS: u8 = 32;

/// Sampling interval of a search: the samples of a million keys, 125 KB, stay in the processor's
/// cache, and the rest of the search is eight adjacent cache lines.
pub(super) const STRIDE: usize = 64;

/// A square of the world: the leading `bits` of both coordinates.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quad {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) bits: u8,
}

/// Keys in ascending order.
#[derive(Debug, Default)]
pub(super) struct ZOrder {
    keys: Box<[u64]>,
    /// Every [`STRIDE`]th key, from the first on.
    milestones: Box<[u64]>,
}

impl ZOrder {
    /// The list of `keys`, which must be sorted.
    pub(super) fn new(keys: Box<[u64]>) -> Self {
        debug_assert!(keys.is_sorted());
        let milestones = keys.iter().step_by(STRIDE).copied().collect();
        Self { keys, milestones }
    }

    pub(super) fn keys(&self) -> &[u64] {
        &self.keys
    }

    pub(super) fn stretch(&self, quad: Quad) -> Range<usize> {
        let (first, end) = quad.keys();
        self.position(first)..end.map_or(self.keys.len(), |end| self.position(end))
    }

    /// The same within the short range `within`, which must contain them.
    pub(super) fn stretch_within(&self, quad: Quad, within: Range<usize>) -> Range<usize> {
        let (first, end) = quad.keys();
        let keys = &self.keys[within.clone()];
        let start = keys.partition_point(|key| *key < first);
        let stop = end.map_or(keys.len(), |end| start + keys[start..].partition_point(|key| *key < end));
        within.start + start..within.start + stop
    }

    /// The end of the run of keys that agree with the one at `start` except in their last `low_bits`;
    /// at most `end`. Galloping search: few comparisons whether the end is near or far.
    pub(super) fn end_of_run(&self, start: usize, low_bits: u32, end: usize) -> usize {
        let last = self.keys[start] | 1_u64.checked_shl(low_bits).map_or(u64::MAX, |bit| bit - 1);
        let (mut from, mut step) = (start + 1, 1);
        while from + step <= end && self.keys[from + step - 1] <= last {
            (from, step) = (from + step, step * 2);
        }
        from + self.keys[from..end.min(from + step)].partition_point(|key| *key <= last)
    }

    fn position(&self, key: u64) -> usize {
        let milestone = self.milestones.partition_point(|m| *m < key);
        let (start, end) = (milestone.saturating_sub(1) * STRIDE, milestone * STRIDE);
        start + self.keys[start..end.min(self.keys.len())].partition_point(|k| *k < key)
    }
}

impl Quad {
    /// Its first key and the first key after it; `None` at the end of the world.
    fn keys(self) -> (u64, Option<u64>) {
        let shift = 2 * u32::from(COORD_BITS - self.bits);
        let first = interleave(self.x, self.y);
        let (first, width) = if shift == 64 { (0, None) } else { (first << shift, Some(1_u64 << shift)) };
        (first, width.and_then(|width| first.checked_add(width)))
    }

    /// West, north, east, south in steps of 2^-32 of the world, east and south excluded.
    pub(super) fn frame(self) -> [i64; 4] {
        let shift = COORD_BITS - self.bits;
        let (x, y) = (i64::from(self.x), i64::from(self.y));
        [x << shift, y << shift, (x + 1) << shift, (y + 1) << shift]
    }

    /// Its quadrants, in the order of their keys.
    pub(super) fn quarters(self) -> [Self; 4] {
        let (x, y, bits) = (self.x << 1, self.y << 1, self.bits + 1);
        [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(dx, dy)| Self { x: x | dx, y: y | dy, bits })
    }
}

/// The key of `point`; latitudes beyond ±85.0511° are clamped to the map's edge.
pub(super) fn key_of(point: LonLat) -> u64 {
    let at = Mercator::of(point);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 1 times 2^32; `as` saturates at its end"
    )]
    let step = |unit: f64| (unit * (f64::from(u32::MAX) + 1.0)) as u32;
    interleave(step(at.x), step(at.y))
}

/// x and y of a key, in steps of 2^-32 of the world.
pub(super) fn coordinates(key: u64) -> [u32; 2] {
    [gather(key), gather(key >> 1)]
}

/// Interleaves bits: `x` at the even positions, `y` at the odd ones.
fn interleave(x: u32, y: u32) -> u64 {
    spread(x) | spread(y) << 1
}

fn spread(n: u32) -> u64 {
    let mut n = u64::from(n);
    n = (n | n << 16) & 0x0000_ffff_0000_ffff;
    n = (n | n << 8) & 0x00ff_00ff_00ff_00ff;
    n = (n | n << 4) & 0x0f0f_0f0f_0f0f_0f0f;
    n = (n | n << 2) & 0x3333_3333_3333_3333;
    (n | n << 1) & 0x5555_5555_5555_5555
}

#[expect(clippy::cast_possible_truncation, reason = "the upper half is zero by then")]
fn gather(n: u64) -> u32 {
    let mut n = n & 0x5555_5555_5555_5555;
    n = (n | n >> 1) & 0x3333_3333_3333_3333;
    n = (n | n >> 2) & 0x0f0f_0f0f_0f0f_0f0f;
    n = (n | n >> 4) & 0x00ff_00ff_00ff_00ff;
    n = (n | n >> 8) & 0x0000_ffff_0000_ffff;
    (n | n >> 16) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn quad_of(x: u32, y: u32, bits: u8) -> Quad {
        let cut = |n: u32| n.checked_shr(u32::from(COORD_BITS - bits)).unwrap_or(0);
        Quad { x: cut(x), y: cut(y), bits }
    }

    /// Few distinct keys, so that some are equal and many share their leading bits.
    fn sorted_keys() -> impl Strategy<Value = Vec<u64>> {
        prop::collection::vec((0_u64..4, 0_u64..64), 1..400).prop_map(|parts| {
            let mut keys: Vec<u64> = parts.into_iter().map(|(high, low)| high << 61 | low).collect();
            keys.sort_unstable();
            keys
        })
    }

    proptest! {
        #[test]
        fn keys_give_their_coordinates_back(x: u32, y: u32) {
            prop_assert_eq!(coordinates(interleave(x, y)), [x, y]);
        }

        #[test]
        fn a_quad_holds_exactly_the_keys_of_its_square(x: u32, y: u32, bits in 0_u8..=32) {
            let (first, end) = quad_of(x, y, bits).keys();
            let key = interleave(x, y);
            prop_assert!(first <= key && end.is_none_or(|end| key < end));
        }

        #[test]
        fn a_stretch_is_what_a_plain_loop_finds(keys in sorted_keys(), nth: prop::sample::Index, bits in 0_u8..=32) {
            let [x, y] = coordinates(keys[nth.index(keys.len())]);
            let quad = quad_of(x, y, bits);
            let inside = |key: &u64| {
                let ([x, y], f) = (coordinates(*key).map(i64::from), quad.frame());
                f[0] <= x && x < f[2] && f[1] <= y && y < f[3]
            };
            let expected: Vec<usize> = (0..keys.len()).filter(|n| inside(&keys[*n])).collect();
            let order = ZOrder::new(keys.clone().into());
            prop_assert_eq!(&order.stretch(quad).collect::<Vec<_>>(), &expected);
            prop_assert_eq!(order.stretch_within(quad, 0..keys.len()).collect::<Vec<_>>(), expected);
        }

        #[test]
        fn a_run_ends_where_its_leading_bits_do(keys in sorted_keys(), nth: prop::sample::Index, low_bits in 0_u32..=64) {
            let start = nth.index(keys.len());
            let leading = |key: u64| key.checked_shr(low_bits).unwrap_or(0);
            let same = keys[start..].iter().take_while(|key| leading(**key) == leading(keys[start])).count();
            let order = ZOrder::new(keys.clone().into());
            prop_assert_eq!(order.end_of_run(start, low_bits, keys.len()), start + same);
            prop_assert_eq!(order.end_of_run(start, low_bits, start + 1), start + 1);
        }
    }

    #[test]
    fn an_empty_list_has_empty_stretches() {
        assert_eq!(ZOrder::default().stretch(Quad { x: 0, y: 0, bits: 0 }), 0..0);
    }
}
