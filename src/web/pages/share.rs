//! Share controls: the device's share sheet, LINE, copy, and the plain URL as fallback.
//!
//! ```text
//! share(lang, "/places/sample-hiroba", "おおとり ひろば")
//! ```
//!
//! Only the URL given here is shared: it names public places only. Without a script the LINE link and
//! the URL remain, folded.

use super::parts::{plain, say};
use crate::lang::{Lang, ruby};
use crate::web::origin;
use maud::{Markup, html};

/// LINE's page for sharing a text: <https://developers.line.biz/en/docs/line-social-plugins/>.
const LINE: &str = "https://line.me/R/share?";

/// The controls that share `path` under the title `title`.
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
