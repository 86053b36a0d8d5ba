//! Ordinary Japanese opening hours are parsed correctly or not at all.
//!
//! `fixtures/phrases.tsv`: a phrase, and its meaning according to somebody who knows such places: an
//! OSM expression, `session START END RRULE`, or `unknown` if it is ambiguous. A phrase is silently
//! wrong if the program says open or closed where the expected schedule says otherwise.
//! `fixtures/phrases_second_hand.tsv` holds those of an outside tester, who wrote down each meaning
//! before seeing the program's; `fixtures/phrases_closings.tsv` those of another, nearly all about
//! combined or closed days, some with `unknown, or exactly: …` where not known is as good;
//! `phrases_round_*.tsv` those of writers who did not know the parser, a hundred each;
//! `phrases_scope.tsv` those with which a tester made an earlier parser lie: clauses that hold for less
//! than everything before or behind them.
//!
//! `PHRASES=FILE cargo test --test phrases of_a_file -- --ignored --nocapture` checks a file of phrases
//! outside the tree: phrase, expectation, class (clear or doubtful), kind.

#![expect(clippy::unwrap_used, reason = "fixed dates and fixtures of this test")]

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use ibasho::hours::japanese::{self, Context};
use ibasho::hours::words;
use ibasho::hours::{
    Interval, JapaneseCalendar, OpenState, ScheduleSource, Schedules, SchedulesBuilder, SchoolHoliday,
    Session, Validity,
};
use ibasho::lang::Lang;

/// Reference date of the phrases, unless their file names another.
const TODAY: &str = "2026-11-22";
/// Minimum share of phrases read; those expected to be unknown count as read if unknown.
const SHARE_READ: f64 = 0.85;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn calendar() -> JapaneseCalendar {
    let rows = include_str!("../data/calendar/holidays.csv").lines().filter_map(|line| {
        let (date, name) = line.split_once(',')?;
        Some((date.parse().ok()?, name.into()))
    });
    let vacation = |from: &str, to: &str, name: &str| SchoolHoliday {
        from: day(from),
        to: day(to),
        name: name.into(),
        schools: Vec::new(),
    };
    let school = [
        ("2026-07-18", "2026-08-26", "夏休み"),
        ("2026-12-25", "2027-01-06", "冬休み"),
        ("2027-03-25", "2027-04-07", "春休み"),
        ("2027-07-17", "2027-08-26", "夏休み"),
        ("2027-12-25", "2028-01-06", "冬休み"),
    ];
    JapaneseCalendar {
        public_holidays: rows.collect(),
        school_holidays: Some(school.map(|(from, to, name)| vacation(from, to, name)).to_vec()),
        sun_at: None,
    }
}

struct Phrase {
    words: String,
    expected: &'static str,
    /// Not known is accepted as well.
    or_unknown: bool,
    /// Its reference date.
    today: NaiveDate,
    /// A reader surely understands it.
    clear: bool,
    kind: &'static str,
}

fn phrases() -> Vec<Phrase> {
    FILES.into_iter().flat_map(|(file, today)| rows(file, day(today))).collect()
}

/// The fixtures, with the reference date of their phrases.
const FILES: [(&str, &str); 20] = [
    (include_str!("fixtures/phrases.tsv"), TODAY),
    (include_str!("fixtures/phrases_second_hand.tsv"), TODAY),
    (include_str!("fixtures/phrases_closings.tsv"), "2026-04-01"),
    (include_str!("fixtures/phrases_round_1.tsv"), TODAY),
    (include_str!("fixtures/phrases_round_2.tsv"), TODAY),
    (include_str!("fixtures/phrases_round_3.tsv"), TODAY),
    (include_str!("fixtures/phrases_round_4.tsv"), TODAY),
    (include_str!("fixtures/phrases_round_5.tsv"), TODAY),
    (include_str!("fixtures/phrases_round_6.tsv"), TODAY),
    (include_str!("fixtures/phrases_round_7.tsv"), TODAY),
    (include_str!("fixtures/phrases_round_8.tsv"), TODAY),
    (include_str!("fixtures/phrases_round_9.tsv"), TODAY),
    (include_str!("fixtures/phrases_round_10.tsv"), TODAY),
    (include_str!("fixtures/phrases_round_11.tsv"), TODAY),
    (include_str!("fixtures/phrases_round_12.tsv"), TODAY),
    (include_str!("fixtures/phrases_round_13.tsv"), TODAY),
    (include_str!("fixtures/phrases_round_14.tsv"), TODAY),
    (include_str!("fixtures/phrases_round_15.tsv"), TODAY),
    (include_str!("fixtures/phrases_round_16.tsv"), TODAY),
    (include_str!("fixtures/phrases_scope.tsv"), "2026-11-26"),
];

fn rows(file: &'static str, today: NaiveDate) -> Vec<Phrase> {
    let lines = file.lines().filter(|line| !line.is_empty() && !line.starts_with("phrase\t"));
    let row = |line: &'static str| {
        let mut columns = line.split('\t');
        let words = columns.next().unwrap_or_default().replace("\\n", "\n");
        let said = columns.next().expect("phrase, tab, expectation").trim();
        let (expected, or_unknown) = match said.strip_prefix("unknown, or exactly:") {
            Some(exact) => (exact.trim(), true),
            // Text in brackets gives the reason.
            None if said.starts_with("unknown (") => ("unknown", false),
            None => (said, false),
        };
        let clear = columns.next().unwrap_or("clear") == "clear";
        Phrase { words, expected, or_unknown, today, clear, kind: columns.next().unwrap_or_default() }
    };
    lines.map(row).collect()
}

fn expected_source(expected: &str) -> ScheduleSource {
    let Some(session) = expected.strip_prefix("session ") else {
        return ScheduleSource { opening_hours: Some(expected.into()), ..ScheduleSource::default() };
    };
    let parts: Vec<&str> = session.split(' ').collect();
    let at = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap();
    let session =
        Session { start: at(parts[0]), end: at(parts[1]), rrule: Some(parts[2].into()), except: Vec::new() };
    ScheduleSource { sessions: vec![session], ..ScheduleSource::default() }
}

fn table(source: ScheduleSource) -> Schedules {
    let mut builder = SchedulesBuilder::new(calendar());
    builder.insert(source);
    builder.finish()
}

fn year(source: ScheduleSource, today: NaiveDate) -> Vec<Interval> {
    let from = today.and_hms_opt(0, 0, 0).unwrap();
    let to = from + TimeDelta::days(365);
    table(source).intervals(ibasho::hours::ScheduleId(0), from, to)
}

/// Minutes of a year in a state.
fn minutes(intervals: &[Interval], state: OpenState, today: NaiveDate) -> Vec<bool> {
    let start = today.and_hms_opt(0, 0, 0).unwrap();
    let mut found = vec![false; 365 * 24 * 60];
    for interval in intervals.iter().filter(|interval| interval.state == state) {
        let at = |when: NaiveDateTime| usize::try_from((when - start).num_minutes()).unwrap();
        found[at(interval.start)..at(interval.end)].fill(true);
    }
    found
}

#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Verdict {
    Right,
    /// Not known where more could be said.
    Timid,
    Wrong,
}

/// Compares result and expectation minute by minute.
fn verdict(said: &[Interval], expected: &[Interval], today: NaiveDate) -> Verdict {
    let minutes = |intervals, state| minutes(intervals, state, today);
    let (said_open, said_unknown) = (minutes(said, OpenState::Open), minutes(said, OpenState::Unknown));
    let (open, unknown) = (minutes(expected, OpenState::Open), minutes(expected, OpenState::Unknown));
    let mut verdict = Verdict::Right;
    for at in 0..open.len() {
        let said = (said_open[at], said_unknown[at]);
        if said == (open[at], unknown[at]) {
            continue;
        }
        if !said_unknown[at] {
            return Verdict::Wrong;
        }
        verdict = Verdict::Timid;
    }
    verdict
}

fn judge(phrase: &Phrase, source: ScheduleSource) -> Verdict {
    let said = year(source, phrase.today);
    if phrase.expected == "unknown" {
        let all_unknown = said.iter().all(|interval| interval.state == OpenState::Unknown);
        return if all_unknown && !said.is_empty() { Verdict::Right } else { Verdict::Wrong };
    }
    match verdict(&said, &year(expected_source(phrase.expected), phrase.today), phrase.today) {
        Verdict::Timid if phrase.or_unknown => Verdict::Right,
        found => found,
    }
}

/// The phrase as in a data folder, read on [`TODAY`].
fn raw(words: &str, today: NaiveDate) -> ScheduleSource {
    let validity = Validity { verified_on: Some(today), ..Validity::default() };
    ScheduleSource { opening_hours: Some(words.into()), validity, ..ScheduleSource::default() }
}

fn check(name: &str, source: impl Fn(&Phrase) -> ScheduleSource) {
    let phrases = phrases();
    let mut wrong = Vec::new();
    let mut timid = Vec::new();
    for phrase in &phrases {
        match judge(phrase, source(phrase)) {
            Verdict::Right => {}
            Verdict::Timid => timid.push(phrase),
            Verdict::Wrong => wrong.push(phrase),
        }
    }
    let calendar = calendar();
    let show = |phrase: &&Phrase| {
        let context = Context::new(phrase.today, &calendar);
        let reading = japanese::read(&phrase.words, &context);
        println!(
            "{name}: {}\n   expected {}\n   read as  {:?} {:?}",
            phrase.words, phrase.expected, reading.opening_hours, reading.sessions
        );
    };
    println!("--- wrong {}, timid {} of {}", wrong.len(), timid.len(), phrases.len());
    wrong.iter().for_each(show);
    timid.iter().for_each(show);
    #[expect(clippy::cast_precision_loss, reason = "a few hundred phrases")]
    let share = 1.0 - timid.len() as f64 / phrases.len() as f64;
    assert!(wrong.is_empty(), "{} phrases are silently wrong", wrong.len());
    assert!(share >= SHARE_READ, "only {share:.2} of the phrases are read");
}

#[test]
fn no_phrase_is_silently_wrong_and_most_are_read() {
    let calendar = calendar();
    check("reader", |phrase| {
        japanese::read(&phrase.words, &Context::new(phrase.today, &calendar)).source(&phrase.words)
    });
}

#[test]
fn phrases_in_a_data_folder_are_read_the_same_way() {
    check("data", |phrase| raw(&phrase.words, phrase.today));
}

/// Checks the file named by the environment variable, whose phrases are not in the tree.
#[test]
#[ignore = "needs PHRASES"]
fn phrases_of_a_file() {
    let path = std::env::var("PHRASES").expect("PHRASES names a file");
    let text: &'static str = std::fs::read_to_string(path).unwrap().leak();
    let calendar = calendar();
    let today = std::env::var("PHRASES_TODAY").map_or(day(TODAY), |today| day(&today));
    let context = Context::new(today, &calendar);
    let (mut wrong, mut partly, mut timid, mut clear, mut exact) = (0, 0, 0, 0, 0);
    for phrase in rows(text, today) {
        let said = year(raw(&phrase.words, today), today);
        let found = judge(&phrase, raw(&phrase.words, phrase.today));
        let doubts = said.iter().any(|interval| interval.state == OpenState::Unknown);
        let name = match found {
            Verdict::Wrong if phrase.expected == "unknown" && doubts => "PARTLY SAID",
            Verdict::Wrong => "SILENTLY WRONG",
            Verdict::Timid => "TIMID",
            Verdict::Right => "EXACT",
        };
        clear += usize::from(phrase.clear);
        exact += usize::from(phrase.clear && found == Verdict::Right);
        wrong += usize::from(name == "SILENTLY WRONG");
        partly += usize::from(name == "PARTLY SAID");
        timid += usize::from(name == "TIMID");
        if found != Verdict::Right {
            let read = japanese::read(&phrase.words, &context);
            println!("{name} [{}] {}\n   expected {}", phrase.kind, phrase.words, phrase.expected);
            println!("   read as  {:?} {:?}", read.opening_hours, read.sessions);
            for one in &read.readings {
                println!("   or       {:?}", one.opening_hours);
            }
            let lost: Vec<&str> =
                read.not_understood.iter().map(|part| &phrase.words[part.clone()]).collect();
            let vague: Vec<&str> = read.vague.iter().map(|part| &phrase.words[part.clone()]).collect();
            println!("   not understood {lost:?}, vague {vague:?}");
        }
    }
    println!(
        "SILENTLY WRONG {wrong}, PARTLY SAID {partly}, TIMID {timid}; {exact} of {clear} clear ones EXACT"
    );
}

/// Round trip: parsing the Japanese description gives the same hours.
#[test]
fn a_description_read_back_gives_the_same_hours() {
    let mut compared = 0;
    for phrase in phrases() {
        let source = raw(&phrase.words, phrase.today);
        let schedules = table(source.clone());
        let id = ibasho::hours::ScheduleId(0);
        let said = words::describe(&schedules, id, Lang::Ja, phrase.today);
        let text = said.rules.iter().chain(&said.exceptions).cloned().collect::<Vec<_>>().join("。");
        let calendar = calendar();
        let reading = japanese::read(&text, &Context::new(phrase.today, &calendar));
        if !reading.is_read() {
            continue;
        }
        compared += 1;
        let back =
            verdict(&year(reading.source(&text), phrase.today), &year(source, phrase.today), phrase.today);
        assert_ne!(back, Verdict::Wrong, "{} → {text} → {:?}", phrase.words, reading.opening_hours);
    }
    assert!(compared >= 60, "only {compared} descriptions could be read back");
}

/// A description has words for every phrase in every language, and only real dates.
#[test]
fn every_phrase_can_be_described_in_every_language() {
    for phrase in phrases() {
        let schedules = table(raw(&phrase.words, phrase.today));
        for lang in Lang::ALL {
            let said = words::describe(&schedules, ibasho::hours::ScheduleId(0), *lang, phrase.today);
            let lines: Vec<&String> = said.rules.iter().chain(&said.exceptions).chain(&said.next).collect();
            assert!(!lines.is_empty(), "{} has no words in {lang:?}", phrase.words);
            for line in lines {
                assert!(!line.contains("hours-") && !line.contains("{ "), "{lang:?}: {line}");
            }
            assert!(said.next.len() <= 4);
        }
    }
}

/// A seeded random number generator (xorshift, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }

    /// Drops, adds or replaces one letter.
    fn mutate(&mut self, letters: &mut Vec<char>, alphabet: &[char]) {
        let at = self.below(letters.len());
        let letter = alphabet[self.below(alphabet.len())];
        match self.below(3) {
            0 if letters.len() > 1 => drop(letters.remove(at)),
            1 => letters.insert(at, letter),
            _ => letters[at] = letter,
        }
    }
}

/// Reads a phrase, and parses it as an expression; what was read must be one.
fn read_both_ways(text: &str, context: &Context<'_>) {
    let reading = japanese::read(text, context);
    let written = reading.opening_hours.as_deref().map(ibasho::hours::syntax::parse);
    assert!(!matches!(written, Some(Err(_))), "{text} → {:?}", reading.opening_hours);
    drop(ibasho::hours::syntax::parse(text));
}

/// Mutates every phrase and every expected expression step by step, `rounds` times each.
fn fuzz(rounds: usize) {
    let calendar = calendar();
    let context = Context::new(day(TODAY), &calendar);
    let phrases = phrases();
    let seeds: Vec<&str> =
        phrases.iter().flat_map(|phrase| [phrase.words.as_str(), phrase.expected]).collect();
    let alphabet: Vec<char> = seeds.iter().flat_map(|seed| seed.chars()).collect();
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    for seed in &seeds {
        let mut letters: Vec<char> = seed.chars().collect();
        for round in 0..rounds {
            // Far from the seed everything is noise; restart occasionally.
            if round % 60 == 0 {
                letters = seed.chars().collect();
            }
            dice.mutate(&mut letters, &alphabet);
            let text: String = letters.iter().collect();
            read_both_ways(&text, &context);
        }
    }
}

#[test]
fn mutated_phrases_and_expressions_are_read_without_panic() {
    fuzz(6);
    let calendar = calendar();
    let deep = "（".repeat(1_300);
    assert!(!japanese::read(&deep, &Context::new(day(TODAY), &calendar)).is_read());
}

/// Run by hand: `cargo test --release --test phrases -- --ignored --nocapture`.
#[test]
#[ignore = "takes minutes"]
fn a_million_mutations_are_read_without_panic() {
    fuzz(1_000_000 / (2 * phrases().len()) + 1);
}
