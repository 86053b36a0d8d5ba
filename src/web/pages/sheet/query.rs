//! The query of the sheet: parses the URL and formats it.

use crate::ask::Params;
use crate::web::WebError;

/// Maximum of places and desks on one sheet: with more it is no longer a selection.
pub const MOST: usize = 6;

/// Maximum length of the name filter, in characters.
const NAME_CHARS: usize = 60;

/// Maximum number of ids looked up: no sheet and no form sends more.
const LOOKED_UP: usize = 60;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetQuery {
    /// Ids of places, as given, without duplicates.
    pub places: Vec<String>,
    /// Ids of desks, as given, without duplicates.
    pub desks: Vec<String>,
    /// Id of the school from which walks are measured.
    pub near: Option<String>,
    /// Name filter (substring).
    pub name: Option<String>,
    /// Show the form, with the choice so far.
    pub choosing: bool,
}

impl SheetQuery {
    /// Parses `places` and `desks` (commas or repeated), `near`, `name`, `do=choose`.
    ///
    /// # Errors
    /// [`WebError::BadParameter`] if `do` is not a valid value.
    pub fn read(params: &Params) -> Result<Self, WebError> {
        let choosing = match params.get("do") {
            None => false,
            Some("choose") => true,
            Some(other) => return Err(WebError::bad_parameter("do", other, "choose")),
        };
        Ok(Self {
            places: ids(params, "places"),
            desks: ids(params, "desks"),
            near: params.get("near").map(|id| id.chars().take(NAME_CHARS).collect()),
            name: params.get("name").map(|name| name.chars().take(NAME_CHARS).collect()),
            choosing,
        })
    }

    /// The URL of the sheet, without a language.
    pub fn address(&self) -> String {
        let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let joined = |ids: &[String]| ids.iter().map(|id| encode(id)).collect::<Vec<_>>().join(",");
        // A comma needs no escape in a query (RFC 3986 §3.4), and a shorter link gives a coarser QR
        // code.
        let parts = [
            (!self.places.is_empty()).then(|| format!("places={}", joined(&self.places))),
            (!self.desks.is_empty()).then(|| format!("desks={}", joined(&self.desks))),
            self.near.as_deref().map(|near| format!("near={}", encode(near))),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let mark = if parts.is_empty() { "" } else { "?" };
        format!("/sheet{mark}{}", parts.join("&"))
    }
}

impl SheetQuery {
    /// The URL of the form with this choice ticked, without a language.
    pub fn address_of_form(&self) -> String {
        let sheet = self.address();
        if sheet.contains('?') { format!("{sheet}&do=choose") } else { sheet }
    }
}

fn ids(params: &Params, name: &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let given = params.all(name).flat_map(|list| list.split(',')).map(str::trim).filter(|id| !id.is_empty());
    for id in given.take(LOOKED_UP) {
        if !ids.iter().any(|known| known == id) {
            ids.push(id.to_owned());
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_back_as_the_same_choice() {
        for address in ["/sheet", "/sheet?places=a,b&desks=x", "/sheet?places=a&near=ootori-sho"] {
            let query = address.split_once('?').map_or("", |(_, query)| query);
            assert_eq!(SheetQuery::read(&Params::read(query)).unwrap().address(), address);
        }
    }

    #[test]
    fn an_id_given_twice_counts_once() {
        let query = SheetQuery::read(&Params::read("places=a,b,a&places=b,,")).unwrap();
        assert_eq!(query.places, ["a", "b"]);
    }
}
