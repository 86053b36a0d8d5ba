//! Writes compact SVG path data: tenths of a pixel, relative commands.
//!
//! Every vertex is first rounded to the grid of tenths and deltas are computed on that grid, so that
//! rounding errors do not accumulate along a line.
//!
//! Source: SVG 2, section 9.3 (path data grammar).

use geo::{Coord, LineString, Polygon};
use std::fmt::Write as _;

#[derive(Debug, Default)]
pub(super) struct PathData {
    text: String,
    pen: Option<[i32; 2]>,
}

impl PathData {
    /// Adds an open line; a line that rounds to one point adds nothing.
    pub(super) fn line(&mut self, line: &LineString) {
        self.vertices(&line.0);
    }

    /// Adds the outline and the holes of an area; rings that round to less than a triangle add nothing.
    pub(super) fn area(&mut self, area: &Polygon) {
        for ring in std::iter::once(area.exterior()).chain(area.interiors()) {
            let open = ring.0.split_last().map_or(&[][..], |(_, rest)| rest);
            if on_grid(open).len() > 2 {
                self.vertices(open);
                self.close();
            }
        }
    }

    /// Adds the corners of a shape around `center`, given as offsets from it.
    pub(super) fn shape(&mut self, center: Coord, corners: &[(f64, f64)]) {
        let at = corners.iter().map(|(x, y)| Coord { x: center.x + x, y: center.y + y });
        self.vertices(&at.collect::<Vec<_>>());
        self.close();
    }

    /// The finished `d` attribute; empty when nothing was added.
    pub(super) fn finish(self) -> String {
        self.text
    }

    fn vertices(&mut self, vertices: &[Coord]) {
        let vertices = on_grid(vertices);
        let [first, rest @ ..] = vertices.as_slice() else { return };
        if rest.is_empty() {
            return;
        }
        match self.pen {
            None => self.step('M', *first, [0, 0]),
            Some(pen) => self.step('m', *first, pen),
        }
        let mut pen = *first;
        for (nth, next) in rest.iter().enumerate() {
            self.step(if nth == 0 { 'l' } else { ' ' }, *next, pen);
            pen = *next;
        }
        self.pen = Some(pen);
    }

    /// Closing moves the pen to the start of the ring; the next move is absolute.
    fn close(&mut self) {
        self.text.push('z');
        self.pen = None;
    }

    fn step(&mut self, command: char, to: [i32; 2], from: [i32; 2]) {
        if command != ' ' {
            self.text.push(command);
        }
        self.number(to[0] - from[0], command == ' ');
        self.number(to[1] - from[1], true);
    }

    /// A minus sign is its own separator; other numbers need a space between them.
    fn number(&mut self, tenths: i32, after_number: bool) {
        if after_number && tenths >= 0 {
            self.text.push(' ');
        }
        push_tenths(&mut self.text, tenths);
    }
}

/// Writes `tenths` as the shortest decimal that SVG accepts: `12`, `-.5`, `3.4`.
pub(super) fn push_tenths(text: &mut String, tenths: i32) {
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    // Writing into a String cannot fail.
    let _ = match (whole, rest) {
        (whole, 0) => write!(text, "{sign}{whole}"),
        (0, rest) => write!(text, "{sign}.{rest}"),
        (whole, rest) => write!(text, "{sign}{whole}.{rest}"),
    };
}

/// Pixels as whole tenths.
#[expect(
    clippy::cast_possible_truncation,
    reason = "pictures are a few thousand pixels wide; `as` saturates"
)]
pub(super) fn tenths(pixels: f64) -> i32 {
    (pixels * 10.0).round() as i32
}

/// The vertices on the grid of tenths, without consecutive duplicates.
fn on_grid(vertices: &[Coord]) -> Vec<[i32; 2]> {
    let mut grid: Vec<[i32; 2]> = vertices.iter().map(|c| [tenths(c.x), tenths(c.y)]).collect();
    grid.dedup();
    grid
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{line_string, polygon};

    #[test]
    fn numbers_take_their_shortest_form() {
        for (tenths, expected) in [(0, "0"), (5, ".5"), (-5, "-.5"), (120, "12"), (-34, "-3.4")] {
            let mut text = String::new();
            push_tenths(&mut text, tenths);
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn a_line_is_a_move_and_relative_steps() {
        let mut path = PathData::default();
        path.line(&line_string![(x: 1.0, y: 2.0), (x: 1.04, y: 2.0), (x: 2.5, y: 1.0), (x: 2.5, y: 4.0)]);
        path.line(&line_string![(x: 3.0, y: 4.0), (x: 4.0, y: 4.0)]);
        assert_eq!(path.finish(), "M1 2l1.5-1 0 3m.5 0l1 0");
    }

    #[test]
    fn rounding_does_not_add_up() {
        let mut path = PathData::default();
        path.line(&LineString::from((0..=100).map(|i| (f64::from(i) * 1.04, 0.0)).collect::<Vec<_>>()));
        let text = path.finish();
        let steps = text.split_once('l').unwrap().1.split(' ').step_by(2);
        let end: f64 = steps.map(|step| step.parse::<f64>().unwrap()).sum();
        assert!((end - 104.0).abs() < 0.051, "{end}");
    }

    #[test]
    fn an_area_closes_its_rings_and_specks_vanish() {
        let mut path = PathData::default();
        path.area(&polygon![(x: 0.0, y: 0.0), (x: 4.0, y: 0.0), (x: 4.0, y: 4.0)]);
        path.area(&polygon![(x: 0.0, y: 0.0), (x: 0.01, y: 0.0), (x: 0.0, y: 0.01)]);
        assert_eq!(path.finish(), "M0 0l4 0 0 4z");
    }
}
