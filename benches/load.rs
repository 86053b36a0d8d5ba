//! Benchmarks loading and checking a folder of a million short-form places: seconds and memory.
//!
//! `cargo bench --bench load` writes a seeded folder of some 200 MB to a temporary place, loads it in
//! a child process and prints seconds and peak memory. `IBASHO_BENCH_PLACES` sets another number of
//! places; nine in ten lie in the ward, and the kinds of hours alternate.

use chrono::{NaiveDate, NaiveTime};
use ibasho::dataset::{Source, load};
use ibasho::tiles::{TileCoord, TileLayer};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// The number of places the project is specified to load.
const PLACES: u32 = 1_000_000;

/// Set in the child process that loads, so that writing the folder does not count as its memory.
const CHILD: &str = "IBASHO_BENCH_LOAD_CHILD";

fn main() {
    if let Some(folder) = std::env::var_os(CHILD) {
        return measure(PathBuf::from(folder));
    }
    let places =
        std::env::var("IBASHO_BENCH_PLACES").ok().and_then(|text| text.parse().ok()).unwrap_or(PLACES);
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let bytes = write_folder(folder.path(), places).expect("the folder can be written");
    println!("load/{places}: {} MB of places, the ward's outline, land and calendars", bytes >> 20);
    let this = std::env::current_exe().expect("a running program has a path");
    let status =
        Command::new(this).env(CHILD, folder.path()).status().expect("this program can be run again");
    assert!(status.success(), "loading failed");
}

/// Loads the folder, and then makes a tile, for which all places are sorted.
fn measure(folder: PathBuf) {
    let today: NaiveDate = "2026-12-01".parse().expect("a date");
    let began = Instant::now();
    let loaded = load(&Source::Folder(folder), today).expect("the folder can be served");
    let seconds = began.elapsed().as_secs_f64();
    println!(
        "load: {} places, {} notices, {seconds:.2} s, peak memory {} MB",
        loaded.snapshot.index.places().len(),
        loaded.snapshot.notices.len(),
        peak(),
    );
    let snapshot = &loaded.snapshot;
    let place = snapshot.index.places().first().expect("a place");
    let (coord, now) = (TileCoord::containing(place.point, 16), today.and_time(NaiveTime::MIN));
    let began = Instant::now();
    let tile = snapshot.tiles.tile(snapshot.map_source(), TileLayer::Places, coord, now);
    println!(
        "load/first tile: {} bytes in {:.2} s, peak memory {} MB",
        tile.body.map_or(0, |body| body.len()),
        began.elapsed().as_secs_f64(),
        peak(),
    );
}

fn peak() -> String {
    peak_megabytes().map_or("unknown".to_owned(), |peak| peak.to_string())
}

/// Peak memory of this process, on Linux.
fn peak_megabytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes >> 10)
}

/// Writes the folder: the embedded ward's map, calendars and bounds, and `places` short-form places.
fn write_folder(folder: &Path, places: u32) -> std::io::Result<u64> {
    let ward = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    for name in ["ward.toml", "landmarks.geojson", "calendar", "basemap"] {
        copy(&ward.join(name), &folder.join(name))?;
    }
    let path = folder.join("places.geojson");
    let mut out = BufWriter::new(File::create(&path)?);
    let mut random = Random(20_261_122);
    out.write_all(br#"{"type":"FeatureCollection","features":["#)?;
    for number in 0..places {
        if number > 0 {
            out.write_all(b",\n")?;
        }
        write_place(&mut out, number, &mut random)?;
    }
    out.write_all(b"]}")?;
    out.flush()?;
    Ok(fs::metadata(path)?.len())
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    if from.is_file() {
        return fs::copy(from, to).map(drop);
    }
    fs::create_dir(to)?;
    fs::read_dir(from)?.try_for_each(|entry| {
        let entry = entry?;
        copy(&entry.path(), &to.join(entry.file_name()))
    })
}

const HOURS: [&str; 8] = [
    r#""We 15:00-18:00""#,
    "null",
    r#""Mo-Fr 14:00-18:00; PH off""#,
    r#""Sa[2,4] 11:00-14:00""#,
    r#""Mo-Fr 13:30-17:30; Sa 10:00-16:00; Su,PH off""#,
    r#""Tu,Th 15:00-19:00; PH off""#,
    r#""ask by phone""#,
    r#""Sa,Su 10:00-17:00""#,
];

const KINDS: [&str; 5] = ["ibasho", "library", "地域会館", "プレーパーク", "childrens_center"];

fn write_place(out: &mut impl Write, number: u32, random: &mut Random) -> std::io::Result<()> {
    let (lon, lat) = (135.42 + 0.07 * random.unit(), 34.50 + 0.06 * random.unit());
    let (hours, kind) = (HOURS[random.below(8)], KINDS[random.below(5)]);
    let (capacity, district) = (random.below(60), random.below(120));
    write!(
        out,
        r#"{{"type":"Feature","geometry":{{"type":"Point","coordinates":[{lon:.7},{lat:.7}]}},"properties":{{"id":"P{number:07}","name":"架空の居場所{number}","kind":"{kind}","opening_hours":{hours},"age_min":6,"age_max":null,"capacity":{capacity},"district":"S{district:03}"}}}}"#
    )
}

/// A linear congruential generator (Knuth's constants), so that every run writes the same folder.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 32).expect("32 bits")
    }

    fn unit(&mut self) -> f64 {
        f64::from(self.next()) / f64::from(u32::MAX)
    }

    fn below(&mut self, end: u32) -> usize {
        (self.next() % end) as usize
    }
}
