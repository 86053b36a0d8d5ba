//! For whom, what and where: words without a bearing on the time, as long as they are said of everything.

use super::Parser;
use crate::hours::japanese::model::{Lexeme, Token};

impl Parser {
    /// 「（小6〜中3）」: set aside while it is said once, of everything. Hours that differ by age
    /// belong to programmes of their own.
    pub(super) fn audience(&mut self, tokens: &[Token]) {
        let goes_on = !matches!(
            tokens.get(1).map(|next| &next.lexeme),
            None | Some(
                Lexeme::Note
                    | Lexeme::Close
                    | Lexeme::Stop
                    | Lexeme::Days(_)
                    | Lexeme::Weekly
                    | Lexeme::Monthly
            )
        );
        let again = std::mem::replace(&mut self.audience_said, true);
        let of_a_part = self.draft.rules.len() > 1 || self.draft.rules.len() == 1 && self.pending.is_some();
        if goes_on || again || of_a_part || self.closing {
            self.doubt(&tokens[0].place);
        }
        // 「小学生対象 月〜金 14時〜18時（夏休みは10時〜18時）」: said first, of all that follows.
        let first = self.draft.rules.is_empty() && self.pending.is_none() && self.waiting.is_none();
        if !(first && self.depth == 0) {
            self.audience_of = Some(tokens[0].place.clone());
        }
    }

    /// 「児童センター 9時〜17時」: what is open. Two of them may have hours of their own.
    pub(super) fn title(&mut self, tokens: &[Token]) {
        let token = &tokens[0];
        let spoken_of = tokens.get(1).is_some_and(|next| next.lexeme == Lexeme::Filler && next.first != 'の');
        let begins = self.draft.rules.is_empty() && self.pending.is_none() && !spoken_of;
        // 「12月5日 10時〜14時　もちつき大会」: of the only hours.
        let ends = self.depth == 0 && !self.closing && !spoken_of && !begins;
        if ends {
            self.audience_of.get_or_insert_with(|| token.place.clone());
        }
        // 「図書室は月曜休み」: of a part of the house.
        let topic = tokens.get(1).is_some_and(|next| next.lexeme == Lexeme::Topic) && !begins;
        if topic || !(begins || ends) || self.title.replace(token.place.clone()).is_some() {
            self.doubt(&token.place);
        }
    }

    /// 「場所：…」 up to the end of the sentence, when nothing in it can be meant as a time.
    pub(super) fn venue(&mut self, tokens: &[Token]) -> usize {
        let taken = tokens.iter().take_while(|t| t.lexeme != Lexeme::Stop).count();
        let harmless = |t: &Token| {
            matches!(
                t.lexeme,
                Lexeme::Venue
                    | Lexeme::Colon
                    | Lexeme::Unread
                    | Lexeme::Number(_)
                    | Lexeme::Filler
                    | Lexeme::Title
                    | Lexeme::And
                    | Lexeme::Topic
                    | Lexeme::Also
            )
        };
        if tokens[..taken].iter().all(harmless) {
            return taken;
        }
        self.doubt(&tokens[0].place);
        1
    }
}
