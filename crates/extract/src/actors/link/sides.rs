//! "the two sides", "both leaders", "the group": those that the sentences before name, if they leave no choice.

use std::collections::BTreeSet;

use super::{
    super::{
        line::Line,
        piece::{Piece, of_sentences},
        pronoun::standing,
    },
    Linker,
    offices::generic,
};
use crate::{Form, Kind};

/// Sentences before its own that a description of this sort looks back over.
const REACH: usize = 2;

impl Linker<'_> {
    /// "the two sides", "both leaders".
    pub(super) fn two_sides(&mut self, piece: usize, persons: bool) -> Vec<usize> {
        self.two(piece, |linker, i, actor| if persons { linker.person(i, actor) } else { linker.side(actor) })
    }

    /// "the two presidents": two who hold this office, each told as "Chad's president" or by a name, of whom no
    /// other office is said.
    pub(super) fn two_holders(&mut self, piece: usize, class: &str) -> Vec<usize> {
        let holds = |held: &str| held == class || generic(class, held);
        self.two(piece, |linker, i, actor| {
            let offices = &linker.actors[actor].offices;
            let fits = linker.actors[actor].local.kind == Kind::Person && offices.iter().any(|o| holds(&o.0));
            fits.then_some(actor).or_else(|| linker.person(i, actor).filter(|_| offices.is_empty()))
        })
    }

    /// The two, where going back sentence by sentence exactly two come up before any third.
    fn two(&mut self, piece: usize, who: impl Fn(&mut Self, usize, usize) -> Option<usize>) -> Vec<usize> {
        let here = self.pieces[piece].sentence;
        let mut found: BTreeSet<usize> = BTreeSet::new();
        for sentence in (here.saturating_sub(REACH)..=here).rev() {
            for i in of_sentences(self.pieces, sentence, sentence).take_while(|&i| i < piece) {
                // "Chad called on both sides": who acts upon them is none of them.
                if sentence == here && self.acts_on(i, piece) {
                    continue;
                }
                let Some(actor) = self.of_piece[i].filter(|_| !place(&self.lines[sentence], &self.pieces[i]))
                else {
                    continue;
                };
                found.extend(who(self, i, actor));
            }
            match found.len() {
                0 if sentence < here => return Vec::new(),
                0 | 1 => {}
                2 => return found.into_iter().collect(),
                _ => return Vec::new(),
            }
        }
        Vec::new()
    }

    /// Whether the one piece is a subject and the other of the same sentence is none.
    fn acts_on(&self, one: usize, other: usize) -> bool {
        let line = &self.lines[self.pieces[one].sentence];
        let subject = |i: usize| line.rel(standing(line, self.pieces[i].head), "nsubj");
        subject(one) && !subject(other)
    }

    /// "the two presidents", "both ministers".
    pub(super) fn of_two(&self, piece: usize) -> bool {
        let p = &self.pieces[piece];
        (p.first..=p.head).any(|i| self.lines[p.sentence].is_any(i, &["two", "both"]))
    }

    fn person(&self, piece: usize, actor: usize) -> Option<usize> {
        let described = self.pieces[piece].form == Form::Description;
        (self.actors[actor].local.kind == Kind::Person && !described).then_some(actor)
    }

    /// The state, body or armed group that an actor stands for.
    fn side(&mut self, actor: usize) -> Option<usize> {
        let local = &self.actors[actor].local;
        match (local.kind, local.acts_for.clone()) {
            (Kind::Place | Kind::Outlet | Kind::Treaty | Kind::Weapon | Kind::Facility, _) => None,
            (Kind::State | Kind::Group, _) if local.lore.is_some() => Some(actor),
            (_, Some(code)) => {
                let state = self.lore.state(&code).is_some();
                let kind = if state { Kind::State } else { self.lore.body(&code)?.kind };
                Some(self.keyed(&code, kind))
            }
            _ => None,
        }
    }

    /// The armed group, party or movement with a name that the sentences before mention, if there is one alone.
    pub(super) fn only_group_near(&self, piece: usize) -> Option<usize> {
        let here = self.pieces[piece].sentence;
        let near = of_sentences(self.pieces, here.saturating_sub(REACH), here).take_while(|&i| i < piece);
        let groups: BTreeSet<usize> = near
            .filter_map(|i| self.of_piece[i])
            .filter(|&a| self.actors[a].local.kind == Kind::Group && self.actors[a].local.lore.is_some())
            .collect();
        let mut groups = groups.into_iter();
        groups.next().filter(|_| groups.next().is_none())
    }
}

/// "in Geneva", "near Chad": where something is, and no side of it.
fn place(line: &Line, piece: &Piece) -> bool {
    let at = line.preposition(piece.head);
    at.is_some_and(|p| {
        matches!(p, "in" | "at" | "near" | "across" | "outside" | "inside" | "into" | "on" | "over")
    })
}
