//! Benchmarks walks along streets in a generated prefecture: a grid of 3 million edges of about 45 m, with
//! gaps, one-way passages and rivers, on two threads at most.
//!
//! - *join*: a point to the nearest edge.
//! - *nearest 10*: from anywhere, among places at one for about 0.5 km²: the join of the origin, the walk,
//!   the ranking.
//! - *buckets, heap*: every node within 1 200 m of a point, by the buckets of the program, and by a binary
//!   heap with the same array of distances.
//! - *cells × places*: 20 000 cells and 400 places of one city, every walk of at most 1 200 m.

#![expect(clippy::unwrap_used, reason = "a benchmark of broken data should stop")]

use ibasho::ask::{Ask, When};
use ibasho::geodesy::LonLat;
use ibasho::hours::{JapaneseCalendar, SchedulesBuilder};
use ibasho::index::PlaceIndex;
use ibasho::place::{LocationPrecision, Place, PlaceId, PlaceKind};
use ibasho::streets::{Edge, Join, Network, Streets, Vertex};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

const SIDE: u32 = 1_300;
const STEP_LON: f64 = 0.0005;
const STEP_LAT: f64 = 0.0004;
const WEST: f64 = 135.0;
const SOUTH: f64 = 34.2;

struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn share(&mut self) -> f64 {
        f64::from(u32::try_from(self.below(1 << 32)).unwrap()) / f64::from(u32::MAX)
    }

    fn point(&mut self, share: f64) -> LonLat {
        let side = f64::from(SIDE) * share;
        LonLat::new(WEST + self.share() * side * STEP_LON, SOUTH + self.share() * side * STEP_LAT).unwrap()
    }
}

fn network(random: &mut Random) -> Network {
    let mut nodes = Vec::new();
    for row in 0..SIDE {
        for column in 0..SIDE {
            let jitter = |random: &mut Random, step: f64| (random.share() - 0.5) * step * 0.6;
            let lon = WEST + f64::from(column) * STEP_LON + jitter(random, STEP_LON);
            let lat = SOUTH + f64::from(row) * STEP_LAT + jitter(random, STEP_LAT);
            nodes.push(Vertex::near(LonLat::new(lon, lat).unwrap()));
        }
    }
    let mut edges = Vec::new();
    let add = |random: &mut Random, edges: &mut Vec<Edge>, from: u32, to: u32| {
        // A river after every hundredth column, with a bridge every twentieth row.
        let river = from + 1 == to && from % SIDE % 100 == 99 && !(from / SIDE).is_multiple_of(20);
        if !river && random.below(100) < 92 {
            edges.push(Edge { backward: random.below(50) != 0, ..Edge::open(from, to) });
        }
    };
    for node in 0..SIDE * SIDE {
        if node % SIDE + 1 < SIDE {
            add(random, &mut edges, node, node + 1);
        }
        if node / SIDE + 1 < SIDE {
            add(random, &mut edges, node, node + SIDE);
        }
    }
    Network { nodes, edges, barriers: Vec::new() }
}

fn place(number: u64, point: LonLat) -> Place {
    Place {
        id: PlaceId::new(&format!("p{number}")).unwrap(),
        name: "ひろば".into(),
        kind: PlaceKind::Ibasho,
        point,
        precision: LocationPrecision::Exact,
        sample: true,
        district: None,
        programmes: Box::default(),
        details: None,
    }
}

/// Prints the median and the 99th percentile of `rounds` calls in milliseconds.
fn measure(name: &str, aim: f64, rounds: usize, mut each: impl FnMut()) {
    let mut times: Vec<f64> = (0..rounds)
        .map(|_| {
            let started = Instant::now();
            each();
            started.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let (median, late) = (times[rounds / 2], times[rounds * 99 / 100]);
    let verdict = if median <= aim { "within" } else { "MISSES" };
    println!("{name}: median {median:.4} ms, 99 % {late:.4} ms ({verdict} {aim} ms)");
}

/// The same walk with a binary heap over plain adjacency lists, as the measure of the buckets.
fn by_heap(ways: &[Vec<(u32, u32)>], reached: &mut [u32], start: u32, bound: u32) -> usize {
    let mut touched = Vec::new();
    let mut heap = BinaryHeap::from([Reverse((0, start))]);
    while let Some(Reverse((distance, node))) = heap.pop() {
        if distance > bound || reached[node as usize] <= distance {
            continue;
        }
        if reached[node as usize] == u32::MAX {
            touched.push(node);
        }
        reached[node as usize] = distance;
        heap.extend(ways[node as usize].iter().map(|(to, length)| Reverse((distance + length, *to))));
    }
    for node in &touched {
        reached[*node as usize] = u32::MAX;
    }
    touched.len()
}

fn main() {
    let mut random = Random(2_026);
    let network = network(&mut random);
    let started = Instant::now();
    let streets = Arc::new(Streets::build(&network).unwrap());
    let bytes = streets.bytes() / streets.edge_count();
    println!(
        "{} edges put in order in {:.2?}; {bytes} bytes an edge",
        streets.edge_count(),
        started.elapsed()
    );
    let bytes = network.to_bytes().unwrap();
    let started = Instant::now();
    black_box(Network::from_bytes(&bytes).unwrap());
    println!("{} MB of streets.bin read in {:.2?}", bytes.len() >> 20, started.elapsed());
    measure("join", 0.05, 20_000, || {
        black_box(streets.join(random.point(1.0)));
    });

    let places = (0..6_000).map(|number| place(number, random.point(1.0))).collect();
    let schedules = Arc::new(SchedulesBuilder::new(JapaneseCalendar::default()).finish());
    let index = PlaceIndex::build(places, schedules).with_streets(Arc::clone(&streets));
    let when = When::At("2026-12-02T16:00:00".parse().unwrap());
    let ask = Ask { on_foot: true, ..Ask::new(when) };
    measure("nearest 10 by walking", 1.0, 5_000, || {
        black_box(index.find(&Ask { near: Some(random.point(1.0)), ..ask.clone() }));
    });
    measure("nearest 10, straight", 1.0, 5_000, || {
        black_box(index.find(&Ask { near: Some(random.point(1.0)), on_foot: false, ..ask.clone() }));
    });

    let starts: Vec<Join> = (0..500).filter_map(|_| streets.join(random.point(1.0))).collect();
    let mut next = starts.iter().cycle();
    measure("1 200 m by buckets", 1.0, 1_000, || {
        let mut walk = streets.walk_from(*next.next().unwrap(), 12_000);
        walk.extend(12_000);
    });
    let mut ways = vec![Vec::new(); network.nodes.len()];
    for edge in &network.edges {
        let length = network.length(edge);
        ways[edge.from as usize].push((edge.to, length));
        ways[edge.to as usize].push((edge.from, length));
    }
    let mut reached = vec![u32::MAX; network.nodes.len()];
    measure("1 200 m by heap", f64::INFINITY, 300, || {
        let start = u32::try_from(random.below(u64::from(SIDE * SIDE))).unwrap();
        black_box(by_heap(&ways, &mut reached, start, 12_000));
    });

    let joins = |random: &mut Random, count: u32| -> Vec<Option<Join>> {
        (0..count).map(|_| streets.join(random.point(0.25))).collect()
    };
    let (cells, places) = (joins(&mut random, 20_000), joins(&mut random, 400));
    let mut pairs = 0;
    measure("20 000 cells × 400 places within 1 200 m", 2_000.0, 5, || {
        pairs = streets.within(&cells, &places, 12_000).iter().map(Vec::len).sum();
    });
    println!("{pairs} walks of at most 1 200 m");
}
