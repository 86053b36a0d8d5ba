//! Draws the map of children left out: circles in five steps, places by state, proposed sites.

use super::view::{BoardView, PlaceView};
use crate::coverage::{Candidate, LeftOut, Town};
use crate::dataset::{District, Snapshot};
use crate::geodesy::Bounds;
use crate::hours::OpenState;
use crate::lang::{Lang, ruby};
use crate::tiles::sketch::{self, Dot, LegendLine, Region, Sign, Spot, SpotMark};
use crate::web::pages::figure;

pub struct Figure<'a> {
    pub dots: &'a [Dot],
    pub spots: &'a [Spot],
    /// Width and height in pixels.
    pub size: (u16, u16),
    /// Prefix of element ids, unique on the page.
    pub id: &'a str,
    pub title: &'a str,
    pub legend: bool,
    /// Attribution, for a standalone picture.
    pub credit: &'a str,
}

/// The bounds of the board's maps: all children and places.
pub fn ground(town: &Town) -> Option<Bounds> {
    let cells = town.cells.iter().map(|cell| cell.point);
    Bounds::around(cells.chain(town.facility_points()))
}

/// Draws `figure`; empty if there is nothing to show.
pub fn draw(snapshot: &Snapshot, town: &Town, lang: Lang, figure: &Figure<'_>) -> String {
    let Some(bounds) = ground(town) else { return String::new() };
    let regions: Vec<_> = snapshot.districts.iter().map(region).collect();
    let legend = if figure.legend { legend(lang, !figure.dots.is_empty()) } else { Vec::new() };
    let options = sketch::Options {
        dots: figure.dots,
        spots: figure.spots,
        regions: &regions,
        legend: &legend,
        lang,
        title: figure.title,
        description: &ruby::plain(&lang.text("board-map-text")),
        credit: figure.credit,
        id: figure.id,
        ..sketch::Options::new(bounds, figure.size.0, figure.size.1)
    };
    sketch::draw(&snapshot.basemap, &options)
}

/// A district, named as short as it is spoken of: 「鳳小学校区」 is 「鳳小」. That it is a sample is said once,
/// by [`credit`].
fn region(district: &District) -> Region<'_> {
    let name = district.name.strip_suffix("（見本）").unwrap_or(&district.name);
    let name = name.strip_suffix("学校区").unwrap_or(name);
    Region { area: &district.area, name, center: district.center }
}

/// The attribution of the map, and that the districts on it are samples.
pub fn credit(snapshot: &Snapshot, lang: Lang) -> String {
    let credit = figure::credit(&snapshot.basemap, lang);
    if snapshot.districts.iter().any(|district| district.sample) {
        format!("{} {credit}", lang.text("board-map-districts-sample"))
    } else {
        credit
    }
}

/// The map of `view` for a page, under the id `id`; the attribution is beside it.
pub fn of_view(
    snapshot: &Snapshot,
    town: &Town,
    lang: Lang,
    view: &BoardView,
    size: (u16, u16),
    id: &str,
) -> String {
    let figure = Figure {
        dots: &view.dots,
        spots: &spots(view, town),
        size,
        id,
        title: &ruby::plain(&lang.text("board-map-title")),
        legend: true,
        credit: "",
    };
    draw(snapshot, town, lang, &figure)
}

/// Places by state, candidates, and the plans of `view` as flags.
pub fn spots(view: &BoardView, town: &Town) -> Vec<Spot> {
    let sites = town.candidates.iter().map(site_spot);
    let places = place_spots(&view.places, town);
    let flags = (1_u8..).zip(&view.plans).map(|(number, plan)| Spot {
        point: plan.point,
        mark: SpotMark::Flag(number),
        id: String::new(),
        name: plan.name.clone(),
    });
    sites.chain(places).chain(flags).collect()
}

pub fn site_spot(site: &Candidate) -> Spot {
    Spot {
        point: site.point,
        mark: SpotMark::Site,
        id: format!("open~{}", site.id),
        name: site.name.to_string(),
    }
}

/// Places by state, without those that are not for the groups asked about.
pub fn place_spots<'a>(places: &'a [PlaceView], town: &'a Town) -> impl Iterator<Item = Spot> + 'a {
    places.iter().filter_map(|place| {
        Some(Spot {
            point: town.facilities[place.facility].point,
            mark: SpotMark::Place(place.state?),
            id: format!("close~{}", place.id),
            name: place.name.clone(),
        })
    })
}

/// The legend of the places, and of the circles if there are any.
fn legend(lang: Lang, circles: bool) -> Vec<LegendLine> {
    let mut lines = if circles { legend_of_circles(lang) } else { Vec::new() };
    let text = |key: &str| ruby::plain(&lang.text(key));
    for state in [OpenState::Open, OpenState::Closed, OpenState::Unknown] {
        let sign = Sign::Spot(SpotMark::Place(state));
        lines.push(LegendLine { sign, text: text(state_key(Some(state))) });
    }
    lines.push(LegendLine { sign: Sign::Spot(SpotMark::Site), text: text("board-site") });
    lines
}

/// A step is labeled by its bounds.
fn legend_of_circles(lang: Lang) -> Vec<LegendLine> {
    let mut lines = vec![LegendLine { sign: Sign::Dot(1), text: ruby::plain(&lang.text("board-few")) }];
    for (step, pair) in (2_u8..).zip(LeftOut::FROM[1..].windows(2)) {
        let said = [("from", pair[0].into()), ("to", (pair[1] - 1).into())];
        lines.push(LegendLine { sign: Sign::Dot(step), text: ruby::plain(&lang.fill("board-step", &said)) });
    }
    let last = [("from", LeftOut::FROM[4].into())];
    let text = |key: &str| ruby::plain(&lang.text(key));
    lines.push(LegendLine { sign: Sign::Dot(5), text: ruby::plain(&lang.fill("board-step-last", &last)) });
    lines.push(LegendLine { sign: Sign::Dot(0), text: text("board-step-unknown") });
    lines
}

/// The message key of a state on the board.
pub fn state_key(state: Option<OpenState>) -> &'static str {
    match state {
        Some(OpenState::Open) => "board-state-open",
        Some(OpenState::Closed) => "board-state-closed",
        Some(OpenState::Unknown) => "board-state-unknown",
        None => "board-state-other",
    }
}
