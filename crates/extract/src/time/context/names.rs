//! Names that hold a word of time: "26 July Street", "Father Christmas", "the Friday Mosque", "USA Today".

use super::{Around, Match, Shape};

impl Around<'_> {
    /// "26 July Street"
    pub(super) fn is_called(&self, at: usize) -> bool {
        self.is_listed("CALLED", at)
    }

    pub(super) fn is_listed(&self, class: &str, at: usize) -> bool {
        let read = self.lore.class(class).and_then(|class| self.lore.phrase(class, self.words, at));
        read.is_some_and(|(value, _)| value != crate::time::classes::Slot::Int(0))
    }

    /// "Ms. April", "Father Christmas", "Miss Friday".
    pub(super) fn is_titled(&self, found: &Match<'_>) -> bool {
        const TITLES: [&str; 9] =
            ["father", "mother", "sister", "brother", "mr", "mrs", "ms", "miss", "judge"];
        let stop = usize::from(self.before(found, &["."]) && self.words[found.from - 1].glued);
        let title = found.from.checked_sub(1 + stop);
        title.is_some_and(|at| TITLES.contains(&self.small(at).as_str()) && self.words[at].capital)
    }

    /// Whether what follows is the rest of a name, and no noun after it that the time would belong to: "October Films
    /// was closed", not "the October Assembly vote".
    pub(super) fn begins_a_name(&self, at: usize) -> bool {
        const TIMES: [&str; 3] = ["WDAY", "MON", "HOLIDAY"];
        let is_time = |at| {
            TIMES.iter().any(|class| {
                self.lore.class(class).is_some_and(|c| self.lore.phrase(c, self.words, at).is_some())
            })
        };
        let in_name = |at: &usize| {
            self.word(*at).is_some_and(|w| w.capital && w.shape == Shape::Letters) && !is_time(*at)
        };
        let end = at + (at..self.words.len()).take_while(in_name).count();
        let noun = self.word(end).filter(|w| w.shape.is_word()).is_some_and(|w| match (self.tag)(w) {
            Some((upos, _)) => matches!(upos, "NOUN" | "ADJ"),
            None => ["APPOINTMENT", "DEED"].iter().any(|class| self.lore.lists(class, &self.small(end))),
        });
        end > at && !noun
    }

    /// "Father Christmas", "the Good Friday Agreement": a feast within a name.
    pub(super) fn is_holiday(&self, found: &Match<'_>) -> bool {
        const BEFORE: [&str; 12] =
            ["on", "at", "by", "before", "after", "since", "until", "till", "over", "last", "next", "this"];
        !self.is_titled(found) && (self.before(found, &BEFORE) || !self.begins_a_name(found.to))
    }

    pub(super) fn is_weekday(&self, found: &Match<'_>) -> bool {
        const AFTER: [&str; 21] = [
            "times",
            "telegraph",
            "mirror",
            "express",
            "mail",
            "post",
            "herald",
            "tribune",
            "star",
            "sun",
            "agreement",
            "massacre",
            "inquiry",
            "sales",
            "school",
            "prayers",
            "league",
            "people",
            "world",
            "mosque",
            "review",
        ];
        const BEFORE: [&str; 9] =
            ["black", "bloody", "good", "ash", "holy", "super", "cyber", "palm", "easter"];
        let next = self.word(found.to);
        let named = next.is_some_and(|w| w.capital) && AFTER.contains(&self.small(found.to).as_str())
            || next.is_some() && matches!(self.small(found.to).as_str(), "prayers" | "prayer");
        let prior_capital = found.from > 0 && self.words[found.from - 1].capital;
        let person = self.word(found.from).is_some_and(|w| (self.tag)(w).is_some_and(|(_, p)| p))
            && prior_capital
            && !self.before(found, &["on"]);
        let in_a_name = prior_capital && self.before(found, &BEFORE)
            || self.before(found, &["the"]) && self.begins_a_name(found.to);
        !(named || person || in_a_name || self.is_titled(found))
    }

    /// Whether a word with a capital stands within a name: "USA Today", "The Daily Planet".
    pub(super) fn within_a_name(&self, at: usize) -> bool {
        let Some(word) = self.word(at) else { return false };
        let follows_capital =
            at > 0 && self.words[at - 1].shape == Shape::Letters && self.words[at - 1].capital;
        let leads_capital = self.word(at + 1).is_some_and(|w| w.capital && w.shape == Shape::Letters);
        word.capital && (follows_capital || (leads_capital && !self.starts(at)))
    }
}
