//! Which addresses are open data: for programs of anybody, readable from other sites, with errors as
//! problem+json.

const OPEN_DATA: [&str; 5] = ["/api/", "/tiles/", "/feeds/", "/ogc", "/openapi.json"];

/// Whether the address `path` belongs to the open data.
pub(super) fn is_open_data(path: &str) -> bool {
    OPEN_DATA.iter().any(|start| path.starts_with(start))
}
