//! Persons: names before the text is walked, offices and lore keys after it.

use std::collections::BTreeSet;

use chancery_text::Why;

use super::{
    super::{
        cluster::{self, Office, Seen},
        lore::Person,
        office_lore::{self, Told},
        piece::{Number, Of, What},
    },
    Actor, Linker,
};
use crate::Kind;

/// Offices of which a state or body has one, besides its ministers.
const LEADING: [&str; 7] = [
    "president",
    "prime-minister",
    "chancellor",
    "king",
    "crown-prince",
    "secretary-general",
    "supreme-leader",
];

impl Linker<'_> {
    /// Makes one actor for each group of names, before the text is walked.
    pub(super) fn name_people(&mut self) {
        let seen: Vec<Seen> = self
            .pieces
            .iter()
            .enumerate()
            .filter_map(|(piece, p)| match &p.what {
                What::Person { name } => {
                    let folded = cluster::name_key(name);
                    let office = self.office_of(piece, &folded);
                    let prominent = office.is_some()
                        || folded.contains(' ') && !self.lore.people.like(&folded, 0.99).is_empty();
                    Some(Seen { piece, folded, prominent, office })
                }
                _ => None,
            })
            .collect();
        for group in cluster::cluster(&seen) {
            let names: Vec<usize> = group.iter().map(|&i| seen[i].piece).collect();
            let actor = self.new_actor(self.name_of(names[0]), Kind::Person);
            for piece in names {
                self.of_piece[piece] = Some(actor);
            }
        }
        for (office, name) in self.beside.clone() {
            let What::Office(what) = &self.pieces[office].what else { continue };
            let Some(actor) = self.of_piece[name] else { continue };
            if !what.plural {
                self.of_piece[office] = Some(actor);
            }
            if !what.past && !what.counterpart {
                let of = match &what.of {
                    Some(Of::Code(code)) => Some(code.clone()),
                    _ => None,
                };
                self.actors[actor].offices.push((what.class.clone(), of));
            }
        }
        self.settle_people();
        for actor in &mut self.actors {
            actor.offices.clear();
        }
    }

    /// The office that makes its holder known, right beside a name.
    fn office_of(&self, piece: usize, folded: &str) -> Option<Office> {
        let beside = self.beside.iter().find(|b| b.1 == piece && self.is_office(b.0))?;
        let What::Office(what) = &self.pieces[beside.0].what else { return None };
        let held = |p: &&Person| p.terms.iter().any(|t| t.class.as_ref() == Some(&what.class));
        let known = self.lore.people.surnamed(folded).filter(held);
        Some(Office { class: what.class.clone(), holders: known.map(|p| p.folded.clone()).collect() })
    }

    /// Whether the piece states an office that makes its holder known, and not only a rank or a courtesy.
    fn is_office(&self, piece: usize) -> bool {
        matches!(&self.pieces[piece].what, What::Office(o) if !o.past
            && (o.class.starts_with("minister") || LEADING.contains(&o.class.as_str())))
    }

    /// "The Somali prime minister warned … Prime Minister Gedi said": the only one named with the office, and no
    /// state told against it, is the one that the description meant.
    pub(super) fn join_offices(&mut self) {
        let (named, definite) = (self.with_names(), self.definite_offices());
        for i in 0..self.actors.len() {
            if self.actors[i].local.kind != Kind::Person || named[i] || !definite[i] {
                continue;
            }
            let Some((class, Some(of))) = self.actors[i].offices.first().cloned() else { continue };
            let fits = |a: &Actor| {
                let same = a.offices.iter().any(|o| o.0 == class);
                let state = a.local.acts_for.as_ref().or_else(|| a.offices.iter().find_map(|o| o.1.as_ref()));
                same && state.is_none_or(|s| *s == of) && !a.not_of.contains(&of)
            };
            let found: Vec<usize> = (0..self.actors.len())
                .filter(|&j| {
                    j != i && self.actors[j].local.kind == Kind::Person && fits(&self.actors[j]) && named[j]
                })
                .collect();
            if let [one] = found[..] {
                self.absorb(one, i);
            }
        }
    }

    /// Everything said of `other` is said of `one`.
    pub(super) fn absorb(&mut self, one: usize, other: usize) {
        for actor in self.of_piece.iter_mut().filter(|a| **a == Some(other)) {
            *actor = Some(one);
        }
        for (_, actor) in self.joint.iter_mut().filter(|j| j.1 == other) {
            *actor = one;
        }
        let offices = std::mem::take(&mut self.actors[other].offices);
        let roles = std::mem::take(&mut self.actors[other].local.roles);
        let why = Why::rule("coref/only-holder").noting(self.actors[other].local.name.clone());
        let actor = &mut self.actors[one];
        actor.offices.extend(offices);
        actor.local.roles.extend(roles);
        actor.local.links.push(why);
    }

    /// Gives every person the lore keys it may have and the state it acts for.
    pub(super) fn settle_people(&mut self) {
        let (named, definite) = (self.with_names(), self.definite_offices());
        let states: BTreeSet<String> = self
            .pieces
            .iter()
            .filter_map(|p| match &p.what {
                What::Known { key, .. } => Some(key.clone()),
                _ => None,
            })
            .collect();
        for i in 0..self.actors.len() {
            if self.actors[i].local.kind == Kind::Person {
                self.settle(i, named[i], definite[i], &states);
            }
        }
    }

    /// "Prime Minister Rivas" where the sentences around name one state: that one's, if nothing else is known.
    pub(super) fn settle_by_place(&mut self) {
        for (office, name) in self.beside.clone() {
            let Some(actor) = self.of_piece[name] else { continue };
            let local = &self.actors[actor].local;
            let open = local.acts_for.is_none() && local.lore.is_none() && local.candidates.is_empty();
            let leads = self.is_office(office)
                && matches!(&self.pieces[office].what, What::Office(o) if o.of.is_none()
                    && o.class != "secretary-general"
                    && self.pieces[office].last == o.core.1);
            if open && leads {
                self.actors[actor].local.acts_for = self.only_state_near(office);
            }
        }
    }

    /// Which actors are named by a person's name.
    fn with_names(&self) -> Vec<bool> {
        let mut out = vec![false; self.actors.len()];
        for (piece, actor) in self.pieces.iter().zip(&self.of_piece) {
            if let (What::Person { .. }, Some(actor)) = (&piece.what, actor) {
                out[*actor] = true;
            }
        }
        out
    }

    fn settle(&mut self, i: usize, named: bool, definite: bool, states: &BTreeSet<String>) {
        let actor = &self.actors[i];
        let of = actor.offices.iter().find_map(|o| o.1.clone());
        let classes: Vec<String> = actor.offices.iter().map(|o| o.0.clone()).collect();
        if named {
            let folded = super::super::fold(&actor.local.name);
            let told = Told { folded: &folded, classes: &classes, of: of.as_deref(), states };
            let (candidates, certain) = office_lore::candidates(&told, self.lore);
            let local = &mut self.actors[i].local;
            local.lore = candidates.first().filter(|_| certain).cloned();
            local.candidates = candidates;
        } else if let (Some(of), Some(class)) = (&of, classes.first()) {
            let holders = self.lore.people.holders(class, of).map(|p| p.key.clone()).collect();
            self.actors[i].local.candidates = if definite { holders } else { Vec::new() };
        }
        let served = self.actors[i].local.lore.as_deref().and_then(|k| self.only_service(k));
        let before = self.actors[i].served.clone();
        let local = &mut self.actors[i].local;
        local.acts_for = of.or(local.acts_for.take()).or(served).or(before);
    }

    /// Which actors are told by an office that one person holds, as known ("the German chancellor").
    fn definite_offices(&self) -> Vec<bool> {
        let mut out = vec![false; self.actors.len()];
        for (piece, actor) in self.pieces.iter().zip(&self.of_piece) {
            if let (What::Office(o), Some(actor)) = (&piece.what, actor) {
                let alone = o.class.starts_with("minister/") || LEADING.contains(&o.class.as_str());
                let known = o.number == Number::Definite || o.counterpart;
                out[*actor] |= alone && known && !o.past;
            }
        }
        out
    }

    /// The state or body that a person of the lore served in every term.
    pub(super) fn only_service(&self, key: &str) -> Option<String> {
        let person = self.lore.people.by_key(key)?;
        let first = &person.terms.first()?.of;
        person.terms.iter().all(|t| t.of == *first).then(|| first.clone())
    }
}
