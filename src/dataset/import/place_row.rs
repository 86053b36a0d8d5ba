//! Turns a row of any list of places into a feature of `places.geojson`.
//!
//! A value that cannot be read stays in words on the place (`first_visit`, the text of its schedule) and is
//! reported; a row without a name, a point or a kind that fits is left out, and says why. Adjacent rows of
//! one place that name their programmes (活動名), or that its merged cell spans, are programmes of one feature.

use super::book::Row;
use super::draft::{Draft, Record};
use super::format::Surroundings;
use super::outcome::Remarks;
use super::position::Found;
use super::tidy::Tidy;
use super::when::{self, HoursCells, date, plain};
use super::words::{self, KindWord, Who, is_blank, is_withheld};
use crate::geodesy::LonLat;
use serde_json::{Map, Value, json};

/// What a format knows about its rows beyond their columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Habits {
    /// The kind of a place whose row names none.
    pub default_kind: &'static str,
    /// Whether every row is of that kind, whatever its name says.
    pub is_one_kind: bool,
}

/// Adds the place of `row` to `draft`, or the reason why there is none.
pub(super) fn take(tidy: &Tidy, row: &Row, around: &mut Surroundings<'_>, habits: Habits, draft: &mut Draft) {
    let cell = |field: &str| tidy.given(row, field);
    let name = one_line(cell("name"));
    if name.is_empty() {
        return draft.leave_out(
            row.line,
            "",
            if row.geometry.is_some() { NOT_A_PLACE } else { "名称がありません" },
        );
    }
    if ["合計", "計", "総計", "小計"].contains(&name.as_str()) {
        return draft.leave_out(row.line, &name, "合計の行です");
    }
    let own = around.ward.code.as_deref().unwrap_or_default();
    let code_cell = plain(tidy.cell(row, "code"));
    // A list of the prefecture has its own code in every row, and facilities of all its municipalities.
    let is_prefecture = code_cell.get(2..5) == Some("000");
    if !is_prefecture && super::population::is_code_of_another(&code_cell, own) {
        return draft.leave_out(row.line, &name, format!("ほかの市区町村（{code_cell}）の行です"));
    }
    let mut list = Vec::new();
    let mut remarks = Remarks { line: row.line, name: name.clone(), list: &mut list };
    let mut place = Map::new();
    if name != tidy.cell(row, "name").trim() {
        remarks.repaired("名称", tidy.cell(row, "name"), "改行・半角カナ・全角英数をそろえました");
    }
    place.insert("name".to_owned(), json!(name));
    if name.contains("見本") {
        place.insert("sample".to_owned(), json!(true));
    }
    let kind = match kind(tidy, row, &name, habits, around.default_kind.as_deref(), &mut remarks) {
        Ok(kind) => kind,
        Err(why) => return draft.leave_out(row.line, &name, why),
    };
    place.insert("kind".to_owned(), json!(kind));
    let address = one_line(cell("address"));
    let hides = ["address", "hidden"].iter().any(|field| is_withheld(tidy.cell(row, field)));
    let found = around.gazetteer.find(tidy, row, row.point(), &address, &mut remarks);
    if hides {
        remarks.asked(
            "住所",
            tidy.cell(row, "address"),
            "非公開なので、場所を隠して（location_precision: hidden）取り込みます",
        );
    }
    let Some(found) = found.or_else(|| hides.then(|| around.center()).flatten()) else {
        draft.remarks.append(&mut list);
        let why = if address.is_empty() {
            "位置も住所もないので、地図に置けません"
        } else {
            "住所から町がわからないので、地図に置けません"
        };
        return draft.leave_out(row.line, &name, why);
    };
    let precision = if hides { "hidden" } else { found.precision };
    place.insert("location_precision".to_owned(), json!(precision));
    if !address.is_empty() {
        place.insert("address".to_owned(), json!(join_words(&[&address, &one_line(cell("building"))])));
    }
    texts(tidy, row, around, &mut place, &mut remarks);
    let programme = programme(tidy, row, around, &mut place, &mut remarks);
    let point = [found.point.lon(), found.point.lat()];
    let geometry = json!({"type": "Point", "coordinates": point});
    if (!cell("programme").is_empty() || tidy.is_merged(row, "name"))
        && let Some(former) = draft.last_mut()
        && former.name == name
        && former.geometry.as_ref() == Some(&geometry)
    {
        former.add_programme(programme, &place);
        return draft.remarks.append(&mut list);
    }
    place.insert("programmes".to_owned(), json!([programme]));
    let code = code(tidy, row, around, &mut remarks);
    around.reserve(&name, found);
    let given = around.ids.give(
        cell("id"),
        &code,
        &name,
        &format!("{address} {} {}", found.point.lon(), found.point.lat()),
    );
    if let Some(why) = given.fault {
        remarks.repaired("ID", cell("id"), why);
    }
    if let Some(other) = around.same_place(&given.id, &name, found) {
        draft.remarks.append(&mut list);
        let why =
            format!("同じ名前・同じ位置の場所がもうあります（{other}）。同じ場所ならこの行は要りません");
        return draft.leave_out(row.line, &name, why);
    }
    draft.remarks.append(&mut list);
    draft.push(Record { id: given.id, line: row.line, name, geometry: Some(geometry), fields: place });
}

const NOT_A_PLACE: &str = "名前がなく、こどもの場所とわかる種類でもありません";

/// Text on one line, with halfwidth kana and fullwidth digits made the usual ones.
pub(super) fn one_line(text: &str) -> String {
    let usual = |c: char| match c {
        // Brackets and waves stay as their owner writes them.
        '（' | '）' | '～' | '〜' | '！' | '？' | '：' | '　' => c.to_string(),
        _ => plain(&c.to_string()),
    };
    let halfwidth = text.chars().any(|c| ('\u{ff61}'..='\u{ff9f}').contains(&c));
    let joined =
        text.split(['\n', '\r', '\t']).map(str::trim).filter(|part| !part.is_empty()).collect::<String>();
    if halfwidth {
        // Voiced marks of halfwidth kana are letters of their own: the whole run is composed.
        let brackets = joined.replace('（', "\u{1}").replace('）', "\u{2}");
        plain(&brackets).replace('\u{1}', "（").replace('\u{2}', "）")
    } else {
        joined
            .chars()
            .map(|c| {
                if c.is_ascii() || !('\u{ff01}'..='\u{ff5e}').contains(&c) { c.to_string() } else { usual(c) }
            })
            .collect()
    }
}

/// The parts that are not blank, with a space between them.
pub(super) fn join_words(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

fn kind(
    tidy: &Tidy,
    row: &Row,
    name: &str,
    habits: Habits,
    mapped: Option<&str>,
    remarks: &mut Remarks<'_>,
) -> Result<&'static str, &'static str> {
    if habits.is_one_kind {
        return Ok(habits.default_kind);
    }
    let said = tidy.first(row, &["kind", "amenity", "leisure", "purpose"]);
    let times = [tidy.cell(row, "times"), tidy.cell(row, "start")].concat();
    let of_title = || words::kind(&tidy.title).filter(|_| !tidy.title.contains('・'));
    match words::kind(said).or_else(|| words::kind(name)) {
        Some(KindWord::Is(kind)) => Ok(kind),
        Some(KindWord::Preschool) => Err("就学前の施設なので、小学生から高校生の居場所には入れません"),
        // Most things of a map are no places for children.
        None if tidy.has("amenity") || tidy.has("leisure") => Err(NOT_A_PLACE),
        None if times.contains("放課後") => {
            remarks.repaired("種別", said, "「放課後」の時間から、放課後の場所（after_school）と読みました");
            Ok("after_school")
        }
        None => {
            let mapped = mapped
                .and_then(|code| code.parse::<crate::place::PlaceKind>().ok())
                .map(crate::place::PlaceKind::code);
            let title = match of_title() {
                Some(KindWord::Is(kind)) => Some(kind),
                _ => None,
            };
            let kind = mapped.or(title).unwrap_or(habits.default_kind);
            remarks.asked("種別", said, &format!("種類が書かれていないので {kind} としました。違えば種別の列か、対応の default_kind を直してください"));
            Ok(kind)
        }
    }
}

/// The municipality's code of the row, with its check digit.
fn code(tidy: &Tidy, row: &Row, around: &Surroundings<'_>, remarks: &mut Remarks<'_>) -> String {
    let own = around.ward.code.clone().unwrap_or_default();
    let given: String = plain(tidy.cell(row, "code"));
    let given = given.strip_suffix(".0").unwrap_or(&given).to_owned();
    if given.is_empty() || given == own {
        return own;
    }
    // Spreadsheets drop a zero in front, lists the check digit at the end.
    let own_short = own.get(..own.len().saturating_sub(1)).unwrap_or_default();
    if !own.is_empty()
        && (given == own_short
            || given == own.trim_start_matches('0')
            || given == own_short.trim_start_matches('0'))
    {
        remarks.repaired(
            "団体コード",
            &given,
            &format!("{own} として読みました（先頭の0か検査数字が落ちています）"),
        );
        return own;
    }
    if given.bytes().all(|b| b.is_ascii_digit()) { given } else { own }
}

/// Name in other forms, contact, and what is only text.
fn texts(
    tidy: &Tidy,
    row: &Row,
    around: &Surroundings<'_>,
    place: &mut Map<String, Value>,
    remarks: &mut Remarks<'_>,
) {
    let cell = |field: &str| tidy.given(row, field);
    let mut put = |key: &str, value: String| {
        if !value.is_empty() {
            place.insert(key.to_owned(), json!(value));
        }
    };
    put("name_reading", words::hiragana(cell("name_reading")));
    put("operator", one_line(cell("operator")));
    put("access", one_line(cell("access")));
    if !cell("phone").is_empty() {
        match words::phone(cell("phone")) {
            Some(phone) => {
                if phone.added_zero {
                    remarks.repaired("電話番号", cell("phone"), "先頭の0が落ちていたので、足しました");
                }
                if let Some(beside) = &phone.beside {
                    remarks.unread("電話番号", beside, "番号のほかのことばは載せません");
                }
                put("phone", phone.number);
            }
            None => remarks.unread("電話番号", cell("phone"), "電話番号として読めないので、載せません"),
        }
    }
    let url = cell("url").split_whitespace().next().unwrap_or_default();
    if url.starts_with("http://") || url.starts_with("https://") {
        put("url", url.to_owned());
    } else if url.contains('@') {
        remarks.unread("URL", url, "メールアドレスなので、ページのURLとしては載せません");
    } else if !url.is_empty() {
        remarks.unread("URL", url, "http:// か https:// で始まらないので、載せません");
    }
    match plain(cell("wheelchair")).as_str() {
        "yes" | "可" | "有" | "あり" | "○" | "〇" | "◯" | "利用可" | "対応" => {
            put("wheelchair", "yes".to_owned());
        }
        "no" | "不可" | "無" | "なし" | "×" | "✕" => put("wheelchair", "no".to_owned()),
        "" | "unknown" => {}
        other => remarks.unread("車椅子", other, "はい・いいえのどちらとも読めません"),
    }
    let english = cell("name_en");
    if !english.is_empty() {
        place.insert("names".to_owned(), json!({"en": one_line(english)}));
    }
    if !cell("verified_on").is_empty() {
        match date(cell("verified_on")) {
            Some(date) if date <= around.today => {
                place.insert("verified_on".to_owned(), json!(date.to_string()));
                if plain(cell("verified_on")) != date.to_string() {
                    remarks.repaired("確認日", cell("verified_on"), &format!("{date} と読みました"));
                }
            }
            Some(_) => {
                remarks.unread("確認日", cell("verified_on"), "まだ来ていない日なので、確認日にはしません");
            }
            None => remarks.unread("確認日", cell("verified_on"), "日付として読めません"),
        }
    }
}

/// The programme of the row, with what could not be read kept in words on the place.
fn programme(
    tidy: &Tidy,
    row: &Row,
    around: &Surroundings<'_>,
    place: &mut Map<String, Value>,
    remarks: &mut Remarks<'_>,
) -> Value {
    let cell = |field: &str| tidy.cell(row, field);
    let mut programme = Map::new();
    programme.insert("id".to_owned(), json!("1"));
    if !is_blank(cell("programme")) {
        programme.insert("title".to_owned(), json!(one_line(cell("programme"))));
    }
    let mut visit: Map<String, Value> = Map::new();
    let mut keep = |key: &str, label: &str, text: &str| {
        let line = format!("{label}：{}", text.trim());
        let former = visit.get(key).and_then(Value::as_str).map(|former| format!("{former}\n"));
        visit.insert(key.to_owned(), json!(former.unwrap_or_default() + &line));
    };
    if !is_blank(cell("who")) {
        match words::who(cell("who")) {
            Some(Who::Grades(grades)) => {
                programme.insert("grades".to_owned(), json!(grades));
            }
            Some(Who::Ages(first, last)) => {
                for (key, age) in [("age_min", first), ("age_max", last)] {
                    if let Some(age) = age {
                        programme.insert(key.to_owned(), json!(age));
                    }
                }
            }
            None => {
                remarks.unread("対象", cell("who"), "学年・年齢としては読めないので、ことばのまま残しました");
                keep("people", "対象", cell("who"));
            }
        }
    }
    fees(tidy, row, &mut programme, &mut keep, remarks);
    let (booking, note) = (cell("booking"), cell("booking_note"));
    let rule = words::booking(booking)
        .or_else(|| words::booking(note))
        .or_else(|| words::asks_to_book(&format!("{booking} {note}")).then_some("required"));
    if let Some(rule) = rule {
        programme.insert("booking".to_owned(), json!(rule));
    }
    for (label, text) in [("予約方法", booking), ("予約", note)] {
        if !is_blank(text) && words::booking(text).is_none() {
            keep("enter", label, text);
            if rule.is_none() {
                remarks.unread("予約", text, "予約が要るかどうかは読めないので、ことばのまま残しました");
            }
        }
    }
    if !is_blank(cell("capacity")) {
        let text = plain(cell("capacity")).replace([',', ' '], "");
        let text = text.trim_start_matches("先着").trim_start_matches('約').trim_end_matches(['人', '名']);
        let text = text.strip_suffix(".0").unwrap_or(text);
        match text.parse::<u32>() {
            Ok(capacity) if capacity <= 100_000 => {
                programme.insert("capacity".to_owned(), json!(capacity));
            }
            _ => remarks.unread("定員", cell("capacity"), "数として読めません"),
        }
    }
    let hours = HoursCells {
        days: cell("days"),
        dates: cell("dates"),
        start: cell("start"),
        end: cell("end"),
        times: cell("times"),
        closed: cell("closed"),
        note: cell("hours_note"),
    };
    let verified = place.get("verified_on").and_then(Value::as_str).and_then(|date| date.parse().ok());
    let hours = when::hours(&hours, around.calendar, verified);
    if let Some(hours) = hours.as_ref().filter(|hours| !hours.is_read) {
        let why = "開いている時間としては読みきれないので「わからない」とし、ことばのまま残しました";
        remarks.unread("時間", &hours.words, why);
    }
    programme.insert("schedule".to_owned(), hours.map_or_else(|| json!({}), |hours| hours.schedule));
    for (label, field) in [("内容", "description"), ("備考", "note")] {
        if !is_blank(cell(field)) {
            keep("people", label, cell(field));
        }
    }
    if !visit.is_empty() {
        place.insert("first_visit".to_owned(), Value::Object(visit));
    }
    Value::Object(programme)
}

/// Fees from the columns of ages, else from one cell, else from the note.
fn fees(
    tidy: &Tidy,
    row: &Row,
    programme: &mut Map<String, Value>,
    keep: &mut impl FnMut(&str, &str, &str),
    remarks: &mut Remarks<'_>,
) {
    let cell = |field: &str| tidy.cell(row, field);
    let school = ["fee_elementary", "fee_junior", "fee_high"].map(cell);
    let given: Vec<&str> = school.into_iter().filter(|text| !is_blank(text)).collect();
    let amounts: Vec<Option<u32>> = given.iter().map(|text| words::yen(text)).collect();
    let mut child = None;
    if let Some(first) = amounts.first().filter(|first| amounts.iter().all(|amount| amount == *first)) {
        child = *first;
    }
    if !given.is_empty() && child.is_none() {
        remarks.unread(
            "参加費",
            &given.join(" / "),
            "ひとつの金額として読めないので、ことばのまま残しました",
        );
        keep("bring", "参加費", &given.join(" / "));
    }
    let mut adult = Some(cell("fee_adult")).filter(|text| !is_blank(text)).and_then(words::yen);
    for field in ["fee", "fee_note"] {
        let text = cell(field);
        if is_blank(text) {
            continue;
        }
        match words::fees(text) {
            Some((of_child, of_adult)) if child.is_none() || of_child.is_none() || child == of_child => {
                child = child.or(of_child);
                adult = adult.or(of_adult);
            }
            Some(_) => remarks.asked("参加費", text, "ほかの列の金額と違います。確かめてください"),
            None => {
                remarks.unread("参加費", text, "1回の金額としては読めないので、ことばのまま残しました");
                keep("bring", "参加費", text);
            }
        }
    }
    let mut fee = Map::new();
    for (key, amount) in [("child", child), ("adult", adult)] {
        if let Some(amount) = amount {
            fee.insert(key.to_owned(), json!(amount));
        }
    }
    if !fee.is_empty() {
        programme.insert("fee_yen".to_owned(), Value::Object(fee));
    }
}

/// Two places are the same when they have one name and stand this near, in meters.
pub(super) const SAME_WITHIN: f64 = 150.0;

/// A place by which others are recognized.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub id: String,
    pub point: LonLat,
}

impl Seen {
    pub fn is_at(&self, found: Found) -> bool {
        self.point.distance_to(found.point).0 <= SAME_WITHIN
    }
}
