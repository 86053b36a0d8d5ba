//! Who may walk along a way.
//!
//! `foot` decides before `access`, and both before what the kind of street suggests. A value that is not
//! known, or holds at some hours only, decides nothing: the way is left out and counted, because a walk
//! along it may be barred.
//!
//! Source: <https://wiki.openstreetmap.org/wiki/Key:access>, `Key:foot`, `Key:oneway:foot`, `Key:conveying`.

use super::tags::Tags;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OnFoot {
    /// One may, in these directions.
    Walk { forward: bool, backward: bool },
    /// One may not, or nobody can say.
    Left(Why),
    /// It is no street or path.
    NoStreet,
}

/// Why a street is left out of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    Motorway,
    /// `foot=no`, or a cycleway that nobody may walk for certain.
    Forbidden,
    Private,
    Hours,
    Unclear,
    /// Planned, being built, or gone.
    NotThere,
}

impl Why {
    pub(super) const ALL: [Self; 6] =
        [Self::Motorway, Self::Forbidden, Self::Private, Self::Hours, Self::Unclear, Self::NotThere];

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Motorway => "motorways and motor roads",
            Self::Forbidden => "closed to people on foot",
            Self::Private => "private",
            Self::Hours => "open at some hours only",
            Self::Unclear => "with an access nobody knows",
            Self::NotThere => "planned, being built or gone",
        }
    }
}

/// Streets one may walk unless something is said.
const WALKED: &str = "trunk trunk_link primary primary_link secondary secondary_link tertiary \
    tertiary_link unclassified residential living_street service pedestrian footway path steps track \
    road";

/// Streets one may walk only where that is said.
const NOT_WALKED: &str = "cycleway bridleway";

const NOT_THERE: &str = "construction proposed planned abandoned disused razed demolished";

const MAY: &str = "yes designated permissive official destination";

const MAY_NOT: &str = "no use_sidepath discouraged unsuitable";

const PRIVATE: &str = "private customers delivery agricultural forestry military permit residents \
    employees emergency members staff";

/// Whether `word` is one of `words`, which have spaces between them.
fn lists(words: &str, word: &str) -> bool {
    words.split(' ').any(|listed| listed == word)
}

pub(super) fn on_foot(tags: &Tags) -> OnFoot {
    let Some(highway) = tags.get("highway") else { return OnFoot::NoStreet };
    let motorway = matches!(highway, "motorway" | "motorway_link") || tags.is("motorroad", &["yes"]);
    let by_kind = if lists(NOT_THERE, highway) {
        return OnFoot::Left(Why::NotThere);
    } else if motorway {
        Err(Why::Motorway)
    } else if lists(WALKED, highway) {
        Ok(())
    } else if lists(NOT_WALKED, highway) {
        Err(Why::Forbidden)
    } else {
        return OnFoot::NoStreet;
    };
    if ["foot:conditional", "access:conditional", "opening_hours"].iter().any(|key| tags.has(key)) {
        return OnFoot::Left(Why::Hours);
    }
    let by_foot = tags.get("foot").map(allowed);
    let by_access = tags.get("access").map(allowed).filter(|_| by_kind.is_ok());
    match by_foot.or(by_access).unwrap_or(by_kind) {
        Ok(()) => directions(tags),
        Err(why) => OnFoot::Left(why),
    }
}

/// Whether a gate or the like bars the way for people on foot.
pub(super) fn is_barred(node: &Tags) -> bool {
    let said = node.get("foot").or_else(|| node.get("access")).map(allowed);
    node.has("barrier") && said.is_some_and(|said| said.is_err())
        || node.is("barrier", &["gate", "lift_gate", "swing_gate"]) && node.is("locked", &["yes"])
}

fn allowed(value: &str) -> Result<(), Why> {
    match value {
        value if lists(MAY, value) => Ok(()),
        value if lists(MAY_NOT, value) => Err(Why::Forbidden),
        value if lists(PRIVATE, value) => Err(Why::Private),
        _ => Err(Why::Unclear),
    }
}

/// `oneway` is for vehicles; people on foot have tags of their own, and moving stairs.
fn directions(tags: &Tags) -> OnFoot {
    let said = tags.get("oneway:foot").or_else(|| tags.get("conveying"));
    let may_not = |key| tags.is(key, &["no"]);
    let (forward, backward) = match said {
        Some("yes" | "true" | "1" | "forward") => (true, false),
        Some("-1" | "reverse" | "backward") => (false, true),
        Some("no" | "false" | "0" | "reversible") | None => (true, true),
        Some(_) => return OnFoot::Left(Why::Unclear),
    };
    let (forward, backward) = (forward && !may_not("foot:forward"), backward && !may_not("foot:backward"));
    if forward || backward { OnFoot::Walk { forward, backward } } else { OnFoot::Left(Why::Forbidden) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(tags: &str) -> OnFoot {
        on_foot(&Tags::of(tags.split(' ').filter_map(|tag| tag.split_once('='))))
    }

    #[test]
    fn who_may_walk_where() {
        let both = OnFoot::Walk { forward: true, backward: true };
        let rows = [
            ("highway=residential", both),
            ("highway=residential oneway=yes", both),
            ("highway=footway oneway:foot=yes", OnFoot::Walk { forward: true, backward: false }),
            ("highway=steps conveying=backward", OnFoot::Walk { forward: false, backward: true }),
            ("highway=trunk foot=no", OnFoot::Left(Why::Forbidden)),
            ("highway=trunk motorroad=yes", OnFoot::Left(Why::Motorway)),
            ("highway=motorway", OnFoot::Left(Why::Motorway)),
            ("highway=motorway access=yes", OnFoot::Left(Why::Motorway)),
            ("highway=service access=private", OnFoot::Left(Why::Private)),
            ("highway=service access=private foot=yes", both),
            ("highway=residential access=no foot=permissive", both),
            ("highway=service access=customers", OnFoot::Left(Why::Private)),
            ("highway=cycleway", OnFoot::Left(Why::Forbidden)),
            ("highway=cycleway foot=yes", both),
            ("highway=cycleway access=yes", OnFoot::Left(Why::Forbidden)),
            ("highway=footway foot:conditional=no@(18:00-06:00)", OnFoot::Left(Why::Hours)),
            ("highway=path foot=perhaps", OnFoot::Left(Why::Unclear)),
            ("highway=construction construction=residential", OnFoot::Left(Why::NotThere)),
            ("highway=bus_stop", OnFoot::NoStreet),
            ("waterway=river", OnFoot::NoStreet),
        ];
        for (tags, expected) in rows {
            assert_eq!(of(tags), expected, "{tags}");
        }
    }

    #[test]
    fn a_gate_bars_only_those_it_says() {
        let rows = [
            ("barrier=gate", false),
            ("barrier=gate access=private", true),
            ("barrier=gate access=private foot=yes", false),
            ("barrier=gate locked=yes", true),
            ("barrier=bollard", false),
        ];
        for (tags, expected) in rows {
            let tags = Tags::of(tags.split(' ').filter_map(|tag| tag.split_once('=')));
            assert_eq!(is_barred(&tags), expected, "{tags:?}");
        }
    }
}
