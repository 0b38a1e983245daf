//! What a pass finds before it is known which pieces name the same actor.

use chancery_text::Why;

use crate::{Form, Kind};

/// A stretch of a sentence that names someone or some place.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) sentence: usize,
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) head: usize,
    pub(super) form: Form,
    pub(super) what: What,
    pub(super) rule: &'static str,
    /// Known for linking only: a bare "President" before a name is part of no mention.
    pub(super) silent: bool,
}

impl Piece {
    pub(super) fn holds(&self, token: usize) -> bool {
        self.first <= token && token <= self.last
    }

    pub(super) fn why(&self) -> Why {
        Why::rule(format!("actors/{}", self.rule))
    }
}

/// The places of a sentence's pieces in a list that is sorted by sentence.
pub(super) fn of_sentences(pieces: &[Piece], from: usize, to: usize) -> std::ops::Range<usize> {
    pieces.partition_point(|p| p.sentence < from)..pieces.partition_point(|p| p.sentence <= to)
}

/// What it may name.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum What {
    /// Something that the lore knows: a state, a body, an organ of a state, a region.
    Known { key: String, kind: Kind },
    /// A place that the lore only knows the state of, or a name that the model takes for a place.
    Place { name: String, state: Option<String> },
    /// The name of a person.
    Person { name: String },
    /// The name of something else.
    Named { name: String, kind: Kind, of: Option<String>, short: Option<String> },
    /// An office: "the Russian president", with or without its holder's name beside it.
    Office(Office),
    /// An organ of a state or body: "the ministry", "Ukrainian authorities", "its troops".
    Organ { class: String, kind: Kind, of: Option<Of>, definite: bool, words: String },
    /// "his country", "the alliance", "the former Soviet republic".
    Echo(Echo),
    /// A pronoun.
    Pronoun(Pronoun),
}

/// Whom an office or organ serves, as the words say it.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Of {
    /// A state or body.
    Code(String),
    /// Whoever this token names or stands for ("his", "Putin's").
    Token(usize),
}

/// An office as the words state it.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Office {
    /// Class in the lore: "minister/foreign".
    pub(super) class: String,
    /// Words without state and article.
    pub(super) title: String,
    pub(super) of: Option<Of>,
    pub(super) plural: bool,
    pub(super) number: Number,
    /// "former", "ex-".
    pub(super) past: bool,
    /// First and last token of the words of the title alone.
    pub(super) core: (usize, usize),
    /// "his Russian counterpart".
    pub(super) counterpart: bool,
    /// Token of whom it is said: "Ivanov is the head of …".
    pub(super) said_of: Option<usize>,
}

/// How a noun phrase begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Number {
    /// "the", "his", "this".
    Definite,
    /// "a", "one", "another".
    Indefinite,
    /// Neither.
    Bare,
}

/// A description that takes up something named before.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Echo {
    /// "the alliance", "the bloc": a body.
    Body,
    /// "his country".
    CountryOf(usize),
    /// "the country", "the kingdom"; with the state it once belonged to, if said.
    Country { once: Option<String> },
    /// "the ministry", "the delegation": an organ of this class named before.
    Organ(String),
    /// "the NATO member": a state of a body.
    Member { of: String },
    /// "Western countries": the group of that adjective.
    Group(String),
    /// "former Soviet states": those that once were part of a state or body.
    Former { of: String },
    /// "the two sides", "both countries"; "the two leaders" are persons.
    Sides { persons: bool },
    /// "the group", "the movement": one named before.
    Kin,
    /// "the US and its allies", "Western allies".
    Allies { of: Option<String> },
}

/// A pronoun by what it agrees with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Pronoun {
    He,
    She,
    It,
    They,
}
