//! Decides which paths are open data: readable cross-origin, with errors as problem+json.

const OPEN_DATA: [&str; 5] = ["/api/", "/tiles/", "/feeds/", "/ogc", "/openapi.json"];

pub(super) fn is_open_data(path: &str) -> bool {
    OPEN_DATA.iter().any(|start| path.starts_with(start))
}
