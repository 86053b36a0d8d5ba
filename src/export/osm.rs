//! Writes places as OpenStreetMap nodes with tags (OSM XML 0.6).
//!
//! Nodes have negative ids, and the file is marked `upload="never"`: it is for programs that read OSM
//! data, not for an upload. A place whose location is not exact is left out, because a node at the center
//! of a town would claim that it is there.

use super::municipal::is_exact;
use super::words::marked;
use super::{Export, ExportError};
use crate::place::{Place, PlaceKind, TriState};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};
use std::io::Write;

impl Export<'_> {
    pub(super) fn osm(&self, out: &mut dyn Write) -> Result<usize, ExportError> {
        let ward = &self.snapshot.ward;
        let mut writer = Writer::new_with_indent(out, b' ', 1);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let generator = concat!("ibasho ", env!("CARGO_PKG_VERSION"));
        let mut root = BytesStart::new("osm");
        root.extend_attributes([("version", "0.6"), ("generator", generator), ("upload", "never")]);
        root.push_attribute(("copyright", visible(&ward.name).as_str()));
        if let Some(license) = &ward.license {
            root.push_attribute(("license", visible(license).as_str()));
        }
        writer.write_event(Event::Start(root))?;
        let mut omitted = 0;
        for (number, place) in (1..).zip(self.snapshot.index.places()) {
            if !is_exact(place) {
                omitted += 1;
                continue;
            }
            let mut node = BytesStart::new("node");
            let number: i64 = number;
            node.push_attribute(("id", (-number).to_string().as_str()));
            node.push_attribute(("visible", "true"));
            node.push_attribute(("lat", place.point.lat().to_string().as_str()));
            node.push_attribute(("lon", place.point.lon().to_string().as_str()));
            writer.write_event(Event::Start(node))?;
            for (key, value) in self.tags(place) {
                let mut tag = BytesStart::new("tag");
                tag.push_attribute(("k", key.as_str()));
                tag.push_attribute(("v", visible(&value).as_str()));
                writer.write_event(Event::Empty(tag))?;
            }
            writer.write_event(Event::End(BytesEnd::new("node")))?;
        }
        writer.write_event(Event::End(BytesEnd::new("osm")))?;
        Ok(omitted)
    }

    /// The tags of a place; what is not known has none.
    fn tags(&self, place: &Place) -> Vec<(String, String)> {
        let mut tags: Vec<(String, String)> = Vec::new();
        let mut add = |key: &str, value: Option<&str>| {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                tags.push((key.to_owned(), value.to_owned()));
            }
        };
        // A place that has ended keeps its kind under a lifecycle prefix, so that no map shows it as there.
        let prefix = if self.has_ended(place) { "disused:" } else { "" };
        for (key, value) in kind_tags(place.kind) {
            add(&format!("{prefix}{key}"), Some(value));
        }
        add("ref:ibasho", Some(place.id.as_str()));
        add("name", Some(&marked(place, &place.name)));
        if let Some(details) = place.details.as_deref() {
            add("name:ja-Hira", details.name_reading.as_deref());
            for (language, name) in &details.names {
                add(&format!("name:{language}"), Some(name));
            }
            add("operator", details.operator.as_deref());
            add("addr:full", details.address.as_deref());
            add("phone", details.phone.as_deref());
            add("website", details.url.as_deref());
            let wheelchair = Some(details.wheelchair).filter(|value| *value != TriState::Unknown);
            add("wheelchair", wheelchair.map(TriState::code));
            add("check_date", details.verified_on.map(|day| day.to_string()).as_deref());
            add("end_date", details.closed_on.map(|day| day.to_string()).as_deref());
            add("source", details.source.as_deref());
        }
        if let [programme] = &*place.programmes {
            let hours = self.osm_hours(programme.schedule).filter(|_| self.has_sure_hours(place));
            add("opening_hours", hours.as_deref());
            let fee =
                programme.fee.and_then(|fee| fee.child_yen).map(|yen| if yen == 0 { "no" } else { "yes" });
            add("fee", fee);
            add("capacity", programme.capacity.map(|most| most.to_string()).as_deref());
        }
        add("note", Some(self.remarks(place).join(" ").as_str()));
        tags
    }

    /// Hours in OSM syntax, where rules alone say them: not with dated sessions, nor with several readings.
    fn osm_hours(&self, id: crate::hours::ScheduleId) -> Option<String> {
        let schedules = &self.snapshot.schedules;
        let source = schedules.source(id);
        let dated = !source.sessions.is_empty() || !schedules.sessions_read(id).is_empty();
        let unsure = schedules.reading(id).is_some_and(|reading| !reading.readings.is_empty());
        if dated || unsure {
            return None;
        }
        schedules.expression(id).map(|expression| expression.to_string())
    }
}

/// The tags of a kind, after the wiki pages of each key.
fn kind_tags(kind: PlaceKind) -> &'static [(&'static str, &'static str)] {
    match kind {
        PlaceKind::Library => &[("amenity", "library")],
        PlaceKind::Playground => &[("leisure", "playground")],
        PlaceKind::AfterSchool => &[("amenity", "childcare")],
        PlaceKind::PublicSpace => &[("amenity", "community_centre")],
        PlaceKind::ChildrensCafeteria => &[
            ("amenity", "social_facility"),
            ("social_facility", "soup_kitchen"),
            ("social_facility:for", "child"),
        ],
        PlaceKind::FreeSchool | PlaceKind::EducationSupportCenter => &[
            ("amenity", "social_facility"),
            ("social_facility", "outreach"),
            ("social_facility:for", "juvenile"),
        ],
        PlaceKind::Ibasho | PlaceKind::LearningSupport | PlaceKind::ChildrensCenter | PlaceKind::Other => {
            &[("amenity", "community_centre"), ("community_centre:for", "child;juvenile")]
        }
    }
}

/// `text` without characters that XML 1.0 has no form for.
fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}
