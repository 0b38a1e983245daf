//! Which pieces of one report name the same actor: certain keys first, then names, offices, echoes, pronouns.

use std::collections::{BTreeMap, BTreeSet};

use chancery_text::Why;

use super::{
    ActorLore,
    cluster::{self, Seen},
    line::Line,
    office_lore::{self, Told},
    piece::{Echo, Number, Of, Office, Piece, Pronoun, What},
};
use crate::{Kind, LocalActor, StatedRole};

/// An actor in the making.
#[derive(Debug)]
pub(super) struct Actor {
    pub(super) local: LocalActor,
    /// Offices told, with class and whom they serve.
    pub(super) offices: Vec<(String, Option<String>)>,
    /// Where it was last mentioned: sentence, token, whether as a subject.
    last: Option<(usize, usize)>,
    sex: Option<Pronoun>,
    definite_words: Vec<String>,
    subject: Option<usize>,
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
    };
    linker.name_people();
    for piece in 0..pieces.len() {
        linker.resolve(piece);
    }
    linker.join_offices();
    linker.settle_people();
    linker
}

impl Linker<'_> {
    /// Makes one actor for each group of names, before the text is walked.
    fn name_people(&mut self) {
        let seen: Vec<Seen> = self
            .pieces
            .iter()
            .enumerate()
            .filter_map(|(piece, p)| match &p.what {
                What::Person { name } => Some(Seen { piece, folded: cluster::name_key(name) }),
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
            sex: None,
            definite_words: Vec::new(),
            subject: None,
        });
        self.actors.len() - 1
    }

    fn keyed(&mut self, key: &str, kind: Kind) -> usize {
        if let Some(&actor) = self.by_key.get(key) {
            return actor;
        }
        let entry = self.lore.entry(key);
        let name = entry.as_ref().map_or_else(|| key.to_string(), |e| e.name.clone());
        let actor = self.new_actor(name, entry.as_ref().map_or(kind, |e| e.kind));
        self.actors[actor].local.lore = Some(key.to_string());
        self.actors[actor].local.acts_for = entry.and_then(|e| e.acts_for);
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
                self.organ(piece, &class, kind, of, definite, &words)
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

    fn office(&mut self, piece: usize, office: &Office, known: Option<usize>) -> Option<usize> {
        let sentence = self.pieces[piece].sentence;
        let of = self.code(sentence, office.of.as_ref());
        if office.counterpart {
            return self.counterpart(piece, office, of, known);
        }
        if let Some(actor) = known {
            self.note_office(piece, actor, office, of);
            return Some(actor);
        }
        if office.plural {
            let named: Vec<usize> =
                self.beside.iter().filter(|b| b.0 == piece).filter_map(|b| self.of_piece[b.1]).collect();
            for &actor in &named {
                self.note_office(piece, actor, office, of.clone());
            }
            if !named.is_empty() {
                return None;
            }
        }
        if let Some(subject) = office.said_of {
            let person = *self.at_token.get(&(sentence, subject))?;
            if self.actors[person].local.kind == Kind::Person && !office.plural {
                self.note_office(piece, person, office, of);
                return Some(person);
            }
            return None;
        }
        if office.plural {
            return self.officials(piece, office, of);
        }
        let found = if office.number == Number::Indefinite {
            None
        } else {
            self.holder(piece, office, of.as_deref())
        };
        let actor = found.unwrap_or_else(|| self.unnamed(piece));
        self.note_office(piece, actor, office, of);
        if found.is_some() {
            let why = Why::rule("coref/office").noting(self.words(piece));
            self.actors[actor].local.links.push(why);
        }
        Some(actor)
    }

    fn unnamed(&mut self, piece: usize) -> usize {
        let name = self.words(piece);
        self.new_actor(name, Kind::Person)
    }

    fn note_office(&mut self, piece: usize, actor: usize, office: &Office, of: Option<String>) {
        let p = &self.pieces[piece];
        let line = &self.lines[p.sentence];
        let span = line.span(p.first, p.last);
        let of = of.or_else(|| Some("USA".to_string()).filter(|_| americas(&office.title)));
        let a = &mut self.actors[actor];
        if !office.past {
            a.offices.push((office.class.clone(), of.clone()));
        }
        if a.sex.is_none() {
            a.sex = sex_of(&office.title);
        }
        let role = StatedRole { title: office.title.clone(), office: Some(office.class.clone()), of, span };
        if !a.local.roles.iter().any(|r| r.title == role.title && r.of == role.of) {
            a.local.roles.push(role);
        }
    }

    /// Officials in the plural speak for their state; ministers of several states are a group.
    fn officials(&mut self, piece: usize, office: &Office, of: Option<String>) -> Option<usize> {
        let speaks = !matches!(
            office.class.as_str(),
            "journalist"
                | "analyst"
                | "rebel-leader"
                | "lawmaker"
                | "business"
                | "defector"
                | "cleric"
                | "officer"
                | "attorney-general"
        );
        if let Some(code) = of.filter(|_| speaks) {
            let kind = if self.lore.state(&code).is_some() { Kind::State } else { Kind::Body };
            return Some(self.keyed(&code, kind));
        }
        let line = &self.lines[self.pieces[piece].sentence];
        let head = self.pieces[piece].head;
        let acts = line.rel(head, "nsubj");
        acts.then(|| {
            let name = self.words(piece);
            let key = format!("group {}", super::fold(&office.title));
            if let Some(&actor) = self.by_key.get(&key) {
                return actor;
            }
            let actor = self.new_actor(name, Kind::Group);
            self.by_key.insert(key, actor);
            actor
        })
    }

    /// The person named before (or after) who holds the office; the most recent one if several do.
    fn holder(&self, piece: usize, office: &Office, of: Option<&str>) -> Option<usize> {
        let here = self.pieces[piece].sentence;
        let mut best: Option<((bool, usize, bool, usize), usize)> = None;
        for (i, actor) in self.actors.iter().enumerate().filter(|(_, a)| a.local.kind == Kind::Person) {
            let Some((sentence, token)) = actor.last else { continue };
            let near = here - sentence.min(here) <= 3;
            if self.fits(actor, office, of, near) {
                let named = !actor.offices.is_empty();
                let rank = (named, sentence, actor.subject == Some(sentence), token);
                if best.is_none_or(|(r, _)| rank > r) {
                    best = Some((rank, i));
                }
            }
        }
        best.map(|(_, i)| i)
    }

    fn fits(&self, actor: &Actor, office: &Office, of: Option<&str>, near: bool) -> bool {
        let serves =
            actor.local.acts_for.as_deref().or_else(|| actor.offices.iter().find_map(|o| o.1.as_deref()));
        let states_agree = match (of, serves) {
            (Some(a), Some(b)) => a == b,
            (Some(_), None) => false,
            _ => true,
        };
        if !states_agree || office.number == Number::Bare && of.is_none() {
            return false;
        }
        let same =
            actor.offices.iter().any(|(class, _)| *class == office.class || generic(&office.class, class));
        let by_lore = || {
            actor.local.candidates.iter().chain(&actor.local.lore).any(|key| {
                self.lore.people.by_key(key).is_some_and(|p| {
                    p.terms
                        .iter()
                        .any(|t| t.class.as_deref() == Some(&office.class) && of.is_none_or(|o| o == t.of))
                })
            })
        };
        let official = office.class == "official" && near && of.is_some();
        same && (near || office.class != "official") || official || (of.is_some() || near) && by_lore()
    }

    /// "his Russian counterpart": the one who holds the same office for that state.
    fn counterpart(
        &mut self,
        piece: usize,
        office: &Office,
        of: Option<String>,
        known: Option<usize>,
    ) -> Option<usize> {
        let p = &self.pieces[piece];
        let owner = (p.first..p.head).find_map(|t| {
            let line = &self.lines[p.sentence];
            (line.token(t).xpos == "PRP$").then(|| self.at_token.get(&(p.sentence, t)).copied()).flatten()
        });
        let class = owner.and_then(|o| self.actors[o].offices.first().map(|c| c.0.clone()));
        if office.plural {
            return None;
        }
        let found = known.or_else(|| {
            let class = class.clone()?;
            let of = of.clone()?;
            self.actors.iter().position(|a| {
                a.local.kind == Kind::Person
                    && a.offices.iter().any(|(c, s)| *c == class && s.as_ref() == Some(&of))
            })
        });
        let actor = found.unwrap_or_else(|| self.unnamed(piece));
        if let (Some(class), true) = (class, of.is_some()) {
            self.actors[actor].offices.push((class, of));
        } else if of.is_some() {
            self.actors[actor].offices.push((String::new(), of));
        }
        let why = Why::rule("coref/counterpart").noting(self.words(piece));
        self.actors[actor].local.links.push(why);
        Some(actor)
    }

    fn organ(
        &mut self,
        piece: usize,
        class: &str,
        kind: Kind,
        of: Option<Of>,
        definite: bool,
        words: &str,
    ) -> Option<usize> {
        let sentence = self.pieces[piece].sentence;
        let code = self.code(sentence, of.as_ref());
        if let Some(code) = code {
            if let Some(group) = self.armed_group(&code, class) {
                return Some(self.keyed(&code, group));
            }
            if matches!(class, "rebels" | "opposition" | "people") {
                return Some(self.described(piece, class, kind, Some(code)));
            }
            return Some(self.keyed(&format!("{class}:{code}"), kind));
        }
        let before = self.latest(|a| {
            a.local.lore.as_ref().is_some_and(|k| k.split(':').next() == Some(class))
                || a.definite_words.iter().any(|w| w == class)
        });
        // "the Trump administration" is Trump's, though whom he serves is not known.
        if matches!(of, Some(Of::Token(_))) {
            return Some(self.described(piece, class, kind, None));
        }
        let plain = self.plain(piece, words);
        if let Some(actor) =
            before.filter(|_| (definite && (plain || class == "government")) || class == "rebels")
        {
            return Some(actor);
        }
        Some(self.described(piece, class, kind, None))
    }

    /// The forces and fighters of an armed group or people are the group itself.
    fn armed_group(&self, code: &str, class: &str) -> Option<Kind> {
        let of_group =
            matches!(class, "military" | "rebels" | "delegation" | "government" | "navy" | "air-force");
        let group = self.lore.body(code).filter(|b| b.kind == Kind::Group).map(|b| b.kind);
        group
            .or_else(|| {
                self.lore.regions.iter().find(|r| r.id == code && r.kind == Kind::Group).map(|r| r.kind)
            })
            .filter(|_| of_group)
    }

    /// Whether the organ stands without words that tell it from others ("the troops", not "the rival troops").
    fn plain(&self, piece: usize, words: &str) -> bool {
        let all = self.words(piece).to_lowercase();
        let rest = all.trim_end_matches(&words.to_lowercase()).trim();
        matches!(rest, "" | "the" | "its" | "his" | "their" | "these" | "those")
    }

    /// An organ told by words: one for each class and state of a report.
    fn described(&mut self, piece: usize, class: &str, kind: Kind, of: Option<String>) -> usize {
        let key = format!("described {class} {}", of.clone().unwrap_or_default());
        if let Some(&actor) = self.by_key.get(&key) {
            return actor;
        }
        let name = self.words(piece);
        let actor = self.new_actor(name, kind);
        self.by_key.insert(key, actor);
        self.actors[actor].definite_words.push(class.to_string());
        self.actors[actor].local.acts_for =
            of.filter(|_| !matches!(class, "rebels" | "opposition" | "people"));
        actor
    }

    fn latest(&self, fits: impl Fn(&Actor) -> bool) -> Option<usize> {
        let found = self.actors.iter().enumerate().filter(|(_, a)| a.last.is_some() && fits(a));
        found.max_by_key(|(i, a)| (a.last, *i)).map(|(i, _)| i)
    }

    fn echo(&mut self, piece: usize, echo: &Echo) -> Option<usize> {
        let p = &self.pieces[piece];
        match echo {
            Echo::Body => self.latest(|a| {
                a.local.kind == Kind::Body
                    && a.local.lore.as_ref().is_some_and(|k| k == "NATO" || k == "EU" || k == "WARSAWPACT")
            }),
            Echo::Organ(class) => self.latest(|a| {
                a.local.lore.as_ref().is_some_and(|k| k.starts_with(class.as_str()) && k.contains(':'))
            }),
            Echo::CountryOf(token) => {
                let owner = *self.at_token.get(&(p.sentence, *token))?;
                let owner = &self.actors[owner];
                let code = owner
                    .local
                    .acts_for
                    .clone()
                    .or_else(|| owner.offices.iter().find_map(|o| o.1.clone()))?;
                self.lore.state(&code)?;
                Some(self.keyed(&code, Kind::State))
            }
            Echo::Country { once } => self.country(piece, once.as_deref()),
            Echo::Group(key) => Some(self.keyed(key, Kind::Group)),
            Echo::Sides => Some(self.new_actor(self.words(piece), Kind::Group)),
            Echo::Allies { of } => {
                if of.as_deref().is_some_and(|o| self.lore.regions.iter().any(|r| r.id == o && r.kind == Kind::Group)) {
                    return of.as_deref().map(|o| self.keyed(o, Kind::Group));
                }
                let key = format!("allies {}", of.clone().unwrap_or_default());
                if let Some(&actor) = self.by_key.get(&key) {
                    return Some(actor);
                }
                let actor = self.new_actor(self.words(piece), Kind::Group);
                self.by_key.insert(key, actor);
                let body = of.as_deref().and_then(|o| self.lore.body(o));
                if let Some(body) = body {
                    self.actors[actor].local.name = format!("{} allies", body.name);
                    self.actors[actor].local.acts_for = of.clone();
                }
                Some(actor)
            }
        }
    }

    /// "the country", "the former Soviet republic": a state named shortly before that does not act here.
    fn country(&self, piece: usize, once: Option<&str>) -> Option<usize> {
        let p = &self.pieces[piece];
        let once_soviet = |code: &str| {
            matches!(
                code,
                "UKR"
                    | "BLR"
                    | "GEO"
                    | "ARM"
                    | "AZE"
                    | "MDA"
                    | "KAZ"
                    | "UZB"
                    | "TKM"
                    | "KGZ"
                    | "TJK"
                    | "LTU"
                    | "LVA"
                    | "EST"
            )
        };
        let line = &self.lines[p.sentence];
        let form = match line.folded[p.head].as_str() {
            "kingdom" => Some("Kingdom"),
            "republic" if once.is_none() => Some("Republic"),
            _ => None,
        };
        let styled = |code: &str| {
            form.is_none_or(|f| {
                self.lore
                    .state(code)
                    .is_some_and(|s| s.name.contains(f) || s.others.iter().any(|o| o.contains(f)))
            })
        };
        self.latest(|a| {
            let recent = a.last.is_some_and(|(s, _)| p.sentence - s.min(p.sentence) <= 1);
            let acts_here = a.subject == Some(p.sentence);
            let code = a.local.lore.as_deref().unwrap_or_default();
            let once_fits = once.is_none_or(|o| o == "SUN" && once_soviet(code) || o == code);
            a.local.kind == Kind::State && recent && !acts_here && once_fits && styled(code)
        })
    }

    fn pronoun(&mut self, piece: usize, pronoun: Pronoun) -> Option<usize> {
        super::pronoun_link::antecedent(self.lines, self.pieces, &self.of_piece, &self.actors, piece, pronoun)
    }

    /// "The Somali prime minister warned … Prime Minister Gedi said": the only one named with the office, and no
    /// state told against it, is the one that the description meant.
    fn join_offices(&mut self) {
        let named = |linker: &Self, actor: usize| {
            (0..linker.pieces.len()).any(|p| {
                linker.of_piece[p] == Some(actor) && matches!(linker.pieces[p].what, What::Person { .. })
            })
        };
        for i in 0..self.actors.len() {
            if self.actors[i].local.kind != Kind::Person || named(self, i) || !self.definite_office(i) {
                continue;
            }
            let Some((class, Some(of))) = self.actors[i].offices.first().cloned() else { continue };
            let fits = |a: &Actor| {
                let same = a.offices.iter().any(|o| o.0 == class);
                let state = a.local.acts_for.as_ref().or_else(|| a.offices.iter().find_map(|o| o.1.as_ref()));
                same && state.is_none_or(|s| *s == of)
            };
            let found: Vec<usize> = (0..self.actors.len())
                .filter(|&j| {
                    j != i
                        && self.actors[j].local.kind == Kind::Person
                        && fits(&self.actors[j])
                        && named(self, j)
                })
                .collect();
            if let [one] = found[..] {
                self.absorb(one, i);
            }
        }
    }

    /// Everything said of `other` is said of `one`.
    fn absorb(&mut self, one: usize, other: usize) {
        for actor in self.of_piece.iter_mut().filter(|a| **a == Some(other)) {
            *actor = Some(one);
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
    fn settle_people(&mut self) {
        for i in 0..self.actors.len() {
            if self.actors[i].local.kind != Kind::Person {
                continue;
            }
            let named = (0..self.pieces.len())
                .any(|p| self.of_piece[p] == Some(i) && matches!(self.pieces[p].what, What::Person { .. }));
            self.settle(i, named);
        }
    }

    fn settle(&mut self, i: usize, named: bool) {
        let actor = &self.actors[i];
        let of = actor.offices.iter().find_map(|o| o.1.clone());
        let classes: Vec<String> = actor.offices.iter().map(|o| o.0.clone()).collect();
        if named {
            let folded = super::fold(&actor.local.name);
            let states = self.pieces.iter().filter_map(|p| match &p.what {
                What::Known { key, .. } => Some(key.clone()),
                _ => None,
            });
            let states: BTreeSet<String> = states.collect();
            let told = Told { folded: &folded, classes: &classes, of: of.as_deref(), states: &states };
            let (candidates, certain) = office_lore::candidates(&told, self.lore);
            let local = &mut self.actors[i].local;
            local.lore = candidates.first().filter(|_| certain).cloned();
            local.candidates = candidates;
        } else if let (Some(of), Some(class)) = (&of, classes.first()) {
            let holders = self.lore.people.holders(class, of).map(|p| p.key.clone()).collect();
            let definite = self.definite_office(i);
            self.actors[i].local.candidates = if definite { holders } else { Vec::new() };
        }
        let served = self.actors[i].local.lore.as_deref().and_then(|k| self.only_service(k));
        let local = &mut self.actors[i].local;
        local.acts_for = of.or(local.acts_for.take()).or(served);
    }

    /// Whether the office is one that one person holds, and is told as known ("the German chancellor").
    fn definite_office(&self, actor: usize) -> bool {
        let alone = |class: &str| {
            class.starts_with("minister/")
                || matches!(
                    class,
                    "president"
                        | "prime-minister"
                        | "chancellor"
                        | "king"
                        | "secretary-general"
                        | "supreme-leader"
                )
        };
        (0..self.pieces.len()).any(|p| {
            self.of_piece[p] == Some(actor)
                && matches!(&self.pieces[p].what, What::Office(o) if (o.number == Number::Definite || o.counterpart) && !o.past && alone(&o.class))
        })
    }

    /// The state or body that a person of the lore served in every term.
    fn only_service(&self, key: &str) -> Option<String> {
        let person = self.lore.people.by_key(key)?;
        let first = &person.terms.first()?.of;
        person.terms.iter().all(|t| t.of == *first).then(|| first.clone())
    }
}

impl Actor {
    pub(super) fn last(&self) -> Option<(usize, usize)> {
        self.last
    }

    pub(super) fn sex(&self) -> Option<Pronoun> {
        self.sex
    }

    pub(super) fn subject(&self) -> Option<usize> {
        self.subject
    }
}

/// Titles that only the United States have, where no other state is said.
fn americas(title: &str) -> bool {
    let title = title.to_lowercase();
    ["secretary of state", "secretary of defense", "assistant secretary"].iter().any(|t| title.ends_with(t))
}

/// "the minister" takes up a foreign minister, "the spokesman" any spokesman, "the official" any official.
fn generic(said: &str, held: &str) -> bool {
    match said {
        "minister" | "deputy-minister" => held.contains("minister"),
        "secretary" => held.contains("secretary") || held == "minister/foreign",
        "official" => matches!(held, "official" | "adviser" | "envoy" | "spokesperson"),
        "chief" => matches!(held, "chief" | "rebel-leader" | "supreme-leader"),
        "president" => held == "commission-president",
        _ => false,
    }
}

fn sex_of(title: &str) -> Option<Pronoun> {
    let low = title.to_lowercase();
    if low.ends_with("woman") || ["queen", "lady", "baroness"].contains(&low.as_str()) {
        Some(Pronoun::She)
    } else if low.ends_with("spokesman")
        || low.ends_with("chairman")
        || ["king", "lord", "pope"].contains(&low.as_str())
    {
        Some(Pronoun::He)
    } else {
        None
    }
}
