//! Draws streets and paths of the basemap, where it has them, in the quiet manner of the sketch.
//!
//! Classes are drawn from paths up to main roads, each when the scale is near enough for it, and only
//! while all of them stay within [`MOST_BYTES`]: a page that shows a whole city shows its main roads.
//! Paths are dashed, so that they differ from roads without color.

use super::super::basemap::{Basemap, Feature, Layer};
use super::super::clip;
use super::labels::{Placed, Room};
use super::path::PathData;
use super::svg::attributes;
use super::view::View;
use geo::algorithm::{BoundingRect, Simplify};
use geo::{Coord, Geometry, LineString, coord};
use std::collections::BTreeSet;

/// The most bytes of path data that streets add to a picture.
const MOST_BYTES: usize = 30_000;

/// Simplification tolerance.
const SIMPLIFY_PX: f64 = 0.5;

/// Shapes are clipped this far outside the picture.
const CUT_PX: f64 = 4.0;

/// A class of streets: kinds of the basemap, the scale it is drawn up to, and its attributes.
struct Class {
    kinds: &'static [&'static str],
    /// In meters per pixel.
    up_to: f64,
    attributes: &'static str,
}

/// The classes, the most important first.
const CLASSES: [Class; 3] = [
    Class { kinds: &["highway", "major_road"], up_to: 40.0, attributes: attributes::MAJOR_ROAD },
    Class { kinds: &["minor_road"], up_to: 10.0, attributes: attributes::MINOR_ROAD },
    Class { kinds: &["path"], up_to: 4.0, attributes: attributes::PATH },
];

/// Names of streets are written up to this scale.
const NAMES_UP_TO: f64 = 4.0;
const NAME_SIZE: f64 = 12.0;

/// A street shorter than its name by this factor in the picture is not named.
const NAME_ROOM: f64 = 1.2;

/// The paths of each class that is drawn, with their attributes, from the bottom up.
pub(super) fn paths(basemap: &Basemap, view: &View) -> Vec<(&'static str, String)> {
    let mut drawn = Vec::new();
    let mut bytes = 0;
    for class in CLASSES.iter().filter(|class| view.meters_per_pixel() <= class.up_to) {
        let mut path = PathData::default();
        for (_, line) in lines(basemap, view, class.kinds) {
            path.line(&line);
        }
        let path = path.finish();
        bytes += path.len();
        if bytes > MOST_BYTES {
            break;
        }
        drawn.push((class.attributes, path));
    }
    drawn.reverse();
    drawn
}

/// The names of streets that have room: main roads first, each name once, at the middle of its longest
/// piece in the picture.
pub(super) fn names<'a>(
    basemap: &'a Basemap,
    view: &View,
    room: &mut Room,
    name: impl Fn(&'a Feature) -> Option<&'a str>,
) -> Vec<Placed> {
    if view.meters_per_pixel() > NAMES_UP_TO {
        return Vec::new();
    }
    let mut placed = Vec::new();
    let mut said = BTreeSet::new();
    for class in CLASSES {
        let mut named: Vec<(f64, &str, Coord)> = lines(basemap, view, class.kinds)
            .filter_map(|(street, line)| {
                let (length, middle) = middle(&line)?;
                Some((length, name(street)?, middle))
            })
            .collect();
        named.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        for (length, text, middle) in named {
            let fits = length >= NAME_ROOM * super::labels::text_width(text, NAME_SIZE);
            if fits
                && !said.contains(text)
                && let Some(label) = room.over(text, NAME_SIZE, middle)
            {
                said.insert(text);
                placed.push(label);
            }
        }
    }
    placed
}

/// The lines of `kinds` within the picture, in pixels.
fn lines<'a>(
    basemap: &'a Basemap,
    view: &View,
    kinds: &'a [&'a str],
) -> impl Iterator<Item = (&'a Feature, LineString)> {
    let bounds = view.bounds();
    let seen = move |feature: &&Feature| {
        let touches = |extent: geo::Rect| {
            bounds.is_none_or(|bounds| {
                extent.min().x <= bounds.max.lon()
                    && bounds.min.lon() <= extent.max().x
                    && extent.min().y <= bounds.max.lat()
                    && bounds.min.lat() <= extent.max().y
            })
        };
        kinds.contains(&feature.kind()) && feature.geometry().bounding_rect().is_some_and(touches)
    };
    let view = *view;
    basemap.layer(Layer::Roads).iter().filter(seen).flat_map(move |feature| {
        let lines = match view.pixels(feature.geometry()) {
            Geometry::LineString(line) => vec![line],
            Geometry::MultiLineString(lines) => lines.0,
            _ => Vec::new(),
        };
        let cut = clip::lines(&lines, view.frame(CUT_PX));
        cut.into_iter().map(move |line| (feature, line.simplify(SIMPLIFY_PX)))
    })
}

/// The length of a line and the point halfway along it.
fn middle(line: &LineString) -> Option<(f64, Coord)> {
    let pieces = || {
        line.0.windows(2).map(|ends| (ends[0], ends[1], (ends[1] - ends[0]).x.hypot((ends[1] - ends[0]).y)))
    };
    let length: f64 = pieces().map(|(_, _, length)| length).sum();
    let mut left = length / 2.0;
    for (from, to, piece) in pieces() {
        if piece > 0.0 && left <= piece {
            let share = left / piece;
            return Some((
                length,
                coord! { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) },
            ));
        }
        left -= piece;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geodesy::{Bounds, LonLat};

    /// A street and a path across the picture, and one road far outside of it.
    fn basemap(count: usize) -> Basemap {
        let line = |kind: &str, name: &str, lat: f64| {
            format!(
                r#"{{"type":"Feature","geometry":{{"type":"LineString","coordinates":[[135.40,{lat}],[135.41,{lat}],[135.42,{lat}]]}},"properties":{{"kind":"{kind}","name":"{name}"}}}}"#
            )
        };
        let mut features = vec![line("major_road", "南通り", 34.505), line("path", "小径", 34.502)];
        features.push(line("major_road", "遠い道", 35.5));
        for number in 0..count {
            #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
            features.push(line("minor_road", "", 34.5 + 0.01 * number as f64 / count as f64));
        }
        let mut basemap = Basemap::default();
        let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
        assert!(basemap.add(Layer::Roads, &text).is_empty());
        basemap
    }

    fn view(side: f64) -> View {
        let at = |lon: f64, lat: f64| LonLat::new(lon, lat).unwrap();
        let bounds = Bounds { min: at(135.405, 34.5), max: at(135.405 + side, 34.5 + side) };
        View::fitting(bounds, 390.0, 390.0)
    }

    fn classes(basemap: &Basemap, view: &View) -> Vec<&'static str> {
        paths(basemap, view)
            .into_iter()
            .filter(|(_, path)| !path.is_empty())
            .map(|(class, _)| class)
            .collect()
    }

    #[test]
    fn near_pictures_have_paths_and_far_ones_only_main_roads() {
        let near = classes(&basemap(3), &view(0.01));
        assert_eq!(near, [attributes::PATH, attributes::MINOR_ROAD, attributes::MAJOR_ROAD]);
        assert_eq!(classes(&basemap(3), &view(0.1)), [attributes::MAJOR_ROAD]);
    }

    #[test]
    fn a_class_that_is_too_heavy_is_left_out_with_all_below_it() {
        assert_eq!(classes(&basemap(4_000), &view(0.01)), [attributes::MAJOR_ROAD]);
    }

    #[test]
    fn each_name_is_written_once_where_there_is_room() {
        let view = view(0.01);
        let mut room = Room::new(view.frame(-2.0));
        let basemap = basemap(0);
        let written = names(&basemap, &view, &mut room, |street| street.text("name"));
        let words: Vec<&str> = written.iter().map(|name| name.text.as_str()).collect();
        assert_eq!(words, ["南通り", "小径"]);
    }
}
