//! Streaming encoder for a layer of a vector tile.
//!
//! ```text
//! let mut layer = LayerWriter::new("places", 200);
//! layer.feature(id, &Shape::Point(at), |tags| tags.add("state", Value::Text("open")));
//! let bytes = layer.finish();
//! ```
//!
//! A single pass without allocation per feature: the fields of the features, and the values they
//! share, are written into one buffer each and joined at the end. A value is encoded first and then
//! looked up by its bytes; a duplicate is truncated again. Static words are looked up by their
//! address, without comparing their text.
//!
//! Source: Mapbox Vector Tile specification 2.1, sections 4.1 to 4.4 and `vector_tile.proto`;
//! Protocol Buffers encoding.

use super::mvt::{EXTENT, Shape, Unit};
use geo::{LineString, MultiPolygon, Winding};
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher as _;
use std::ops::Range;

/// Mean bytes of a feature with its own values, for the initial capacity.
const FEATURE_BYTES: usize = 32;
const VALUE_BYTES: usize = 64;

/// Maximum number of features to reserve capacity for.
const MOST_ROOM_FOR: usize = 1024;

/// Shared values, besides the two that each feature has of its own.
const SHARED_VALUES: usize = 32;

/// Fields of `vector_tile.proto`: number and wire type in one byte.
mod field {
    pub(super) const TILE_LAYER: u8 = 0x1a;
    pub(super) const LAYER_NAME: u8 = 0x0a;
    pub(super) const LAYER_FEATURE: u8 = 0x12;
    pub(super) const LAYER_KEY: u8 = 0x1a;
    pub(super) const LAYER_VALUE: u8 = 0x22;
    pub(super) const LAYER_EXTENT: u8 = 0x28;
    pub(super) const LAYER_VERSION: u8 = 0x78;
    pub(super) const FEATURE_ID: u8 = 0x08;
    pub(super) const FEATURE_TAGS: u8 = 0x12;
    pub(super) const FEATURE_TYPE: u8 = 0x18;
    pub(super) const FEATURE_GEOMETRY: u8 = 0x22;
    pub(super) const VALUE_TEXT: u8 = 0x0a;
    pub(super) const VALUE_DOUBLE: u8 = 0x19;
    pub(super) const VALUE_SINT: u8 = 0x30;
    pub(super) const VALUE_BOOL: u8 = 0x38;
}

/// The version of the specification a layer follows.
const VERSION: u8 = 2;

/// Geometry commands.
const MOVE_TO: u32 = 1;
const LINE_TO: u32 = 2;
const CLOSE_PATH: u32 = 7;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value<'a> {
    Text(&'a str),
    /// A static text from a small set, such as the names of kinds and states.
    Word(&'static str),
    Integer(i64),
    Number(f64),
    Flag(bool),
}

pub(super) struct LayerWriter<'k> {
    name: &'static str,
    features: Vec<u8>,
    /// In the order of their numbers; few, so that a linear scan is fastest.
    keys: Vec<&'k str>,
    values: Values,
    /// The tags of the current feature.
    tags: Vec<u8>,
    drawing: Vec<u8>,
}

/// Adds the properties of the current feature.
pub(super) struct Tags<'w, 'k> {
    layer: &'w mut LayerWriter<'k>,
}

/// The distinct values of a layer.
#[derive(Default)]
struct Values {
    bytes: Vec<u8>,
    known: HashTable<Known>,
    hasher: DefaultHashBuilder,
    /// The numbers of static words among the values; few, so that a linear scan is fastest.
    words: Vec<(&'static str, u32)>,
    flags: [Option<u32>; 2],
}

/// A value already in the layer.
struct Known {
    hash: u64,
    at: Range<usize>,
    number: u32,
}

impl<'k> LayerWriter<'k> {
    /// An empty layer of [`EXTENT`] units with capacity for about `features`.
    pub(super) fn new(name: &'static str, features: usize) -> Self {
        let room = features.min(MOST_ROOM_FOR);
        let values = Values {
            bytes: Vec::with_capacity(room * VALUE_BYTES),
            known: HashTable::with_capacity(room * 2 + SHARED_VALUES),
            ..Values::default()
        };
        let features = Vec::with_capacity(room * FEATURE_BYTES);
        Self { name, features, keys: Vec::new(), values, tags: Vec::new(), drawing: Vec::new() }
    }

    /// Adds a feature with the properties that `describe` adds.
    pub(super) fn feature(&mut self, id: u64, shape: &Shape, describe: impl FnOnce(&mut Tags<'_, 'k>)) {
        self.tags.clear();
        self.drawing.clear();
        describe(&mut Tags { layer: self });
        draw(&mut self.drawing, shape);
        let parts = [(field::FEATURE_TAGS, &self.tags), (field::FEATURE_GEOMETRY, &self.drawing)];
        let length = 1 + varint_len(id) + 2 + parts.iter().map(|(_, part)| field_len(part)).sum::<usize>();
        let out = &mut self.features;
        out.push(field::LAYER_FEATURE);
        varint(out, length as u64);
        out.push(field::FEATURE_ID);
        varint(out, id);
        bytes_field(out, field::FEATURE_TAGS, &self.tags);
        out.extend([field::FEATURE_TYPE, kind_of(shape)]);
        bytes_field(out, field::FEATURE_GEOMETRY, &self.drawing);
    }

    /// The layer's bytes; concatenated layers are a tile. An empty layer encodes to zero bytes: the
    /// specification forbids layers without features.
    pub(super) fn finish(self) -> Vec<u8> {
        if self.features.is_empty() {
            return Vec::new();
        }
        let mut head = vec![field::LAYER_VERSION, VERSION];
        bytes_field(&mut head, field::LAYER_NAME, self.name.as_bytes());
        let mut tail = Vec::new();
        self.keys.iter().for_each(|key| bytes_field(&mut tail, field::LAYER_KEY, key.as_bytes()));
        tail.extend_from_slice(&self.values.bytes);
        tail.push(field::LAYER_EXTENT);
        varint(&mut tail, u64::from(EXTENT.unsigned_abs()));
        let length = head.len() + self.features.len() + tail.len();
        let mut layer = Vec::with_capacity(1 + varint_len(length as u64) + length);
        layer.push(field::TILE_LAYER);
        varint(&mut layer, length as u64);
        for part in [head, self.features, tail] {
            layer.extend_from_slice(&part);
        }
        layer
    }

    fn number_of_key(&mut self, key: &'k str) -> usize {
        let same_text = |known: &&'k str| *known == key;
        let known = self.keys.iter().position(|known| std::ptr::eq(*known, key));
        known.or_else(|| self.keys.iter().position(same_text)).unwrap_or_else(|| {
            self.keys.push(key);
            self.keys.len() - 1
        })
    }
}

impl<'k> Tags<'_, 'k> {
    /// Adds a property; keys must be unique within a feature.
    pub(super) fn add(&mut self, key: &'k str, value: Value<'_>) {
        let (key, value) = (self.layer.number_of_key(key), self.layer.values.number_of(value));
        varint(&mut self.layer.tags, key as u64);
        varint(&mut self.layer.tags, u64::from(value));
    }
}

impl Values {
    /// The number of `value`, which is added when new.
    fn number_of(&mut self, value: Value<'_>) -> u32 {
        match value {
            Value::Word(word) => {
                if let Some((_, number)) = self.words.iter().find(|(known, _)| std::ptr::eq(*known, word)) {
                    return *number;
                }
                let number = self.look_up(value);
                self.words.push((word, number));
                number
            }
            Value::Flag(flag) => {
                let known = self.flags[usize::from(flag)];
                let number = known.unwrap_or_else(|| self.look_up(value));
                self.flags[usize::from(flag)] = Some(number);
                number
            }
            _ => self.look_up(value),
        }
    }

    fn look_up(&mut self, value: Value<'_>) -> u32 {
        let start = self.bytes.len();
        write_value(&mut self.bytes, value);
        let (before, written) = self.bytes.split_at(start);
        let hash = self.hasher.hash_one(written);
        let same = |known: &Known| known.hash == hash && before[known.at.clone()] == *written;
        if let Some(known) = self.known.find(hash, same) {
            self.bytes.truncate(start);
            return known.number;
        }
        // A tile of 2^32 values would not fit into memory.
        let number = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        let known = Known { hash, at: start..self.bytes.len(), number };
        self.known.insert_unique(hash, known, |known| known.hash);
        number
    }
}

fn write_value(out: &mut Vec<u8>, value: Value<'_>) {
    out.push(field::LAYER_VALUE);
    match value {
        Value::Text(text) | Value::Word(text) => {
            varint(out, field_len(text.as_bytes()) as u64);
            bytes_field(out, field::VALUE_TEXT, text.as_bytes());
        }
        Value::Integer(number) => {
            let number = zigzag(number);
            varint(out, 1 + varint_len(number) as u64);
            out.push(field::VALUE_SINT);
            varint(out, number);
        }
        Value::Number(number) => {
            out.extend([9, field::VALUE_DOUBLE]);
            out.extend(number.to_le_bytes());
        }
        Value::Flag(flag) => out.extend([2, field::VALUE_BOOL, u8::from(flag)]),
    }
}

/// The geometry type of the specification, section 4.3.4.
fn kind_of(shape: &Shape) -> u8 {
    match shape {
        Shape::Point(_) => 1,
        Shape::Lines(_) => 2,
        Shape::Areas(_) => 3,
    }
}

fn draw(out: &mut Vec<u8>, shape: &Shape) {
    let mut pen = Pen { out, at: Unit { x: 0, y: 0 } };
    match shape {
        Shape::Point(point) => pen.move_to(*point),
        Shape::Lines(lines) => lines.iter().for_each(|line| pen.line(line.iter().copied())),
        Shape::Areas(areas) => pen.areas(areas),
    }
}

/// Writes geometry commands; points are encoded as deltas from the previous one.
struct Pen<'a> {
    out: &'a mut Vec<u8>,
    at: Unit,
}

impl Pen<'_> {
    fn command(&mut self, id: u32, count: usize) {
        varint(self.out, (count as u64) << 3 | u64::from(id));
    }

    fn go(&mut self, to: Unit) {
        varint(self.out, zigzag(i64::from(to.x) - i64::from(self.at.x)));
        varint(self.out, zigzag(i64::from(to.y) - i64::from(self.at.y)));
        self.at = to;
    }

    fn move_to(&mut self, to: Unit) {
        self.command(MOVE_TO, 1);
        self.go(to);
    }

    /// Writes a line of two points or more.
    fn line(&mut self, mut points: impl ExactSizeIterator<Item = Unit>) {
        if let Some(first) = points.next() {
            self.move_to(first);
            self.command(LINE_TO, points.len());
            points.for_each(|point| self.go(point));
        }
    }

    fn areas(&mut self, areas: &MultiPolygon) {
        for area in areas {
            self.ring(area.exterior(), true);
            area.interiors().iter().for_each(|hole| self.ring(hole, false));
        }
    }

    /// Writes a closed ring in the winding order of its role: an exterior has a positive area, which
    /// with y growing southwards is counter-clockwise to the crate `geo` and clockwise on screen.
    fn ring(&mut self, ring: &LineString, exterior: bool) {
        // Drop the repeated last point; ClosePath implies it.
        let points = &ring.0[..ring.0.len().saturating_sub(1)];
        if ring.is_ccw() == exterior {
            self.line(points.iter().map(Unit::nearest));
        } else {
            // A reversed ring still starts with its first point.
            let (first, rest) = points.split_at(points.len().min(1));
            let turned: Vec<Unit> = first.iter().chain(rest.iter().rev()).map(Unit::nearest).collect();
            self.line(turned.into_iter());
        }
        self.command(CLOSE_PATH, 1);
    }
}

/// Zigzag encoding, so that small numbers are short whatever their sign.
#[expect(clippy::cast_sign_loss, reason = "the bits are what is wanted")]
fn zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> 63) as u64
}

fn varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(low_byte(number) | 0x80);
        number >>= 7;
    }
    out.push(low_byte(number));
}

#[expect(clippy::cast_possible_truncation, reason = "only the lowest bits are wanted")]
fn low_byte(number: u64) -> u8 {
    number as u8
}

/// The length of [`varint`] in bytes.
fn varint_len(number: u64) -> usize {
    // Seven bits a byte, and one byte for zero.
    (64 - (number | 1).leading_zeros() as usize).div_ceil(7)
}

fn bytes_field(out: &mut Vec<u8>, tag: u8, bytes: &[u8]) {
    out.push(tag);
    varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// The length of [`bytes_field`] in bytes.
fn field_len(bytes: &[u8]) -> usize {
    1 + varint_len(bytes.len() as u64) + bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use fast_mvt::{MvtReaderRef, MvtValueRef};
    use geo::polygon;
    use proptest::prelude::*;

    fn commands(shape: &Shape) -> Vec<u32> {
        let mut layer = LayerWriter::new("test", 1);
        layer.feature(1, shape, |_| {});
        let bytes = layer.finish();
        let reader = MvtReaderRef::new(&bytes).unwrap();
        let layer = reader.layers().next().unwrap();
        layer.features().next().unwrap().geometry_commands().to_vec()
    }

    fn c(x: i32, y: i32) -> Unit {
        Unit { x, y }
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
    fn a_ring_is_turned_the_way_its_role_wants_it() {
        let wrong = polygon! {
            exterior: [(x: 0.0, y: 0.0), (x: 0.0, y: 9.0), (x: 9.0, y: 9.0), (x: 9.0, y: 0.0)],
            interiors: [[(x: 2.0, y: 2.0), (x: 4.0, y: 2.0), (x: 4.0, y: 4.0), (x: 2.0, y: 4.0)]],
        };
        let right = polygon! {
            exterior: [(x: 0.0, y: 0.0), (x: 9.0, y: 0.0), (x: 9.0, y: 9.0), (x: 0.0, y: 9.0)],
            interiors: [[(x: 2.0, y: 2.0), (x: 2.0, y: 4.0), (x: 4.0, y: 4.0), (x: 4.0, y: 2.0)]],
        };
        let commands_of = |area| commands(&Shape::Areas(MultiPolygon(vec![area])));
        assert_eq!(commands_of(wrong), commands_of(right));
    }

    #[test]
    fn an_empty_layer_is_no_bytes() {
        assert!(LayerWriter::new("places", 0).finish().is_empty());
    }

    #[test]
    fn a_layer_says_its_version_first_and_each_value_once() {
        let mut layer = LayerWriter::new("test", 0);
        for id in 0..3 {
            layer.feature(id, &Shape::Point(c(1, 2)), |tags| {
                tags.add("name", Value::Text("ひろば"));
                tags.add("id", Value::Word("ひろば"));
                tags.add("count", Value::Integer(1));
                tags.add("sample", Value::Flag(true));
            });
        }
        let bytes = layer.finish();
        assert_eq!(bytes[2..4], [0x78, 2]);
        let text = "ひろば".as_bytes();
        assert_eq!(bytes.windows(text.len()).filter(|window| *window == text).count(), 1);
    }

    fn value() -> impl Strategy<Value = (String, i64, f64, bool)> {
        ("[a-cあ-う]{0,3}", prop_oneof![Just(0), Just(-1), any::<i64>()], -9.0..9.0, any::<bool>())
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            features in prop::collection::vec((0_u64..1 << 53, -64_i32..4160, -64_i32..4160, value()), 1..40),
        ) {
            let mut layer = LayerWriter::new("test", features.len());
            for (id, x, y, (text, whole, number, flag)) in &features {
                layer.feature(*id, &Shape::Point(c(*x, *y)), |tags| {
                    tags.add("text", Value::Text(text));
                    tags.add("whole", Value::Integer(*whole));
                    tags.add("number", Value::Number(*number));
                    tags.add("flag", Value::Flag(*flag));
                });
            }
            let bytes = layer.finish();
            let reader = MvtReaderRef::new(&bytes).unwrap();
            let layer = reader.layers().next().unwrap();
            prop_assert_eq!(layer.features().count(), features.len());
            for (read, (id, x, y, (text, whole, number, flag))) in layer.features().zip(&features) {
                prop_assert_eq!(read.id(), Some(*id));
                let fast_mvt::MvtGeometry::Point(at) = read.geometry().unwrap() else { panic!("a point") };
                prop_assert_eq!((at.x(), at.y()), (*x, *y));
                let properties: Vec<_> = read.properties().map(Result::unwrap).collect();
                prop_assert_eq!(properties, [
                    ("text", MvtValueRef::String(text)),
                    ("whole", MvtValueRef::SInt(*whole)),
                    ("number", MvtValueRef::Double(*number)),
                    ("flag", MvtValueRef::Bool(*flag)),
                ]);
            }
        }

        #[test]
        fn a_number_takes_the_bytes_it_says(number: u64) {
            let mut out = Vec::new();
            varint(&mut out, number);
            prop_assert_eq!(out.len(), varint_len(number));
        }
    }
}
