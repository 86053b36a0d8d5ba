//! An OGC answer as a page: its title, its links, and its features as a table.

use crate::dataset::Snapshot;
use crate::web::Language;
use crate::web::pages::layout::{Frame, frame};
use crate::web::pages::parts::{original, plain, say};
use maud::{Markup, html};
use serde_json::Value;

/// The page at `path` that shows `body`, the JSON of the same answer.
pub(super) fn page(snapshot: &Snapshot, language: Language, path: &str, body: &Value) -> Markup {
    let lang = language.lang;
    let properties = &body["properties"];
    let named =
        [&body["title"], &properties["name"], &properties["title"]].into_iter().find_map(Value::as_str);
    let title = named.map_or_else(|| plain(lang, "ogc-collections"), str::to_owned);
    let content = html! {
        article.prose {
            h1 { (original(lang, &title)) }
            @if let Some(about) = body["description"].as_str() { p { (about) } }
            @if let Some(all) = body["conformsTo"].as_array() {
                ul { @for class in all { li { (cell(class)) } } }
            }
            @if let Some(all) = body["collections"].as_array() {
                ul { @for one in all { li {
                    a href={ "/ogc/collections/" (cell(&one["id"])) "?f=html" } { (cell(&one["title"])) }
                } } }
            }
            @if let Some(features) = body["features"].as_array() {
                p { (cell(&body["numberReturned"])) " / " (cell(&body["numberMatched"])) }
                (table(path, features))
            }
            @if let Some(fields) = properties.as_object() {
                dl { @for (name, value) in fields { dt { (name) } dd { (cell(value)) } } }
            }
            h2 { (say(lang, "ogc-links")) }
            ul { @for link in body["links"].as_array().into_iter().flatten() { li {
                a href=(cell(&link["href"])) rel=(cell(&link["rel"])) { (cell(&link["title"])) }
                " (" (cell(&link["rel"])) ")"
            } } }
        }
    };
    frame(&Frame { title: &title, language, path: None, ward: &snapshot.ward }, &content)
}

/// The features, with the properties of the first as columns: all of a collection have the same.
fn table(path: &str, features: &[Value]) -> Markup {
    let first = features.first().and_then(|feature| feature["properties"].as_object());
    let Some(first) = first else { return html! {} };
    let columns: Vec<&String> = first.keys().filter(|name| *name != "programmes").collect();
    html! {
        div.scroll tabindex="0" { table {
            thead { tr { @for name in &columns { th scope="col" { (name) } } } }
            tbody { @for feature in features { tr {
                @for name in &columns {
                    @let value = &feature["properties"][name.as_str()];
                    td {
                        @if *name == "id" {
                            a href={ (path) "/" (cell(value)) "?f=html" } { (cell(value)) }
                        } @else { (cell(value)) }
                    }
                }
            } } }
        } }
    }
}

/// A value in words; nothing for what is not known.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
