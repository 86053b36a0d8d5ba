//! Builds anew when an embedded file comes or goes; changed ones are seen without this.

fn main() {
    for folder in ["data", "lang", "static"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    if !std::path::Path::new("static/dist/map.js").exists() {
        println!(
            "cargo::warning=without the map that moves: `npm ci && npm run build` makes it, pages show the drawn map"
        );
    }
}
