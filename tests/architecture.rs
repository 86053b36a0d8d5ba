//! Dependency directions, checked in the source: each layer may use those before it, never those after
//! it, and everything up to `tiles` is pure.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers in order; modules of one layer may not use each other unless listed in `SIBLINGS`.
const LAYERS: &[&[&str]] = &[
    &["geodesy", "lang"],
    &["place", "hours"],
    &["ask"],
    &["index", "coverage", "streets", "tiles"],
    &["answer"],
    &["dataset"],
    &["export"],
    &["web"],
    &["cli"],
];

/// The layers up to this one are pure.
const PURE: usize = 5;

/// The roots of the two crates, which belong to no layer.
const ROOTS: &[&str] = &["lib", "main"];

/// Uses within one layer that the design allows: a place names its schedule by id, a search ranks by
/// walks along streets.
const SIBLINGS: &[(&str, &str)] = &[("place", "hours"), ("index", "streets")];

/// What a pure module may not touch: web, async, SQL, files, network, the clock.
const IMPURE: &[&str] = &[
    "axum",
    "maud",
    "tokio",
    "tower",
    "rusqlite",
    "reqwest",
    "ureq",
    "std::fs",
    "std::net",
    "std::env",
    "SystemTime",
    "Utc::now",
    "Local::now",
    "Instant::now",
];

/// The I/O files of `tiles`: archives on disk and the upstream proxy.
const TILES_IO: &[&str] = &["pmtiles.rs", "upstream.rs"];

#[test]
fn layers_use_only_those_before_them() {
    let mut faults = Vec::new();
    for (layer, names) in LAYERS.iter().enumerate() {
        for module in *names {
            for file in rust_files(module) {
                let code = code_of(&file);
                let used = used_modules(&code, depth_of(&file));
                let reached = used.into_iter().filter(|used| !may_use(layer, module, used));
                faults.extend(reached.map(|used| format!("{} uses crate::{used}", file.display())));
            }
        }
    }
    assert!(faults.is_empty(), "a layer reaches to its right:\n{}", faults.join("\n"));
}

#[test]
fn every_module_has_its_layer() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let entries = fs::read_dir(src).expect("the source is readable").filter_map(Result::ok);
    let names = entries.filter_map(|entry| Some(entry.path().file_stem()?.to_str()?.to_owned()));
    let unlisted: Vec<String> =
        names.filter(|name| layer_of(name).is_none() && !ROOTS.contains(&name.as_str())).collect();
    assert!(unlisted.is_empty(), "modules that are in no layer: {unlisted:?}");
}

#[test]
fn the_core_knows_no_web_no_files_and_no_clock() {
    let mut faults = Vec::new();
    for file in LAYERS[..PURE].concat().into_iter().flat_map(rust_files).filter(|file| !is_tiles_io(file)) {
        let code = code_of(&file);
        let found = IMPURE.iter().filter(|word| has_word(&code, word));
        faults.extend(found.map(|word| format!("{} says {word}", file.display())));
    }
    assert!(faults.is_empty(), "a pure module does I/O:\n{}", faults.join("\n"));
}

#[test]
fn every_file_opens_with_what_it_answers() {
    let silent: Vec<String> = rust_files("")
        .into_iter()
        .filter(|file| !read(file).starts_with("//!"))
        .map(|file| file.display().to_string())
        .collect();
    assert!(silent.is_empty(), "files without a module doc:\n{}", silent.join("\n"));
}

#[test]
fn the_reader_of_uses_sees_single_grouped_and_relative_names() {
    let code =
        "use crate::geodesy::LonLat;\nuse crate::{hours::Answer, web};\nuse super::super::place::Need;";
    assert_eq!(used_modules(code, 2), ["geodesy", "hours", "web", "place"]);
    assert_eq!(used_modules("use super::super::page; use super::{cli::run, web};", 1), ["cli", "web"]);
}

fn layer_of(module: &str) -> Option<usize> {
    LAYERS.iter().position(|names| names.contains(&module))
}

/// Whether `module` may use `used`; a name outside the layers is checked by another test.
fn may_use(layer: usize, module: &str, used: &str) -> bool {
    used == module
        || SIBLINGS.contains(&(module, used))
        || layer_of(used).is_none_or(|of_used| of_used < layer)
}

/// Module depth of the file below the crate root: 1 for `src/lang.rs` and `src/index/mod.rs`.
fn depth_of(file: &Path) -> usize {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let within = file.strip_prefix(src).expect("it lies in src").components().count();
    if file.ends_with("mod.rs") { within - 1 } else { within }
}

/// The crate's top-level modules used in `code`, which lies `depth` modules deep: names after
/// `crate::`, or after `depth` `super::`, including those in braces.
fn used_modules(code: &str, depth: usize) -> Vec<&str> {
    let mut used = Vec::new();
    for start in ["crate::".to_owned(), "super::".repeat(depth)] {
        for (at, _) in code.match_indices(&start) {
            let before = code[..at].chars().next_back();
            let rest = &code[at + start.len()..];
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
                || rest.starts_with("super::")
            {
                continue;
            }
            match rest.strip_prefix('{') {
                Some(list) => {
                    used.extend(
                        list.split('}').next().unwrap_or_default().split(',').map(leading_identifier),
                    );
                }
                None => used.push(leading_identifier(rest)),
            }
        }
    }
    used
}

fn leading_identifier(text: &str) -> &str {
    let text = text.trim_start();
    text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}

fn has_word(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !joins(code[..at].chars().next_back()) && !joins(code[at + word.len()..].chars().next())
    })
}

fn is_tiles_io(file: &Path) -> bool {
    let in_tiles = file.components().any(|part| part.as_os_str() == "tiles");
    in_tiles && TILES_IO.iter().any(|name| file.ends_with(name))
}

/// The file without comments and without its tests, which may use anything.
fn code_of(file: &Path) -> String {
    let text = read(file);
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).expect("the source is readable")
}

/// The source files of `module`: `src/module.rs` and all below `src/module/`; every file for "".
fn rust_files(module: &str) -> Vec<PathBuf> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&src.join(module), &mut files);
    files.extend(Some(src.join(format!("{module}.rs"))).filter(|single| single.is_file()));
    files.sort();
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
