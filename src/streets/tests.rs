//! Walks and joins against plain searches over the whole network, and laws that hold for any network.

use super::*;
use crate::geodesy::LonLat;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A small generator of numbers (xorshift), so that every run sees the same towns.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        let share = f64::from(u32::try_from(self.below(1 << 32)).unwrap()) / f64::from(u32::MAX);
        low + share * (high - low)
    }

    fn point(&mut self) -> LonLat {
        LonLat::new(self.between(135.459, 135.491), self.between(34.519, 34.546)).unwrap()
    }
}

const SIDE: u32 = 40;

/// A town of crooked blocks of about 70 m with gaps, one-way passages, bridges and a few long roads.
fn town(random: &mut Random, one_ways: bool) -> Network {
    let mut points = Vec::new();
    for row in 0..SIDE {
        for column in 0..SIDE {
            let (lon, lat) = (135.46 + 0.00075 * f64::from(column), 34.52 + 0.00063 * f64::from(row));
            let lon = lon + random.between(-0.0002, 0.0002);
            points.push(LonLat::new(lon, lat + random.between(-0.0002, 0.0002)).unwrap());
        }
    }
    let mut edges = Vec::new();
    let mut add = |from: u32, to: u32, random: &mut Random| {
        if random.below(100) < 75 {
            let way = random.below(20);
            let (forward, backward) = (!one_ways || way != 0, !one_ways || way != 1);
            let (steps, lifted) = (random.below(30) == 0, random.below(25) == 0);
            edges.push(Edge { from, to, forward, backward, steps, lifted });
        }
    };
    for node in 0..SIDE * SIDE {
        if node % SIDE + 1 < SIDE {
            add(node, node + 1, random);
        }
        if node + SIDE < SIDE * SIDE {
            add(node, node + SIDE, random);
        }
    }
    let last = u64::from(SIDE * SIDE);
    for _ in 0..6 {
        let [a, b] = [random.below(last), random.below(last)].map(|node| u32::try_from(node).unwrap());
        add(a, b, random);
    }
    Network::new(&points, edges, Vec::new())
}

/// Distances from `start` to every node by plain Dijkstra over the edges as they were given.
fn plain(network: &Network, streets: &Streets, start: &Join) -> Vec<u32> {
    // Nodes are renumbered, so the plain search works with coordinates, which are distinct here.
    let number = |node: u32| network.nodes.iter().position(|n| *n == streets.nodes[node as usize]).unwrap();
    let mut ways = vec![Vec::new(); network.nodes.len()];
    for edge in &network.edges {
        let length = network.length(edge);
        if edge.forward {
            ways[edge.from as usize].push((edge.to as usize, length));
        }
        if edge.backward {
            ways[edge.to as usize].push((edge.from as usize, length));
        }
    }
    let mut distances = vec![UNREACHED; network.nodes.len()];
    let mut heap = BinaryHeap::new();
    if start.forward {
        heap.push(Reverse((start.gap + start.ahead, number(start.to))));
    }
    if start.backward {
        heap.push(Reverse((start.gap + start.behind, number(start.from))));
    }
    while let Some(Reverse((distance, node))) = heap.pop() {
        if distance < distances[node] {
            distances[node] = distance;
            heap.extend(ways[node].iter().map(|(to, length)| Reverse((distance + length, *to))));
        }
    }
    let order: Vec<usize> =
        (0..network.nodes.len()).map(|node| number(u32::try_from(node).unwrap())).collect();
    order.into_iter().map(|old| distances[old]).collect()
}

fn expected(distances: &[u32], from: &Join, to: &Join) -> Option<u32> {
    let by = |node: u32, rest: u32, open: bool| {
        let reached = distances[node as usize];
        (open && reached != UNREACHED).then(|| reached + rest + to.gap)
    };
    let on_one = from.arc == to.arc && if to.at >= from.at { from.forward } else { from.backward };
    let along = on_one.then(|| decimeters(Meters((to.at - from.at).abs() / 10.0)) + from.gap + to.gap);
    let ways = [by(to.from, to.behind, to.forward), by(to.to, to.ahead, to.backward), along];
    ways.into_iter().flatten().min()
}

#[test]
fn ten_thousand_pairs_equal_plain_dijkstra() {
    let mut random = Random(20_261_127);
    let (mut pairs, mut reached) = (0, 0);
    for one_ways in [false, true] {
        let network = town(&mut random, one_ways);
        let streets = Streets::build(&network).unwrap();
        for _ in 0..50 {
            let Some(from) = streets.join(random.point()) else { continue };
            let distances = plain(&network, &streets, &from);
            for _ in 0..130 {
                let Some(to) = streets.join(random.point()) else { continue };
                let wanted = expected(&distances, &from, &to);
                assert_eq!(streets.walk(&from, &to, 1_000_000), wanted);
                let (bound, back) = (12_000, streets.walk_to(to, 1_000_000).exactly(&from));
                assert_eq!(streets.walk(&from, &to, bound), wanted.filter(|walk| *walk <= bound));
                assert_eq!(back, wanted, "the same walk, searched from its end");
                pairs += 1;
                reached += u32::from(wanted.is_some());
            }
        }
    }
    assert!(pairs >= 10_000 && reached * 10 > pairs * 9, "{pairs} pairs, {reached} with a walk");
}

#[test]
fn a_walk_is_never_shorter_than_the_straight_line_and_the_same_both_ways() {
    let mut random = Random(7);
    let streets = Streets::build(&town(&mut random, false)).unwrap();
    for _ in 0..1_000 {
        let (Some(a), Some(b)) = (streets.join(random.point()), streets.join(random.point())) else {
            continue;
        };
        let walk = streets.walk(&a, &b, 1_000_000);
        assert_eq!(walk, streets.walk(&b, &a, 1_000_000));
        let straight = a.point().distance_to(b.point()).0;
        assert!(walk.is_none_or(|walk| meters(walk).0 >= straight - 1e-3), "{walk:?} for {straight} m");
    }
}

#[test]
fn an_added_edge_lengthens_no_walk_between_nodes() {
    let mut random = Random(99);
    let network = town(&mut random, true);
    let streets = Streets::build(&network).unwrap();
    let last = u64::from(SIDE * SIDE);
    for _ in 0..10 {
        let [a, b] = [random.below(last), random.below(last)].map(|node| u32::try_from(node).unwrap());
        let mut more = network.clone();
        more.edges.push(Edge::open(a, b));
        let more = Streets::build(&more).unwrap();
        let start = streets.join(random.point()).unwrap();
        // The same start in both: the order of nodes does not depend on the edges.
        let (mut before, mut after) = (streets.walk_from(start, 1_000_000), more.walk_from(start, 1_000_000));
        before.extend(1_000_000);
        after.extend(1_000_000);
        assert!((0..SIDE * SIDE).all(|node| after.reached(node) <= before.reached(node)));
        assert!((0..SIDE * SIDE).any(|node| before.reached(node) != UNREACHED));
    }
}

#[test]
fn a_join_is_the_nearest_edge_of_all() {
    let mut random = Random(3);
    let network = town(&mut random, true);
    let streets = Streets::build(&network).unwrap();
    let joinable = |edge: &&Edge| !edge.lifted && (edge.forward || edge.backward);
    let mut joined = 0;
    for _ in 0..250 {
        let point = random.point();
        // The nearest point of each edge, by halving: an edge this short has one nearest point.
        let nearest = network.edges.iter().filter(joinable).map(|edge| {
            let [a, b] = [edge.from, edge.to].map(|node| network.nodes[node as usize].point());
            let on = |share: f64| {
                let lon = a.lon() + share * (b.lon() - a.lon());
                LonLat::new(lon, a.lat() + share * (b.lat() - a.lat())).unwrap().distance_to(point).0
            };
            let (mut low, mut high) = (0.0, 1.0);
            for _ in 0..60 {
                let third = (high - low) / 3.0;
                if on(low + third) < on(high - third) { high -= third } else { low += third }
            }
            on(low)
        });
        let nearest = nearest.fold(f64::INFINITY, f64::min);
        match streets.join(point) {
            Some(join) => {
                joined += 1;
                assert!((meters(join.gap()).0 - nearest).abs() < 0.11, "{} m, {nearest} m", join.gap());
            }
            None => assert!(nearest > JOIN_LIMIT.0 - 0.1, "{nearest} m"),
        }
    }
    assert!(joined > 150);
}

#[test]
fn many_walks_at_once_equal_walks_one_by_one() {
    let mut random = Random(5);
    let streets = Streets::build(&town(&mut random, true)).unwrap();
    let mut joins =
        |count| -> Vec<Option<Join>> { (0..count).map(|_| streets.join(random.point())).collect() };
    let (cells, places) = (joins(200), joins(15));
    let all = streets.within(&cells, &places, 12_000);
    let mut found = 0;
    for (place, measured) in places.iter().zip(&all) {
        let each = (0..).zip(&cells).filter_map(|(number, cell)| {
            Some((number, streets.walk(cell.as_ref()?, place.as_ref()?, 12_000)?))
        });
        assert_eq!(*measured, each.collect::<Vec<(u32, u32)>>());
        found += measured.len();
    }
    assert!(found > 500, "{found}");
}

/// A river from south to north with a street on either bank, and a place on the west bank that is
/// nearer to the street in the east.
#[test]
fn a_join_crosses_no_barrier() {
    let at = |lon: f64, lat: f64| LonLat::new(lon, lat).unwrap();
    let west = [at(135.4600, 34.529), at(135.4600, 34.531)];
    let east = [at(135.4612, 34.529), at(135.4612, 34.531)];
    let river = [at(135.4610, 34.528), at(135.4610, 34.532)].map(Vertex::near);
    let edges = vec![Edge::open(0, 1), Edge::open(2, 3)];
    let points = [west, east].concat();
    let place = at(135.4609, 34.530);
    let open = Streets::build(&Network::new(&points, edges.clone(), Vec::new())).unwrap();
    let barred = Streets::build(&Network::new(&points, edges, vec![river])).unwrap();
    // 0.0003° and 0.0009° of longitude at 34.53° N: 27.5 m and 82.5 m.
    assert_eq!(open.join(place).unwrap().gap(), 275);
    assert_eq!(barred.join(place).unwrap().gap(), 825);
    assert!(barred.join(at(135.4700, 34.530)).is_none(), "800 m from every street");
}

#[test]
fn what_cannot_be_is_refused() {
    let at = |lon, lat| LonLat::new(lon, lat).unwrap();
    let points = [at(135.46, 34.53)];
    let stray = Network::new(&points, vec![Edge::open(0, 1)], Vec::new());
    assert_eq!(Streets::build(&stray).unwrap_err(), BadNetwork::NoSuchNode(0));
    let mut off = Network::new(&points, Vec::new(), Vec::new());
    off.nodes.push(Vertex { lon: i32::MIN, lat: 0 });
    assert_eq!(Streets::build(&off).unwrap_err(), BadNetwork::OffEarth(1));
    let empty = Streets::build(&Network::default()).unwrap();
    assert!(empty.join(points[0]).is_none());
}

#[test]
fn an_edge_costs_at_most_forty_bytes() {
    let streets = Streets::build(&town(&mut Random(1), true)).unwrap();
    assert!(streets.bytes() <= 40 * streets.edge_count(), "{} bytes", streets.bytes() / streets.edge_count());
}
