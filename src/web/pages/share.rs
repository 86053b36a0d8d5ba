//! The ways to hand a page to somebody: the device's own share sheet, LINE, a copy, and the plain
//! address for whoever has none of these.
//!
//! ```text
//! share(lang, "/places/sample-hiroba", "おおとり ひろば")
//! ```
//!
//! What is shared is the address given here and nothing of the page around it: it names public
//! places only. Without a script the LINE link and the address are there, folded away.

use super::parts::{plain, say};
use crate::lang::{Lang, ruby};
use crate::web::origin;
use maud::{Markup, html};

/// LINE's page for sharing a text: <https://developers.line.biz/en/docs/line-social-plugins/>.
const LINE: &str = "https://line.me/R/share?";

/// The ways to share `path`, which others will see called `title`.
pub(super) fn share(lang: Lang, path: &str, title: &str) -> Markup {
    let address = origin::here(path);
    let title = ruby::plain(title);
    let text = form_urlencoded::Serializer::new(String::new())
        .append_pair("text", &format!("{title} {address}"))
        .finish();
    html! {
        details.share data-module="share" data-title=(title) {
            summary { (say(lang, "share-title")) }
            p.tools {
                button type="button" data-do="share" hidden { (say(lang, "share-send")) }
                button.plain type="button" data-do="copy" hidden { (say(lang, "share-copy")) }
                a.button.plain href={ (LINE) (text) } rel="noreferrer" { (say(lang, "share-line")) }
            }
            p {
                label { (say(lang, "share-address")) input type="text" readonly value=(address); }
            }
            p.note role="status" data-copied data-words=(plain(lang, "share-copied")) {}
        }
    }
}
