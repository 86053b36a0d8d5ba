//! What joins words: particles and punctuation.

use super::super::model::Lexeme;
use super::{Table, is};

pub(super) const JOINTS: Table = &[
    (is(Lexeme::To), &["~ ー から より ないし 以降 以後"]),
    (is(Lexeme::Until), &["までの日 までの期間 までの間 まで"]),
    (is(Lexeme::And), &["・ 、 / と 及び および 並びに ならびに かつ また ,"]),
    (is(Lexeme::Stop), &["。 ; \n \r ※ * ● ○ ■ ◆ ★ ◎ ▼ |"]),
    (is(Lexeme::Colon), &[": ="]),
    (is(Lexeme::Open), &["("]),
    (is(Lexeme::Close), &[")"]),
    (is(Lexeme::Topic), &["は が"]),
    (
        is(Lexeme::Filler),
        &[
            "の に を で です ます となります とします になります",
            "とする あり 有り 期間中 期間 中 いずれも すべて 全て 各日 各回",
            "両日 同じく 同 その し 午前の部 午後の部 夜の部 定員 参加費",
            "料金 会費 通話料無料 通話無料",
        ],
    ),
    (is(Lexeme::Even), &["でも"]),
    (is(Lexeme::Nothing), &["なし 無し"]),
];
