//! Generated schedules in many styles of Japanese: the parsed schedule agrees or is not known.
//!
//! The generator is independent of the parser: it composes days, hours, closings and exceptions in OSM
//! syntax, and words them as notices do, ambiguous styles included. `WRITTEN=1000000 cargo test
//! --release --test hours written` is the long form (`make fuzz`).

use super::support::calendar;
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use ibasho::hours::{Interval, OpenState, ScheduleId, ScheduleSource, Schedules, SchedulesBuilder, Validity};
use std::time::{Duration, Instant};

/// Schedules in a default run.
const WRITTEN: usize = 10_000;
/// Schedules per table.
const TABLE: usize = 250;
/// Minimum share that must be understood; otherwise the test proves nothing.
const SHARE_UNDERSTOOD: f64 = 0.5;

/// A seeded pseudo-random generator (`SplitMix64`, Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ mixed >> 31) % u64::try_from(count.max(1)).unwrap()).unwrap()
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

const DAYS: [(&str, &str); 7] =
    [("月", "Mo"), ("火", "Tu"), ("水", "We"), ("木", "Th"), ("金", "Fr"), ("土", "Sa"), ("日", "Su")];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The same meaning in OSM syntax and in words.
struct Said {
    rule: String,
    words: String,
}

fn weekday_name(random: &mut Random, day: usize) -> String {
    format!("{}{}", DAYS[day].0, random.pick(&["曜日", "曜", "曜"]))
}

fn hours(random: &mut Random) -> Said {
    let (from, to) = (8 + random.below(4), 15 + random.below(6));
    let half = random.pick(&["00", "30"]);
    let rule = format!("{from:02}:00-{to}:{half}");
    let end = if half == "30" { format!("{to}時半") } else { format!("{to}時") };
    let words = match random.below(5) {
        0 => format!("{from}時〜{end}"),
        1 => format!("{from}:00～{to}:{half}"),
        2 => format!("午前{from}時から午後{}まで", end.replacen(&to.to_string(), &(to - 12).to_string(), 1)),
        3 => format!("{from}時から{end}まで"),
        _ => format!("{from}:00-{to}:{half}"),
    };
    Said { rule, words }
}

/// One member of a list of closings: its OSM rule without `off`, and its words.
fn closing(random: &mut Random, weekly: usize) -> Said {
    match random.below(8) {
        0 | 1 => {
            let name = weekday_name(random, weekly);
            let words = random.pick(&["毎週", ""]).to_owned() + &name;
            Said { rule: DAYS[weekly].1.into(), words }
        }
        2 => {
            let (n, day) = (1 + random.below(4), random.below(7));
            let name = weekday_name(random, day);
            Said {
                rule: format!("{}[{n}]", DAYS[day].1),
                words: format!("{}第{n}{name}", random.pick(&["毎月", ""])),
            }
        }
        3 => {
            let (month, n, day) = (random.below(12), 1 + random.below(4), random.below(7));
            let name = weekday_name(random, day);
            let of = random.pick(&["の", ""]);
            Said {
                rule: format!("{} {}[{n}]", MONTHS[month], DAYS[day].1),
                words: format!("{}月{of}第{n}{name}", month + 1),
            }
        }
        4 => Said { rule: "PH".into(), words: "祝日".into() },
        5 => {
            let (from, to) = (26 + random.below(4), 3 + random.below(3));
            let words = match random.below(3) {
                0 => format!("12月{from}日〜1月{to}日"),
                1 => format!("年末年始（12/{from}〜1/{to}）"),
                _ => format!("12月{from}日から翌年1月{to}日まで"),
            };
            Said { rule: format!("Dec {from}-Jan {to:02}"), words }
        }
        6 => {
            let month = random.below(12);
            Said { rule: MONTHS[month].into(), words: format!("{}月", month + 1) }
        }
        _ => Said { rule: "Aug 13-Aug 15".into(), words: "8/13〜8/15".into() },
    }
}

/// Names of places and classes, which say nothing of when.
const NAMES: [&str; 6] =
    ["放課後クラブ", "中央図書館", "日本語教室：", "園庭開放日：", "居場所「ほっと」", "若者相談ルーム／"];

/// Hours of two seasons, and a weekday that is closed or the only open one.
fn two_seasons(random: &mut Random) -> Said {
    let (summer, winter) = (hours(random), hours(random));
    let day = random.below(7);
    let (name, code) = (weekday_name(random, day), DAYS[day].1);
    let (warm, cold) = (&summer.words, &winter.words);
    let (words, closed) = match random.below(4) {
        0 => (format!("夏季（4月～9月）{warm}　冬季（10月～3月）{cold}　休館日 毎週{name}"), true),
        1 => (format!("【夏時間】4月～9月 {warm}【冬時間】10月～3月 {cold}【休館日】{name}"), true),
        2 => (format!("【4月～9月】{warm}【10月～3月】{cold}【休み】{name}"), true),
        _ => (format!("4月～9月 {warm}／10月～3月 {cold}　毎週{name}"), false),
    };
    let (summer, winter) = (summer.rule, winter.rule);
    let rule = if closed {
        format!("Apr-Sep {summer}; Oct-Mar {winter}; {code} off")
    } else {
        format!("Apr-Sep {code} {summer}; Oct-Mar {code} {winter}")
    };
    Said { rule, words }
}

/// Days in square brackets over their hours.
fn by_days(random: &mut Random) -> Said {
    let (workdays, weekend) = (hours(random), hours(random));
    let (n, day) = (1 + random.below(4), random.below(7));
    let words = format!(
        "【平日】{}【土日祝】{}【休館日】第{n}{}",
        workdays.words,
        weekend.words,
        weekday_name(random, day)
    );
    let rule = format!("Mo-Fr {}; Sa,Su,PH {}; {}[{n}] off", workdays.rule, weekend.rule, DAYS[day].1);
    Said { rule, words }
}

/// Hours with what ends them earlier, what is taken out of them, or what holds of holidays.
fn limited(random: &mut Random) -> Said {
    let hours = hours(random);
    let (n, day) = (1 + random.below(4), random.below(7));
    let (name, code) = (weekday_name(random, day), DAYS[day].1);
    let (said, rule) = (&hours.words, &hours.rule);
    let month = random.below(12);
    let (words, rule) = match random.below(7) {
        0 => (
            format!("{said}（日曜・祝日は13時まで）　毎週{name}休館"),
            format!("{rule}; Su,PH {}-13:00; {code} off", &rule[..5]),
        ),
        1 => (
            format!("{said} ※{}月は13時まで　休館日：{name}", month + 1),
            format!("{rule}; {} {}-13:00; {code} off", MONTHS[month], &rule[..5]),
        ),
        2 => (format!("点検日（毎月第{n}{name}）を除く毎日 {said}"), format!("{rule}; {code}[{n}] off")),
        3 => (format!("毎週{name} {said} ※祝日も開催"), format!("{code} {rule}")),
        4 => (format!("毎週{name} {said}。{name}が祝日のときは休み"), format!("{code} {rule}; PH off")),
        5 => (
            format!("毎週水・土 {said}（{}月は水曜のみ）", month + 1),
            format!("We,Sa {rule}; {} Sa off", MONTHS[month]),
        ),
        _ => (
            "9時～12時、15時～18時（土曜は午前のみ）　休診日 木・日・祝".to_owned(),
            "09:00-12:00,15:00-18:00; Sa 09:00-12:00; Th,Su,PH off".to_owned(),
        ),
    };
    Said { rule, words }
}

/// A whole notice, perhaps with the name of the place before it.
fn notice(random: &mut Random) -> Said {
    let said = match random.below(6) {
        0 => two_seasons(random),
        1 => by_days(random),
        2 => limited(random),
        _ => closings(random),
    };
    if random.chance(25) {
        return Said { words: format!("{}　{}", random.pick(&NAMES), said.words), ..said };
    }
    said
}

/// Hours with a list of closings.
fn closings(random: &mut Random) -> Said {
    let hours = hours(random);
    let weekly = random.below(7);
    let count = 1 + random.below(3);
    let members: Vec<Said> = (0..count).map(|_| closing(random, weekly)).collect();
    let joint = random.pick(&["、", "・", " ", "と", "　", "及び"]);
    // 「6月・12月の第2木曜」 means both months; the other meaning is written with 、.
    let months = |one: &Said| one.words.ends_with('月');
    let joint = if members.iter().any(months) { "、" } else { joint };
    let mut list = members.iter().map(|one| one.words.as_str()).collect::<Vec<_>>().join(joint);
    let mut rules: Vec<String> = members.iter().map(|one| format!("{} off", one.rule)).collect();
    // How to treat Mondays that are holidays, or excluded from the closing.
    if members[0].rule == DAYS[weekly].1 && count == 1 && random.chance(50) {
        let day = DAYS[weekly].1;
        let (bracket, rule) = match random.below(3) {
            0 => ("（祝日の場合は開館）", format!("PH {day} {}", hours.rule)),
            1 => ("（5月を除く）", format!("May {day} {}", hours.rule)),
            _ => ("（祝日でも休館）", String::new()),
        };
        list += bracket;
        rules.extend(Some(rule).filter(|rule| !rule.is_empty()));
    }
    let space = random.pick(&[" ", "　", "\n", "。"]);
    let label = random.pick(&["", "開館時間 ", "利用時間：", "時間 ", "開館 "]);
    let closed = random.pick(&["休館日", "休み", "定休日", "休室日", "お休み"]);
    let sep = random.pick(&["：", " ", "は"]);
    let words = match random.below(4) {
        0 => format!("{label}{}{space}{closed}{sep}{list}", hours.words),
        1 => format!("{closed}{sep}{list}{space}{label}{}", hours.words),
        2 => format!("毎日 {}（{list}は休み）", hours.words),
        _ => format!("毎日 {}{space}{list}休館", hours.words),
    };
    Said { rule: format!("{}; {}", hours.rule, rules.join("; ")), words }
}

fn first() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 4, 1).unwrap().and_hms_opt(0, 0, 0).unwrap()
}

fn source(words: &str) -> ScheduleSource {
    let validity = Validity { verified_on: Some(first().date()), ..Validity::default() };
    ScheduleSource { opening_hours: Some(words.into()), validity, ..ScheduleSource::default() }
}

fn year(table: &Schedules, id: ScheduleId) -> Vec<Interval> {
    table.intervals(id, first(), first() + TimeDelta::days(365))
}

/// The first minute at which `said` contradicts `meant`: it is wrongly open or closed.
fn contradiction(said: &[Interval], meant: &[Interval]) -> Option<NaiveDateTime> {
    let at = |intervals: &[Interval], minute: NaiveDateTime| {
        let after = intervals.partition_point(|interval| interval.end <= minute);
        let found = intervals.get(after).filter(|interval| interval.start <= minute);
        found.map_or(OpenState::Closed, |interval| interval.state)
    };
    let edges = said.iter().chain(meant).flat_map(|interval| [interval.start, interval.end]);
    let wrong = |minute: &NaiveDateTime| {
        let state = at(said, *minute);
        state != OpenState::Unknown && state != at(meant, *minute)
    };
    edges.filter(|edge| *edge < first() + TimeDelta::days(365)).find(wrong)
}

#[test]
fn what_is_written_comes_back_or_is_uncertain() {
    let wanted = std::env::var("WRITTEN").ok().and_then(|count| count.parse().ok()).unwrap_or(WRITTEN);
    let mut random = Random(0x1BA5_0000_2026_0401);
    let (mut understood, mut done, mut slowest) = (0, 0, (Duration::ZERO, String::new()));
    while done < wanted {
        let mut builder = SchedulesBuilder::new(calendar());
        let notices: Vec<Said> = (0..TABLE.min(wanted - done)).map(|_| notice(&mut random)).collect();
        let mut ids = Vec::new();
        for notice in &notices {
            let begun = Instant::now();
            let said = builder.insert(source(&notice.words));
            if begun.elapsed() > slowest.0 {
                slowest = (begun.elapsed(), notice.words.clone());
            }
            ids.push((said, builder.insert(source(&notice.rule))));
        }
        let table = builder.finish();
        for (notice, (said, meant)) in notices.iter().zip(ids) {
            let (said, meant) = (year(&table, said), year(&table, meant));
            let wrong = contradiction(&said, &meant);
            assert!(wrong.is_none(), "{}\n  means {}\n  wrong at {wrong:?}", notice.words, notice.rule);
            understood += usize::from(said.iter().any(|interval| interval.state == OpenState::Open));
        }
        done += notices.len();
    }
    println!("{understood} of {done} understood; slowest {:?}: {}", slowest.0, slowest.1);
    #[expect(clippy::cast_precision_loss, reason = "at most some millions")]
    let share = understood as f64 / done as f64;
    assert!(share >= SHARE_UNDERSTOOD, "only {share:.2} of the notices are understood");
}
