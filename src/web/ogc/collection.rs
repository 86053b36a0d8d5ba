//! The collections and what is said of each.

use super::{HTML, JSON, link};
use crate::answer::GEOJSON;
use crate::ask::params::coded;
use crate::dataset::Snapshot;
use crate::geodesy::{Bounds, LonLat};
use crate::lang::{Lang, ruby};
use crate::web::pages::parts::plain;
use geo::BoundingRect as _;
use serde_json::{Value, json};

/// The one coordinate reference system: longitude and latitude in degrees, WGS 84.
pub(super) const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

coded! {
    pub(super) Collection {
        Places = "places",
        Desks = "desks",
        Events = "events",
        Candidates = "candidates",
        Districts = "districts",
    }
}

impl Collection {
    pub fn id(self) -> &'static str {
        self.code()
    }

    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.id() == id)
    }

    pub fn path(self) -> String {
        format!("/ogc/collections/{}", self.id())
    }

    /// Properties by which its items can be filtered.
    pub fn filters(self) -> &'static [&'static str] {
        match self {
            Self::Places => &["kind", "district", "location_precision", "sample"],
            Self::Desks => &["kind", "area"],
            Self::Events => &["kind", "sample"],
            Self::Candidates => &["kind", "district"],
            Self::Districts => &["sample"],
        }
    }

    /// The box around its items; `None` for none that lies anywhere.
    fn bounds(self, snapshot: &Snapshot) -> Option<Bounds> {
        let corners = |district: &crate::dataset::District| {
            let rect = district.area.bounding_rect()?;
            Some([LonLat::new(rect.min().x, rect.min().y)?, LonLat::new(rect.max().x, rect.max().y)?])
        };
        match self {
            Self::Places => Bounds::around(snapshot.index.places().iter().map(|place| place.point)),
            Self::Desks => None,
            Self::Events => Bounds::around(snapshot.events.iter().filter_map(|event| event.point)),
            Self::Candidates => Bounds::around(snapshot.candidates.iter().map(|site| site.point)),
            Self::Districts => Bounds::around(snapshot.districts.iter().filter_map(corners).flatten()),
        }
    }
}

/// The description of `collection`, with `links` before its own.
pub(super) fn described(collection: Collection, snapshot: &Snapshot, lang: Lang, links: &[Value]) -> Value {
    let path = collection.path();
    let items = format!("{path}/items");
    let mut links = links.to_vec();
    if links.is_empty() {
        links.push(link("self", JSON, &path, collection.id()));
    }
    links.push(link("items", GEOJSON, &items, "GeoJSON"));
    links.push(link("items", HTML, &format!("{items}?f=html"), "HTML"));
    let mut body = json!({
        "id": collection.id(),
        "title": plain(lang, &format!("ogc-{}", collection.id())),
        "description": ruby::plain(&lang.fill("ogc-filters", &[("names", collection.filters().join(", ").into())])),
        "itemType": "feature",
        "crs": [CRS84],
        "links": links,
    });
    if let Some(bounds) = collection.bounds(snapshot) {
        let bbox = [bounds.min.lon(), bounds.min.lat(), bounds.max.lon(), bounds.max.lat()];
        body["extent"] = json!({"spatial": {"bbox": [bbox], "crs": CRS84}});
    }
    body
}
