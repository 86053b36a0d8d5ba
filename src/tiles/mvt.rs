//! How features are written into a vector tile.
//!
//! Wire format and geometry commands are the crate `fast-mvt`'s. What this file answers for is
//! that only valid geometry reaches it: whole tile units, rings that cross neither themselves nor
//! each other, exteriors clockwise on screen, nothing outside the buffer.
//!
//! Source: Mapbox Vector Tile specification 2.1, section 4.

use fast_mvt::{MvtCoord, MvtError, MvtFeatureBuilder, MvtGeomType, MvtLayerBuilder, MvtValueRef};
use geo::algorithm::{Area, Validation};
use geo::{Coord, LineString, MultiPolygon, Polygon, Rect, coord};

/// Units along the side of a tile.
pub(super) const EXTENT: i32 = 4096;

/// Units a tile reaches beyond its edge, so that wide lines are not cut: 4 of 256 pixels.
pub(super) const BUFFER: i32 = 64;

/// Rounding to whole units can make rings touch, and untangling them can leave corners off the
/// grid; what is still tangled after so many rounds is too small to see.
const UNTANGLE_ROUNDS: usize = 4;

/// A layer that could not be written, which is a fault of this program.
#[derive(Debug, thiserror::Error)]
#[error("writing the vector tile layer {layer:?}")]
pub struct EncodeError {
    layer: &'static str,
    source: MvtError,
}

/// A geometry in whole tile units.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// A point.
    Point(MvtCoord),
    /// Lines of two points or more.
    Lines(Vec<Vec<MvtCoord>>),
    /// Polygons, valid, closed, on whole units.
    Areas(MultiPolygon),
}

/// The value of a property.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value<'a> {
    Text(&'a str),
    Integer(i64),
    Number(f64),
    Flag(bool),
}

/// A layer in the making.
pub(super) struct LayerWriter {
    name: &'static str,
    layer: MvtLayerBuilder,
}

/// The properties of a feature in the making.
pub(super) struct Tags<'a> {
    feature: &'a mut MvtFeatureBuilder,
    fault: Option<MvtError>,
}

impl LayerWriter {
    /// An empty layer of [`EXTENT`] units.
    pub(super) fn new(name: &'static str) -> Result<Self, EncodeError> {
        let layer = MvtLayerBuilder::new(name).map_err(|source| EncodeError { layer: name, source })?;
        Ok(Self { name, layer })
    }

    /// Adds a feature with the properties that `describe` gives it.
    pub(super) fn feature(
        self,
        id: u64,
        shape: &Shape,
        describe: impl FnOnce(&mut Tags<'_>),
    ) -> Result<Self, EncodeError> {
        let name = self.name;
        let add = || -> Result<MvtLayerBuilder, MvtError> {
            let mut feature = self.layer.feature_of(kind_of(shape));
            feature.id(Some(id));
            draw(&mut feature, shape)?;
            let mut tags = Tags { feature: &mut feature, fault: None };
            describe(&mut tags);
            match tags.fault {
                Some(fault) => Err(fault),
                None => Ok(feature.end()),
            }
        };
        let layer = add().map_err(|source| EncodeError { layer: name, source })?;
        Ok(Self { name, layer })
    }

    /// The layer's bytes; layers written one after the other are a tile. A layer without features
    /// is no bytes, as the specification wants it.
    pub(super) fn finish(self) -> Vec<u8> {
        if self.layer.num_features() == 0 { Vec::new() } else { self.layer.encode() }
    }
}

impl Tags<'_> {
    /// Adds a property.
    pub(super) fn add(&mut self, key: &str, value: Value<'_>) {
        let value = match value {
            Value::Text(text) => MvtValueRef::String(text),
            Value::Integer(number) => MvtValueRef::SInt(number),
            Value::Number(number) => MvtValueRef::Double(number),
            Value::Flag(flag) => MvtValueRef::Bool(flag),
        };
        if let Err(fault) = self.feature.tag_ref(key, value) {
            self.fault.get_or_insert(fault);
        }
    }
}

fn kind_of(shape: &Shape) -> MvtGeomType {
    match shape {
        Shape::Point(_) => MvtGeomType::Point,
        Shape::Lines(_) => MvtGeomType::LineString,
        Shape::Areas(_) => MvtGeomType::Polygon,
    }
}

fn draw(feature: &mut MvtFeatureBuilder, shape: &Shape) -> Result<(), MvtError> {
    match shape {
        Shape::Point(point) => {
            feature.points([*point])?;
        }
        Shape::Lines(lines) => {
            for line in lines {
                feature.line(line.iter().copied())?;
            }
        }
        Shape::Areas(areas) => {
            for area in areas {
                feature.ring(area.exterior().0.iter().map(whole), true)?;
                for hole in area.interiors() {
                    feature.ring(hole.0.iter().map(whole), false)?;
                }
            }
        }
    }
    Ok(())
}

/// The box features are cut to.
pub(super) fn frame() -> Rect {
    let (low, high) = (f64::from(-BUFFER), f64::from(EXTENT + BUFFER));
    Rect::new(coord! { x: low, y: low }, coord! { x: high, y: high })
}

/// `lines` on whole units; a line that rounds to one point is left out, and no lines are no shape.
pub(super) fn lines_on_grid<'a>(lines: impl IntoIterator<Item = &'a LineString>) -> Option<Shape> {
    let on_grid = lines.into_iter().map(|line| {
        let mut line: Vec<MvtCoord> = line.0.iter().map(whole).collect();
        line.dedup();
        line
    });
    let lines: Vec<_> = on_grid.filter(|line| line.len() > 1).collect();
    (!lines.is_empty()).then_some(Shape::Lines(lines))
}

/// `areas` on whole units and valid; what rounds to nothing is left out, and no areas are no shape.
///
/// 1. Round every corner.
/// 2. Where that made rings touch or cross, unite what they enclose, and round again.
/// 3. What never becomes valid is left out.
pub(super) fn areas_on_grid(areas: &MultiPolygon) -> Option<Shape> {
    let mut rounded = round(areas);
    for _ in 0..UNTANGLE_ROUNDS {
        if rounded.is_valid() {
            break;
        }
        rounded = round(&geo::algorithm::unary_union(&rounded.0));
    }
    if !rounded.is_valid() {
        rounded.0.retain(Validation::is_valid);
    }
    (!rounded.0.is_empty() && rounded.is_valid()).then_some(Shape::Areas(rounded))
}

fn round(areas: &MultiPolygon) -> MultiPolygon {
    let rounded = areas.iter().filter_map(|area| {
        let exterior = round_ring(area.exterior())?;
        Some(Polygon::new(exterior, area.interiors().iter().filter_map(round_ring).collect()))
    });
    rounded.collect()
}

/// The ring on whole units; `None` when it encloses nothing there.
fn round_ring(ring: &LineString) -> Option<LineString> {
    let mut corners: Vec<Coord> = ring.0.iter().map(|c| coord! { x: c.x.round(), y: c.y.round() }).collect();
    corners.dedup();
    let ring = LineString(corners);
    let encloses = ring.0.len() > 3 && Polygon::new(ring.clone(), Vec::new()).unsigned_area() > 0.0;
    encloses.then_some(ring)
}

/// A coordinate as whole units.
#[expect(clippy::cast_possible_truncation, reason = "cut to the frame; `as` saturates")]
pub(super) fn whole(c: &Coord) -> MvtCoord {
    MvtCoord { x: c.x.round() as i32, y: c.y.round() as i32 }
}

/// A number for `name` that stays the same from build to build: FNV-1a, cut to the 53 bits that
/// readers in JavaScript keep exact.
pub(super) fn stable_id(name: &[u8]) -> u64 {
    const OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let hash = name.iter().fold(OFFSET_BASIS, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME));
    (hash ^ (hash >> 53)) & ((1 << 53) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fast_mvt::MvtReaderRef;
    use geo::{line_string, polygon};

    fn commands(shape: &Shape) -> Vec<u32> {
        let layer = LayerWriter::new("test").unwrap().feature(1, shape, |_| {}).unwrap();
        let bytes = layer.finish();
        let reader = MvtReaderRef::new(&bytes).unwrap();
        let layer = reader.layers().next().unwrap();
        layer.features().next().unwrap().geometry_commands().to_vec()
    }

    fn c(x: i32, y: i32) -> MvtCoord {
        MvtCoord { x, y }
    }

    /// The worked examples of the specification, sections 4.3.5.1 to 4.3.5.6.
    #[test]
    fn the_examples_of_the_specification_come_out_as_printed() {
        assert_eq!(commands(&Shape::Point(c(25, 17))), [9, 50, 34]);
        let line = vec![c(2, 2), c(2, 10), c(10, 10)];
        assert_eq!(commands(&Shape::Lines(vec![line.clone()])), [9, 4, 4, 18, 0, 16, 16, 0]);
        let lines = Shape::Lines(vec![line, vec![c(1, 1), c(3, 5)]]);
        assert_eq!(commands(&lines), [9, 4, 4, 18, 0, 16, 16, 0, 9, 17, 17, 10, 4, 8]);
        let triangle = polygon![(x: 3.0, y: 6.0), (x: 8.0, y: 12.0), (x: 20.0, y: 34.0)];
        let expected = [9, 6, 12, 18, 10, 12, 24, 44, 15];
        assert_eq!(commands(&Shape::Areas(MultiPolygon(vec![triangle]))), expected);
        let square = polygon![(x: 0.0, y: 0.0), (x: 10.0, y: 0.0), (x: 10.0, y: 10.0), (x: 0.0, y: 10.0)];
        let holed = polygon! {
            exterior: [(x: 11.0, y: 11.0), (x: 20.0, y: 11.0), (x: 20.0, y: 20.0), (x: 11.0, y: 20.0)],
            interiors: [[(x: 13.0, y: 13.0), (x: 13.0, y: 17.0), (x: 17.0, y: 17.0), (x: 17.0, y: 13.0)]],
        };
        let expected = [
            9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15, 9, 22, 2, 26, 18, 0, 0, 18, 17, 0, 15, 9, 4, 13, 26, 0, 8,
            8, 0, 0, 7, 15,
        ];
        assert_eq!(commands(&Shape::Areas(MultiPolygon(vec![square, holed]))), expected);
    }

    #[test]
    fn rings_that_rounding_tangles_come_out_valid() {
        // A sliver whose sides cross once its corners are rounded.
        let sliver = polygon![(x: 0.0, y: 0.0), (x: 100.0, y: 0.6), (x: 40.0, y: 0.4), (x: 100.0, y: 9.6), (x: 0.4, y: 0.7)];
        match areas_on_grid(&MultiPolygon(vec![sliver])) {
            Some(Shape::Areas(areas)) => assert!(areas.is_valid() && areas.unsigned_area() > 0.0),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_rounds_to_nothing_is_no_shape() {
        let speck = polygon![(x: 5.1, y: 5.1), (x: 5.3, y: 5.1), (x: 5.2, y: 5.3)];
        assert_eq!(areas_on_grid(&MultiPolygon(vec![speck])), None);
        assert_eq!(lines_on_grid(&[line_string![(x: 5.1, y: 5.1), (x: 5.3, y: 5.1)]]), None);
    }

    #[test]
    fn an_empty_layer_is_no_bytes() {
        assert!(LayerWriter::new("places").unwrap().finish().is_empty());
    }

    #[test]
    fn ids_are_exact_in_javascript_and_stay() {
        assert_eq!(stable_id(b"sample-ootori-hiroba"), stable_id(b"sample-ootori-hiroba"));
        assert_ne!(stable_id(b"a"), stable_id(b"b"));
        assert!((0..1000_u32).all(|n| stable_id(&n.to_be_bytes()) < 1 << 53));
    }
}
