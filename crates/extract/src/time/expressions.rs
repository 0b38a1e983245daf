//! The pass over one article: its time expressions, each with what it hangs on.

use chancery_text::{Ann, BlockKind, Document, Layer, Sentences, Span, Why};

use super::{
    Anchor, Direction, Relation, TimeLore, Timex, TimexKind, anchor,
    build::{self, DayOrder, Reading},
    context::Around,
    event,
    find::{Match, find},
    meaning::Meaning,
    tense::{self, Tense},
    words::{Shape, Word},
};

/// Finds the time expressions of an article; page furniture but captions yields none.
pub fn expressions(document: &Document, sentences: &Sentences, lore: &TimeLore) -> Layer<Timex> {
    let text = document.text();
    let blocks: Vec<(Span, bool)> = match document.blocks.all() {
        [] => vec![(Span::whole(text), false)],
        blocks => blocks.iter().map(|b| (b.span, b.value.kind == BlockKind::Caption)).collect(),
    };
    let cut: Vec<(Vec<Word>, bool)> =
        blocks.into_iter().map(|(block, caption)| (lore.words(text, block), caption)).collect();
    let order = day_order(text, &cut);
    let mut list: Vec<(Ann<Timex>, Place)> = Vec::new();
    let mut sentence = 0;
    for (number, (words, caption)) in cut.iter().enumerate() {
        let places = sentence_places(text, words, sentence);
        sentence = places.last().map_or(sentence, |last| last + 1);
        let block = Block { document, sentences, lore, text, words, order, number, caption: *caption };
        list.extend(block.expressions(&places));
    }
    list.sort_by_key(|(ann, _)| ann.span);
    let (mut list, places): (Vec<Ann<Timex>>, Vec<Place>) = list.into_iter().unzip();
    let events = event::days(lore, sentences, &list, &places);
    anchor::anchor(&mut list, &places, &events);
    Layer::new(list)
}

/// The time expressions within a stretch of the head that is no part of the report's course, such as a byline.
pub(crate) fn within(document: &Document, sentences: &Sentences, lore: &TimeLore, line: Span) -> Vec<Timex> {
    let text = document.text();
    let words = &lore.words(text, line)[..];
    let places = sentence_places(text, words, 0);
    // As under a picture, what is furniture is read all the same.
    let (order, number, caption) = (DayOrder::Unknown, 0, true);
    let block = Block { document, sentences, lore, text, words, order, number, caption };
    block.expressions(&places).into_iter().map(|(ann, _)| ann.value).collect()
}

/// What anchoring must know of where an expression stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The block, counted over the report.
    pub(crate) block: usize,
    /// Whether it stands under a picture, outside the course of the report.
    pub(crate) caption: bool,
    /// Whether it tells when somebody spoke: "he said on Sunday".
    pub(crate) of_speech: bool,
    /// The word that relates it to an event: "before" in "two days before the vote".
    pub(crate) relates: Option<Span>,
}

struct Block<'a> {
    document: &'a Document,
    sentences: &'a Sentences,
    lore: &'a TimeLore,
    text: &'a str,
    words: &'a [Word],
    order: DayOrder,
    number: usize,
    caption: bool,
}

impl Block<'_> {
    fn expressions(&self, places: &[usize]) -> Vec<(Ann<Timex>, Place)> {
        let tag = |word: &Word| self.tag(word);
        let around = Around { lore: self.lore, text: self.text, words: self.words, tag: &tag };
        let quotes = quoted(self.text, self.words);
        let found = find(self.lore, self.text, self.words, |m| {
            around.allows(m).then(|| build::readings(m, self.order)).flatten()
        });
        found
            .iter()
            .flat_map(|(m, readings)| readings.iter().map(move |r| (m, r)))
            .map(|(m, reading)| self.timex(m, reading, places, &quotes))
            .filter(|(ann, _)| self.caption || !self.document.is_furniture(ann.span))
            .filter(|(ann, _)| !is_soon_of_a_tale(&ann.value))
            .collect()
    }

    fn timex(
        &self,
        found: &Match<'_>,
        reading: &Reading,
        places: &[usize],
        quotes: &[bool],
    ) -> (Ann<Timex>, Place) {
        let (from, to) = reading.range.unwrap_or((found.from, found.to));
        let span = self.words[from].span.to(self.words[to - 1].span);
        let tense = self.tense(span, from, to);
        let (meaning, kind) = self.as_rate(found, reading, from);
        let relation = self.relation(&meaning, found.rule.gives == "event-shift", to);
        let place = Place {
            block: self.number,
            caption: self.caption,
            of_speech: !quotes[from] && self.of_speech(from, quotes),
            relates: relation.and_then(|_| self.words.get(to)).map(|w| w.span),
        };
        let timex = Timex {
            kind,
            anchor: Anchor::Stated,
            relation,
            meaning,
            part: reading.part.clone(),
            modifier: reading.modifier.clone(),
            direction: tense.direction(),
            planned: tense == Tense::Planned,
            quoted: quotes[from],
            sentence: places[from],
            words: span.of(self.text).split_whitespace().collect::<Vec<_>>().join(" "),
        };
        (Ann { span, value: timex, why: Why::rule(format!("time/{}", found.rule.id)) }, place)
    }

    /// "told reporters in the capital on Sunday": a word of speech shortly before, with no quotation between.
    fn of_speech(&self, from: usize, quotes: &[bool]) -> bool {
        const NEAR: usize = 8;
        let clause = (from.saturating_sub(NEAR)..from).rev().take_while(|&i| {
            !quotes[i] && !matches!(self.words[i].span.of(self.text), "." | ";" | "\"" | "”")
        });
        clause
            .into_iter()
            .any(|i| self.words[i].shape == Shape::Letters && self.lore.lists("SAID", &self.small(i)))
    }

    /// On which side of the report's day: by the word before, by the parse, or by the nearest telling word.
    fn tense(&self, span: Span, from: usize, to: usize) -> Tense {
        let before = |n: usize| from.checked_sub(n).map(|i| self.small(i)).unwrap_or_default();
        match before(1).as_str() {
            "until" | "till" => return self.until(span, from),
            "since" | "said" | "told" => return Tense::Past,
            "due" => return Tense::Future,
            // "a week from Sunday"
            "from" if matches!(before(2).as_str(), "week" | "weeks") => return Tense::Future,
            // "Friday or Saturday": one verb for both.
            "or" | "and" if from > 1 && self.is_weekday(from - 2) => {
                return self.tense(self.words[from - 2].span, from - 2, from - 1);
            }
            "as" if matches!(before(2).as_str(), "soon" | "early" | "late") => return Tense::Future,
            "of" if before(2) == "ahead" => return Tense::Future,
            _ if self.is_since(from) => return Tense::Past,
            _ => {}
        }
        if from
            .checked_sub(1)
            .is_some_and(|i| tense::tells_of_done(self.lore, self.sentences, self.words[i].span))
        {
            return Tense::Past;
        }
        tense::by_parse(self.lore, self.sentences, span)
            .unwrap_or_else(|| tense::by_words(self.text, self.words, from, to))
    }

    fn is_weekday(&self, at: usize) -> bool {
        self.lore.class("WEEKDAY").is_some_and(|class| self.lore.phrase(class, self.words, at).is_some())
    }

    /// "since shortly after the Oct. 23 slaying": what has been so since then lies behind.
    fn is_since(&self, from: usize) -> bool {
        const NEAR: usize = 5;
        let between = |small: &str| {
            matches!(
                small,
                "the"
                    | "a"
                    | "his"
                    | "her"
                    | "their"
                    | "its"
                    | "after"
                    | "before"
                    | "shortly"
                    | "soon"
                    | "just"
                    | "right"
            )
        };
        let words = (from.saturating_sub(NEAR)..from).rev().map(|i| self.small(i));
        words.into_iter().find(|small| !between(small)).is_some_and(|small| small == "since")
    }

    /// "Until Thursday they had not met" is over; "suspended until Thursday" is not.
    fn until(&self, span: Span, from: usize) -> Tense {
        let opens = from < 2 || !self.words[from - 2].shape.is_word() || self.small(from - 2) == "up";
        let over = tense::by_parse(self.lore, self.sentences, span) == Some(Tense::Past);
        if opens && over { Tense::Past } else { Tense::Future }
    }

    /// "three attacks a day": a length after what it counts is a time that returns.
    fn as_rate(&self, found: &Match<'_>, reading: &Reading, from: usize) -> (Meaning, TimexKind) {
        let meaning = reading.meaning.clone();
        let kind = build::kind(&meaning, reading.part.as_deref());
        let article =
            found.rule.id == "length" && found.to - found.from == 2 && self.small(from).starts_with('a');
        let before = from.checked_sub(1).map(|i| (self.words[i], self.small(i)));
        let Some((prior, small)) = before.filter(|_| article) else { return (meaning, kind) };
        let counts = matches!(prior.shape, Shape::Digits | Shape::Figure)
            || small == "%"
            || small == "times"
            || matches!(
                small.as_str(),
                "hours" | "days" | "weeks" | "months" | "people" | "barrels" | "dollars" | "percent"
            );
        match meaning {
            Meaning::Length { amount, unit } if counts => {
                (Meaning::Set(build::length_value(amount, unit)), TimexKind::Set)
            }
            other => (other, kind),
        }
    }

    fn relation(&self, meaning: &Meaning, of_event: bool, to: usize) -> Option<Relation> {
        if !of_event && !matches!(meaning, Meaning::Length { .. }) {
            return None;
        }
        match self.words.get(to).map(|_| self.small(to))?.as_str() {
            "before" | "ahead" | "of" if of_event || self.small(to) != "of" => Some(Relation::Before),
            "after" | "since" | "following" => Some(Relation::After),
            _ => None,
        }
    }

    fn small(&self, at: usize) -> String {
        super::classes::small(self.text, &self.words[at])
    }

    /// Part of speech of the token at a word, and whether it is within a person's name.
    fn tag(&self, word: &Word) -> Option<(&'static str, bool)> {
        let place = self.sentences.list.partition_point(|s| s.span.end() <= word.span.start());
        let sentence = self.sentences.list.get(place)?;
        let token = sentence.tokens.iter().position(|t| t.span.meets(word.span))?;
        let person = sentence
            .names
            .iter()
            .any(|n| n.kind == chancery_text::NameKind::Person && (n.first..=n.last).contains(&token));
        let upos = sentence.tokens[token].upos;
        (!upos.is_empty()).then_some((upos, person))
    }
}

/// "He was soon released": soon after what is told, not soon after the report.
fn is_soon_of_a_tale(timex: &Timex) -> bool {
    timex.meaning == Meaning::Future
        && timex.direction == Direction::Past
        && !timex.quoted
        && matches!(timex.words.to_lowercase().as_str(), "soon" | "shortly")
}

/// For each word the number of its sentence, by full stops alone.
fn sentence_places(text: &str, words: &[Word], first: usize) -> Vec<usize> {
    let mut at = first;
    words
        .iter()
        .enumerate()
        .map(|(i, word)| {
            let here = at;
            let stops = matches!(word.span.of(text), "." | "!" | "?");
            if stops && words.get(i + 1).is_some_and(|next| next.capital || next.shape == Shape::Mark) {
                at += 1;
            }
            here
        })
        .collect()
}

/// For each word whether it stands within double quotation marks.
fn quoted(text: &str, words: &[Word]) -> Vec<bool> {
    let mut inside = false;
    words
        .iter()
        .map(|word| {
            match word.span.of(text) {
                "\u{201c}" => inside = true,
                "\u{201d}" => inside = false,
                "\"" => inside = !inside,
                _ => {}
            }
            inside
        })
        .collect()
}

/// Whether this report writes the day or the month first, by the dates that leave no choice.
fn day_order(text: &str, blocks: &[(Vec<Word>, bool)]) -> DayOrder {
    let mut day_first = 0;
    let mut month_first = 0;
    for (words, _) in blocks {
        for triple in words.windows(3) {
            let [a, mark, b] = triple else { continue };
            let numbers = a.shape == Shape::Digits
                && b.shape == Shape::Digits
                && a.span.len() <= 2
                && b.span.len() <= 2;
            if numbers && mark.glued && b.glued && matches!(mark.span.of(text), "/" | "." | "-") {
                day_first += i32::from((13.0..=31.0).contains(&a.number) && b.number <= 12.0);
                month_first += i32::from((13.0..=31.0).contains(&b.number) && a.number <= 12.0);
            }
        }
    }
    match day_first - month_first {
        n if n > 0 => DayOrder::DayFirst,
        n if n < 0 => DayOrder::MonthFirst,
        _ => DayOrder::Unknown,
    }
}
