//! What can ordinary words say about time? The meanings between the words and the rules.
//!
//! ```text
//! 「第2・4土 11時〜14時、8月は休み」 = Open(Sa[2,4], 11:00–14:00), Off(August)
//! ```

use chrono::NaiveDate;
use std::ops::Range;

/// A month and day without a year.
pub(super) type MonthDay = (u32, u32);

/// A word with its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lexeme {
    Days(Days),
    /// 第2・4, 最終.
    Ordinals(Vec<i8>),
    /// Minutes from midnight, and whether it is surely on the 24-hour clock (`09:00`, 15時).
    Clock {
        minutes: u32,
        sure: bool,
    },
    Number(u32),
    /// Minutes.
    Duration(u32),
    /// A day with or without its year.
    Date(Option<i32>, MonthDay),
    /// 10日, 5・15日: of every month, or of the month said before.
    DayOfMonth(Vec<u32>),
    Alternate(Alternate),
    Often(Often),
    NeverOff,
    /// 期間中無休: closed on no day of the season that is open.
    NeverOffThen,
    /// 夏季, whose months the bracket behind it gives.
    NamedSeason,
    /// 館内整理日: why a day is closed.
    Tidying,
    /// 小6〜中3: for whom.
    Audience,
    /// 場所, 会場: what follows is no time.
    Venue,
    /// ○ or × in a table.
    Mark(bool),
    /// それ以外の日.
    Rest,
    /// 初日 (true), 最終日: of the dates said before.
    EndDay(bool),
    /// 終了, クローズ: the end, behind a time.
    Ends,
    /// 2日間, behind dates.
    DaySpan,
    /// 半日.
    Half,
    /// うち: within the hours said.
    Within,
    /// の場合, behind a weekday: 「祝日が土曜の場合」.
    Case,
    /// いずれも, ともに.
    All,
    Weekly,
    Monthly,
    Next,
    Off,
    Except,
    Include,
    Also,
    OpenLabel,
    /// 電話受付: the hours behind it are those of the telephone.
    CallLabel,
    OpenWord,
    IfHoliday,
    NextDay,
    NextWorkday,
    LastEntry,
    Extension,
    AfterSchool,
    AllDay,
    Break,
    Noon,
    Am,
    Pm,
    Night,
    NextMorning,
    /// 午前の部: a part of the day.
    Band,
    /// 児童センター: what is open.
    Title,
    /// でも.
    Even,
    To,
    Until,
    And,
    Stop,
    Colon,
    Open,
    Close,
    Though,
    Topic,
    Filler,
    Nothing,
    Note,
    Ask,
    Vague,
    Unread,
}

/// A lexeme and the bytes of the original text it was read from.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) lexeme: Lexeme,
    pub(super) place: Range<usize>,
    /// Its first letter: の and 、 join otherwise than を and ・.
    pub(super) first: char,
}

/// Days, as one word names them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::enum_variant_names, reason = "they are days by name: 登校日, 毎月10日")]
pub(super) enum Days {
    /// 毎日.
    Every,
    /// 月〜金: bit 0 is Monday.
    Week(u8),
    /// 第2・4土: negative counts from the end of the month.
    Nth(Vec<i8>, u8),
    /// 毎月10日.
    MonthDays(Vec<u32>),
    /// 毎月末日.
    LastOfMonth,
    /// 平日: Monday to Friday, not a public holiday.
    Workdays,
    /// 祝日.
    Holidays,
    /// 祝日の翌日, for closing only.
    DayAfterHoliday,
    /// 長期休業, 夏休み.
    School(Vacation),
    /// 学校のある日.
    SchoolDays,
    /// 8月, 4〜9月.
    Months(Vec<(u32, u32)>),
    /// 12/29〜1/3, every year.
    Range(MonthDay, MonthDay),
    /// A day with its year.
    Date(NaiveDate),
    /// Days of one year.
    Dates(NaiveDate, NaiveDate),
    /// 年末年始 and the like, when the days are not given.
    Season(Season),
}

/// Which school holidays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vacation {
    Any,
    Summer,
    Winter,
    Spring,
}

/// A season everybody knows by name and nobody by its exact days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Season {
    YearEnd,
    Obon,
    GoldenWeek,
}

/// Days said together, with what limits them.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each remembers one word that was said")]
pub(super) struct Group {
    /// The days, any of them.
    pub(super) days: Vec<Days>,
    /// How each of them stands to the one before it.
    pub(super) bonds: Vec<Bond>,
    /// 隔週, 隔月.
    pub(super) alternate: Option<Alternate>,
    /// 次回12/3.
    pub(super) anchor: Option<NaiveDate>,
    /// What happens when the day is a holiday.
    pub(super) shift: Option<Shift>,
    /// How many of the days stood there when that was said.
    pub(super) shift_at: usize,
    /// いずれも was said with it: of all days before.
    pub(super) shift_of_all: bool,
    /// An n-th that still waits for its weekday: 「第1・3（土）」.
    pub(super) nth: Option<Vec<i8>>,
    /// 「12月は第2のみ」: in these months these days stand for its own.
    pub(super) instead: Vec<Instead>,
    /// The weekday that was said of the dates that follow it.
    pub(super) weekday: Option<u8>,
    /// 毎週 was said.
    pub(super) weekly: bool,
    /// Days taken out again: 「月曜（5月を除く）」, with how many of the days stood there when that was said.
    /// Whether they open or close, what is said of the days tells.
    pub(super) except: Vec<(usize, Group)>,
    /// Months and days were listed side by side (8月・日曜), not one within the other.
    pub(super) listed: bool,
    /// Days stand beside each other with nothing that joins them (水曜　祝日): whether the second
    /// belongs to the first, only the list they stand in can tell.
    pub(super) gapped: bool,
    /// 毎月 was said.
    pub(super) monthly: bool,
    /// のみ or だけ was said of its days.
    pub(super) only: bool,
    /// も was said of it: 「3月は第1日曜も」.
    pub(super) also: bool,
    /// Its season is that of a heading before it.
    pub(super) carried: bool,
    /// Its days are those of another statement, which opens no closed day again.
    pub(super) inherited: bool,
    /// Where it stands.
    pub(super) place: Range<usize>,
}

/// What stands between two words for days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Bond {
    /// Nothing: 8月日曜.
    Tight,
    /// A space or the end of a line.
    Gap,
    /// ・ or /.
    Dot,
    /// の.
    Of,
    /// は.
    Topic,
    /// 、, と, 及び, or the end of a sentence.
    #[default]
    List,
    /// 毎週 or 毎月 behind one of these: of no month said before.
    Every,
}

/// 「1月は第3日曜」 beside 「第2日曜」: in some months other n-ths of the month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Instead {
    /// The months, from and to.
    pub(super) months: Vec<(u32, u32)>,
    /// Which of the month.
    pub(super) nth: Vec<i8>,
    /// The weekday, when another one is named or the same again.
    pub(super) weekday: Option<u8>,
}

/// Every other week or month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alternate {
    Weeks(u32),
    Months(u32),
}

/// What happens when the day falls on a public holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shift {
    /// As if it were not there: 「祝日の場合は開館」.
    Ignore,
    /// What is said of the day does not hold then: 「月曜（祝日を除く）」.
    Except,
    /// Closed even then: 「祝日の場合も休館」.
    Stays,
    /// It moves to the next day.
    NextDay,
    /// It moves to the next day that is no holiday.
    NextWorkday,
    /// The next day as well: 「祝日の場合は翌日も休館」.
    NextDayToo,
}

/// A stretch of the day in minutes from midnight; the end may lie beyond 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stretch {
    pub(super) start: u32,
    /// `None`: the closing time is not known.
    pub(super) end: Option<u32>,
}

/// What a rule says of its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Hours {
    Open(Vec<Stretch>),
    /// Somewhere in these stretches, nobody knows exactly; none is the whole day.
    Unknown(Vec<Stretch>, String),
    /// Open as the day would be, but until this minute.
    Until(u32),
    /// Open as the day would be, but from this minute.
    From(u32),
    /// Open as the day would be, but only before noon (true) or after it: 「水曜は午前のみ」.
    Part(bool),
    /// Open at the usual hours although the days are among the closed ones: 「8月は毎日開館」. The
    /// weekdays it holds for, and which of the month; none are those that are closed.
    Usual(u8, Vec<i8>),
    Off,
}

impl Hours {
    /// Whether it says by itself when it is open.
    pub(super) fn opens(&self) -> bool {
        !matches!(self, Self::Off | Self::Usual(..))
    }
}

/// One statement.
#[expect(clippy::struct_excessive_bools, reason = "independent marks of one sentence")]
#[derive(Debug, Clone)]
pub(super) struct Rule {
    /// Which days; `None` when the words give no days with the times.
    pub(super) group: Option<Group>,
    pub(super) hours: Hours,
    /// Said as an exception to what stands before: in brackets, or after ただし.
    pub(super) exception: bool,
    /// Beside the usual hours, not instead of them: 「火曜は14時〜16時も」.
    pub(super) too: bool,
    /// The days of the opening whose bracket closes it: of other openings it says nothing.
    pub(super) of: Vec<Days>,
    /// Only its end was said: 「日曜・祝日は17時まで」 opens no closed day.
    pub(super) shortened: bool,
    /// Its days came at the end of the text: 「9時〜17時 8月は土日のみ」.
    pub(super) late: bool,
    /// Where it stands in the text.
    pub(super) place: Range<usize>,
}

/// How often something takes place, when only a number is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Often {
    Weekly(u32),
    Monthly(u32),
    Yearly(u32),
}

impl Rule {
    pub(super) fn new(group: Option<Group>, hours: Hours, place: Range<usize>) -> Self {
        Self {
            group,
            hours,
            exception: false,
            too: false,
            of: Vec::new(),
            shortened: false,
            late: false,
            place,
        }
    }

    /// Said as an exception to what stands before.
    pub(super) fn exception(group: Group, hours: Hours, place: Range<usize>) -> Self {
        Self { exception: true, ..Self::new(Some(group), hours, place) }
    }
}

impl Group {
    pub(super) fn of(days: Days, place: Range<usize>) -> Self {
        Self { days: vec![days], place, ..Self::default() }
    }

    /// Adds days that stand to those before them by `bond`.
    pub(super) fn push(&mut self, days: Days, bond: Bond) {
        self.bonds.resize(self.days.len(), Bond::List);
        self.days.push(days);
        self.bonds.push(bond);
    }

    /// Its days with what stands before each.
    pub(super) fn said(&self) -> impl Iterator<Item = (Bond, &Days)> {
        let bonds = self.bonds.iter().copied().chain(std::iter::repeat(Bond::List));
        bonds.zip(&self.days)
    }

    /// 「祝日の水曜」: the weekdays of which only the holidays are meant.
    pub(super) fn holidays_on(&self) -> Option<u8> {
        match (self.days.as_slice(), self.bonds.get(1)) {
            (&[Days::Holidays, Days::Week(mask)], Some(Bond::Of)) => Some(mask),
            _ => None,
        }
    }

    /// Whether such days stand among others.
    pub(super) fn mixes_holidays(&self) -> bool {
        let pairs = self.days.windows(2).zip(self.bonds.iter().skip(1));
        pairs
            .into_iter()
            .any(|(pair, bond)| matches!(pair, [Days::Holidays, Days::Week(_)]) && *bond == Bond::Of)
    }

    /// The weekdays named without n-th, as a mask.
    pub(super) fn week_mask(&self) -> u8 {
        self.days.iter().fold(0, |mask, days| {
            mask | match days {
                Days::Week(week) => *week,
                Days::Workdays | Days::SchoolDays => WORKDAYS,
                Days::Every => ALL_WEEK,
                _ => 0,
            }
        })
    }

    pub(super) fn has(&self, wanted: &Days) -> bool {
        self.days.contains(wanted)
    }

    /// Whether only months and seasons are named, no days within them.
    pub(super) fn only_seasons(&self) -> bool {
        !self.days.is_empty() && self.days.iter().all(Days::is_season) && self.nth.is_none()
    }
}

impl Days {
    /// Whether it limits other days named beside it (4〜9月の土曜).
    pub(super) fn is_season(&self) -> bool {
        matches!(self, Self::Months(_) | Self::Range(..) | Self::Dates(..))
    }
}

/// Whether it is a range of dates shorter than a month, which has days of its own.
pub(super) fn short(days: &Days) -> bool {
    const MONTH: i64 = 28;
    let length = match days {
        Days::Dates(from, to) => (*to - *from).num_days(),
        Days::Range((m1, d1), (m2, d2)) => {
            let (from, to) = (i64::from(m1 * 31 + d1), i64::from(m2 * 31 + d2));
            (to - from).rem_euclid(12 * 31)
        }
        _ => return false,
    };
    length < MONTH
}

/// Monday to Friday.
pub(super) const WORKDAYS: u8 = 0b001_1111;
/// Saturday and Sunday.
pub(super) const WEEKEND: u8 = 0b110_0000;
/// Monday to Sunday.
pub(super) const ALL_WEEK: u8 = 0b111_1111;
