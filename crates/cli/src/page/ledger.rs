//! Who wants what, where the reports differ, and who is in it.

use chancery_extract::{Form, Kind};
use chancery_story::{
    Fact,
    calendar_words::{full_day, range},
};

use super::passages::{Cards, Cite};
use crate::brief::{differ, view::View, wants};

/// Actors listed; the others stand in the chronicle.
const ACTORS: usize = 60;

/// One position with its answers.
pub(crate) struct Row {
    pub(crate) holder: String,
    pub(crate) stance: &'static str,
    pub(crate) issue: String,
    pub(crate) span: String,
    pub(crate) cites: Vec<Cite>,
    pub(crate) answers: Vec<Answer>,
    pub(crate) actors: String,
    pub(crate) reports: String,
}

/// What was answered.
pub(crate) struct Answer {
    pub(crate) text: String,
    pub(crate) cites: Vec<Cite>,
}

/// A dispute, its sides next to each other.
pub(crate) struct Difference {
    pub(crate) id: String,
    pub(crate) about: &'static str,
    pub(crate) fact: String,
    pub(crate) kind: &'static str,
    pub(crate) reports: String,
    pub(crate) sides: Vec<Side>,
}

/// One side.
pub(crate) struct Side {
    pub(crate) value: String,
    pub(crate) cites: Vec<Cite>,
}

/// An actor with its spellings.
pub(crate) struct Actor {
    pub(crate) name: String,
    pub(crate) role: String,
    pub(crate) spellings: String,
    pub(crate) reports: String,
}

/// Positions by holder.
pub(crate) fn rows(view: &View, cards: &mut Cards) -> Vec<Row> {
    let mut rows = Vec::new();
    for position in &view.register.positions {
        let holder = &view.register.entities[position.holder];
        let cites = position
            .facts
            .iter()
            .flat_map(|&f| view.register.facts[f].sources.iter())
            .map(|s| cards.source(s))
            .take(6)
            .collect::<Vec<_>>();
        let answers =
            position.answers.iter().map(|&f| answer(view, &view.register.facts[f], cards)).collect();
        let span = match (position.first, position.last) {
            (Some(first), Some(last)) => range(first, last),
            (Some(day), None) | (None, Some(day)) => full_day(day),
            (None, None) => "no day".into(),
        };
        rows.push(Row {
            holder: view.name(position.holder),
            stance: position.stance.name(),
            issue: wants::issue(view, position),
            span,
            reports: reports(&cites),
            cites,
            answers,
            actors: holder.name.clone(),
        });
    }
    rows.sort_by(|a, b| a.holder.cmp(&b.holder));
    rows
}

fn answer(view: &View, fact: &Fact, cards: &mut Cards) -> Answer {
    Answer { text: view.line(fact), cites: fact.sources.iter().take(2).map(|s| cards.source(s)).collect() }
}

fn reports(cites: &[Cite]) -> String {
    let mut all: Vec<usize> = cites.iter().map(|c| c.report).collect();
    all.sort_unstable();
    all.dedup();
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// Disputes with their passages.
pub(crate) fn differences(view: &View, cards: &mut Cards) -> Vec<Difference> {
    let mut all = Vec::new();
    for dispute in differ::numbered(view).into_iter().map(|d| &view.register.disputes[d]) {
        let mut sides = Vec::new();
        for (value, places) in &dispute.values {
            let cites: Vec<Cite> = places.iter().take(3).map(|&p| cards.cite(p, "")).collect();
            sides.push(Side { value: value.clone(), cites });
        }
        let cited: Vec<Cite> = sides.iter().flat_map(|s| s.cites.iter().cloned()).collect();
        all.push(Difference {
            id: dispute.id.clone(),
            about: dispute.about.name(),
            fact: dispute.facts.first().map_or(String::new(), |&f| view.line(&view.register.facts[f])),
            kind: dispute.kind.name(),
            reports: reports(&cited),
            sides,
        });
    }
    all
}

/// People, states and bodies, the most often named first.
pub(crate) fn actors(view: &View) -> Vec<Actor> {
    let acting = [Kind::Person, Kind::State, Kind::Body, Kind::Group];
    let mut list: Vec<_> = view.register.entities.iter().filter(|e| acting.contains(&e.kind)).collect();
    list.sort_by(|a, b| b.mentions.len().cmp(&a.mentions.len()).then_with(|| a.name.cmp(&b.name)));
    list.truncate(ACTORS);
    list.into_iter()
        .map(|entity| {
            let mut docs: Vec<usize> = entity.mentions.iter().map(|m| view.number(m.doc)).collect();
            docs.sort_unstable();
            docs.dedup();
            let names = entity.mentions.iter().filter(|m| m.form == Form::Name).count();
            let role = entity.roles.first().map_or(String::new(), |r| match &r.of {
                Some(of) => format!("{}, {of}", r.title),
                None => r.title.clone(),
            });
            Actor {
                name: entity.name.clone(),
                role,
                spellings: if names == 0 { String::new() } else { spellings(entity) },
                reports: docs.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            }
        })
        .collect()
}

/// Ways in which the name is written, other than the best one, as the links tell them.
fn spellings(entity: &chancery_story::Entity) -> String {
    let mut notes: Vec<&str> = entity
        .links
        .iter()
        .filter(|w| w.rule == "spelling")
        .map(|w| w.note.as_str())
        .filter(|n| !n.is_empty())
        .collect();
    notes.sort_unstable();
    notes.dedup();
    notes.join(", ")
}
