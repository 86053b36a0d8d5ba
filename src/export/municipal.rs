//! Places in the columns of the municipal standard data set 公共施設一覧, for CSV and Excel: one row for
//! each place.
//!
//! 利用可能曜日, 開始時間 and 終了時間 are filled only for a place with one programme whose hours are the same
//! every week; otherwise they are empty, which means not known there, and 利用可能日時特記事項 has the hours in
//! words, programme by programme. What the standard has no column for follows after its columns; the last one,
//! `ibasho`, is the place as GeoJSON, so that nothing is lost.
//!
//! Source: 自治体標準オープンデータセット, 公共施設一覧.

use super::words::{HoursCache, audience, booking, closed_on, katakana, marked};
use super::{Export, ExportError, geojson};
use crate::lang::{Lang, ruby};
use crate::place::{LocationPrecision, Place, Programme, TriState};
use chrono::Weekday;
use std::io::Write;

/// The columns: those of the standard, then ours.
pub(super) const COLUMNS: [&str; 33] = [
    "全国地方公共団体コード",
    "ID",
    "地方公共団体名",
    "名称",
    "名称_カナ",
    "名称_英字",
    "種別",
    "所在地_全国地方公共団体コード",
    "所在地_連結表記",
    "緯度",
    "経度",
    "電話番号",
    "団体名",
    "利用可能曜日",
    "開始時間",
    "終了時間",
    "利用可能日時特記事項",
    "説明",
    "アクセス方法",
    "バリアフリー情報",
    "URL",
    "備考",
    "対象者",
    "料金_こども",
    "料金_大人",
    "予約",
    "定員",
    "確認日",
    "終了日",
    "出典",
    "見本",
    "ライセンス",
    "ibasho",
];

impl Export<'_> {
    pub(super) fn csv(&self, out: &mut dyn Write) -> Result<usize, ExportError> {
        // The byte order mark tells Excel that it is UTF-8.
        out.write_all("\u{feff}".as_bytes())?;
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        let record = |writer: &mut csv::Writer<_>, cells: &[String]| {
            writer.write_record(cells).map_err(std::io::Error::other)
        };
        record(&mut writer, &COLUMNS.map(str::to_owned))?;
        let mut cache = self.hours_cache();
        for place in self.snapshot.index.places() {
            let cells = self.row(place, &mut cache)?;
            let guarded: Vec<String> =
                cells.iter().map(|cell| super::table::text(Some(cell)).into_owned()).collect();
            record(&mut writer, &guarded)?;
        }
        writer.flush()?;
        Ok(0)
    }

    /// The cells of a place, in the order of [`COLUMNS`].
    pub(super) fn row(&self, place: &Place, cache: &mut HoursCache) -> Result<Vec<String>, ExportError> {
        let ward = &self.snapshot.ward;
        let details = place.details.as_deref();
        let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
        let (weekly, notes) = self.hours_of(place, cache);
        let code = text(ward.code.as_deref());
        let english = details.and_then(|d| d.names.get("en").map(|name| &**name));
        let access = details.map(|d| {
            let first = &d.first_visit;
            [d.access.as_deref(), first.enter.as_deref(), first.bring.as_deref(), first.people.as_deref()]
        });
        let [way, enter, bring, people] = access.unwrap_or_default();
        let about = [enter, bring, people].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let wheelchair = match details.map(|d| d.wheelchair) {
            Some(TriState::Yes) => "車椅子可",
            Some(TriState::No) => "車椅子不可",
            Some(TriState::Unknown) | None => "",
        };
        let [days, opens, closes] = weekly.unwrap_or_default();
        let each = |value: fn(&Programme) -> Option<String>| by_programme(place, value);
        Ok(vec![
            code.clone(),
            place.id.to_string(),
            ward.name.clone(),
            marked(place, &place.name),
            details.and_then(|d| d.name_reading.as_deref()).map(katakana).unwrap_or_default(),
            text(english),
            ruby::plain(&Lang::Ja.text(&format!("kind-{}", place.kind.code()))),
            code,
            text(details.and_then(|d| d.address.as_deref())),
            place.point.lat().to_string(),
            place.point.lon().to_string(),
            text(details.and_then(|d| d.phone.as_deref())),
            text(details.and_then(|d| d.operator.as_deref())),
            days,
            opens,
            closes,
            notes,
            about,
            text(way),
            wheelchair.to_owned(),
            text(details.and_then(|d| d.url.as_deref())),
            self.remarks(place).join(" "),
            each(audience),
            each(|p| Some(p.fee?.child_yen?.to_string())),
            each(|p| Some(p.fee?.adult_yen?.to_string())),
            each(booking),
            each(|p| Some(p.capacity?.to_string())),
            details.and_then(|d| d.verified_on).map(|day| day.to_string()).unwrap_or_default(),
            closed_on(place).map(|day| day.to_string()).unwrap_or_default(),
            text(details.and_then(|d| d.source.as_deref())),
            if place.sample { "見本" } else { "" }.to_owned(),
            text(ward.license.as_deref()),
            geojson::whole(place, self.snapshot)?.to_string(),
        ])
    }

    /// Weekdays, start and end where they say the truth, and the hours in words where those are not all.
    fn hours_of(&self, place: &Place, cache: &mut HoursCache) -> (Option<[String; 3]>, String) {
        if let [programme] = &*place.programmes {
            let hours = cache.of(self, programme.schedule);
            let columns = hours.weekly.as_ref().map(|weekly| {
                let days = weekly.days.iter().map(|day| weekday(*day)).collect();
                [days, weekly.opens.format("%H:%M").to_string(), weekly.closes.format("%H:%M").to_string()]
            });
            let columns = columns.filter(|_| self.has_sure_hours(place));
            let words =
                if hours.says_more || columns.is_none() { hours.words.clone() } else { String::new() };
            return (columns, words);
        }
        let of = |programme: &Programme| {
            let hours = cache.of(self, programme.schedule);
            let title = programme.title.as_deref().unwrap_or(&programme.id);
            (!hours.words.is_empty()).then(|| format!("{title}：{}", hours.words))
        };
        (None, place.programmes.iter().filter_map(of).collect::<Vec<_>>().join("／"))
    }
}

/// A value for the whole place if all programmes have the same, else with their titles; what is not known is
/// left out.
fn by_programme(place: &Place, value: fn(&Programme) -> Option<String>) -> String {
    let values: Vec<Option<String>> = place.programmes.iter().map(value).collect();
    match values.as_slice() {
        [Some(first), rest @ ..] if rest.iter().all(|other| other.as_ref() == Some(first)) => first.clone(),
        _ => {
            let titled = place.programmes.iter().zip(&values).filter_map(|(programme, value)| {
                let title = programme.title.as_deref().unwrap_or(&programme.id);
                value.as_ref().map(|value| format!("{title}：{value}"))
            });
            titled.collect::<Vec<_>>().join("／")
        }
    }
}

/// 「月」 to 「日」.
fn weekday(day: Weekday) -> char {
    ['月', '火', '水', '木', '金', '土', '日'][day.num_days_from_monday() as usize]
}

/// Whether the point of the place is the place's own.
pub(super) fn is_exact(place: &Place) -> bool {
    place.precision == LocationPrecision::Exact
}
