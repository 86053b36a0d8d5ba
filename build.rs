//! Builds anew when an embedded file comes or goes; changed ones are seen without this.

fn main() {
    for folder in ["data", "lang", "static"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
