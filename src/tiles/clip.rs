//! Clips shapes to a rectangle.
//!
//! Exact overlay (crate `geo`, whose output polygons are valid: closed, not self-intersecting, holes
//! inside), so that a coast clipped by an edge stays a valid polygon on every map.

use geo::algorithm::{BooleanOps, BoundingRect};
use geo::{Intersects, LineString, MultiLineString, MultiPolygon, Polygon, Rect, coord};

/// The part of `areas` inside `frame`; a shape wholly inside is returned unchanged.
pub(crate) fn areas(areas: &[Polygon], frame: Rect) -> MultiPolygon {
    let mut inside = MultiPolygon(Vec::new());
    for area in areas {
        match relation(area.bounding_rect(), frame) {
            Relation::Apart => {}
            Relation::Within => inside.0.push(area.clone()),
            Relation::Across => inside.0.extend(area.intersection(&frame.to_polygon())),
        }
    }
    inside
}

/// The parts of `lines` inside `frame`, direction preserved.
pub(crate) fn lines(lines: &[LineString], frame: Rect) -> MultiLineString {
    let mut inside = MultiLineString(Vec::new());
    for line in lines {
        match relation(line.bounding_rect(), frame) {
            Relation::Apart => {}
            Relation::Within => inside.0.push(line.clone()),
            Relation::Across => inside.0.extend(line_pieces(line, frame)),
        }
    }
    inside
}

enum Relation {
    Apart,
    Within,
    Across,
}

fn relation(extent: Option<Rect>, frame: Rect) -> Relation {
    match extent {
        Some(extent) if !extent.intersects(&frame) => Relation::Apart,
        None => Relation::Apart,
        Some(extent) => {
            let within = extent.min().x >= frame.min().x
                && extent.min().y >= frame.min().y
                && extent.max().x <= frame.max().x
                && extent.max().y <= frame.max().y;
            if within { Relation::Within } else { Relation::Across }
        }
    }
}

/// Clips each segment to the frame (Liang and Barsky, 1984) and joins adjacent pieces.
fn line_pieces(line: &LineString, frame: Rect) -> Vec<LineString> {
    let mut pieces: Vec<LineString> = Vec::new();
    for segment in line.lines() {
        let Some((enter, leave)) = visible_part(segment.start, segment.delta(), frame) else { continue };
        let at = |t: f64| {
            coord! { x: segment.start.x + t * segment.dx(), y: segment.start.y + t * segment.dy() }
        };
        let (from, to) = (at(enter), if leave < 1.0 { at(leave) } else { segment.end });
        match pieces.last_mut() {
            Some(piece) if enter == 0.0 && piece.0.last() == Some(&from) => piece.0.push(to),
            _ => pieces.push(LineString(vec![from, to])),
        }
    }
    pieces.retain(|piece| piece.0.iter().any(|c| *c != piece.0[0]));
    pieces
}

/// The parameter range of `start + t·delta`, 0 ≤ t ≤ 1, inside `frame`.
fn visible_part(start: geo::Coord, delta: geo::Coord, frame: Rect) -> Option<(f64, f64)> {
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    let sides = [
        (-delta.x, start.x - frame.min().x),
        (delta.x, frame.max().x - start.x),
        (-delta.y, start.y - frame.min().y),
        (delta.y, frame.max().y - start.y),
    ];
    for (outwards, room) in sides {
        if outwards == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if outwards < 0.0 {
            enter = enter.max(room / outwards);
        } else {
            leave = leave.min(room / outwards);
        }
    }
    (enter <= leave).then_some((enter, leave))
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Area, line_string, polygon};

    fn frame() -> Rect {
        Rect::new(coord! { x: 0.0, y: 0.0 }, coord! { x: 10.0, y: 10.0 })
    }

    #[test]
    fn a_line_that_leaves_and_comes_back_is_two() {
        let out_and_in = line_string![(x: -5.0, y: 5.0), (x: 5.0, y: 5.0), (x: 5.0, y: 15.0), (x: 8.0, y: 15.0), (x: 8.0, y: 5.0)];
        let expected = MultiLineString(vec![
            line_string![(x: 0.0, y: 5.0), (x: 5.0, y: 5.0), (x: 5.0, y: 10.0)],
            line_string![(x: 8.0, y: 10.0), (x: 8.0, y: 5.0)],
        ]);
        assert_eq!(lines(&[out_and_in], frame()), expected);
    }

    #[test]
    fn a_line_beside_the_frame_is_none() {
        let beside = line_string![(x: -5.0, y: 8.0), (x: 4.0, y: 20.0)];
        assert!(lines(&[beside], frame()).0.is_empty());
    }

    #[test]
    fn an_area_around_the_frame_is_the_frame() {
        let around = polygon![(x: -5.0, y: -5.0), (x: 15.0, y: -5.0), (x: 15.0, y: 15.0), (x: -5.0, y: 15.0)];
        assert!((areas(&[around], frame()).unsigned_area() - 100.0).abs() < 1e-6);
    }
}
