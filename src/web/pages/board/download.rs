//! Downloads of the board's figures: CSV, GeoJSON and SVG.
//!
//! Masked as on the page; cells carry their step, never a count.

use super::afternoons::searches;
use super::map::{self, Figure};
use super::view::{BoardView, district_name, place_views};
use super::words::{moment_sentence as said, sentence};
use crate::coverage::{AgeGroup, Figures, Ground, LeftOut, Moment, Slot, Study};
use crate::dataset::Snapshot;
use crate::geodesy::LonLat;
use crate::lang::{Lang, ruby};
use crate::tiles::sketch::{Dot, Spot};
use crate::web::coverage::{Bench, BoardOpen, Told};
use geojson::{Feature, FeatureCollection, GeoJson, Geometry, JsonObject};
use serde_json::{Value, json};

const PICTURE: (u16, u16) = (1000, 1060);

const COLUMNS: [&str; 6] = ["table", "item", "group", "weekday", "hour", "value"];

/// One figure per line: table, row, age group, time, value.
pub(super) fn csv(bench: &Bench, view: &BoardView) -> String {
    let mut rows = vec![COLUMNS.map(str::to_owned)];
    question_rows(&mut rows, view);
    rows.push(row("question", "about", group_code(view), &bench.about(Lang::Ja)));
    for group in AgeGroup::ALL {
        figure_rows(&mut rows, group, &view.figures[group.index()]);
        for slot in Slot::week() {
            let left = view.figures[group.index()].children - view.week[group.index()].at(slot);
            let (day, hour) = slot.weekday_hour().unwrap_or_default();
            let cells =
                ["week", "left_out", group.code(), &day.to_string(), &hour.to_string(), &left.to_string()];
            rows.push(cells.map(str::to_owned));
        }
    }
    district_rows(&mut rows, bench, view);
    next_rows(&mut rows, view);
    afternoon_rows(&mut rows, bench, view);
    stake_rows(&mut rows, view);
    plan_rows(&mut rows, view);
    progress_rows(&mut rows, view);
    written(&rows)
}

fn row(table: &str, item: &str, group: &str, value: &impl ToString) -> [String; 6] {
    [table.into(), item.into(), group.into(), String::new(), String::new(), value.to_string()]
}

fn group_code(view: &BoardView) -> &'static str {
    view.query.group.map_or("all", AgeGroup::code)
}

fn question_rows(rows: &mut Vec<[String; 6]>, view: &BoardView) {
    let (day, hour) = view
        .slot
        .weekday_hour()
        .map_or((String::new(), String::new()), |(day, hour)| (day.to_string(), hour.to_string()));
    let line = |item: &str, value: String| {
        ["question".into(), item.into(), group_code(view).into(), day.clone(), hour.clone(), value]
    };
    rows.push(line("sentence", ruby::plain(&sentence(Lang::Ja, view))));
    rows.push(line("radius_m", format!("{:.2}", view.radius.0)));
    rows.push(line("distance", "straight".to_owned()));
    rows.push(line("week_from", view.monday.to_string()));
    for (day, name) in &view.holidays {
        rows.push(line("holiday", format!("{day} {name}")));
    }
    rows.push(line("sample", view.quality.sample.to_string()));
    rows.push(line("rounded_to", view.told.rounded_to().map_or_else(String::new, |unit| unit.to_string())));
    rows.push(line("left_out", view.left_out.to_string()));
    rows.push(line("left_out_if_unknown_open", view.left_out_if_open.to_string()));
}

fn figure_rows(rows: &mut Vec<[String; 6]>, group: AgeGroup, f: &Figures) {
    let mut add = |item: &str, value: String| rows.push(row("figures", item, group.code(), &value));
    add("children", f.children.to_string());
    add("cells_without_data", f.cells_without.to_string());
    add("covered", f.covered.to_string());
    add("covered_if_unknown_open", f.covered_if_open.to_string());
    add("covered_any_time", f.covered_any_time.to_string());
    add("backup_two_places", f.backup.to_string());
    add("covered_same_district", f.same_district.to_string());
    add("districts_with_place", f.districts_with_place.to_string());
    add("child_hours", f.child_hours.to_string());
    add("child_hours_covered", f.child_hours_covered.to_string());
    add("never_covered", f.never_covered.to_string());
    if let Some(d) = f.distance {
        add("distance_mean_m", format!("{:.1}", d.mean.0));
        add("distance_p50_m", format!("{:.1}", d.p50.0));
        add("distance_p90_m", format!("{:.1}", d.p90.0));
        add("distance_worst_tenth_mean_m", format!("{:.1}", d.worst_tenth_mean.0));
        add("distance_gini", format!("{:.4}", d.gini));
    }
    for (name, room) in ["step", "gaussian"].into_iter().zip(&f.room) {
        add(&format!("e2sfca_{name}_places"), room.places.to_string());
        add(&format!("e2sfca_{name}_places_capacity_unknown"), room.places_unknown.to_string());
        add(&format!("e2sfca_{name}_children_without"), room.without.to_string());
        if let (Some(p50), Some(p10), Some(gini)) = (room.p50, room.p10, room.gini) {
            add(&format!("e2sfca_{name}_p50"), format!("{p50:.6}"));
            add(&format!("e2sfca_{name}_p10"), format!("{p10:.6}"));
            add(&format!("e2sfca_{name}_gini"), format!("{gini:.4}"));
        }
    }
}

fn district_rows(rows: &mut Vec<[String; 6]>, bench: &Bench, view: &BoardView) {
    for district in &view.districts {
        let name = district_name(bench.snapshot(), &district.id);
        rows.push(row("district_id", &name, group_code(view), &district.id));
        let counts = [
            ("district_children", district.count.children),
            ("district_covered", district.count.covered),
            ("district_left_out", district.count.uncovered()),
        ];
        for (table, count) in counts {
            rows.push(row(table, &name, group_code(view), &count));
        }
    }
}

fn next_rows(rows: &mut Vec<[String; 6]>, view: &BoardView) {
    let Some(answer) = &view.next.answer else { return };
    let code = view.query.goal.code();
    let mut add = |item: &str, value: String| {
        rows.push(row("next_sites", &format!("{code} {item}"), group_code(view), &value));
    };
    let ids: Vec<&str> = answer.chosen.iter().map(|site| site.id.as_str()).collect();
    add("chosen", ids.join("+"));
    add(answer.unit, answer.value.to_string());
    add("bound", answer.bound.to_string());
    add("gap", answer.gap.to_string());
    add("proven", answer.proven.to_string());
    if let Some(greedy) = answer.greedy_value {
        add("greedy", greedy.to_string());
    }
    for set in &answer.other_optimal_sets {
        add("as_good", set.join("+"));
    }
}

/// The best afternoons: on any days, and on each weekday.
fn afternoon_rows(rows: &mut Vec<[String; 6]>, bench: &Bench, view: &BoardView) {
    for (day, sessions, best) in searches(view, &bench.ground().town) {
        let day = day.map_or_else(String::new, |day| day.to_string());
        for (table, value) in [("afternoons", best.child_hours), ("afternoons_bound", best.bound)] {
            let group = group_code(view).to_owned();
            rows.push([
                table.to_owned(),
                sessions.clone(),
                group,
                day.clone(),
                String::new(),
                value.to_string(),
            ]);
        }
    }
}

/// Places on which children depend: closures, and calls with telephone, last check and what to ask.
fn stake_rows(rows: &mut Vec<[String; 6]>, view: &BoardView) {
    for (table, stakes) in [("closure", &view.closures), ("call", &view.calls)] {
        for stake in stakes {
            let counts = [
                ("children", stake.stake.children),
                ("child_hours", stake.stake.child_hours),
                ("never", stake.stake.never),
            ];
            for (what, count) in counts {
                rows.push(row(&format!("{table}_{what}"), &stake.name, group_code(view), &count));
            }
            let asks: Vec<&str> = stake.asks.iter().map(|ask| ask.code()).collect();
            let told = [
                ("phone", stake.phone.clone()),
                ("verified_on", stake.verified_on.map(|day| day.to_string())),
                ("ask", Some(asks.join("+"))),
            ];
            for (what, value) in told.into_iter().filter(|_| !asks.is_empty()) {
                let value = value.unwrap_or_default();
                rows.push(row(&format!("{table}_{what}"), &stake.name, group_code(view), &value));
            }
        }
    }
}

fn plan_rows(rows: &mut Vec<[String; 6]>, view: &BoardView) {
    let plans = view.plans.iter().map(|plan| (plan.plan.to_string(), plan.after, Some(plan.near)));
    for (name, after, near) in std::iter::once(("now".to_owned(), view.now, view.near_now)).chain(plans) {
        rows.push(row("plan_left_out", &name, group_code(view), &after.left_out));
        rows.push(row("plan_child_hours_covered", &name, group_code(view), &after.child_hours));
        rows.push(row("plan_never_covered", &name, group_code(view), &after.never));
        let Some(near) = near else { continue };
        for (table, distance) in [("plan_distance_mean_m", near.mean), ("plan_distance_p90_m", near.p90)] {
            let meters = distance.map_or_else(String::new, |distance| format!("{:.1}", distance.0));
            rows.push(row(table, &name, group_code(view), &meters));
        }
        let without = near.without_room.map_or_else(String::new, |count| count.to_string());
        rows.push(row("plan_without_room", &name, group_code(view), &without));
    }
}

/// Figures of earlier states, and of today beside them: the item is day and figure.
fn progress_rows(rows: &mut Vec<[String; 6]>, view: &BoardView) {
    let progress = &view.progress;
    let days = progress.starts.days();
    for figure in &progress.rows {
        let then = days.iter().copied().zip(figure.then.iter().copied());
        for (day, value) in then.chain([(progress.today, figure.now)]) {
            let value = value.map_or_else(String::new, |value| value.to_string());
            rows.push(row("progress", &format!("{day} {}", figure.figure), group_code(view), &value));
        }
    }
}

/// CRLF lines after a byte order mark, for spreadsheets; cells that would be formulas are escaped.
fn written(rows: &[[String; 6]]) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        let cells = row.iter().map(|cell| {
            if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.clone() }
        });
        writer.write_record(cells).expect("a vector takes every byte");
    }
    let bytes = writer.into_inner().expect("a vector has nothing to flush");
    format!("\u{feff}{}", String::from_utf8(bytes).expect("CSV of strings is a string"))
}

/// Districts, cells, places, candidates and plans as GeoJSON features.
pub(super) fn geojson(bench: &Bench, study: &Study, view: &BoardView, lang: Lang) -> String {
    let mut features: Vec<Feature> = district_features(bench, view);
    if view.told.by_cell() {
        features.extend(cell_features(bench, study, view));
    }
    let town = &bench.ground().town;
    features.extend(view.places.iter().map(|place| {
        let state = place.state.map_or("not_for_them", |state| match state {
            crate::hours::OpenState::Open => "open",
            crate::hours::OpenState::Closed => "closed",
            crate::hours::OpenState::Unknown => "unknown",
        });
        feature(
            town.facilities[place.facility].point,
            &json!({"kind": "place", "id": place.id, "name": place.name, "state": state}),
        )
    }));
    features.extend(town.candidates.iter().map(|site| {
        feature(site.point, &json!({"kind": "candidate", "id": &*site.id, "name": &*site.name}))
    }));
    features.extend(view.plans.iter().map(|plan| {
        let after = plan.after;
        feature(
            plan.point,
            &json!({"kind": "plan", "plan": plan.plan.to_string(), "left_out": after.left_out,
            "child_hours_covered": after.child_hours, "never_covered": after.never}),
        )
    }));
    let about = json!({
        "sentence": ruby::plain(&sentence(lang, view)),
        "about": bench.about(lang),
        "radius_m": view.radius.0,
        "group": group_code(view),
        "week_from": view.monday.to_string(),
        "slot": view.slot.weekday_hour(),
        "rounded_to": view.told.rounded_to(),
        "sample": view.quality.sample,
    });
    let foreign_members = JsonObject::from_iter([("about".to_owned(), about)]);
    let collection = FeatureCollection { bbox: None, features, foreign_members: Some(foreign_members) };
    GeoJson::from(collection).to_string()
}

fn district_features(bench: &Bench, view: &BoardView) -> Vec<Feature> {
    let known = &bench.snapshot().districts;
    let one = |district: &super::view::DistrictView| {
        let area = known.iter().find(|known| known.id == district.id).map(|known| &known.area);
        let count = district.count;
        let properties = json!({
            "kind": "district", "id": district.id, "name": district.name,
            "children": count.children, "covered": count.covered, "left_out": count.uncovered(),
        });
        Feature { geometry: area.map(Geometry::from), ..with_properties(&properties) }
    };
    view.districts.iter().map(one).collect()
}

/// Each cell with the bounds of its step; null means not known.
fn cell_features(bench: &Bench, study: &Study, view: &BoardView) -> Vec<Feature> {
    let ground = bench.ground();
    let steps = study.left_out(ground, &view.query.groups(), view.slot);
    let one = |(cell, left): (&crate::coverage::Cell, LeftOut)| {
        let (from, to) = ends(left);
        feature(
            cell.point,
            &json!({"kind": "cell", "id": &*cell.id, "estimated": cell.estimated,
            "left_out_from": from, "left_out_to": to}),
        )
    };
    ground.town.cells.iter().zip(steps).map(one).collect()
}

/// Lower and upper bound of a step; the last step has no upper bound.
fn ends(left: LeftOut) -> (Option<u64>, Option<u64>) {
    match left {
        LeftOut::NotKnown => (None, None),
        LeftOut::Step(0) => (Some(0), Some(0)),
        LeftOut::Step(step) => {
            let at = usize::from(step) - 1;
            (Some(LeftOut::FROM[at]), LeftOut::FROM.get(at + 1).map(|next| next - 1))
        }
    }
}

fn feature(point: LonLat, properties: &Value) -> Feature {
    let geometry = Geometry::new_point([point.lon(), point.lat()]);
    Feature { geometry: Some(geometry), ..with_properties(properties) }
}

fn with_properties(properties: &Value) -> Feature {
    Feature { properties: properties.as_object().cloned(), ..Feature::default() }
}

/// The map of one question without the board: the output of `ibasho coverage --svg`.
pub fn map_of(
    snapshot: &Snapshot,
    ground: &Ground,
    study: &Study,
    groups: &[AgeGroup],
    moment: Moment,
) -> String {
    let (town, lang) = (&ground.town, Lang::Ja);
    let slot = moment.slot().unwrap_or(Slot::ANY_TIME);
    let places = place_views(snapshot, study, town, groups, slot);
    let sites = town.candidates.iter().map(map::site_spot);
    let spots: Vec<_> = sites.chain(map::place_spots(&places, town)).collect();
    let children: u64 = groups.iter().map(|group| town.total(*group)).sum();
    let left_out = children - study.sure.counts_of(town, groups).at(slot);
    let group = if let [group] = groups { Some(*group) } else { None };
    let title = ruby::plain(&said(lang, moment, study.reach.radius(), group, (left_out, children)));
    let whose = ruby::plain(&Told::of(&snapshot.ward, &BoardOpen(true)).words(lang, &snapshot.ward));
    let thanks = format!("{whose} {}", ruby::plain(&map::credit(snapshot, lang)));
    let dots = super::dots::dots(town, &study.sure, groups, slot);
    map::draw(snapshot, town, lang, &alone(&dots, &spots, &title, &thanks))
}

/// The board's map as a standalone SVG, with the summary sentence, legend and attribution.
pub fn picture(bench: &Bench, view: &BoardView, lang: Lang) -> String {
    let town = &bench.ground().town;
    let spots = map::spots(view, town);
    let title = ruby::plain(&sentence(lang, view));
    let thanks = format!("{} {}", bench.about(lang), ruby::plain(&map::credit(bench.snapshot(), lang)));
    map::draw(bench.snapshot(), town, lang, &alone(&view.dots, &spots, &title, &thanks))
}

/// A standalone SVG with legend and attribution.
fn alone<'a>(dots: &'a [Dot], spots: &'a [Spot], title: &'a str, credit: &'a str) -> Figure<'a> {
    Figure { dots, spots, size: PICTURE, id: "coverage", title, legend: true, credit }
}
