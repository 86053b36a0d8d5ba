//! Which brackets are headings? Square and angled ones over days, as in a line of their own.
//!
//! ```text
//! 【平日】10時〜18時【土曜】10時〜17時【日祝】休み   →   平日：10時〜18時 / 土曜：10時〜17時 / 日祝：休み
//! ```
//!
//! Round brackets are asides and stay what they are.

use super::model::{Days, Lexeme, Token, Vacation};

/// `tokens` of `words` with every such bracket as a line that begins with the days and a colon.
pub(super) fn lines(mut tokens: Vec<Token>, words: &str) -> Vec<Token> {
    only_beside_saturdays(&mut tokens, words);
    ends_of_year(&mut tokens, words);
    // 「9時〜17時【平日】10時〜16時【土日】」: the days may stand behind their hours.
    let clock = |t: &Token| matches!(t.lexeme, Lexeme::Clock { .. });
    let first = (0..tokens.len()).find(|at| heading(&tokens[*at..], words).is_some());
    if first.is_none_or(|first| tokens[..first].iter().any(clock)) {
        return tokens;
    }
    let mut out: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(close) = heading(&tokens[at..], words) {
            out.push(Token { lexeme: Lexeme::Stop, first: '\n', ..tokens[at].clone() });
            out.extend_from_slice(&tokens[at + 1..at + close]);
            out.push(Token { lexeme: Lexeme::Colon, first: ':', ..tokens[at + close].clone() });
            at += close + 1;
        } else {
            out.push(tokens[at].clone());
            at += 1;
        }
    }
    out
}

/// Where the bracket at the start of `tokens` closes, when it is a heading over what follows.
fn heading(tokens: &[Token], words: &str) -> Option<usize> {
    const MARKS: [char; 9] = ['【', '〔', '[', '［', '〈', '《', '≪', '<', '＜'];
    let open = tokens.first().filter(|t| t.lexeme == Lexeme::Open)?;
    words.get(open.place.clone()).filter(|mark| mark.starts_with(MARKS))?;
    let close = tokens.iter().position(|t| t.lexeme == Lexeme::Close)?;
    let (inside, behind) = (&tokens[1..close], tokens.get(close + 1)?);
    // 「【夏時間】5月〜9月 9時〜」.
    if let [Token { lexeme: Lexeme::NamedSeason, .. }] = inside {
        return matches!(behind.lexeme, Lexeme::Days(Days::Months(_)) | Lexeme::Date(..)).then_some(close);
    }
    let days = |t: &Token| {
        matches!(
            t.lexeme,
            Lexeme::Days(
                Days::Week(_)
                    | Days::Holidays
                    | Days::Workdays
                    | Days::Months(_)
                    | Days::School(Vacation::Any | Vacation::Summer)
                    | Days::Every
            ) | Lexeme::Ordinals(_)
                | Lexeme::And
                | Lexeme::To
        )
    };
    let named = inside.first().is_some_and(|t| matches!(t.lexeme, Lexeme::Days(_) | Lexeme::Ordinals(_)));
    let said = matches!(
        behind.lexeme,
        Lexeme::Clock { .. } | Lexeme::Number(_) | Lexeme::Am | Lexeme::Pm | Lexeme::Off
    );
    (named && said && inside.iter().all(days)).then_some(close)
}

/// 「年末（12/28〜31）・年始（1/1〜4）」: the brackets give the days, whatever they are called.
fn ends_of_year(tokens: &mut [Token], words: &str) {
    for at in 1..tokens.len() {
        let named =
            words.get(tokens[at - 1].place.clone()).is_some_and(|word| matches!(word, "年末" | "年始"));
        if named && tokens[at].lexeme == Lexeme::Open {
            tokens[at - 1].lexeme = Lexeme::Tidying;
        }
    }
}

/// 「土曜・学校休業日」: the holidays of the schools. Alone the word means Saturdays and Sundays as well,
/// or it does not, and nobody can tell.
fn only_beside_saturdays(tokens: &mut [Token], words: &str) {
    const SATURDAY: u8 = 1 << 5;
    for at in 0..tokens.len() {
        let day_off = words
            .get(tokens[at].place.clone())
            .is_some_and(|word| matches!(word, "学校休業日" | "学校の休業日" | "学校の休校日"));
        let beside = at > 1
            && tokens[at - 1].lexeme == Lexeme::And
            && matches!(tokens[at - 2].lexeme, Lexeme::Days(Days::Week(mask)) if mask & SATURDAY != 0);
        if day_off && !beside {
            tokens[at].lexeme = Lexeme::Vague;
        }
    }
}
