//! `/open-data`: the data for other sites and programs, with an example of each address to copy.

use super::layout::{Frame, frame};
use super::parts::{original, plain, rich, say};
use crate::dataset::Snapshot;
use crate::web::origin::here;
use crate::web::{App, Language};
use axum::extract::State;
use maud::{Markup, html};

const PATH: &str = "/open-data";

/// Takes nothing, asks nothing, shows how to take the data.
pub(super) async fn show(State(app): State<App>, language: Language) -> Markup {
    page(&app.snapshot(), language)
}

/// What one can do, by message key, and what to write for it.
fn examples(snapshot: &Snapshot) -> [(&'static str, String); 7] {
    let schools = snapshot.landmarks.iter().filter(|landmark| landmark.in_ward && landmark.kind.is_school());
    let school = schools.map(|school| school.id.as_str()).next().unwrap_or("SCHOOL");
    let frame = here(&format!("/embed/schools/{school}"));
    [
        ("open-data-embed", format!("<iframe src=\"{frame}\" width=\"100%\" height=\"480\"></iframe>")),
        ("open-data-table", here("/feeds/places.csv")),
        ("open-data-map", here("/feeds/places.geojson")),
        ("open-data-calendar", here("/feeds/places.ics")),
        ("open-data-gis", here("/ogc")),
        ("open-data-ask", here(&format!("/api/v1/places/nearest?from={school}&state=open&limit=5"))),
        ("open-data-api", here("/openapi.json")),
    ]
}

fn page(snapshot: &Snapshot, language: Language) -> Markup {
    let lang = language.lang;
    let content = html! {
        article.prose {
            h1 { (say(lang, "open-data-title")) }
            p { (say(lang, "open-data-about")) }
            p {
                @match &snapshot.ward.license {
                    Some(license) => { (say(lang, "open-data-license")) " " (original(lang, license)) }
                    None => { (say(lang, "open-data-license-unknown")) }
                }
            }
            @for (key, example) in examples(snapshot) {
                section {
                    h2 { (say(lang, key)) }
                    p { code {
                        @if example.starts_with('<') { (example) } @else { a href=(example) { (example) } }
                    } }
                }
            }
            p { (rich(&lang.text("open-data-polite"))) }
        }
    };
    let title = plain(lang, "open-data-title");
    frame(&Frame { title: &title, language, path: Some(PATH), ward: &snapshot.ward }, &content)
}
