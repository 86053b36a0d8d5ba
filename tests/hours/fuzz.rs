//! Mutation fuzzing of opening hours: no panic, no slow input, no partial understanding.
//!
//! `HOURS_MUTATIONS=1000000 cargo nextest run --release mutated` runs the long form.

use super::support::{calendar, line, time};
use flate2::read::GzDecoder;
use ibasho::hours::syntax::parse;
use ibasho::hours::{OpenState, ScheduleSource, SchedulesBuilder, Session};
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::time::{Duration, Instant};

/// Time limit for parsing one line and evaluating it over a year, held by `make fuzz` in a release
/// build. The debug build of `make test` shares its cores: it only detects lines that run away.
const LIMIT: Duration =
    if cfg!(debug_assertions) { Duration::from_secs(20) } else { Duration::from_millis(50) };
/// Mutations in a default run.
const MUTATIONS: usize = 100_000;
/// Every so many mutations are also evaluated over a year.
const LAID_OUT: usize = 50;
/// Fragments that mutations insert.
const PIECES: [&str; 36] = [
    ";",
    ",",
    "||",
    "-",
    ":",
    "+",
    "/",
    "[",
    "]",
    "(",
    ")",
    "\"",
    " ",
    "PH",
    "SH",
    "Mo",
    "Su-Sa",
    "Dec 29",
    "easter",
    "week 53",
    "off",
    "unknown",
    "24/7",
    "00:00",
    "48:00",
    "9-17",
    "2026",
    "[-1]",
    "+1 day",
    "sunset",
    "祝日",
    "月",
    "〜",
    "９：００",
    "休み",
    "𠮷",
];

fn lines() -> Vec<String> {
    let cases = BufReader::new(GzDecoder::new(File::open("tests/fixtures/hours/cases.jsonl.gz").unwrap()));
    let expression = |line: String| {
        let case: serde_json::Value = serde_json::from_str(&line).unwrap();
        case["expression"].as_str().unwrap().to_owned()
    };
    cases.lines().map(Result::unwrap).map(expression).collect()
}

struct Mutator {
    random: TestRng,
    lines: Vec<String>,
}

impl Mutator {
    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.random.next_u64() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    fn next(&mut self) -> String {
        let pick = self.below(self.lines.len());
        let mut chars: Vec<char> = self.lines[pick].chars().collect();
        for _ in 0..=self.below(4) {
            let at = self.below(chars.len() + 1);
            match self.below(5) {
                0 if at < chars.len() => drop(chars.remove(at)),
                1 => {
                    let other = self.below(self.lines.len());
                    let tail: Vec<char> = self.lines[other].chars().collect();
                    chars.truncate(at);
                    chars.extend(&tail[self.below(tail.len())..]);
                }
                2 if at < chars.len() => {
                    let end = (at + 1 + self.below(8)).min(chars.len());
                    let piece: Vec<char> = chars[at..end].to_vec();
                    let times = self.below(40);
                    chars.splice(at..at, piece.iter().copied().cycle().take(piece.len() * times));
                }
                _ => {
                    let piece = PIECES[self.below(PIECES.len())];
                    chars.splice(at..at, piece.chars());
                }
            }
        }
        chars.into_iter().collect()
    }
}

#[test]
fn mutated_lines_neither_panic_nor_take_long() {
    let mutations =
        std::env::var("HOURS_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(MUTATIONS);
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut mutator = Mutator { random, lines: lines() };
    let (from, to) = (time("2026-04-01 00:00"), time("2027-04-01 00:00"));
    let (mut readable, mut slowest) = (0_usize, (Duration::ZERO, String::new()));
    for number in 0..mutations {
        let mutated = mutator.next();
        let begin = Instant::now();
        let read = parse(&mutated);
        if number % LAID_OUT == 0 {
            let mut builder = SchedulesBuilder::new(calendar());
            let id = builder.insert(line(&mutated));
            let schedules = builder.finish();
            let begin = Instant::now();
            let found = schedules.intervals(id, from, to);
            keep_slowest(&mut slowest, begin.elapsed(), &mutated);
            if read.is_err() {
                let all_unknown = matches!(&found[..], [one] if one.state == OpenState::Unknown && one.start == from && one.end == to);
                assert!(all_unknown, "{mutated}: not readable, but {found:?}");
            }
        } else {
            keep_slowest(&mut slowest, begin.elapsed(), &mutated);
        }
        if let Ok(read) = read {
            readable += 1;
            let plain = read.to_string();
            let again = parse(&plain).map(|again| again.to_string());
            assert_eq!(again.as_deref(), Ok(plain.as_str()), "{mutated}");
        }
    }
    println!("{readable} of {mutations} readable; slowest {:?}: {}", slowest.0, slowest.1);
    assert!(readable > mutations / 50, "mutations are too wild to test anything: {readable} readable");
    assert!(slowest.0 < LIMIT, "{:?} for {}", slowest.0, slowest.1);
}

fn keep_slowest(slowest: &mut (Duration, String), took: Duration, line: &str) {
    if took > slowest.0 {
        *slowest = (took, line.to_owned());
    }
}

#[test]
fn the_heaviest_lines_that_are_read_stay_quick() {
    let spans = "Mo-Su 00:01-00:02,".repeat(99) + "Mo 01:00-02:00";
    let dates = "2026 Apr 01,".repeat(300) + "2026 May 01 off";
    let weeks = "10:00-12:00; ".to_owned()
        + &"week 1-53/2 PH +1 day Su[1] -1 day 09:00-48:00, ".repeat(70)
        + "Mo 9-17";
    let nights = "Mo-Th 17:00-05:00;".to_owned() + &"PH 0-05:00;".repeat(90) + "Fr,Sa 18:00-05:00";
    for heavy in [spans, dates, weeks, nights] {
        assert!(parse(&heavy).is_ok(), "{:?}", parse(&heavy));
        let mut builder = SchedulesBuilder::new(calendar());
        let id = builder.insert(line(&heavy));
        let schedules = builder.finish();
        let begin = Instant::now();
        let found = schedules.intervals(id, time("2026-04-01 00:00"), time("2027-04-01 00:00"));
        assert!(begin.elapsed() < LIMIT, "{:?} for {} stretches of {heavy}", begin.elapsed(), found.len());
    }
}

#[test]
fn no_recurrence_rule_runs_away() {
    for rule in [
        "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-1;COUNT=4000000000",
        "FREQ=DAILY;INTERVAL=1000;BYMONTH=2;BYMONTHDAY=30;COUNT=2",
        "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
        "FREQ=YEARLY;BYYEARDAY=366;BYSETPOS=366",
        "FREQ=WEEKLY;INTERVAL=999999999999",
    ] {
        let start = time("2026-12-31 10:00");
        let end = time("2026-12-31 12:00");
        let session = Session { start, end, rrule: Some(rule.into()), except: vec![] };
        let begin = Instant::now();
        let mut builder = SchedulesBuilder::new(calendar());
        let id = builder.insert(ScheduleSource { sessions: vec![session], ..ScheduleSource::default() });
        let answer = builder.finish().answer_at(id, time("2030-01-01 00:00"));
        assert!(begin.elapsed() < LIMIT, "{:?} for {rule}: {answer:?}", begin.elapsed());
    }
}
