//! Whatever the data folder contains, the process continues, and each error is reported with its own
//! code.

mod files;
mod kinds;
mod places;
mod secrets;
mod support;
mod surroundings;

use ibasho::dataset::code;

#[test]
fn every_code_has_a_test_here() {
    let tests = [
        include_str!("files.rs"),
        include_str!("kinds.rs"),
        include_str!("../reload.rs"),
        include_str!("places.rs"),
        include_str!("secrets.rs"),
        include_str!("surroundings.rs"),
    ]
    .concat();
    for code in code::all() {
        assert!(tests.contains(&format!("\"{}\"", code.word)), "{} has no test", code.word);
    }
}
