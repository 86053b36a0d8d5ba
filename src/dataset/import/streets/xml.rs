//! Reads `.osm` and `.osm.gz`: OpenStreetMap XML.

use super::gather::Take;
use crate::geodesy::LonLat;
use crate::streets::Vertex;
use flate2::read::MultiGzDecoder;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// The largest single tag that is read; a real one has a few hundred bytes.
const LARGEST_TAG: usize = 1 << 20;

/// The most members and tags of one element; OpenStreetMap allows 2 000 nodes and 32 000 members.
const MOST_PARTS: usize = 200_000;

pub(super) fn scan<T: Take>(file: &Path, packed: bool, take: &T) -> Result<T::Part, String> {
    let opened = File::open(file).map_err(|cause| format!("cannot be read: {cause}"))?;
    let bytes: Box<dyn Read> =
        if packed { Box::new(MultiGzDecoder::new(BufReader::new(opened))) } else { Box::new(opened) };
    let bounded = Bounded { inner: BufReader::with_capacity(1 << 16, bytes), left: LARGEST_TAG };
    let mut reader = Reader::from_reader(bounded);
    let mut part = T::Part::default();
    let (mut element, mut buffer) = (Open::default(), Vec::new());
    let mut ended = false;
    loop {
        buffer.clear();
        reader.get_mut().left = LARGEST_TAG;
        let event = reader.read_event_into(&mut buffer);
        let at = reader.buffer_position();
        let fault = |cause: String| format!("is damaged or was cut off, at byte {at}: {cause}");
        match event.map_err(|cause| fault(cause.to_string()))? {
            Event::Start(tag) => element.begin(&tag).map_err(fault)?,
            Event::Empty(tag) => {
                element.begin(&tag).map_err(fault)?;
                element.end(tag.name().as_ref(), take, &mut part).map_err(fault)?;
            }
            Event::End(tag) => {
                ended |= tag.name().as_ref() == "osm";
                element.end(tag.name().as_ref(), take, &mut part).map_err(fault)?;
            }
            Event::Eof if !element.is_osm => {
                return Err("is XML, but not of OpenStreetMap: it has no <osm>".to_owned());
            }
            Event::Eof if ended => return Ok(part),
            Event::Eof => return Err(fault("the end </osm> is missing".to_owned())),
            _ => {}
        }
    }
}

#[derive(Debug, Default)]
struct Open {
    is_osm: bool,
    id: i64,
    at: Option<Vertex>,
    deleted: bool,
    refs: Vec<i64>,
    members: Vec<(i64, String)>,
    tags: Vec<(String, String)>,
}

impl Open {
    fn begin(&mut self, tag: &BytesStart<'_>) -> Result<(), String> {
        match tag.name().as_ref() {
            "osm" => self.is_osm = true,
            "node" => {
                self.start(tag)?;
                let degrees = |key| -> Result<Option<f64>, String> {
                    let text = value(tag, key)?;
                    Ok(text.and_then(|text| text.trim().parse().ok()))
                };
                let point = degrees("lon")?.zip(degrees("lat")?).and_then(|(lon, lat)| LonLat::new(lon, lat));
                self.at = point.map(Vertex::near);
            }
            "way" | "relation" => self.start(tag)?,
            "nd" => self.refs.push(number(tag, "ref")?),
            "member" if value(tag, "type")?.as_deref() == Some("way") => {
                let role = value(tag, "role")?.unwrap_or_default();
                self.members.push((number(tag, "ref")?, role));
            }
            "tag" => {
                let said = value(tag, "k")?.zip(value(tag, "v")?);
                self.tags.extend(said);
            }
            _ => {}
        }
        if self.refs.len() + self.members.len() + self.tags.len() > MOST_PARTS {
            return Err(format!("element {} has more than {MOST_PARTS} parts", self.id));
        }
        Ok(())
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), String> {
        self.id = number(tag, "id")?;
        self.deleted = value(tag, "visible")?.as_deref() == Some("false")
            || value(tag, "action")?.as_deref() == Some("delete");
        self.at = None;
        self.refs.clear();
        self.members.clear();
        self.tags.clear();
        Ok(())
    }

    fn end<T: Take>(&mut self, name: &str, take: &T, part: &mut T::Part) -> Result<(), String> {
        if !self.is_osm && matches!(name, "node" | "way" | "relation") {
            return Err(format!("<{name}> stands outside of <osm>"));
        }
        if self.deleted {
            return Ok(());
        }
        let tags = self.tags.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        let off = Vertex { lon: i32::MAX, lat: i32::MAX };
        match name {
            "node" => take.node(part, self.id, self.at.unwrap_or(off), tags),
            "way" => take.way(part, self.id, self.refs.iter().copied(), tags),
            "relation" => {
                take.relation(part, self.members.iter().map(|(id, role)| (*id, role.as_str())), tags);
            }
            _ => {}
        }
        Ok(())
    }
}

fn value(tag: &BytesStart<'_>, key: &str) -> Result<Option<String>, String> {
    let found = tag.try_get_attribute(key).map_err(|cause| cause.to_string())?;
    let text =
        found.map(|found| found.normalized_value(XmlVersion::Implicit1_0).map(std::borrow::Cow::into_owned));
    text.transpose().map_err(|cause| cause.to_string())
}

fn number(tag: &BytesStart<'_>, key: &str) -> Result<i64, String> {
    let text = value(tag, key)?;
    let number = text.as_deref().and_then(|text| text.trim().parse().ok());
    number.ok_or_else(|| format!("<{}> has no whole number `{key}`", tag.name().as_ref()))
}

/// A reader that refuses to read more than is left until somebody sets that anew.
struct Bounded<R> {
    inner: R,
    left: usize,
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other("a tag of more than 1 MB"));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount);
        self.inner.consume(amount);
    }
}
