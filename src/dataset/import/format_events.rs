//! Events: イベント一覧 of the municipal standard data sets, both editions, and other lists of events.
//!
//! An event of several days becomes one event a day: the same hours hold on each. A row without a year, without
//! a time, that ends before it starts or does not take place is left out.

use super::draft::{Draft, Record};
use super::format::{Format, Surroundings};
use super::outcome::Remarks;
use super::place_row::{join_words, one_line};
use super::tidy::Tidy;
use super::when::{date, plain, time};
use super::words::{is_blank, yen};
use chrono::{NaiveDate, NaiveTime};

pub(super) const FORMAT: Format = Format { code: "events", target: "events.csv", recognizes, read };

/// The most days of one row; more are a season, not an event.
const MOST_DAYS: usize = 31;

fn recognizes(tidy: &Tidy) -> bool {
    tidy.has("title") && (tidy.has("start_date") || tidy.has("dates"))
}

fn read(tidy: &Tidy, around: &mut Surroundings<'_>, draft: &mut Draft) {
    for row in &tidy.rows {
        let title = one_line(tidy.cell(row, "title"));
        let mut list = Vec::new();
        let mut remarks = Remarks { line: row.line, name: title.clone(), list: &mut list };
        let found = event(tidy, row, &title, around, &mut remarks);
        draft.remarks.append(&mut list);
        match found {
            Ok(records) => records.into_iter().for_each(|record| draft.push(record)),
            Err(why) => draft.leave_out(row.line, &title, why),
        }
    }
}

/// The days and times of a row, or why they are not known.
fn times(
    tidy: &Tidy,
    row: &super::book::Row,
    remarks: &mut Remarks<'_>,
) -> Result<(Vec<NaiveDate>, NaiveTime, NaiveTime), String> {
    let both = |text: &str| {
        let text = plain(text);
        let cut = text.split_once('~').or_else(|| text.split_once("から"));
        cut.map_or_else(
            || (text.clone(), String::new()),
            |(from, to)| (from.trim().to_owned(), to.trim().to_owned()),
        )
    };
    let (first_text, last_text) = both(tidy.first(row, &["start_date", "dates"]));
    let end_date = tidy.cell(row, "end_date");
    let last_text = if is_blank(end_date) { last_text } else { end_date.to_owned() };
    let first = date(&first_text).ok_or_else(|| no_date(&first_text))?;
    let last =
        if last_text.is_empty() { first } else { date(&last_text).ok_or_else(|| no_date(&last_text))? };
    if last < first {
        return Err(format!("終了日（{last}）が開始日（{first}）より前です"));
    }
    for (text, read) in [(&first_text, first), (&last_text, last)] {
        if !text.is_empty() && plain(text) != read.to_string() && !plain(text).contains('/') {
            remarks.repaired("日付", text, &format!("{read} と読みました"));
        }
    }
    let days: Vec<NaiveDate> = first.iter_days().take_while(|day| *day <= last).take(MOST_DAYS + 1).collect();
    if days.len() > MOST_DAYS {
        return Err(format!("{first} から {last} までは{MOST_DAYS}日を超えるので、催しの日がわかりません"));
    }
    let (from_text, to_text) = both(tidy.first(row, &["start", "times"]));
    let end = tidy.cell(row, "end");
    let to_text = if is_blank(end) { to_text } else { end.to_owned() };
    let clock = |text: &str| {
        time(text).ok_or_else(|| {
            if text.is_empty() {
                "始まりか終わりの時刻がありません".to_owned()
            } else {
                format!("「{}」を時刻として読めません", one_line(text))
            }
        })
    };
    let (from, to) = (clock(&from_text)?, clock(&to_text)?);
    if to <= from {
        return Err(format!(
            "終わり（{}）が始まり（{}）より後ではありません",
            to.format("%H:%M"),
            from.format("%H:%M")
        ));
    }
    Ok((days, from, to))
}

fn no_date(text: &str) -> String {
    if text.is_empty() {
        "日付がありません".to_owned()
    } else if plain(text).contains('月') && !plain(text).contains('年') {
        format!("「{}」には年がないので、いつかわかりません。年を書いてください", one_line(text))
    } else {
        format!("「{}」を日付として読めません", one_line(text))
    }
}

fn event(
    tidy: &Tidy,
    row: &super::book::Row,
    title: &str,
    around: &mut Surroundings<'_>,
    remarks: &mut Remarks<'_>,
) -> Result<Vec<Record>, String> {
    let cell = |field: &str| one_line(tidy.given(row, field));
    if title.is_empty() {
        return Err("行事の名前がありません".to_owned());
    }
    let said = [title, tidy.cell(row, "state"), tidy.cell(row, "date_note")].concat();
    if let Some(word) = ["中止", "延期"].into_iter().find(|word| said.contains(word)) {
        return Err(format!("「{word}」とあるので、取り込みません"));
    }
    let (days, from, to) = times(tidy, row, remarks)?;
    let venue = cell("venue");
    let address = cell("address");
    let point = around
        .gazetteer
        .find(tidy, row, row.point(), &address, remarks)
        .filter(|found| found.precision == "exact");
    let mut description: Vec<String> = vec![cell("description")];
    let mut fee = None;
    for field in ["fee", "fee_note"] {
        if let Some(text) = Some(cell(field)).filter(|text| !text.is_empty()) {
            match yen(&text) {
                Some(yen) if fee.is_none() || fee == Some(yen) => fee = Some(yen),
                _ => {
                    remarks.unread(
                        "料金",
                        &text,
                        "ひとつの金額として読めないので、説明にことばのまま残しました",
                    );
                    description.push(format!("料金：{text}"));
                }
            }
        }
    }
    for (label, field) in
        [("定員", "capacity"), ("日時について", "date_note"), ("住所", "address"), ("備考", "note")]
    {
        if !cell(field).is_empty() {
            description.push(format!("{label}：{}", cell(field)));
        }
    }
    let contact = [cell("contact_name"), cell("contact_phone"), cell("phone")];
    let joined = |parts: &[String]| join_words(&parts.iter().map(String::as_str).collect::<Vec<_>>());
    let (contact, description) = (joined(&contact), joined(&description));
    let code = around.ward.code.clone().unwrap_or_default();
    let first = days.first().map(NaiveDate::to_string).unwrap_or_default();
    let given = around.ids.give(&cell("id"), &code, &format!("{title} {first}"), &format!("{venue} {from}"));
    if let Some(why) = given.fault {
        remarks.repaired("ID", &cell("id"), why);
    }
    let several = days.len() > 1;
    if several {
        remarks.repaired(
            "日付",
            &first,
            &format!("{}日間の催しを、1日ずつ{}件にしました", days.len(), days.len()),
        );
    }
    let records = days.into_iter().map(|day| {
        let id = if several { format!("{}-{}", given.id, day.format("%m%d")) } else { given.id.clone() };
        let at = |time: NaiveTime| day.and_time(time).format("%Y-%m-%dT%H:%M").to_string();
        let degrees = |read: fn(crate::geodesy::LonLat) -> f64| {
            point.map(|found| read(found.point).to_string()).unwrap_or_default()
        };
        let fields = [
            ("id", id.clone()),
            ("title", title.to_owned()),
            ("title_reading", super::words::hiragana(&cell("title_reading"))),
            ("kind", "event".to_owned()),
            ("start", at(from)),
            ("end", at(to)),
            ("venue", venue.clone()),
            ("lon", degrees(crate::geodesy::LonLat::lon)),
            ("lat", degrees(crate::geodesy::LonLat::lat)),
            ("for_whom", cell("who")),
            ("fee_yen", fee.map(|fee| fee.to_string()).unwrap_or_default()),
            ("sign_up", cell("booking")),
            ("contact", contact.clone()),
            ("description", description.clone()),
            ("operator", cell("operator")),
            ("sample", if title.contains("見本") { "true".to_owned() } else { String::new() }),
        ];
        Record::row(id, row.line, title, fields)
    });
    Ok(records.collect())
}
