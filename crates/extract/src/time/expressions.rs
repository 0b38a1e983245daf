//! The pass over one article: its time expressions, each with what it hangs on.

use chancery_text::{Ann, Document, Layer, Sentences, Span, Why};

use super::{
    Anchor, Direction, Relation, TimeLore, Timex, TimexKind,
    build::{self, DayOrder, Reading},
    context::Around,
    find::{Match, find},
    meaning::{Meaning, MonthOf, Unit, Which, YearOf},
    tense,
    words::{Shape, Word},
};

/// Finds the time expressions of an article; page furniture yields none.
pub fn expressions(document: &Document, sentences: &Sentences, lore: &TimeLore) -> Layer<Timex> {
    let text = document.text();
    let blocks: Vec<Span> = match document.blocks.all() {
        [] => vec![Span::whole(text)],
        blocks => blocks.iter().map(|b| b.span).collect(),
    };
    let cut: Vec<Vec<Word>> = blocks.into_iter().map(|block| lore.words(text, block)).collect();
    let order = day_order(text, &cut);
    let mut list: Vec<Ann<Timex>> = Vec::new();
    let mut sentence = 0;
    for words in &cut {
        let places = sentence_places(text, words, sentence);
        sentence = places.last().map_or(sentence, |last| last + 1);
        let block = Block { document, sentences, lore, text, words, order };
        list.extend(block.expressions(&places));
    }
    list.sort_by_key(|ann| ann.span);
    anchor(&mut list);
    Layer::new(list)
}

struct Block<'a> {
    document: &'a Document,
    sentences: &'a Sentences,
    lore: &'a TimeLore,
    text: &'a str,
    words: &'a [Word],
    order: DayOrder,
}

impl Block<'_> {
    fn expressions(&self, places: &[usize]) -> Vec<Ann<Timex>> {
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
            .filter(|ann| !self.document.is_furniture(ann.span))
            .collect()
    }

    fn timex(&self, found: &Match<'_>, reading: &Reading, places: &[usize], quotes: &[bool]) -> Ann<Timex> {
        let (from, to) = reading.range.unwrap_or((found.from, found.to));
        let span = self.words[from].span.to(self.words[to - 1].span);
        let direction = self.direction(span, from, to);
        let (meaning, kind) = self.as_rate(found, reading, from);
        let timex = Timex {
            kind,
            anchor: Anchor::Stated,
            relation: self.relation(&meaning, to),
            meaning,
            part: reading.part.clone(),
            modifier: reading.modifier.clone(),
            direction,
            quoted: quotes[from],
            sentence: places[from],
            words: span.of(self.text).split_whitespace().collect::<Vec<_>>().join(" "),
        };
        Ann { span, value: timex, why: Why::rule(format!("time/{}", found.rule.id)) }
    }

    /// On which side of the report's day: by the word before, by the parse, or by the nearest telling word.
    fn direction(&self, span: Span, from: usize, to: usize) -> Direction {
        let before = |n: usize| from.checked_sub(n).map(|i| self.small(i)).unwrap_or_default();
        match before(1).as_str() {
            "until" | "till" => return Direction::Future,
            "since" | "said" | "told" => return Direction::Past,
            "as" if matches!(before(2).as_str(), "soon" | "early" | "late") => return Direction::Future,
            _ => {}
        }
        let told = from.checked_sub(1).and_then(|i| self.token(&self.words[i]));
        if told.is_some_and(|token| token.xpos == "VBD") {
            return Direction::Past;
        }
        tense::by_parse(self.sentences, span)
            .unwrap_or_else(|| tense::by_words(self.text, self.words, from, to))
    }

    fn token(&self, word: &Word) -> Option<&chancery_text::Token> {
        let place = self.sentences.list.partition_point(|s| s.span.end() <= word.span.start());
        self.sentences.list.get(place)?.tokens.iter().find(|t| t.span.meets(word.span))
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

    fn relation(&self, meaning: &Meaning, to: usize) -> Option<Relation> {
        if !matches!(meaning, Meaning::Length { .. }) {
            return None;
        }
        match self.words.get(to).map(|_| self.small(to))?.as_str() {
            "before" | "ahead" => Some(Relation::Before),
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
fn day_order(text: &str, blocks: &[Vec<Word>]) -> DayOrder {
    let mut day_first = 0;
    let mut month_first = 0;
    for words in blocks {
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

/// Gives each expression what it hangs on: nothing, the report's day, or an expression before it.
fn anchor(list: &mut [Ann<Timex>]) {
    let narrative = is_narrative(list);
    for i in 0..list.len() {
        let anchor = anchor_of(&list[i].value, &list[..i], narrative);
        list[i].value.anchor = anchor;
    }
}

/// A history counts from the times it tells; a report counts from its own day.
fn is_narrative(list: &[Ann<Timex>]) -> bool {
    let stated = list.iter().filter(|a| states_year(&a.value.meaning)).count();
    let deictic = list
        .iter()
        .filter(|a| match &a.value.meaning {
            Meaning::Weekday { .. } | Meaning::Weekend(_) => true,
            Meaning::Shift { from_previous, .. } => !from_previous,
            _ => false,
        })
        .count();
    stated >= 5 && deictic * 8 <= stated
}

fn states_year(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Day { year, .. }
        | Meaning::Month { year, .. }
        | Meaning::Season { year, .. }
        | Meaning::Year(year) => {
            matches!(year, YearOf::Is(_))
        }
        Meaning::Range(first, last) => states_year(first) || states_year(last),
        _ => false,
    }
}

fn anchor_of(timex: &Timex, earlier: &[Ann<Timex>], narrative: bool) -> Anchor {
    let previous = |fine: Fine| {
        let place = if narrative { last_of_the_tale(earlier, fine) } else { last_told(earlier, fine) };
        place.map_or(if narrative { Anchor::Stated } else { Anchor::Published }, Anchor::Previous)
    };
    let bare = |fine: Fine| match year_in_sentence(timex, earlier) {
        _ if narrative => previous(fine),
        Some(i) => Anchor::Previous(i),
        None => Anchor::Published,
    };
    match &timex.meaning {
        Meaning::Day { year, month, which, .. } => match (year, month, which) {
            (YearOf::FromPrevious(_), _, _) => previous(Fine::Year),
            (_, MonthOf::FromPrevious(_), _) | (YearOf::Unsaid, _, Which::Following | Which::Preceding) => {
                previous(Fine::Month)
            }
            (YearOf::Is(_), _, _) => Anchor::Stated,
            (_, MonthOf::Unsaid, Which::Bare) => previous(Fine::Month),
            (YearOf::Unsaid, MonthOf::Is(_), Which::Bare) => bare(Fine::Year),
            _ => Anchor::Published,
        },
        Meaning::Month { year, which, .. }
        | Meaning::Season { year, which, .. }
        | Meaning::Holiday { year, which, .. } => match (year, which) {
            (YearOf::Is(_), _) => Anchor::Stated,
            (YearOf::FromPrevious(_), _) | (_, Which::Following | Which::Preceding) => previous(Fine::Year),
            (YearOf::Unsaid, Which::Bare) => bare(Fine::Year),
            _ if narrative => previous(Fine::Year),
            _ => Anchor::Published,
        },
        Meaning::Weekday { which: Which::Following | Which::Preceding, .. } => previous(Fine::Day),
        Meaning::Weekday { .. } if narrative => previous(Fine::Day),
        Meaning::Shift { from_previous: true, unit, .. } => previous(match unit {
            Unit::Month | Unit::Quarter => Fine::Month,
            Unit::Year | Unit::Decade | Unit::Century => Fine::Year,
            _ => Fine::Day,
        }),
        Meaning::SameDay => match last_told(earlier, Fine::Day) {
            Some(i) if narrative || earlier[i].value.sentence == timex.sentence => Anchor::Previous(i),
            _ => Anchor::Published,
        },
        Meaning::Year(YearOf::Is(_)) | Meaning::Decade(_) | Meaning::Century(_) | Meaning::Stated(_) => {
            Anchor::Stated
        }
        Meaning::Range(first, _) => {
            let first = Timex { meaning: (**first).clone(), ..timex.clone() };
            anchor_of(&first, earlier, narrative)
        }
        Meaning::WeekOf(day) => {
            let day = Timex { meaning: (**day).clone(), ..timex.clone() };
            anchor_of(&day, earlier, narrative)
        }
        Meaning::Length { .. } | Meaning::Set(_) => Anchor::Stated,
        Meaning::Shift { .. } if narrative => previous(Fine::Year),
        _ => Anchor::Published,
    }
}

/// How fine a time must be for another to count from it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fine {
    Year,
    Month,
    Day,
}

fn fineness(meaning: &Meaning) -> Option<Fine> {
    match meaning {
        Meaning::Day { .. } | Meaning::Weekday { .. } | Meaning::Holiday { .. } | Meaning::SameDay => {
            Some(Fine::Day)
        }
        Meaning::Month { .. } => Some(Fine::Month),
        Meaning::Year(_) | Meaning::Season { .. } | Meaning::YearPart { .. } => Some(Fine::Year),
        Meaning::Shift { unit, .. } => Some(match unit {
            Unit::Month | Unit::Quarter => Fine::Month,
            Unit::Year => Fine::Year,
            Unit::Decade | Unit::Century => return None,
            _ => Fine::Day,
        }),
        Meaning::Stated(_) => Some(Fine::Day),
        Meaning::Range(first, _) => fineness(first),
        _ => None,
    }
}

/// The last expression at least so fine, else the last that names a time at all.
fn last_told(earlier: &[Ann<Timex>], fine: Fine) -> Option<usize> {
    let told =
        |least: Fine| earlier.iter().rposition(|a| fineness(&a.value.meaning).is_some_and(|f| f >= least));
    told(fine).or_else(|| told(Fine::Year))
}

/// The last expression of a history's own course: a year far from those around it is an aside ("in 2005 it was found").
fn last_of_the_tale(earlier: &[Ann<Timex>], fine: Fine) -> Option<usize> {
    let recent: Vec<(usize, i32)> = earlier
        .iter()
        .enumerate()
        .rev()
        .filter_map(|(i, a)| Some((i, own_year(&a.value.meaning)?)))
        .take(9)
        .collect();
    let mut years: Vec<i32> = recent.iter().map(|(_, y)| *y).collect();
    years.sort_unstable();
    let middle = years.get(years.len() / 2).copied();
    let aside = |i: usize| match (own_year(&earlier[i].value.meaning), middle) {
        (Some(year), Some(middle)) => (year - middle).abs() > ASIDE,
        _ => false,
    };
    let rests_on_aside = |i: usize| {
        let mut at = i;
        for _ in 0..earlier.len() {
            match earlier[at].value.anchor {
                Anchor::Previous(j) if own_year(&earlier[at].value.meaning).is_none() => at = j,
                _ => return aside(at),
            }
        }
        false
    };
    let told = |least: Fine| {
        (0..earlier.len())
            .rev()
            .find(|&i| fineness(&earlier[i].value.meaning).is_some_and(|f| f >= least) && !rests_on_aside(i))
    };
    told(fine).or_else(|| told(Fine::Year)).or_else(|| last_told(earlier, fine))
}

/// Years that a tale may jump from one date to the next.
const ASIDE: i32 = 5;

fn own_year(meaning: &Meaning) -> Option<i32> {
    match meaning {
        Meaning::Day { year: YearOf::Is(y), .. }
        | Meaning::Month { year: YearOf::Is(y), .. }
        | Meaning::Season { year: YearOf::Is(y), .. }
        | Meaning::Year(YearOf::Is(y)) => Some(*y),
        Meaning::Range(first, _) => own_year(first),
        _ => None,
    }
}

/// The expression with a year in the same sentence before one without, where both tell of the past.
fn year_in_sentence(timex: &Timex, earlier: &[Ann<Timex>]) -> Option<usize> {
    let place = earlier.iter().rposition(|a| states_year(&a.value.meaning))?;
    let same = earlier[place].value.sentence == timex.sentence && timex.direction != Direction::Future;
    same.then_some(place)
}
