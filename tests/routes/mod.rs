//! The routes of the service, as its source lists them: a new one cannot be forgotten by a test.

/// The first argument of every `.route(` below `folder`.
pub fn below(folder: &std::path::Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(below(&path));
        } else {
            let source = std::fs::read_to_string(&path).unwrap();
            let calls =
                source.split(".route(").skip(1).filter_map(|call| call.trim_start().strip_prefix('"'));
            found.extend(calls.filter_map(|call| Some(call.split_once('"')?.0.to_owned())));
        }
    }
    found
}
