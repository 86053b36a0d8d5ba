//! The fields an import reads, and the names their columns have in published tables.
//!
//! Columns are found by name, never by position. Sources: the municipal open-data sets in both editions,
//! the common format of children's cafeterias, and lists that municipalities publish.

use super::sheet::folded;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A field and the names of its column, the most particular first.
pub(super) struct Field {
    /// The key in a mapping file.
    pub key: &'static str,
    pub names: &'static [&'static str],
}

macro_rules! fields {
    ($($key:literal: $($name:literal)+;)+) => {
        /// Every field that is read from a table.
        pub(super) const FIELDS: &[Field] = &[$(Field { key: $key, names: &[$($name),+] }),+];
    };
}

fields! {
    "name": "名称" "相談窓口" "相談窓口名" "休業名" "町丁目名" "駅名" "施設名" "施設名称" "居場所名" "団体名称" "こども食堂名" "子ども食堂名" "食堂名" "クラブ名" "公園名" "図書館名" "学校名" "窓口名" "名前" "施設・場所名" "居場所の名称" "拠点名" "児童館名" "学童名" "name";
    "programme": "活動名" "プログラム名" "programme";
    "name_reading": "名称_カナ" "名称カナ" "名称(カナ)" "施設名_カナ" "施設名カナ" "フリガナ" "ふりがな" "よみがな" "ヨミ" "name_reading" "name:ja-Hira" "name:ja_kana";
    "name_en": "名称_英字" "名称_英語" "英語名" "name:en";
    "id": "ID" "施設ID" "施設番号" "管理番号" "@id" "id";
    "number": "NO" "番号" "№" "No." "項番" "通番" "連番" "#";
    "code": "全国地方公共団体コード" "都道府県コード又は市区町村コード" "市区町村コード" "団体コード" "自治体コード" "地方公共団体コード" "prefCode";
    "municipality": "地方公共団体名" "市区町村名" "所在地_市区町村" "cityName";
    "kind": "種別" "施設種別" "区分" "分類" "施設区分" "カテゴリ" "カテゴリー" "施設分類" "種類" "kind";
    "address": "所在地_連結表記" "addr:full" "住所" "所在地" "施設所在地" "開催場所住所" "会場住所" "住所(所在地)" "所在地住所" "address";
    "building": "方書" "建物名等(方書)" "建物名";
    "lat": "緯度" "施設緯度" "緯度(世界測地系)" "latitude" "lat" "北緯" "y";
    "lon": "経度" "施設経度" "経度(世界測地系)" "longitude" "lon" "lng" "東経" "x";
    "phone": "電話番号" "電話番号1" "電話" "TEL" "連絡先電話番号" "問合せ先電話番号" "問い合わせ先電話番号" "連絡先" "phone" "contact:phone" "telephoneNumber";
    "phone_note": "電話番号1_連絡先備考";
    "extension": "内線番号";
    "url": "URL" "ホームページ" "ホームページURL" "HP" "ウェブサイト" "サイト" "コンテンツURL" "website" "contact:website" "url";
    "operator": "運営団体名" "団体名" "運営団体" "運営主体" "運営者" "実施主体" "実施団体" "設置者" "主催者" "主催" "operator";
    "description": "説明" "概要" "内容" "活動内容" "事業内容" "description";
    "purpose": "設置目的";
    "support": "実施支援の主な区分";
    "days": "利用可能曜日" "開催曜日" "開館曜日" "開所曜日" "曜日" "開所日" "開館日" "利用日" "実施曜日" "availableDate";
    "dates": "開催日" "実施日" "活動日";
    "start": "開始時間" "開催開始時間" "開館時間(開始)" "開所時間(開始)" "開始時刻" "開始" "startTime";
    "end": "終了時間" "開催終了時間" "閉館時間" "閉所時間" "終了時刻" "終了" "endTime";
    "times": "利用時間" "開館時間" "開所時間" "開設時間" "時間" "活動時間" "開催時間" "開催日時" "開所日時" "開館日時" "日時" "利用可能時間" "営業時間" "実施日時" "開設日時" "opening_hours" "normalTime";
    "closed": "休館日" "定休日" "休業日" "休所日" "休み" "閉館日";
    "hours_note": "利用可能日時特記事項" "利用可能時間特記事項" "開催日時特記事項" "時間特記事項" "availableDateNote";
    "who": "対象" "対象者" "受入年齢" "参加条件" "対象年齢" "対象学年" "利用対象" "利用対象者" "targetChildren" "参加対象";
    "fee": "料金" "費用" "利用料" "利用料金" "参加費" "料金(基本)" "保育料" "会費" "normalPrice";
    "fee_preschool": "参加費_幼児";
    "fee_elementary": "参加費_小学生" "小学生料金" "参加費(こども)" "参加費(子ども)" "こども料金" "子ども料金" "参加費_こども" "参加費_子ども";
    "fee_junior": "参加費_中学生";
    "fee_high": "参加費_高校生";
    "fee_adult": "参加費_大人" "大人料金" "参加費(大人)" "参加費(おとな)";
    "fee_note": "参加費特記事項" "料金(詳細)" "料金備考";
    "booking": "予約" "予約方法" "申込" "申込方法" "予約の要否" "申し込み" "参加申込方法" "利用方法" "事前申込" "予約の有無";
    "booking_note": "予約特記事項";
    "capacity": "定員" "収容定員" "定員数" "受入人数" "capacity";
    "wheelchair": "車椅子" "車いす" "車椅子利用" "車椅子対応" "wheelchair";
    "verified_on": "確認日" "最終確認日" "確認年月日" "情報確認日" "verified_on";
    "access": "アクセス方法" "交通アクセス" "最寄駅" "アクセス";
    "note": "備考" "特記事項" "その他" "note";
    "languages": "対応言語";
    "sample": "見本" "sample";
    "title": "イベント名" "行事名" "催し名" "イベント名称" "催事名" "講座名" "title";
    "title_reading": "イベント名_カナ" "行事名_カナ";
    "start_date": "開始日" "開催開始日" "開催日(開始)" "開始年月日";
    "end_date": "終了日" "開催終了日" "開催日(終了)" "終了年月日";
    "date_note": "開始日時特記事項";
    "venue": "場所名称" "会場" "開催場所" "場所" "会場名";
    "event_kind": "イベント種類";
    "state": "状態";
    "contact_name": "連絡先名称" "問合せ先" "問い合わせ先" "お問い合わせ先";
    "contact_phone": "連絡先電話番号";
    "holiday_date": "国民の祝日・休日月日" "祝日・休日月日" "月日";
    "holiday_name": "国民の祝日・休日名称" "祝日・休日名称";
    "from": "休業開始日" "から" "from" "開始年月日";
    "to": "休業終了日" "まで" "to" "終了年月日";
    "school": "学校名称" "学校名" "小学校名" "A27_004" "校区名" "小学校区名" "校区" "小学校区" "学区" "通学区域" "schools";
    "area": "対象地域" "担当地域" "area";
    "for_whom": "相談対象";
    "source_page": "出典" "掲載ページ" "source_page";
    "page_date": "掲載日" "更新日" "page_date";
    "postal_code": "郵便番号";
    "lines": "路線" "路線名";
    "childcare": "一時預かりの有無" "一時預かりの有無(有/無)" "認可等年月日";
    "poi": "POIコード" "名称_通称" "名称_通称/名称_英字";
    "amenity": "amenity";
    "leisure": "leisure";
    "frequency": "開催頻度";
    "hidden": "公開範囲" "公開" "location_precision";
}

static BY_NAME: LazyLock<HashMap<String, Vec<&'static str>>> = LazyLock::new(|| {
    let mut by_name: HashMap<String, Vec<&'static str>> = HashMap::new();
    for field in FIELDS {
        for name in field.names {
            by_name.entry(folded(name)).or_default().push(field.key);
        }
    }
    by_name
});

/// The fields that a column of this name may hold, in the order of [`FIELDS`]; empty for an unknown name.
pub(super) fn of_column(name: &str) -> &'static [&'static str] {
    BY_NAME.get(&folded(name)).map_or(&[], Vec::as_slice)
}

pub(super) fn is_field(key: &str) -> bool {
    FIELDS.iter().any(|field| field.key == key)
}
