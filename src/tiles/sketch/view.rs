//! The transform from coordinates to pixels of a picture.

use super::super::mercator::Mercator;
use crate::geodesy::{Bounds, LonLat};
use geo::{Coord, Geometry, MapCoords, Rect, coord};

/// Padding around the requested bounds, so that a pin on their edge is fully visible.
const PADDING_PX: f64 = 26.0;

/// Minimum ground span of the shorter side: closer up, a sketch has nothing to show.
const MIN_SPAN_M: f64 = 900.0;

/// A picture of `width` × `height` pixels over a part of the Mercator square.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    pub(super) width: f64,
    pub(super) height: f64,
    center: Mercator,
    pixels_per_unit: f64,
}

impl View {
    /// The largest centered view that contains all of `bounds`.
    pub(super) fn fitting(bounds: Bounds, width: f64, height: f64) -> Self {
        let (min, max) = (Mercator::of(bounds.min), Mercator::of(bounds.max));
        let center = Mercator { x: f64::midpoint(min.x, max.x), y: f64::midpoint(min.y, max.y) };
        let shorter = width.min(height);
        let padding = PADDING_PX.min(shorter / 4.0);
        let closest = shorter / (MIN_SPAN_M / center.meters_per_unit());
        let pixels_per_unit = ((width - 2.0 * padding) / (max.x - min.x))
            .min((height - 2.0 * padding) / (min.y - max.y))
            .min(closest);
        Self { width, height, center, pixels_per_unit }
    }

    /// The pixel of `point`, which may lie outside the picture.
    pub(super) fn pixel(&self, point: LonLat) -> Coord {
        self.at(Mercator::of(point))
    }

    /// `geometry` (degrees) in pixels.
    pub(super) fn pixels(&self, geometry: &Geometry) -> Geometry {
        geometry.map_coords(|c| LonLat::new(c.x, c.y).map_or(c, |point| self.pixel(point)))
    }

    /// The picture with `margin` pixels around it.
    pub(super) fn frame(&self, margin: f64) -> Rect {
        Rect::new(
            coord! { x: -margin, y: -margin },
            coord! { x: self.width + margin, y: self.height + margin },
        )
    }

    pub(super) fn bits(&self) -> [u64; 5] {
        [self.width, self.height, self.center.x, self.center.y, self.pixels_per_unit].map(f64::to_bits)
    }

    /// Scale: meters on the ground per pixel at the center.
    pub(super) fn meters_per_pixel(&self) -> f64 {
        self.center.meters_per_unit() / self.pixels_per_unit
    }

    /// The bounds of the picture; `None` when it reaches beyond the projection.
    pub(super) fn bounds(&self) -> Option<Bounds> {
        let corner = |x: f64, y: f64| {
            let at = Mercator {
                x: self.center.x + (x - self.width / 2.0) / self.pixels_per_unit,
                y: self.center.y + (y - self.height / 2.0) / self.pixels_per_unit,
            };
            LonLat::new(at.longitude(), at.latitude())
        };
        Some(Bounds { min: corner(0.0, self.height)?, max: corner(self.width, 0.0)? })
    }

    fn at(&self, point: Mercator) -> Coord {
        coord! {
            x: self.width / 2.0 + (point.x - self.center.x) * self.pixels_per_unit,
            y: self.height / 2.0 + (point.y - self.center.y) * self.pixels_per_unit,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(lon: f64, lat: f64) -> LonLat {
        LonLat::new(lon, lat).unwrap()
    }

    #[test]
    fn bounds_fit_with_room_and_north_is_up() {
        let bounds = Bounds { min: point(135.43, 34.51), max: point(135.49, 34.57) };
        let view = View::fitting(bounds, 360.0, 480.0);
        let (southwest, northeast) = (view.pixel(bounds.min), view.pixel(bounds.max));
        assert!(southwest.x >= 25.9 && northeast.x <= 334.1, "{southwest:?} {northeast:?}");
        assert!(northeast.y >= 25.9 && southwest.y <= 454.1, "{southwest:?} {northeast:?}");
    }

    #[test]
    fn a_single_point_shows_its_surroundings() {
        let here = point(135.4589, 34.5343);
        let view = View::fitting(Bounds { min: here, max: here }, 360.0, 300.0);
        assert!((view.meters_per_pixel() * 300.0 - MIN_SPAN_M).abs() < 1.0);
        assert_eq!(view.pixel(here), coord! { x: 180.0, y: 150.0 });
    }
}
