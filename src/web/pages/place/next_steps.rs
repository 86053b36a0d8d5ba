//! Actions on the page of a place: directions, calendar, share and print, report an error.
//!
//! ```text
//! https://www.google.com/maps/dir/?api=1&travelmode=walking&destination=34.53380,135.46010
//! ```
//!
//! A map service learns the destination only, and only when the link is used; a place without an exact
//! public location has no directions.

use super::view::PlaceView;
use crate::dataset::WardContact;
use crate::geodesy::LonLat;
use crate::lang::{Lang, ruby};
use crate::web::feeds::SESSION_START;
use crate::web::origin;
use crate::web::pages::parts::dialled;
use crate::web::pages::parts::{original, rich, say};
use crate::web::pages::share::share;
use chrono::NaiveDateTime;
use maud::{Markup, html};

/// Directions of Google Maps, see <https://developers.google.com/maps/documentation/urls>.
const GOOGLE: &str = "https://www.google.com/maps/dir/?api=1";

/// Walking directions of Apple Maps, see
/// <https://developer.apple.com/library/archive/featuredarticles/iPhoneURLScheme_Reference/MapLinks/MapLinks.html>.
const APPLE: &str = "https://maps.apple.com/?dirflg=w";

/// Ways to be led there, each with the name of who is opened; empty if the location is approximate.
pub(super) fn directions(lang: Lang, view: &PlaceView) -> Markup {
    let ways = [
        ("directions-google-walk", google(view.point, "walking")),
        ("directions-google-bicycle", google(view.point, "bicycling")),
        ("directions-apple", format!("{APPLE}&daddr={}", there(view.point))),
    ];
    html! {
        @if view.exact {
            p.tools.directions {
                a.button.plain href={ "geo:" (there(view.point)) } { (say(lang, "directions-device")) }
                @for (key, address) in &ways {
                    a.button.plain href=(address) rel="noopener noreferrer" { (say(lang, key)) }
                }
                span.note { (say(lang, "place-directions-note")) }
            }
        }
    }
}

fn google(point: LonLat, mode: &str) -> String {
    format!("{GOOGLE}&travelmode={mode}&destination={}", there(point))
}

/// Latitude and longitude, in the order of map services and of `geo:` (RFC 5870).
fn there(point: LonLat) -> String {
    format!("{:.5},{:.5}", point.lat(), point.lon())
}

/// The dates as a calendar subscription, where this service knows its own address.
pub(super) fn subscribe(lang: Lang, id: &str) -> Markup {
    let address = origin::here(&format!("/feeds/places/{id}.ics"));
    let followed = address.split_once("://").map(|(_, rest)| format!("webcal://{rest}"));
    html! {
        @if let Some(followed) = followed { a.button.plain href=(followed) { (say(lang, "place-calendar")) } }
    }
}

pub(super) fn calendar(lang: Lang, id: &str) -> Markup {
    let file = format!("/feeds/places/{id}.ics");
    html! { p.tools { a href=(file) type="text/calendar" { (say(lang, "place-ics")) } } }
}

/// One session as a file, for the calendar of the device; `when` says its date and hours.
pub(super) fn one_date(lang: Lang, id: &str, start: NaiveDateTime, when: &str) -> Markup {
    let file = format!("/feeds/places/{id}/{}.ics", start.format(SESSION_START));
    let said = ruby::plain(&lang.fill("place-one-date", &[("when", when.into())]));
    html! {
        a.one-date href=(file) type="text/calendar" aria-label=(said) {
            svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" { path d="M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M12 12v6M9 15h6" {} }
        }
    }
}

pub(super) fn hand_on(lang: Lang, view: &PlaceView, path: &str) -> Markup {
    share(lang, path, &view.name)
}

/// 「ちがっていたら知らせる」: a prefilled mail, or a call, to the ward's contact.
pub(super) fn report(lang: Lang, contact: &WardContact, view: &PlaceView, path: &str) -> Markup {
    let reachable = contact.mail.is_some() || contact.phone.is_some();
    html! {
        p { (say(lang, if reachable { "report-lead" } else { "report-nobody" })) }
        @if reachable {
            p {
                @if let Some(section) = &contact.section { (original(lang, section)) }
            }
            p.tools {
                @if let Some(mail) = &contact.mail {
                    a.button.plain href=(letter(lang, mail, view, path)) { (say(lang, "report-mail")) }
                }
                @if let Some(phone) = &contact.phone {
                    a.button.plain href={ "tel:" (dialled(phone)) } { (rich(&lang.fill("report-call", &[("phone", phone.as_str().into())]))) }
                }
            }
        }
    }
}

/// The mail (RFC 6068), which names the place and its page and nothing about its sender.
fn letter(lang: Lang, mail: &str, view: &PlaceView, path: &str) -> String {
    let named = [("name", view.name.as_str().into())];
    let subject = ruby::plain(&lang.fill("report-subject", &named));
    let body =
        [
            ruby::plain(&lang.fill(
                "report-place",
                &[("name", view.name.as_str().into()), ("id", view.id.as_str().into())],
            )),
            origin::here(path),
            ruby::plain(&lang.text("report-wrong")),
        ];
    format!("mailto:{mail}?subject={}&body={}", escaped(&subject), escaped(&body.join("\r\n")))
}

/// Percent-encodes `text` for a `mailto:` URL, in which a plus is not a space.
fn escaped(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_service_is_told_the_destination_alone() {
        let there = LonLat::new(135.4601, 34.5338).unwrap();
        assert!(google(there, "walking").ends_with("&destination=34.53380,135.46010"));
        assert!(!google(there, "walking").contains("origin"));
    }

    #[test]
    fn a_mail_keeps_its_spaces_and_lines() {
        assert_eq!(escaped("a b\r\n+&"), "a%20b%0D%0A%2B%26");
    }
}
