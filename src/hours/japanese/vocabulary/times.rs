//! Words for times of the day, and for times that are not opening hours.

use super::super::model::Lexeme;
use super::{Table, is};

pub(super) const TIMES: Table = &[
    (
        is(Lexeme::LastEntry),
        &[
            "当日受付 窓口受付 最終入館 最終入場 最終受付 入館 入場 入室 入園 受付終了 受付",
            "ラストオーダー l.o. lo オーダーストップ",
        ],
    ),
    (
        is(Lexeme::Ends),
        &["終了します 終了いたします 終了となります 終了 終わります 終わり クローズします クローズ close"],
    ),
    (is(Lexeme::Half), &["半日のみ 半日"]),
    (is(Lexeme::Extension), &["延長保育 延長利用 延長は 延長"]),
    (is(Lexeme::Filler), &["(月単位) 月単位 (延長保育を含む) (延長保育含む)"]),
    (is(Lexeme::AfterSchool), &["放課後 下校後 下校時 授業終了後 授業終了時 学校終了後"]),
    (
        is(Lexeme::AllDay),
        &["終日(24時間) 終日24時間 24時間対応 24時間受付 24時間開放 24時間営業 24時間", "二十四時間"],
    ),
    (
        is(Lexeme::Filler),
        &[
            "夜間・休日含む 夜間・休日を含む 夜間休日含む 夜間・土日祝含む 夜間・休日も対応",
            "土日祝含む 土日祝日含む 土日祝も対応",
        ],
    ),
    (is(Lexeme::Break), &["昼休憩 昼休み お昼休み 休憩時間 休憩 中休み"]),
    (is(Lexeme::Noon), &["正午 お昼の12時"]),
    (is(Lexeme::Am), &["ごぜん 早朝 午前 am a.m. 朝の 朝"]),
    (is(Lexeme::Pm), &["ごご 午後 pm p.m. 夕方の 夕方 お昼の お昼 昼"]),
    (is(Lexeme::Night), &["深夜の 深夜 夜の 夜"]),
    (is(Lexeme::NextMorning), &["翌朝 翌日の 翌年の 翌年 翌"]),
];
