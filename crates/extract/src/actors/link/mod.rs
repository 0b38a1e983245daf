//! Which pieces of one report name the same actor: certain keys first, then names, offices, echoes, pronouns.

mod offices;
mod organs;
mod people;
mod sides;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    ActorLore,
    line::Line,
    lore::Sex,
    piece::{Of, Piece, Pronoun, What},
    pronoun,
};
use crate::{Kind, LocalActor};

/// An actor in the making.
#[derive(Debug)]
pub(super) struct Actor {
    pub(super) local: LocalActor,
    /// Offices told, with class and whom they serve.
    pub(super) offices: Vec<(String, Option<String>)>,
    /// Where it was last mentioned: sentence and token.
    last: Option<(usize, usize)>,
    /// The last sentence that mentions it outside quotation marks.
    told: Option<usize>,
    /// How often it was mentioned.
    seen: usize,
    sex: Option<Pronoun>,
    definite_words: Vec<String>,
    subject: Option<usize>,
    /// Whom it served in an office that is over.
    served: Option<String>,
    /// States where its counterpart serves: it does not.
    not_of: BTreeSet<String>,
}

/// The report under resolution.
pub(super) struct Linker<'a> {
    lines: &'a [Line<'a>],
    lore: &'a ActorLore,
    pieces: &'a [Piece],
    pub(super) actors: Vec<Actor>,
    pub(super) of_piece: Vec<Option<usize>>,
    by_key: BTreeMap<String, usize>,
    at_token: BTreeMap<(usize, usize), usize>,
    /// Offices that stand beside a name: piece of the office, piece of the name.
    beside: Vec<(usize, usize)>,
    /// Pronouns that stand for several: piece and actor.
    pub(super) joint: Vec<(usize, usize)>,
}

/// The actor of each piece (none where it stays open) and the actors.
pub(super) fn link<'a>(lines: &'a [Line<'a>], pieces: &'a [Piece], lore: &'a ActorLore) -> Linker<'a> {
    let mut linker = Linker {
        lines,
        lore,
        pieces,
        actors: Vec::new(),
        of_piece: vec![None; pieces.len()],
        by_key: BTreeMap::new(),
        at_token: BTreeMap::new(),
        beside: super::beside::offices_beside_names(lines, pieces),
        joint: Vec::new(),
    };
    linker.name_people();
    for piece in 0..pieces.len() {
        linker.resolve(piece);
    }
    linker.join_offices();
    linker.settle_people();
    linker.settle_by_place();
    linker.settle_owned();
    linker
}

impl Linker<'_> {
    fn name_of(&self, piece: usize) -> String {
        match &self.pieces[piece].what {
            What::Person { name } | What::Named { name, .. } | What::Place { name, .. } => name.clone(),
            _ => self.words(piece),
        }
    }

    fn words(&self, piece: usize) -> String {
        let p = &self.pieces[piece];
        self.lines[p.sentence].words(p.first, p.last).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn new_actor(&mut self, name: String, kind: Kind) -> usize {
        let sex = Some(&name).filter(|_| kind == Kind::Person).and_then(|n| self.sex_of_name(n));
        self.actors.push(Actor {
            local: LocalActor {
                name,
                kind,
                lore: None,
                candidates: Vec::new(),
                acts_for: None,
                roles: Vec::new(),
                mentions: Vec::new(),
                links: Vec::new(),
            },
            offices: Vec::new(),
            last: None,
            told: None,
            seen: 0,
            sex,
            definite_words: Vec::new(),
            subject: None,
            served: None,
            not_of: BTreeSet::new(),
        });
        self.actors.len() - 1
    }

    /// What the first of several names tells.
    fn sex_of_name(&self, name: &str) -> Option<Pronoun> {
        let (first, _) = name.split_once(' ')?;
        match self.lore.given.get(&super::fold(first))? {
            Sex::He => Some(Pronoun::He),
            Sex::She => Some(Pronoun::She),
        }
    }

    fn keyed(&mut self, key: &str, kind: Kind) -> usize {
        if let Some(&actor) = self.by_key.get(key) {
            return actor;
        }
        let entry = self.lore.entry(key);
        let name = entry.as_ref().map_or_else(|| key.to_string(), |e| e.name.clone());
        let actor = self.new_actor(name, entry.as_ref().map_or(kind, |e| e.kind));
        self.actors[actor].local.lore = Some(key.to_string());
        // A land that only the report knows acts for itself.
        let land = (kind == Kind::State && entry.is_none()).then(|| key.to_string());
        self.actors[actor].local.acts_for = entry.and_then(|e| e.acts_for).or(land);
        self.by_key.insert(key.to_string(), actor);
        actor
    }

    /// A place or a named thing that the lore does not know: one for each spelling.
    fn spelt(&mut self, name: &str, kind: Kind) -> usize {
        let key = format!("name {}", super::fold(name));
        if let Some(&actor) = self.by_key.get(&key) {
            return actor;
        }
        let actor = self.new_actor(name.to_string(), kind);
        self.by_key.insert(key, actor);
        actor
    }

    fn resolve(&mut self, piece: usize) {
        let what = self.pieces[piece].what.clone();
        let known = self.of_piece[piece];
        let actor = match what {
            What::Known { key, kind } => Some(self.keyed(&key, kind)),
            What::Place { name, .. } => Some(self.spelt(&name, Kind::Place)),
            What::Named { name, kind, of, short } => Some(self.named(&name, kind, of, short)),
            What::Person { .. } => known,
            What::Office(office) => self.office(piece, &office, known),
            What::Organ { class, kind, of, definite, words } => {
                Some(self.organ(piece, &class, kind, of.as_ref(), definite, &words))
            }
            What::Echo(echo) => self.echo(piece, &echo),
            What::Pronoun(pronoun) => self.pronoun(piece, pronoun),
        };
        if let Some(actor) = actor {
            self.assign(piece, actor);
        }
    }

    fn assign(&mut self, piece: usize, actor: usize) {
        let p = &self.pieces[piece];
        self.of_piece[piece] = Some(actor);
        let line = &self.lines[p.sentence];
        for token in [p.head, p.last] {
            self.at_token.entry((p.sentence, token)).or_insert(actor);
        }
        self.at_token.insert((p.sentence, p.head), actor);
        let a = &mut self.actors[actor];
        a.last = Some((p.sentence, p.head));
        a.seen += 1;
        if line.quoted[p.head].is_none() {
            a.told = Some(p.sentence);
        }
        if line.rel(p.head, "nsubj") {
            a.subject = Some(p.sentence);
        }
        if let What::Pronoun(pronoun @ (Pronoun::He | Pronoun::She)) = p.what {
            a.sex.get_or_insert(pronoun);
        }
    }

    fn named(&mut self, name: &str, kind: Kind, of: Option<String>, short: Option<String>) -> usize {
        let actor = self.spelt(name, kind);
        if let Some(short) = short {
            self.by_key.insert(format!("name {}", super::fold(&short)), actor);
        }
        let local = &mut self.actors[actor].local;
        local.acts_for = local.acts_for.take().or(of);
        actor
    }

    /// The code that the words before or after an office or organ mean.
    fn code(&self, sentence: usize, of: Option<&Of>) -> Option<String> {
        match of? {
            Of::Code(code) => Some(code.clone()),
            Of::Token(token) => {
                let actor = *self.at_token.get(&(sentence, *token))?;
                let actor = &self.actors[actor];
                actor.local.acts_for.clone().or_else(|| actor.offices.iter().find_map(|o| o.1.clone()))
            }
        }
    }

    fn latest(&self, fits: impl Fn(&Actor) -> bool) -> Option<usize> {
        let found = self.actors.iter().enumerate().filter(|(_, a)| a.last.is_some() && fits(a));
        found.max_by_key(|(i, a)| (a.last, *i)).map(|(i, _)| i)
    }

    /// "they" of two are both, and neither alone.
    fn pronoun(&mut self, piece: usize, pronoun: Pronoun) -> Option<usize> {
        let known = pronoun::Known {
            lines: self.lines,
            pieces: self.pieces,
            of_piece: &self.of_piece,
            joint: &self.joint,
            actors: &self.actors,
            lore: self.lore,
        };
        let found = pronoun::antecedents(known, piece, pronoun);
        if let [one] = found[..] {
            return Some(one);
        }
        self.joint.extend(found.into_iter().map(|actor| (piece, actor)));
        None
    }
}

impl Actor {
    pub(super) fn sex(&self) -> Option<Pronoun> {
        self.sex
    }
}
