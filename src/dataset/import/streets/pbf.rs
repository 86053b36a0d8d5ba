//! Reads `.osm.pbf`, its blocks on every core.

use super::gather::Take;
use crate::streets::Vertex;
use osmpbf::{BlobDecode, BlobReader, Element, PrimitiveBlock, RelMemberType};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Mutex;
use std::thread;

/// What a block may need that is understood.
const UNDERSTOOD: [&str; 4] = ["OsmSchema-V0.6", "DenseNodes", "LocationsOnWays", "Sort.Type_then_ID"];

/// At most so many threads: each holds a block of up to 32 MB.
const MOST_THREADS: usize = 8;

const DAMAGED: &str = "is damaged or was cut off";

type Blobs = Mutex<BlobReader<BufReader<File>>>;

pub(super) fn scan<T: Take>(file: &Path, take: &T) -> Result<T::Part, String> {
    let reader = BlobReader::from_path(file).map_err(|cause| format!("cannot be read: {cause}"))?;
    let blobs = Mutex::new(reader);
    let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(|| part_of(&blobs, take))).collect();
        let mut whole = Ok(T::Part::default());
        for worker in workers {
            // Contradictions inside a block make its decoder panic, which ends this thread alone.
            let part =
                worker.join().unwrap_or_else(|_| Err(format!("{DAMAGED}: a block contradicts itself")));
            whole = whole.and_then(|mut whole| {
                T::merge(&mut whole, part?);
                Ok(whole)
            });
        }
        whole
    })
}

fn part_of<T: Take>(blobs: &Blobs, take: &T) -> Result<T::Part, String> {
    let mut part = T::Part::default();
    loop {
        let next = blobs.lock().map_err(|fault| format!("{DAMAGED}: {fault}"))?.next();
        let Some(blob) = next else { return Ok(part) };
        let decoded = blob.as_ref().map_err(|fault| format!("{DAMAGED}: {fault}"))?.decode();
        match decoded.map_err(|fault| format!("{DAMAGED}: {fault}"))? {
            BlobDecode::OsmHeader(header) => {
                let needed = header.required_features().iter();
                if let Some(unknown) = needed.into_iter().find(|need| !UNDERSTOOD.contains(&need.as_str())) {
                    return Err(format!("needs {unknown:?}, which is not read; take a plain extract"));
                }
            }
            BlobDecode::OsmData(block) => take_block(&block, take, &mut part),
            BlobDecode::Unknown(_) => {}
        }
    }
}

fn take_block<T: Take>(block: &PrimitiveBlock, take: &T, part: &mut T::Part) {
    block.for_each_element(|element| match element {
        Element::Node(node) => take.node(part, node.id(), at(node.nano_lon(), node.nano_lat()), node.tags()),
        Element::DenseNode(node) => {
            take.node(part, node.id(), at(node.nano_lon(), node.nano_lat()), node.tags());
        }
        Element::Way(way) => take.way(part, way.id(), way.refs(), way.tags()),
        Element::Relation(relation) => {
            let members = relation.members().filter(|member| member.member_type == RelMemberType::Way);
            let ways = members.map(|member| (member.member_id, member.role().unwrap_or_default()));
            take.relation(part, ways, relation.tags());
        }
    });
}

/// Ten-millionths of a degree from billionths; what does not fit lies off the earth.
fn at(lon: i64, lat: i64) -> Vertex {
    let whole = |nano: i64| i32::try_from(nano.div_euclid(100)).unwrap_or(i32::MAX);
    Vertex { lon: whole(lon), lat: whole(lat) }
}
