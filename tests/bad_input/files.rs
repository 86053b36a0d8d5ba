//! Files that are broken, compressed, too large, in another encoding, or missing.

use crate::support::{collection, found, place, read, read_places, today, words};
use ibasho::dataset::{LISTED_PER_CODE, Source, load};
use std::collections::BTreeSet;
use std::io::Write;

#[test]
fn a_file_that_is_broken_as_a_whole_says_where() {
    let good = collection(&[place("first", ""), place("last", "")]);
    let rows = [
        ("cut off", good[..good.rfind("kind").unwrap()].to_owned(), "broken_json", "never ends"),
        ("a missing comma", good.replace("},\n{", "}\n{"), "broken_json", "line 2, column 1"),
        ("a second comma", good.replace("},\n{", "},,\n{"), "broken_json", "line 1"),
        ("something after the end", format!("{good}\n}}"), "broken_json", "line 3, column 1"),
        ("a list", "[1, 2]".to_owned(), "not_a_collection", "line 1, column 1"),
        ("a feature alone", place("a", ""), "not_a_collection", "FeatureCollection"),
        (
            "features as a text",
            r#"{"type":"FeatureCollection","features":"x"}"#.to_owned(),
            "not_a_collection",
            "list",
        ),
        ("no features", r#"{"type":"FeatureCollection"}"#.to_owned(), "not_a_collection", "features"),
        ("empty", String::new(), "empty_file", "0 bytes"),
        ("blank", " \n ".to_owned(), "not_a_collection", "line 2"),
        ("HTML", "<!DOCTYPE html>".to_owned(), "another_format", "web page"),
    ];
    for (what, text, code, part) in rows {
        let (notices, _) = read_places(&text);
        let notice = notices.iter().find(|notice| notice.code == code);
        assert!(notice.is_some_and(|notice| notice.message.contains(part)), "{what}: {notices:?}");
    }
}

#[test]
fn the_position_of_a_fault_in_a_feature_is_that_of_the_file() {
    let text = collection(&[place("first", ""), place("bad", "").replace("34.5343", "34.53.43")]);
    let at = text.find("34.53.43").unwrap() + 5;
    let line_start = text.find('\n').unwrap() + 1;
    let (notices, _) = read_places(&text);
    let expected = format!("line 2, column {} (byte {at})", at - line_start + 1);
    assert!(notices[0].message.starts_with(&expected), "{expected} in {}", notices[0].message);
}

#[test]
fn an_encoding_other_than_utf_8_is_named() {
    let text = collection(&[place("a", r#""name": "鳳小学校のひろば""#)]);
    let rows = [
        (encoding_rs::SHIFT_JIS.encode(&text).0.into_owned(), "Shift_JIS"),
        (encoding_rs::EUC_JP.encode(&text).0.into_owned(), "EUC-JP"),
        (text.encode_utf16().flat_map(u16::to_le_bytes).collect(), "UTF-8"),
        ([0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(), "UTF-16"),
        (
            text.replace("鳳小学校のひろば", "Caf@")
                .bytes()
                .map(|b| if b == b'@' { 0xe9 } else { b })
                .collect(),
            "latin-1",
        ),
    ];
    for (bytes, name) in rows {
        let (notices, snapshot) = read(vec![("places.geojson", bytes)]);
        assert!(snapshot.is_none(), "{name}");
        assert!(name == "UTF-8" || words(&notices).contains("not_utf8"), "{name}");
        if name != "UTF-8" {
            assert!(notices[0].message.contains(name), "{name}: {notices:?}");
        }
    }
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    let text = format!("\u{feff}{}", collection(&[place("a", "")]));
    let (notices, snapshot) = read_places(&text);
    assert_eq!((notices, found(snapshot.as_ref())), (vec![], vec!["a".to_owned()]));
}

#[test]
fn a_gzipped_file_is_read_and_a_bomb_is_not() {
    let pack = |bytes: &[u8]| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    };
    let (notices, snapshot) =
        read(vec![("places.geojson.gz", pack(collection(&[place("a", "")]).as_bytes()))]);
    assert_eq!((notices, found(snapshot.as_ref())), (vec![], vec!["a".to_owned()]));

    let bomb = pack(&vec![b' '; (65 << 20) + 1]);
    let files = vec![("places.geojson", collection(&[place("a", "")]).into_bytes()), ("desks.csv.gz", bomb)];
    let (notices, snapshot) = read(files);
    assert_eq!(words(&notices), BTreeSet::from(["unpacks_too_large"]));
    assert!(snapshot.is_some());

    let (notices, snapshot) = read(vec![("places.geojson.gz", b"no gzip at all".to_vec())]);
    assert_eq!((words(&notices), snapshot.is_some()), (BTreeSet::from(["unreadable_file"]), false));
}

#[test]
fn folders_that_are_none_and_files_of_two_gigabytes_are_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let refused = |path: &std::path::Path| {
        let fault = load(&Source::Folder(path.to_owned()), today()).unwrap_err();
        (fault.notices[0].code, fault.notices[0].message.clone())
    };
    assert_eq!(refused(&path.join("no-such")).0, "missing_folder");
    assert_eq!(refused(path).0, "missing_places");
    let file = path.join("places.geojson");
    let large = std::fs::File::create(&file).unwrap();
    assert_eq!(refused(&file).0, "not_a_folder");
    assert_eq!(refused(path).0, "empty_file");
    large.set_len(2 << 30).unwrap(); // sparse: takes no space on disk
    assert_eq!(refused(path), ("file_too_large", "is 2048 MB large; at most 1024 MB are read".to_owned()));
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    assert_eq!(refused(path).0, "unreadable_file");
}

#[test]
fn a_hundred_thousand_faults_are_a_short_list() {
    let features: Vec<String> =
        (0..100_000).map(|number| place(&format!("p{number}"), r#""fee_yen": -1, "colour": 1"#)).collect();
    let (notices, snapshot) = read_places(&collection(&features));
    assert_eq!(snapshot.unwrap().index.places().len(), 100_000);
    let prices: Vec<_> = notices.iter().filter(|notice| notice.code == "bad_price").collect();
    assert_eq!(prices.len(), LISTED_PER_CODE + 1);
    assert_eq!(prices.iter().map(|notice| notice.count).sum::<usize>(), 100_000);
    let first: Vec<_> = prices.iter().take(3).map(|notice| notice.feature).collect();
    assert_eq!(first, [Some(1), Some(2), Some(3)]);
    let keys = notices.iter().find(|notice| notice.code == "unknown_key").unwrap();
    assert_eq!(keys.count, 100_000);
}

#[test]
fn a_collection_without_places_is_served_as_that() {
    let (notices, snapshot) = read_places(&collection(&[]));
    assert_eq!((words(&notices), snapshot.is_some()), (BTreeSet::from(["no_places"]), true));
}
