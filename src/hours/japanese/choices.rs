//! Which readings does a text have? Wherever words can be joined in two ways, the reader asks here.
//!
//! ```text
//! 「8月 日曜 休み」   asks MonthBeforeDay: [within, beside]  →  run 1: within, run 2: beside
//! 「8月の日曜休み」   asks MonthBeforeDay, settled by NoBinds →  one run
//! ```
//!
//! A run of the reader follows a script of answers; whatever the script does not cover takes the
//! first alternative and is remembered. [`Choices::next`] makes the next script, depth first,
//! until all are walked. A [`Convention`] settles a question without a second run: those listed
//! here and no others, each with its justification.
//!
//! Source: the ambiguous operator of `McCarthy`, A Basis for a Mathematical Theory of Computation
//! (1963), walked by running again.

/// A place where Japanese leaves two readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Point {
    /// 「8月 日曜」: Sundays in August, or August and Sundays?
    MonthBeforeDay,
    /// 「8月の土曜、日曜」: does the month reach the second day?
    MonthReach,
    /// 「6月、12月第2木曜」: does the weekday belong to both months?
    MonthsBefore,
    /// 「第1月曜、水曜」: does 第1 reach the second weekday?
    OrdinalReach,
    /// 「月曜・第3火曜（祝日の場合は翌日）」: of all the days before the bracket, or of the last?
    ShiftReach,
    /// 「水〜日 休み 月火」: does 休み close what stands before it, or what follows?
    ClosingWord,
    /// 「休み：火曜。水〜日。」: are the days after the full stop closed as well, or those that are open?
    HeadingEnds,
    /// 「月曜休館。祝日も休館」: every holiday, or a Monday that is one?
    HolidayToo,
    /// 「月曜休館（8月は火曜休館）」: instead of Mondays, or as well?
    InsteadOrToo,
    /// 「7〜9月は平日 9時〜、土日 10時〜」: do the months reach the second opening?
    SeasonReach,
    /// 「土 9時〜12時、日 9時〜11時（8月は休み）」: of all openings before the bracket, or of the last?
    ClosingReach,
    /// 「木曜 6/4、6/18」: those days, or Thursdays and those days?
    WeekdayBeforeDates,
}

/// Why a question has only one answer. Each is so firm that no ward officer reads it otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Convention {
    /// 「8月の日曜」, 「3〜11月は水曜」, 「第1月曜」 without a gap: の, は and what is written together
    /// bind the day to the month before it.
    NoBinds,
    /// 「8月・日曜」, 「9月、日曜」: a mark of listing between a month and a day makes two members.
    MarkLists,
    /// 「毎週火曜 12/28〜1/4」: in a list of closings a date or a range of dates is a member of its
    /// own; Japanese names the wider first, so dates behind a weekday never limit it.
    DatesStandAlone,
    /// 「12〜2月は水曜・木曜」: ・ joins more closely than 、, so the month holds for both days.
    DotCarries,
    /// 「4月の第1木曜・毎月第4金曜」: 毎月 and 毎週 say that no month holds.
    EveryStandsAlone,
    /// 「偶数月第2水曜と祝日」: public holidays are a class of closings of their own; only の
    /// (「8月の日曜と祝日」) can put them under a month.
    HolidaysStandAlone,
    /// 「9月、5月第1金曜」: months out of their order are two members; a list of months for one day
    /// runs forward (6月・12月の第2木曜).
    MonthsOutOfOrder,
    /// 「月曜休館 9時〜」: written together with the days before it, 休館 closes those.
    WrittenTogether,
    /// 「水〜日 定休日 月火」: days on both sides of a heading: under the heading stand the fewer;
    /// nobody is closed on more days of the week than open and writes it so.
    FewerAreClosed,
    /// 「開館日 月〜金 休館日 土日祝」: a heading for the open days settles whose the days are.
    OpenHeading,
    /// 「休館 火曜。第2金曜。」: days alone in a sentence after closings, with hours that are said
    /// elsewhere, are one more closing.
    DaysContinue,
    /// 「木曜日（祝日でも休館）」: でも says that nothing changes.
    EvenThen,
    /// 「月曜（祝日は開館）・第1火曜（祝日も休館）」: a bracket speaks of the day before it, so that 祝日も means
    /// that day when it is a holiday.
    BracketSpeaksOfDay,
    /// 「7月20日〜8月31日 平日 9時〜 土曜 9時〜」, 「1/9〜3/14 10時〜17時（金曜は20時まで）」: a season that stands as
    /// a heading before everything, or before a bracket, holds for what follows.
    SeasonHeads,
    /// 「第2水曜・日曜・祝日」: Sundays and holidays are named as one pair, so 第2 does not reach into it.
    SundaysAndHolidays,
    /// 「月曜と第3水曜（祝日のときはいずれも開館）」: いずれも and ともに name all days before the bracket.
    AllOfThem,
}

/// The answers of one run.
#[derive(Debug, Default)]
pub(super) struct Choices {
    script: Vec<u8>,
    taken: Vec<(u8, u8)>,
}

impl Choices {
    /// A run that follows `script` as far as it goes.
    pub(super) fn follow(script: Vec<u8>) -> Self {
        Self { script, taken: Vec::new() }
    }

    /// One of `alternatives`: the first when a convention settles the question, else each in its run.
    pub(super) fn pick<T: Copy>(
        &mut self,
        _point: Point,
        settled: Option<Convention>,
        alternatives: [T; 2],
    ) -> T {
        if settled.is_some() {
            return alternatives[0];
        }
        let number = self.script.get(self.taken.len()).copied().unwrap_or(0);
        self.taken.push((number, 2));
        alternatives[usize::from(number.min(1))]
    }

    /// The script of the next run; `None` when all were walked.
    pub(super) fn next(mut self) -> Option<Vec<u8>> {
        while let Some((number, count)) = self.taken.pop() {
            if number + 1 < count {
                let mut script: Vec<u8> = self.taken.iter().map(|(number, _)| *number).collect();
                script.push(number + 1);
                return Some(script);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_is_walked_once() {
        let (mut script, mut seen) = (Some(Vec::new()), Vec::new());
        while let Some(answers) = script {
            let mut choices = Choices::follow(answers);
            let first = choices.pick(Point::MonthReach, None, ['a', 'b']);
            let settled = choices.pick(Point::MonthReach, Some(Convention::NoBinds), ['-', '+']);
            let mut walked = vec![first, settled];
            if first == 'a' {
                walked.push(choices.pick(Point::HolidayToo, None, ['c', 'd']));
            }
            seen.push(walked.into_iter().collect::<String>());
            script = choices.next();
        }
        assert_eq!(seen, ["a-c", "a-d", "b-"]);
    }
}
