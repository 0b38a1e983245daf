//! The hand-written tables of `lore/actors`, line by line.

use std::collections::{BTreeMap, BTreeSet};

use super::people::{Day, covers};
use crate::Kind;

/// The pronoun that a name or word tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sex {
    /// "he"
    He,
    /// "she"
    She,
}

impl Sex {
    fn of(word: &str) -> Option<Sex> {
        match word {
            "he" => Some(Sex::He),
            "she" => Some(Sex::She),
            _ => None,
        }
    }
}

/// A state or territory.
#[derive(Debug)]
pub struct State {
    /// ISO 3166-1 alpha-3; former states by ISO 3166-3.
    pub code: String,
    /// Common name.
    pub name: String,
    /// Adjectives, the usual one first.
    pub adjectives: Vec<String>,
    /// Its people: singular and plural.
    pub people: Vec<(String, String)>,
    /// Other names, `=` before those that must match in case.
    pub others: Vec<String>,
    /// Capitals.
    pub capitals: Vec<String>,
    /// Wikidata item.
    pub item: Option<String>,
}

impl State {
    /// The usual adjective, or the name where there is none.
    pub fn adjective(&self) -> &str {
        match self.code.as_str() {
            "USA" => "US",
            _ => self.adjectives.first().map_or(&self.name, String::as_str),
        }
    }
}

/// A world body, an armed group, a party, an outlet.
#[derive(Debug)]
pub struct Body {
    /// Id, which is also the code it acts for if it acts for itself.
    pub id: String,
    /// Best name.
    pub name: String,
    /// Wikidata item.
    pub item: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// State code or id of a body.
    pub acts_for: Option<String>,
    /// Sector, as in PLOVER's codes ("GOV", "MIL", "MED").
    pub sector: String,
    /// Other names.
    pub others: Vec<String>,
}

/// An organ that every state has.
#[derive(Debug)]
pub struct Organ {
    /// Class: "government", "military".
    pub class: String,
    /// What it is.
    pub kind: Kind,
    /// Sector.
    pub sector: String,
    /// What it is called.
    pub words: Vec<String>,
    /// What we call it after an adjective.
    pub label: String,
}

/// An organ with a name of its own: the Kremlin.
#[derive(Debug)]
pub struct OrganName {
    /// State.
    pub state: String,
    /// Class, as in [`Organ`], or "ministry/PORTFOLIO".
    pub class: String,
    /// Best name.
    pub name: String,
    /// Wikidata item.
    pub item: Option<String>,
    /// Names.
    pub names: Vec<String>,
}

/// A region, sea, bloc or breakaway land.
#[derive(Debug)]
pub struct Region {
    /// Id.
    pub id: String,
    /// Best name.
    pub name: String,
    /// Place or group.
    pub kind: Kind,
    /// State that it counts to.
    pub state: Option<String>,
    /// Names.
    pub names: Vec<String>,
    /// Adjectives and people.
    pub adjectives: Vec<String>,
}

/// A class of titles.
#[derive(Debug)]
pub struct Title {
    /// Class: "president".
    pub class: String,
    /// Sector.
    pub sector: String,
    /// Words.
    pub words: Vec<String>,
}

/// Half of a divided land.
#[derive(Debug)]
pub struct Half {
    /// "North".
    pub word: String,
    /// The state that it means.
    pub state: String,
    /// The other one.
    pub other: String,
}

/// A minister's portfolio.
#[derive(Debug)]
pub struct Portfolio {
    /// Class: "foreign".
    pub class: String,
    /// Words.
    pub words: Vec<String>,
    /// Word for the name of a ministry.
    pub label: String,
}

/// States that belong to a body, or that a movement rules, over a stretch of time.
#[derive(Debug)]
pub struct Span {
    /// Body or movement.
    pub body: String,
    /// First and last day.
    pub days: (Option<Day>, Option<Day>),
    /// State codes.
    pub states: Vec<String>,
}

impl Span {
    /// Whether the stretch covers a day, unknown months and days taken kindly.
    pub fn covers(&self, year: i16, month: i8, day: i8) -> bool {
        covers(self.days, year, month, day)
    }
}

type Faults = Vec<String>;

/// The fields of each line that is no remark; a line with another count is a fault.
pub(super) fn rows<'a>(
    name: &'a str,
    text: &'a str,
    fields: usize,
    faults: &mut Faults,
) -> Vec<Vec<&'a str>> {
    let mut out = Vec::new();
    for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.is_empty()) {
        let row: Vec<&str> = line.split('\t').collect();
        if row.len() == fields {
            out.push(row);
        } else {
            faults.push(format!("{name} line {}: expected {fields} fields, found {}", i + 1, row.len()));
        }
    }
    out
}

fn list(field: &str) -> Vec<String> {
    field.split('|').map(str::trim).filter(|f| !f.is_empty()).map(String::from).collect()
}

fn known(field: &str) -> Option<String> {
    Some(field).filter(|f| !f.is_empty() && *f != "-").map(String::from)
}

fn kind(field: &str) -> Kind {
    match field {
        "outlet" => Kind::Outlet,
        "group" => Kind::Group,
        "unit" => Kind::Unit,
        "place" => Kind::Place,
        _ => Kind::Body,
    }
}

pub(super) fn items(text: &str, faults: &mut Faults) -> BTreeMap<String, String> {
    rows("codes.tsv", text, 2, faults).iter().map(|r| (r[0].into(), r[1].into())).collect()
}

pub(super) fn states(text: &str, items: &BTreeMap<String, String>, faults: &mut Faults) -> Vec<State> {
    let mut out: Vec<State> = rows("state_words.tsv", text, 6, faults)
        .iter()
        .map(|r| State {
            code: r[0].into(),
            name: r[1].into(),
            adjectives: list(r[2]),
            people: list(r[3]).iter().map(|p| plural(p)).collect(),
            others: list(r[4]),
            capitals: list(r[5]),
            item: items.get(r[0]).cloned(),
        })
        .collect();
    out.sort_by(|a, b| a.code.cmp(&b.code));
    out
}

/// "Frenchman/Frenchmen" as it says, "Dane" with an s, "Chinese" as it is.
fn plural(people: &str) -> (String, String) {
    match people.split_once('/') {
        Some((one, many)) => (one.into(), many.into()),
        None if people.ends_with("ese") || people.ends_with('s') => (people.into(), people.into()),
        None => (people.into(), format!("{people}s")),
    }
}

pub(super) fn bodies(text: &str, faults: &mut Faults) -> Vec<Body> {
    rows("bodies.tsv", text, 7, faults)
        .iter()
        .map(|r| Body {
            id: r[0].into(),
            name: r[1].into(),
            item: known(r[2]),
            kind: kind(r[3]),
            acts_for: known(r[4]),
            sector: r[5].into(),
            others: list(r[6]),
        })
        .collect()
}

pub(super) fn organs(text: &str, faults: &mut Faults) -> Vec<Organ> {
    rows("organs.tsv", text, 5, faults)
        .iter()
        .map(|r| Organ {
            class: r[0].into(),
            kind: kind(r[1]),
            sector: r[2].into(),
            words: list(r[3]),
            label: r[4].into(),
        })
        .collect()
}

pub(super) fn organ_names(text: &str, faults: &mut Faults) -> Vec<OrganName> {
    rows("organ_names.tsv", text, 5, faults)
        .iter()
        .map(|r| OrganName {
            state: r[0].into(),
            class: r[1].into(),
            name: r[2].into(),
            item: known(r[3]),
            names: list(r[4]),
        })
        .collect()
}

pub(super) fn regions(text: &str, faults: &mut Faults) -> Vec<Region> {
    rows("regions.tsv", text, 6, faults)
        .iter()
        .map(|r| Region {
            id: r[0].into(),
            name: r[1].into(),
            kind: kind(r[2]),
            state: known(r[3]),
            names: list(r[4]),
            adjectives: list(r[5]),
        })
        .collect()
}

pub(super) fn titles(text: &str, faults: &mut Faults) -> Vec<Title> {
    rows("titles.tsv", text, 3, faults)
        .iter()
        .map(|r| Title { class: r[0].into(), sector: r[1].into(), words: list(r[2]) })
        .collect()
}

pub(super) fn portfolios(text: &str, faults: &mut Faults) -> Vec<Portfolio> {
    rows("portfolios.tsv", text, 3, faults)
        .iter()
        .map(|r| Portfolio { class: r[0].into(), words: list(r[1]), label: r[2].into() })
        .collect()
}

pub(super) fn halves(text: &str, faults: &mut Faults) -> Vec<Half> {
    rows("halves.tsv", text, 3, faults)
        .iter()
        .map(|r| Half { word: r[0].into(), state: r[1].into(), other: r[2].into() })
        .collect()
}

/// Members of bodies: body, first day, last day, states.
pub(super) fn members(text: &str, faults: &mut Faults) -> Vec<Span> {
    let rows = rows("members.tsv", text, 4, faults);
    rows.iter()
        .map(|r| Span { body: r[0].into(), days: (Day::read(r[1]), Day::read(r[2])), states: list(r[3]) })
        .collect()
}

pub(super) fn demonyms(text: &str, faults: &mut Faults) -> Vec<(String, String)> {
    rows("demonyms.tsv", text, 3, faults).iter().map(|r| (r[0].into(), r[1].into())).collect()
}

/// Movements that ruled: body, state, first day, last day.
pub(super) fn ruling(text: &str, faults: &mut Faults) -> Vec<Span> {
    let rows = rows("ruling.tsv", text, 4, faults);
    rows.iter()
        .map(|r| Span { body: r[0].into(), days: (Day::read(r[2]), Day::read(r[3])), states: list(r[1]) })
        .collect()
}

pub(super) fn agents(text: &str, faults: &mut Faults) -> Vec<(String, String)> {
    let rows = rows("agents.tsv", text, 2, faults);
    rows.iter().flat_map(|r| list(r[1]).into_iter().map(|w| (w, r[0].to_string()))).collect()
}

/// First names by the pronoun that they tell.
pub(super) fn given(text: &str, faults: &mut Faults) -> BTreeMap<String, Sex> {
    let rows = rows("given.tsv", text, 2, faults);
    let named = rows.iter().filter_map(|r| Some((Sex::of(r[0])?, r[1])));
    named.flat_map(|(sex, names)| list(names).into_iter().map(move |n| (n, sex))).collect()
}

/// Nouns for a person, with the pronoun that they tell.
pub(super) fn persons(text: &str, faults: &mut Faults) -> BTreeMap<String, Option<Sex>> {
    let rows = rows("persons.tsv", text, 2, faults);
    rows.iter().flat_map(|r| list(r[1]).into_iter().map(|w| (w, Sex::of(r[0])))).collect()
}

/// Word classes: class, words, what they are.
pub(super) fn words(text: &str, faults: &mut Faults) -> BTreeMap<String, BTreeSet<String>> {
    let rows = rows("words.tsv", text, 3, faults);
    rows.iter().map(|r| (r[0].to_string(), list(r[1]).into_iter().collect())).collect()
}
