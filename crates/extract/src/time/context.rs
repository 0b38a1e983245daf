//! Whether the words around a match let it be a time: "May" the verb, "Sunday Times", "2000 troops", ages.

mod names;

use super::{
    classes::small,
    find::Match,
    lore::TimeLore,
    words::{Shape, Word},
};

/// A match with the words around it.
pub(crate) struct Around<'a> {
    pub(crate) lore: &'a TimeLore,
    pub(crate) text: &'a str,
    pub(crate) words: &'a [Word],
    /// What the language model says of a word: its part of speech, and whether it is within a person's name.
    pub(crate) tag: &'a dyn Fn(&Word) -> Option<(&'static str, bool)>,
}

impl Around<'_> {
    /// Whether the guard of the rule lets the match pass.
    pub(crate) fn allows(&self, found: &Match<'_>) -> bool {
        if found.has("end") && !self.ends_clause(found) {
            return false;
        }
        if self.is_conjunction(found) {
            return false;
        }
        match found.rule.guard.as_deref() {
            Some("month") => self.is_month(found),
            Some("year") => self.is_year(found),
            Some("weekday") => self.is_weekday(found),
            Some("periodic") => !self.within_a_name(found.from) && !self.opens_a_title(found),
            Some("clock") => self.is_clock(found),
            Some("lower") => !self.within_a_name(found.from),
            Some("length") => self.is_length(found),
            Some("age") => self.is_age_of_thing(found),
            Some("vague") => self.is_vague_length(found),
            Some("decade") => !self.before(found, &["his", "her", "their", "my", "your", "our", "its"]),
            Some("as-recently") => !(self.before(found, &["as"]) && self.small(found.to) == "as"),
            Some("event") => {
                !self.ends_clause(found) && self.names_event(found) && !self.is_no_event_day(found)
            }
            Some("day-alone") => {
                let first = found.range("first").map_or(found.to, |(_, to)| to);
                let ordinal = |at: usize| self.word(at - 1).is_some_and(|w| w.shape == Shape::Ordinal);
                ordinal(first) && ordinal(found.to) && self.stands_alone(found)
            }
            // "Tuesday, the 3 ships": a figure counts what follows.
            Some("the-day") => {
                let figure = self.word(found.to - 1).is_some_and(|w| w.shape == Shape::Digits);
                let word_follows = self.word(found.to).is_some_and(|w| w.shape.is_word());
                !(figure && word_follows) && self.stands_alone(found)
            }
            Some("holiday") => self.is_holiday(found),
            Some("month-day") => !self.counts_what_follows(found) && !self.is_called(found.to),
            Some("now") => {
                self.small(found.to) != "and"
                    || !matches!(self.small(found.to + 1).as_str(), "then" | "again")
            }
            Some("soon") => !self.before(found, &["as", "how", "no", "too"]) && self.is_coming(found),
            _ => true,
        }
    }

    /// "doubted that Thursday's attack": the word that opens a clause points at no time.
    fn is_conjunction(&self, found: &Match<'_>) -> bool {
        if self.small(found.from) != "that" {
            return false;
        }
        let tag = self.word(found.from).and_then(|w| (self.tag)(w)).map(|(upos, _)| upos);
        match tag {
            Some(upos) => upos == "SCONJ",
            None => self.before(found, &["said", "told", "says", "believed", "doubted", "announced", "so"]),
        }
    }

    /// "in May 12 people died"; but "on May 12 people died", "the May 12 attacks" and what has its year is a day.
    fn counts_what_follows(&self, found: &Match<'_>) -> bool {
        !found.has("year")
            && !self.before(found, &["the", "on", "those", "these"])
            && self.is_listed("COUNTED", found.to)
    }

    /// Whether words that may name an event follow: "the day after the talks", "the day before he left".
    fn names_event(&self, found: &Match<'_>) -> bool {
        self.word(found.to).is_some_and(|w| w.shape.is_word())
    }

    /// "a year to the day after the vote", "the Day After Party".
    fn is_no_event_day(&self, found: &Match<'_>) -> bool {
        let to_the_day = self.before(found, &["to"])
            && found.from > 1
            && ["UNIT1", "UNITS"].iter().any(|class| self.is_listed(class, found.from - 2));
        let capital = |at: usize| self.word(at).is_some_and(|w| w.capital);
        to_the_day || (capital(found.from + 1) && !capital(found.from))
    }

    /// Whether no noun follows that the day would be an attribute of: "on the 12th it met", not "on the 9th floor".
    fn stands_alone(&self, found: &Match<'_>) -> bool {
        self.ends_before(found.to)
    }

    fn ends_before(&self, at: usize) -> bool {
        let Some(next) = self.word(at).filter(|w| w.shape.is_word()) else { return true };
        // "the 9th and 10th floors"
        let listed = matches!(self.small(at).as_str(), "and" | "or")
            && self.word(at + 1).is_some_and(|w| w.shape == Shape::Ordinal);
        if listed {
            return self.ends_before(at + 2);
        }
        match (self.tag)(next) {
            Some((upos, _)) => !matches!(upos, "NOUN" | "PROPN" | "ADJ" | "NUM"),
            None => matches!(
                self.small(at).as_str(),
                "and"
                    | "or"
                    | "to"
                    | "but"
                    | "when"
                    | "at"
                    | "in"
                    | "it"
                    | "he"
                    | "she"
                    | "they"
                    | "the"
                    | "we"
            ),
        }
    }

    /// "the 'Daily Show'": a name within quotation marks.
    fn opens_a_title(&self, found: &Match<'_>) -> bool {
        self.word(found.from).is_some_and(|w| w.capital)
            && self.before(found, &["\"", "'"])
            && self.word(found.to).is_some_and(|w| w.capital)
    }

    /// Bare "3:16" is a clock time after a word that leads up to one; with "a.m." or a zone it needs none.
    fn is_clock(&self, found: &Match<'_>) -> bool {
        const LEADS: [&str; 15] = [
            "at", "by", "until", "till", "around", "about", "from", "to", "before", "after", "since",
            "between", "(", "-", "on",
        ];
        let bare = found.to == found.from + 3 && self.small(found.from + 1) == ":";
        !bare || self.before(found, &LEADS)
    }

    fn word(&self, at: usize) -> Option<&Word> {
        self.words.get(at)
    }

    fn small(&self, at: usize) -> String {
        self.word(at).map(|w| small(self.text, w)).unwrap_or_default()
    }

    fn before(&self, found: &Match<'_>, list: &[&str]) -> bool {
        found.from > 0 && list.contains(&self.small(found.from - 1).as_str())
    }

    /// Whether a sentence or a quotation begins at the word.
    fn starts(&self, at: usize) -> bool {
        at == 0
            || matches!(
                self.small(at - 1).as_str(),
                "." | "!" | "?" | "\"" | ":" | "(" | "-" | "'" | ";" | "*"
            )
    }

    /// Whether what precedes is the beginning of a clause's time: "in May", "since May".
    fn after_preposition(&self, found: &Match<'_>) -> bool {
        self.before(
            found,
            &[
                "in",
                "by",
                "since",
                "until",
                "till",
                "of",
                "from",
                "to",
                "before",
                "after",
                "during",
                "through",
                "between",
                "throughout",
                "for",
                "late",
                "early",
                "mid",
                "and",
                "or",
                "next",
                "last",
                "this",
                "(",
                "into",
                "till",
                "past",
                "around",
                "about",
                "on",
            ],
        )
    }

    fn is_month(&self, found: &Match<'_>) -> bool {
        let Some(word) = self.word(found.from) else { return false };
        let tag = (self.tag)(word);
        if tag.is_some_and(|(upos, person)| person || matches!(upos, "AUX" | "VERB")) {
            return false;
        }
        // "July 15 Bridge"
        let day_of_a_name =
            self.word(found.to).is_some_and(|w| w.shape == Shape::Digits) && self.is_called(found.to + 1);
        if self.is_titled(found) || self.is_called(found.to) || day_of_a_name {
            return false;
        }
        let next = self.word(found.to);
        let next_is_name = next.is_some_and(|w| w.capital && w.shape == Shape::Letters && w.id == 0);
        let after_name = found.from > 0
            && self.word(found.from - 1).is_some_and(|w| w.capital && w.shape == Shape::Letters && w.id == 0)
            && !self.starts(found.from - 1);
        // "April Jones and August Bebel met": a month's name right before a person's, with nothing that months follow.
        let next_is_person =
            next.is_some_and(|w| w.capital && (self.tag)(w).is_some_and(|(_, person)| person));
        if next_is_person
            && (found.from == 0 || self.before(found, &["and", "or", ","]) || self.starts(found.from))
        {
            return false;
        }
        let proven = self.after_preposition(found);
        if found.int("month") == Some(3) && !proven && self.is_a_march(found) {
            return false;
        }
        let any = ["that", "each", "every", "following", "previous", "coming"];
        if !proven && !self.before(found, &any) && self.begins_a_name(found.to) {
            return false;
        }
        match found.int("month") {
            Some(3 | 5) => {
                proven || (!next_is_name && !after_name && tag.is_some_and(|(upos, _)| upos == "PROPN"))
            }
            Some(4 | 6 | 8) => proven || !(next_is_name || after_name),
            _ => true,
        }
    }

    /// "the March of the Mothers", "Long March", "his March to the Sea": people on their way.
    fn is_a_march(&self, found: &Match<'_>) -> bool {
        let behind = self.small(found.to);
        let goes = matches!(behind.as_str(), "of" | "to" | "on" | "for" | "from" | "against" | "through");
        let alone = !self.word(found.to).is_some_and(|w| w.shape.is_word());
        let pointed =
            self.before(found, &["the", "a", "long", "his", "her", "their", "annual", "'", "\"", "s"]);
        (goes
            && (pointed
                || found.from == 0
                || self.words[found.from - 1].shape == Shape::Letters
                || self.starts(found.from)))
            || (alone && pointed)
            || self.before(found, &["long"])
    }

    fn is_year(&self, found: &Match<'_>) -> bool {
        let year = found.int("year").or_else(|| found.int("first")).unwrap_or(0);
        let place = found.range("year").or_else(|| found.range("first")).map_or(found.from, |r| r.0);
        let next = self.word(found.to);
        let prior = if place > 0 { self.small(place - 1) } else { String::new() };
        if matches!(
            prior.as_str(),
            "$" | "€"
                | "£"
                | "#"
                | "no"
                | "than"
                | "about"
                | "some"
                | "nearly"
                | "almost"
                | "flight"
                | "unit"
                | "room"
                | "route"
                | "resolution"
                | "over"
                | "every"
                | "article"
                | "/"
                | "."
                | "approximately"
                | "roughly"
                | "another"
                | "up"
        ) || (prior == "-"
            && place > 0
            && self.words[place - 1].glued
            && found.range("first").is_none()
            && !found.has("edge")
            && !found.has("mod"))
            || (matches!(prior.as_str(), "," | ":") && self.words[place].glued)
        {
            return false;
        }
        let introduced = found.has("edge")
            || found.has("mod")
            || found.has("edge_of")
            || found.to - found.from > 1
            || matches!(
                prior.as_str(),
                "in" | "since"
                    | "of"
                    | "by"
                    | "until"
                    | "till"
                    | "from"
                    | "to"
                    | "during"
                    | "before"
                    | "after"
                    | "and"
                    | "between"
                    | "through"
                    | "("
                    | "for"
                    | "year"
                    | "until "
                    | "circa"
                    | "around"
            );
        let counts = self.lore.class("COUNTED").and_then(|c| self.lore.phrase(c, self.words, found.to));
        let counted = counts.is_some_and(|(v, _)| v != super::classes::Slot::Int(0));
        let glued_mark = next
            .is_some_and(|w| w.glued && matches!(self.small(found.to).as_str(), "%" | "/" | "$" | ":"))
            || next.is_some_and(|w| {
                w.glued
                    && self.small(found.to) == "-"
                    && self.word(found.to + 1).is_some_and(|n| {
                        n.shape == Shape::Digits || (n.glued && n.capital && n.span.len() == 1)
                    })
            });
        if glued_mark
            || (counted && !matches!(prior.as_str(), "in" | "since" | "the" | "by" | "of"))
            || (counted && prior == "of")
        {
            return false;
        }
        match year {
            1900..=2059 => {
                introduced
                    || !next.is_some_and(|w| {
                        is_plural_noun(&small(self.text, w))
                            && w.shape == Shape::Letters
                            && prior != "the"
                            && prior != "his"
                            && prior != "its"
                    })
            }
            1500..=1899 if !introduced => prior == "the" && !self.noun_follows(found),
            1000..=1899 => introduced && prior != "for" && !self.noun_follows(found),
            _ => introduced && found.to - found.from > 1,
        }
    }

    /// Whether a plain noun follows that an old year would hardly stand before: "1200 metres", "of 1500 dead".
    fn noun_follows(&self, found: &Match<'_>) -> bool {
        self.word(found.to)
            .is_some_and(|w| w.shape == Shape::Letters && !w.capital && is_plural_noun(&small(self.text, w)))
    }

    fn is_length(&self, found: &Match<'_>) -> bool {
        let next = self.small(found.to);
        let prior = if found.from > 0 { self.small(found.from - 1) } else { String::new() };
        let old = matches!(next.as_str(), "old" | "younger" | "older")
            || (next == "of" && self.small(found.to + 1) == "age");
        let in_age =
            prior == "of" && found.from > 1 && matches!(self.small(found.from - 2).as_str(), "age" | "ages");
        let names = matches!(next.as_str(), "-") && self.small(found.to + 1) == "in";
        let figures = self.word(found.from).is_some_and(|w| w.shape != Shape::Letters);
        let unit_in_name = self.word(found.to - 1).is_some_and(|w| w.capital)
            && (figures || !self.starts(found.from))
            && !self.word(found.to).is_some_and(|w| w.capital && w.shape == Shape::Letters);
        // "3 Night Lane"
        let address = figures
            && self.word(found.to - 1).is_some_and(|w| w.capital && !is_plural_noun(&small(self.text, w)))
            && self.begins_a_name(found.to);
        let joined = next == "-" && matches!(self.small(found.to + 1).as_str(), "old" | "long" | "olds");
        !old && !in_age
            && !names
            && !joined
            && !address
            && !unit_in_name
            && !matches!(prior.as_str(), "$" | "€" | "£" | "every" | "each")
    }

    /// Bare "days", "weeks": not the minutes of a meeting, nor the days that an article points at.
    fn is_vague_length(&self, found: &Match<'_>) -> bool {
        let name = self.word(found.from).is_some_and(|w| w.capital) && !self.starts(found.from);
        let pointed = self.before(
            found,
            &[
                "the", "these", "those", "his", "her", "their", "our", "its", "old", "early", "dark", "good",
                "present", "school", "office",
            ],
        );
        let before_event =
            matches!(self.small(found.to).as_str(), "before" | "after" | "leading" | "following" | "since");
        let pointed = pointed && !(before_event && self.before(found, &["the"]));
        let minutes = self.small(found.from) == "minutes" && self.small(found.to) == "of";
        let compound = self.small(found.to) == "-" && self.small(found.to + 1) != "long";
        let leads_a_name = self.word(found.from).is_some_and(|w| w.capital)
            && self.word(found.to).is_some_and(|w| w.capital);
        // "26 years of age", "three-quarters of them": a number before it was no length.
        let counted = found.from > 0
            && (self.words[found.from - 1].shape == Shape::Digits
                || self.words[found.from - 1].shape == Shape::Figure
                || (self.small(found.from - 1) == "-" && self.words[found.from].glued));
        !name && !pointed && !minutes && !compound && !leads_a_name && !counted
    }

    /// Whether an age is that of a thing of the story: a war, a truce, a government. A person's age is no time.
    fn is_age_of_thing(&self, found: &Match<'_>) -> bool {
        let aged =
            |at| self.lore.class("AGED").is_some_and(|c| self.lore.phrase(c, self.words, at).is_some());
        let near = (found.to..found.to + 4).take_while(|&at| {
            self.word(at)
                .is_some_and(|w| w.shape == Shape::Letters || self.small(at) == "-" || self.small(at) == "'")
        });
        let numbered = self.before(found, &["-"]) && self.words[found.from].glued;
        (found.has("alone") && !numbered) || near.into_iter().any(aged)
    }

    fn is_coming(&self, found: &Match<'_>) -> bool {
        self.small(found.from) != "the"
            || self.before(found, &["in", "for", "into"])
            || self.small(found.from + 1) != "future"
    }

    /// Whether a clause ends after the match, so that "the day before" hangs on nothing named after it.
    fn ends_clause(&self, found: &Match<'_>) -> bool {
        let Some(next) = self.word(found.to) else { return true };
        next.shape == Shape::Mark && self.small(found.to) != "'"
            || matches!(
                self.small(found.to).as_str(),
                "and"
                    | "when"
                    | "in"
                    | "at"
                    | "on"
                    | "by"
                    | "but"
                    | "with"
                    | "for"
                    | "that"
                    | "to"
                    | "as"
                    | "because"
            )
    }
}

fn is_plural_noun(small: &str) -> bool {
    small.len() > 3
        && small.ends_with('s')
        && !small.ends_with("ss")
        && !matches!(small, "was" | "has" | "as" | "is" | "this" | "his")
}
