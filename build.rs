//! Builds anew when an embedded file comes or goes; changed ones are seen without this.

fn main() {
    for folder in ["data", "lang", "static"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let scripts = ["find.js", "ground.js", "map.js", "offline.js", "place.js"];
    if !scripts.iter().all(|script| std::path::Path::new("static/dist").join(script).exists()) {
        println!("cargo::warning=without scripts: `npm ci && npm run build` makes them, pages do without");
    }
}
