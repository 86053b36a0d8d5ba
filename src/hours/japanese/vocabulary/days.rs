//! Words for days: holidays, holidays of the schools, seasons, and how often.

use super::super::model::{Alternate, Days, Lexeme, Season, Vacation, WEEKEND};
use super::{Table, Word, is};

pub(super) const DAYS: Table = &[
    (Word::Days(|| Days::DayAfterHoliday), &["祝日の翌日 祝休日の翌日 祝祭日の翌日"]),
    (
        Word::Days(|| Days::Every),
        &["土日祝日を含む毎日 土日祝を含む毎日 祝日を含む毎日 毎日 まいにち 365日", "連日 全日"],
    ),
    (Word::Days(|| Days::Workdays), &["平日 へいじつ ウィークデー"]),
    (Word::Days(|| Days::Week(WEEKEND)), &["土日曜日 土日曜 土日"]),
    (
        Word::Days(|| Days::Holidays),
        &[
            "国民の祝日に関する法律に規定する休日 国民の祝日に関する法律に定める休日",
            "国民の祝日および振替休日 国民の祝日及び振替休日 国民の祝日・振替休日 祝日および振替休日 祝日と振替休日",
            "国民の祝日及び休日 国民の祝日 祝日・振替休日 祝日、振替休日 祝日及び振替休日",
            "祝日(振替休日を含む) 祝日(振替休日含む) 祝祭日 祝休日 祝・休日 祝日 祝",
            "国民の休日 祝日・祭日 祭日 しゅく日 しゅくじつ",
        ],
    ),
    (
        Word::Days(|| Days::School(Vacation::Any)),
        &[
            "学校の長期休業期間中 学校の長期休業期間 学校の長期休業中 学校の長期休業",
            "学校の長期休み 学校長期休業中 長期休業期間中 長期休業期間 長期休業日 長期休業中",
            "長期休業 長期休暇期間 長期休暇中 長期休暇 長期休み期間 長期休み中 長期休み",
            "学校の休業日 学校休業日 学校の休校日 学校の休み期間 春・夏・冬休み中 春・夏・冬休み 春夏冬休み",
            "学校の夏季・冬季・春季休業日 夏季・冬季・春季休業日 夏季・冬季・春季休業 春季・夏季・冬季休業日 春季・夏季・冬季休業 夏季・冬季・学年末休業日 学校の夏・冬・春休み 春・夏・冬季休業 学校休業日(夏・冬・春休み) 夏・冬・春休み 春休み・夏休み・冬休み 夏休み・冬休み・春休み",
        ],
    ),
    (
        Word::Days(|| Days::School(Vacation::Summer)),
        &["夏休み期間中 夏休み期間 夏休み中 夏休み 夏季休業中 夏季休業 夏期休業中 夏期休業", "夏季休暇中"],
    ),
    (
        Word::Days(|| Days::School(Vacation::Winter)),
        &["冬休み期間中 冬休み期間 冬休み中 冬休み 冬季休業中 冬季休業 冬期休業"],
    ),
    (
        Word::Days(|| Days::School(Vacation::Spring)),
        &["春休み期間中 春休み期間 春休み中 春休み 春季休業中 春季休業 春期休業"],
    ),
    (
        Word::Days(|| Days::SchoolDays),
        &["学校のある日 学校がある日 学校開校日 学校登校日 登校日 授業のある日 授業日", "学校開業日 課業日"],
    ),
    (Word::Days(|| Days::Months(vec![(1, 1), (3, 3), (5, 5), (7, 7), (9, 9), (11, 11)])), &["奇数月"]),
    (Word::Days(|| Days::Months(vec![(2, 2), (4, 4), (6, 6), (8, 8), (10, 10), (12, 12)])), &["偶数月"]),
    (Word::Days(|| Days::Season(Season::YearEnd)), &["年末年始の休み 年末年始 年末・年始"]),
    (Word::Days(|| Days::Range((1, 1), (1, 1))), &["元日 元旦"]),
    (Word::Days(|| Days::Range((1, 1), (1, 3))), &["正月三が日 正月3が日 正月三ヶ日 三が日 3が日 三ヶ日"]),
    (Word::Days(|| Days::Range((12, 31), (12, 31))), &["大晦日 大みそか"]),
    (Word::Days(|| Days::Range((2, 11), (2, 11))), &["建国記念の日 建国記念日"]),
    (Word::Days(|| Days::Range((2, 23), (2, 23))), &["天皇誕生日"]),
    (Word::Days(|| Days::Range((4, 29), (4, 29))), &["昭和の日"]),
    (Word::Days(|| Days::Range((5, 3), (5, 3))), &["憲法記念日"]),
    (Word::Days(|| Days::Range((5, 4), (5, 4))), &["みどりの日"]),
    (Word::Days(|| Days::Range((5, 5), (5, 5))), &["こどもの日 子どもの日 子供の日"]),
    (Word::Days(|| Days::Range((8, 11), (8, 11))), &["山の日"]),
    (Word::Days(|| Days::Range((11, 3), (11, 3))), &["文化の日"]),
    (Word::Days(|| Days::Range((11, 23), (11, 23))), &["勤労感謝の日"]),
    (Word::Days(|| Days::LastOfMonth), &["月末日 末日"]),
    (Word::Days(|| Days::Season(Season::Obon)), &["お盆期間中 お盆期間 お盆休み お盆 盆休み 盆"]),
    (
        Word::Days(|| Days::Season(Season::GoldenWeek)),
        &["ゴールデンウィーク ゴールデンウイーク gw期間 gw 大型連休"],
    ),
    (is(Lexeme::EndDay(true)), &["初日"]),
    (is(Lexeme::EndDay(false)), &["最終日"]),
    (is(Lexeme::Weekly), &["毎週 まいしゅう まい週"]),
    (
        is(Lexeme::Rest),
        &[
            "それ以外の日 それ以外の曜日 それ以外 その他の日 その他の曜日 そのほかの日 そのほかの曜日 そのほか ほかの日 ほかの曜日",
            "他の日 他の曜日 上記以外の日 上記以外の曜日 上記以外 残りの日 残りの曜日 その他",
        ],
    ),
    (is(Lexeme::Monthly), &["毎月 まいつき まい月 各月"]),
    (is(Lexeme::Filler), &["毎年 例年 通年"]),
    (
        is(Lexeme::NamedSeason),
        &["正月 お正月 前期 後期 上期 下期 上半期 下半期 夏季 夏期 夏時間 夏場 冬季 冬期 冬時間 冬場"],
    ),
    (
        is(Lexeme::Tidying),
        &[
            "展示替期間 展示替え期間 展示替え 展示替 燻蒸期間 燻蒸 館内燻蒸 館内整理期間 図書整理期間 館内整理日 図書整理日 資料整理日 整理日 設備点検日 特別図書整理期間 特別整理期間 蔵書点検期間 蔵書点検日 蔵書点検 保守点検日 保守点検 点検日 水入替え 水入替 水入れ替え 水の入れ替え 水の入替え プール水入替 プール水入れ替え 換水 施設点検日 施設点検 設備点検 機器点検日 機器点検 清掃日 館内清掃日 館内清掃 定期清掃日 定期点検日 特別整理日",
        ],
    ),
    (is(Lexeme::Alternate(Alternate::Weeks(2))), &["隔週"]),
    (is(Lexeme::Alternate(Alternate::Months(2))), &["隔月"]),
    (is(Lexeme::Next), &["次回開催日 次回開催 次回は 次回 次の開催 次は 直近は"]),
];
