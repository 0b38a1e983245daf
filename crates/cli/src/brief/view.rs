//! The register as a reader of the terminal sees it: numbered reports, short names, citations, weights.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chancery_extract::{FactKind, Form, Kind, Role, Status};
use chancery_story::{Chronicle, Fact, Place, summary};
use chancery_text::Span;
use jiff::civil::Date;

use crate::screen;

/// A register with the texts of its reports.
pub(crate) struct View<'a> {
    pub(crate) register: &'a Chronicle,
    pub(crate) as_of: Option<Date>,
    /// What is new is counted from this day.
    pub(crate) since: Option<Date>,
    texts: &'a [Arc<str>],
    numbers: Vec<usize>,
    names: Vec<String>,
    rank: Vec<i64>,
    /// For each dispute that is shown its number, D1 first; made when first asked for.
    shown: OnceCell<BTreeMap<usize, usize>>,
}

impl<'a> View<'a> {
    /// A view of the register; `texts` are in the order of its reports.
    pub(crate) fn of(register: &'a Chronicle, texts: &'a [Arc<str>], since: Option<Date>) -> View<'a> {
        View {
            register,
            as_of: register.as_of.as_ref().map(|a| a.date),
            since,
            texts,
            numbers: register.numbers(),
            names: short_names(register, texts),
            rank: rank(register),
            shown: OnceCell::new(),
        }
    }

    /// "D1": the number of a dispute, where it is one that a reader must know of.
    pub(crate) fn dispute_number(&self, dispute: usize) -> Option<usize> {
        let numbers = self.shown.get_or_init(|| {
            super::differ::numbered(self).into_iter().enumerate().map(|(n, d)| (d, n + 1)).collect()
        });
        numbers.get(&dispute).copied()
    }

    /// The number of a report as citations give it.
    pub(crate) fn number(&self, doc: usize) -> usize {
        self.numbers[doc]
    }

    /// Reports in the order of their numbers.
    pub(crate) fn in_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.numbers.len()).collect();
        order.sort_by_key(|&doc| self.numbers[doc]);
        order
    }

    /// The short name of an entity: a surname, the usual name of a state.
    pub(crate) fn name(&self, entity: usize) -> String {
        self.names.get(entity).cloned().unwrap_or_default()
    }

    /// The words of a span with single spaces and no control codes.
    pub(crate) fn words(&self, doc: usize, span: Span) -> String {
        let text = self.texts.get(doc).and_then(|t| t.get(span.start()..span.end())).unwrap_or("");
        let clean = screen::clean(text).replace(['\n', '\t', '\u{a0}'], " ");
        clean.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// "[1:5 3:7]": each line once, at most `most`, reports in the order of their days.
    pub(crate) fn cite(&self, places: impl Iterator<Item = Place>, most: usize) -> String {
        let mut seen: BTreeSet<(usize, usize)> = BTreeSet::new();
        for place in places {
            let line = self.register.reports[place.doc].report.lines.line(place.span.start());
            seen.insert((self.numbers[place.doc], line));
        }
        // One line of each report comes before a second line of any.
        let mut firsts = BTreeSet::new();
        let (first, rest): (Vec<_>, Vec<_>) = seen.iter().partition(|(doc, _)| firsts.insert(*doc));
        let mut shown: Vec<(usize, usize)> = first.into_iter().chain(rest).take(most).collect();
        shown.sort_unstable();
        let more = if seen.len() > shown.len() { "\u{a0}…" } else { "" };
        let list: Vec<String> = shown.iter().map(|(doc, line)| format!("{doc}:{line}")).collect();
        if list.is_empty() { String::new() } else { format!("[{}{more}]", list.join("\u{a0}")) }
    }

    /// Citations of a fact, with "×N" where independent reports agree.
    pub(crate) fn cite_fact(&self, fact: &Fact, most: usize) -> String {
        let cites = self.cite(fact.sources.iter().map(|s| s.at), most);
        let told_by = witnesses(fact);
        if told_by.is_empty() { cites } else { format!("{}\u{a0}{cites}", told_by.replace(' ', "\u{a0}")) }
    }

    /// The day on which a report is taken to be.
    pub(crate) fn day(&self, doc: usize) -> Option<Date> {
        self.register.reports[doc].published.best
    }

    /// Speech that a report puts in quotation marks, "…", else the report's words for the subject, ‘…’.
    pub(crate) fn speech_or_subject(&self, fact: &Fact, most: usize) -> String {
        match self.speech(fact, most) {
            Some(speech) => speech,
            None => self.subject(fact, most),
        }
    }

    /// The shortest telling speech of the fact, in double quotation marks.
    pub(crate) fn speech(&self, fact: &Fact, most: usize) -> Option<String> {
        let spoken = fact.sources.iter().flat_map(|s| s.quoted.iter().map(|&q| self.words(s.at.doc, q)));
        let telling = spoken.filter(|words| words.split(' ').count() >= 3);
        let best =
            telling.min_by_key(|words| (words.chars().count() > most, words.chars().count().abs_diff(60)))?;
        Some(format!("\"{}\"", inner(&summary::shortened(&best, most))))
    }

    /// The report's words for what the fact is about, in single quotation marks; empty where there are none.
    pub(crate) fn subject(&self, fact: &Fact, most: usize) -> String {
        let abouts = fact.sources.iter().filter_map(|s| Some((s.at.doc, s.about?)));
        // "on Wednesday" is no subject, though a rule may take it for one.
        let told =
            abouts.filter(|&(doc, span)| !self.is_time(doc, span)).map(|(doc, span)| self.words(doc, span));
        let told = told.map(|w| w.strip_prefix("that ").map_or(w.clone(), str::to_string));
        let best =
            told.filter(|w| !w.is_empty()).min_by_key(|w| (w.chars().count() > most, w.chars().count() < 12));
        best.map(|words| format!("‘{}’", inner(&summary::shortened(&words, most)))).unwrap_or_default()
    }

    /// Whether the span says no more than a time: "on Wednesday", "on the 9th and 10th of the same month".
    pub(crate) fn is_time(&self, doc: usize, span: Span) -> bool {
        let times = &self.register.times;
        let from = times.partition_point(|t| (t.doc, t.span.start()) < (doc, span.start()));
        let inside = times[from..].iter().take_while(|t| t.doc == doc && t.span.start() < span.end());
        let (mut at, mut found) = (span.start(), false);
        for time in inside.filter(|t| span.holds(t.span)) {
            if !self.is_filler(doc, at, time.span.start()) {
                return false;
            }
            (at, found) = (at.max(time.span.end()), true);
        }
        found && self.is_filler(doc, at, span.end())
    }

    /// Whether only words that tie times together stand here.
    fn is_filler(&self, doc: usize, from: usize, to: usize) -> bool {
        const FILLERS: [&str; 16] = [
            "on", "in", "at", "the", "and", "of", "by", "from", "to", "until", "since", "or", "for", "that",
            "a", "between",
        ];
        let words = self.texts.get(doc).and_then(|t| t.get(from..to.max(from))).unwrap_or("");
        let mut words = words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        words.all(|w| FILLERS.contains(&w.to_lowercase().as_str()))
    }

    /// The fact's *if*, in the report's words.
    pub(crate) fn condition(&self, fact: &Fact) -> Option<String> {
        fact.sources.iter().find_map(|s| Some(self.words(s.at.doc, s.condition?))).filter(|w| !w.is_empty())
    }

    /// Who did what, with short names and what was said; no place and no day.
    pub(crate) fn line(&self, fact: &Fact) -> String {
        let head = self.headline(fact);
        let is_contact = fact.kind.is_contact();
        let mut rest = if is_contact { self.subject(fact, 60) } else { self.speech_or_subject(fact, 80) };
        let aimed = fact.actors.iter().any(|(_, role)| matches!(role, Role::Target | Role::Addressee));
        // "Restriction by France" says nothing: then the report says it.
        if rest.is_empty() && !is_contact && (word(fact.kind) || !aimed) {
            rest = self.passage(fact, 80);
        }
        if rest.is_empty() { head } else { format!("{head}: {rest}") }
    }

    /// Who did what; of a contact each side once, with its people: "France (Morel)–Spain meeting".
    pub(crate) fn headline(&self, fact: &Fact) -> String {
        let what = match fact.kind {
            FactKind::Meeting => "meeting",
            FactKind::Call => "call",
            _ => return self.with_speakers_alone(fact),
        };
        let mut parties = self.parties(fact);
        if parties.len() > 4 {
            parties.truncate(4);
            parties.push("others".into());
        }
        match parties.as_slice() {
            [] => what.to_string(),
            [one] => format!("{what} of {one}"),
            [one, two] => format!("{one}–{two} {what}"),
            more => format!("{what} of {}", summary::listed(more)),
        }
    }

    /// The line where who speaks stands without the state that speaks through him: "Morel denies".
    fn with_speakers_alone(&self, fact: &Fact) -> String {
        let entities = &self.register.entities;
        let name = |e: usize| self.name(e);
        let spoken = |&(e, role): &(usize, Role)| {
            let state = &entities[e];
            let voice = |&(p, r): &(usize, Role)| {
                r == role && entities[p].kind == Kind::Person && entities[p].country == state.country
            };
            state.kind == Kind::State && state.country.is_some() && fact.actors.iter().any(voice)
        };
        if !word(fact.kind) || !fact.actors.iter().any(spoken) {
            return summary::headline(fact, "", &name);
        }
        let mut alone = fact.clone();
        alone.actors.retain(|actor| !spoken(actor));
        summary::headline(&alone, "", &name)
    }

    /// The sides of a contact in the fact's order, each with those who speak for it.
    fn parties(&self, fact: &Fact) -> Vec<String> {
        let entities = &self.register.entities;
        let mut sides: Vec<(&str, Vec<usize>, Vec<usize>)> = Vec::new();
        for &(e, _) in fact.actors.iter().filter(|(_, role)| *role != Role::About) {
            let entity = &entities[e];
            let side = entity.country.as_deref().unwrap_or(&entity.id);
            let at = sides.iter().position(|(s, ..)| *s == side).unwrap_or_else(|| {
                sides.push((side, Vec::new(), Vec::new()));
                sides.len() - 1
            });
            let list = if entity.kind == Kind::State { &mut sides[at].1 } else { &mut sides[at].2 };
            if !list.contains(&e) {
                list.push(e);
            }
        }
        let names = |list: &[usize], most: usize| -> Vec<String> {
            list.iter().take(most).map(|&e| self.name(e)).collect()
        };
        sides
            .into_iter()
            .map(|(_, state, people)| match (state.first(), people.as_slice()) {
                (Some(&state), []) => self.name(state),
                (Some(&state), people) => format!("{} ({})", self.name(state), names(people, 2).join(", ")),
                (None, people) => summary::listed(&names(people, 3)),
            })
            .collect()
    }

    /// The words of the fact's first passage, in single quotation marks.
    pub(crate) fn passage(&self, fact: &Fact, most: usize) -> String {
        let Some(source) = fact.sources.first() else { return String::new() };
        let words = self.words(source.at.doc, source.at.span);
        format!("‘{}’", inner(&summary::shortened(&words, most)))
    }

    /// How much a reader should care: independent sources, the rank of the actors, the kind, recency.
    pub(crate) fn weight(&self, fact: &Fact) -> i64 {
        let acting = fact.actors.iter().filter(|(_, role)| *role != Role::About);
        let mut ranks: Vec<i64> = acting.map(|&(e, _)| self.rank[e]).collect();
        ranks.sort_unstable_by_key(|r| std::cmp::Reverse(*r));
        let actors: i64 = ranks.iter().take(2).sum();
        40 * as_weight(fact.independent_sources) + actors + kind_weight(fact) + self.recency(fact)
    }

    fn recency(&self, fact: &Fact) -> i64 {
        let told = fact.sources.iter().filter_map(|s| self.day(s.at.doc)).max();
        match (self.as_of, told) {
            (Some(now), Some(told)) => 20 - i64::from((now - told).get_days()).clamp(0, 20),
            _ => 0,
        }
    }

    /// " ", or with `--since` what has become of the fact: "+" new, "*" changed, "=" restated.
    pub(crate) fn mark(&self, fact: &Fact) -> &'static str {
        let Some(since) = self.since else { return " " };
        let is_new = |doc: usize| self.day(doc).is_some_and(|day| day >= since);
        let (new, old): (Vec<_>, Vec<_>) = fact.sources.iter().partition(|s| is_new(s.at.doc));
        match (new.is_empty(), old.is_empty()) {
            (true, _) => " ",
            (false, true) => "+",
            (false, false) => {
                let changed = new.iter().any(|n| old.iter().all(|o| says_other(n, o)));
                if changed { "*" } else { "=" }
            }
        }
    }

    /// With `--since`, the value that a changed fact had before.
    pub(crate) fn was(&self, fact: &Fact) -> Option<String> {
        if self.mark(fact) != "*" {
            return None;
        }
        let since = self.since?;
        let old = fact.sources.iter().filter(|s| self.day(s.at.doc).is_none_or(|day| day < since));
        let last = old.max_by_key(|s| self.day(s.at.doc))?;
        let is_old = |s: &chancery_story::Source| self.day(s.at.doc).is_none_or(|day| day < since);
        let olds = || fact.sources.iter().filter(|s| is_old(s));
        let changed = |s: &&chancery_story::Source| !is_old(s) && olds().all(|o| says_other(s, o));
        let now = fact.sources.iter().filter(changed).max_by_key(|s| self.day(s.at.doc))?;
        let mut was: Vec<String> = Vec::new();
        if now.says.status != last.says.status {
            was.push(last.says.status.name().to_string());
        }
        if days(last).is_some() && days(now).is_some_and(|now| Some(now) != days(last)) {
            was.extend(chancery_story::calendar_words::when_words(&last.says.when));
        }
        if now.says.place.is_some() && now.says.place != last.says.place {
            was.extend(last.says.place.map(|p| self.name(p)));
        }
        if counted(now).is_some_and(|n| counted(last).is_some_and(|o| o.0 == n.0 && o.1 != n.1)) {
            was.extend(last.says.numbers.first().map(summary::number_words));
        }
        (!was.is_empty()).then(|| was.join(", "))
    }
}

/// "×3"; "×2, 1 origin" where one person stands behind both; "2 reports, 1 source" where one copies the other.
pub(crate) fn witnesses(fact: &Fact) -> String {
    let reports: BTreeSet<usize> = fact.sources.iter().map(|s| s.at.doc).collect();
    let (sources, origins) = (fact.independent_sources, fact.independent_origins);
    match (reports.len(), sources) {
        (0 | 1, _) => String::new(),
        (reports, 1) => format!("{reports} reports, 1 source"),
        (_, sources) if origins < sources => {
            format!("×{sources}, {origins} origin{}", if origins == 1 { "" } else { "s" })
        }
        (_, sources) => format!("×{sources}"),
    }
}

fn says_other(a: &chancery_story::Source, b: &chancery_story::Source) -> bool {
    let days_differ = matches!((days(a), days(b)), (Some(x), Some(y)) if x != y);
    let place_differs = matches!((a.says.place, b.says.place), (Some(x), Some(y)) if x != y);
    let counts_differ = matches!((counted(a), counted(b)), (Some(x), Some(y)) if x.0 == y.0 && x.1 != y.1);
    a.says.status != b.says.status || days_differ || place_differs || counts_differ
}

/// First and last day, where both are told.
fn days(source: &chancery_story::Source) -> Option<(Date, Date)> {
    source.says.when.earliest.zip(source.says.when.latest)
}

/// What is counted first, and the count as its exact bits, so that equal is equal.
fn counted(source: &chancery_story::Source) -> Option<(&str, u64)> {
    source.says.numbers.first().map(|n| (n.unit.as_str(), n.value.to_bits()))
}

/// Marks within the words would end the quotation early.
fn inner(words: &str) -> String {
    words.trim_matches(['"', '“', '”', '‘', '’', ' ', ',']).replace(['“', '”', '"'], "'")
}

/// Whether something is only said or holds.
pub(crate) fn word(kind: FactKind) -> bool {
    matches!(
        kind,
        FactKind::Statement
            | FactKind::State
            | FactKind::Demand
            | FactKind::Offer
            | FactKind::Refusal
            | FactKind::Pledge
            | FactKind::Support
            | FactKind::Threat
            | FactKind::Accusation
            | FactKind::Denial
            | FactKind::Deadline
    )
}

/// Acts and contacts lead; a plain statement or a standing condition comes last.
fn kind_weight(fact: &Fact) -> i64 {
    let plain = match fact.kind {
        FactKind::Attack | FactKind::Incident => 45,
        FactKind::Meeting | FactKind::Call | FactKind::Agreement | FactKind::Deadline => 40,
        FactKind::Visit | FactKind::Threat | FactKind::Sanction | FactKind::Seizure | FactKind::Decision => {
            30
        }
        FactKind::Statement => 5,
        FactKind::State => 0,
        _ => 20,
    };
    let spoken = fact.sources.iter().any(|s| !s.quoted.is_empty());
    plain + if spoken { 8 } else { 0 } + if fact.status == Status::Cancelled { 20 } else { 0 }
}

/// How often an entity is named, on a scale that a few principals do not break.
fn rank(register: &Chronicle) -> Vec<i64> {
    register.entities.iter().map(|e| (8.0 * (1.0 + e.mentions.len() as f64).ln()) as i64).collect()
}

/// For people the surname as the reports have it, for others the usual name; names that would coincide stay whole.
fn short_names(register: &Chronicle, texts: &[Arc<str>]) -> Vec<String> {
    let short: Vec<String> = register.entities.iter().map(|e| short_name(e, texts)).collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &short {
        *count.entry(name).or_insert(0) += 1;
    }
    let chosen = short.iter().zip(&register.entities);
    chosen
        .map(|(name, e)| screen::clean(if count[name.as_str()] == 1 { name } else { &e.name }).into_owned())
        .collect()
}

fn short_name(entity: &chancery_story::Entity, texts: &[Arc<str>]) -> String {
    let parts: BTreeSet<String> = entity.name.split([' ', '-']).map(str::to_lowercase).collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for mention in entity.mentions.iter().filter(|m| m.form == Form::Name) {
        let text = texts.get(mention.doc).and_then(|t| t.get(mention.span.start()..mention.span.end()));
        *count.entry(text.unwrap_or("")).or_insert(0) += 1;
    }
    let is_person = entity.kind == Kind::Person;
    let fitting = count.iter().filter(|(text, _)| {
        if is_person {
            !text.contains(' ') && parts.contains(&text.to_lowercase())
        } else {
            text.len() <= entity.name.len() && text.len() > 1 && !text.contains('\n')
        }
    });
    let best = fitting.max_by_key(|(text, n)| (**n, std::cmp::Reverse(text.len()), *text));
    match best {
        Some((text, _)) => (*text).to_string(),
        None if is_person && !entity.mentions.iter().any(|m| m.form == Form::Name) => described(&entity.name),
        None if is_person => entity.name.split(' ').next_back().unwrap_or(&entity.name).to_string(),
        None => entity.name.clone(),
    }
}

/// "the top envoy to talks between Peru and Chad" is "top envoy": what the office is for would read as the name.
fn described(words: &str) -> String {
    const ARTICLES: [&str; 8] = ["the", "a", "an", "one", "his", "her", "its", "their"];
    let after = words.split_once(' ').filter(|(first, _)| ARTICLES.contains(&first.to_lowercase().as_str()));
    let rest = after.map_or(words, |(_, rest)| rest);
    let cut =
        [" to ", " who ", " for ", ", ", " in ", " with "].iter().filter_map(|stop| rest.find(stop)).min();
    rest[..cut.unwrap_or(rest.len())].to_string()
}

/// A count as a part of a weight.
pub(crate) fn as_weight(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX / 1000)
}
