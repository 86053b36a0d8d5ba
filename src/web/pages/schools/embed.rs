//! The short list for embedding in a school's website: no layout, no script, and every link opens
//! outside the frame.

use super::view::EmbedView;
use crate::dataset::Snapshot;
use crate::lang::ruby;
use crate::web::origin::here;
use crate::web::pages::layout::href;
use crate::web::pages::parts::{original, rich, sample, say, state};
use crate::web::{Language, assets};
use maud::{DOCTYPE, Markup, html};

/// Link target and relation: links open in a new tab and send no referrer.
const TARGET: &str = "_blank";
const REL: &str = "noopener noreferrer";

pub(super) fn page(snapshot: &Snapshot, language: Language, view: &EmbedView) -> Markup {
    let lang = language.lang;
    let title = lang.fill("school-title", &[("name", view.name.as_str().into())]);
    let all = href(&format!("/schools/{}", view.id), language);
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head {
                meta charset="utf-8";
                title { (ruby::plain(&title)) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                link rel="canonical" href=(here(&format!("/schools/{}", view.id)));
                link rel="stylesheet" href=(assets::url("css/site.css"));
                link rel="stylesheet" href=(assets::url("css/embed.css"));
            }
            body.embed {
                main {
                    h1 { (rich(&title)) }
                    @if snapshot.ward.sample { p.sample-note { (say(lang, "sample-note")) } }
                    ul.nearest {
                        @for card in &view.cards {
                            li {
                                p.name {
                                    a href=(href(&format!("/places/{}", card.id), language)) target=(TARGET) rel=(REL) {
                                        (original(lang, &card.name))
                                    }
                                    @if card.sample { " " (sample(lang)) }
                                    @if let Some(walk) = &card.walk { " " span.walk { (rich(walk)) } }
                                }
                                (state(&card.badge))
                            }
                        }
                    }
                    p.fresh { (rich(&lang.fill("embed-as-of", &[("when", view.as_of.as_str().into())]))) }
                    p { a href=(all) target=(TARGET) rel=(REL) { (say(lang, "embed-all")) } }
                }
            }
        }
    }
}
