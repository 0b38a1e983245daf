//! Offices without a name beside them, and counterparts: whom of the report they mean.

use chancery_text::Why;

use super::{
    super::piece::{Number, Of, Office, Pronoun},
    Actor, Linker,
};
use crate::{Kind, StatedRole};

/// Sentences within which someone is near.
const NEAR: usize = 3;
/// Sentences within which "the spokesman" is the one named before.
const REACH: usize = 6;

/// As far away as one is whom only quotations name.
const UNTOLD: usize = 1000;

/// Offices of which a state or body has many, so that another may be meant.
fn held_by_many(class: &str) -> bool {
    !(class.starts_with("minister/")
        || matches!(
            class,
            "president"
                | "prime-minister"
                | "chancellor"
                | "king"
                | "crown-prince"
                | "secretary-general"
                | "supreme-leader"
                | "military-chief"
                | "vice-president"
                | "commission-president"
                | "high-representative"
                | "speaker"
        ))
}

impl Linker<'_> {
    pub(super) fn office(&mut self, piece: usize, office: &Office, known: Option<usize>) -> Option<usize> {
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
        if office.plural && of.is_none() && self.of_two(piece) {
            // "The two leaders" may hold any office.
            let any = held_by_many(&office.class) && !office.class.contains("minister");
            let two = if any { self.two_sides(piece, true) } else { self.two_holders(piece, &office.class) };
            if !two.is_empty() {
                self.joint.extend(two.into_iter().map(|actor| (piece, actor)));
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
        // "the country's premier" with no country found is nobody whom we know.
        let unknown_owner = of.is_none()
            && matches!(office.of, Some(Of::Token(t)) if self.lines[sentence].token(t).xpos != "PRP$");
        // "the chief of the hospital": what follows says of what, and the lore does not know it.
        let unknown_house = of.is_none() && office.of.is_none() && self.pieces[piece].last > office.core.1;
        let found = if office.number == Number::Indefinite || unknown_owner || unknown_house {
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

    pub(super) fn unnamed(&mut self, piece: usize) -> usize {
        let name = self.words(piece);
        self.new_actor(name, Kind::Person)
    }

    pub(super) fn note_office(&mut self, piece: usize, actor: usize, office: &Office, of: Option<String>) {
        let p = &self.pieces[piece];
        let line = &self.lines[p.sentence];
        let span = line.span(p.first, p.last);
        let of = of.or_else(|| Some("USA".to_string()).filter(|_| americas(&office.title)));
        let a = &mut self.actors[actor];
        if office.past {
            a.served = a.served.take().or_else(|| of.clone());
        } else {
            a.offices.push((office.class.clone(), of.clone()));
        }
        if a.sex.is_none() {
            a.sex = sex_of(&office.title);
        }
        let (title, class) = (office.title.clone(), Some(office.class.clone()));
        let role = StatedRole { title, office: class, of, past: office.past, span };
        if !a.local.roles.iter().any(|r| r.title == role.title && r.of == role.of) {
            a.local.roles.push(role);
        }
    }

    /// Officials in the plural speak for their state; ministers of several states are a group.
    pub(super) fn officials(&mut self, piece: usize, office: &Office, of: Option<String>) -> Option<usize> {
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
            let kind = if self.lore.body(&code).is_some() { Kind::Body } else { Kind::State };
            return Some(self.keyed(&code, kind));
        }
        let line = &self.lines[self.pieces[piece].sentence];
        let head = self.pieces[piece].head;
        let acts = line.rel(head, "nsubj");
        acts.then(|| {
            let name = self.words(piece);
            let key = format!("group {}", super::super::fold(&office.title));
            if let Some(&actor) = self.by_key.get(&key) {
                return actor;
            }
            let actor = self.new_actor(name, Kind::Group);
            self.by_key.insert(key, actor);
            actor
        })
    }

    /// The person named before who holds the office. Of several the one that the report is plainly about; else nobody.
    pub(super) fn holder(&self, piece: usize, office: &Office, of: Option<&str>) -> Option<usize> {
        let here = self.pieces[piece].sentence;
        let outside = self.lines[here].quoted[self.pieces[piece].head].is_none();
        let since = |a: &Actor| {
            let last = a.last.map(|l| l.0)?;
            let told = if outside { a.told } else { Some(last) };
            Some(told.map_or(UNTOLD, |t| here - t.min(here)))
        };
        let mut fitting: Vec<(usize, usize)> = Vec::new();
        for (i, actor) in self.actors.iter().enumerate().filter(|(_, a)| a.local.kind == Kind::Person) {
            let Some(ago) = since(actor) else { continue };
            let far = held_by_many(&office.class) && ago > REACH;
            if !far && likely_title(actor, office, of) && self.fits(actor, office, of, ago <= NEAR) {
                fitting.push((ago, i));
            }
        }
        fitting.sort_unstable();
        match fitting[..] {
            [] => None,
            [(_, one)] => Some(one),
            _ if of.is_some() && !held_by_many(&office.class) => self.latest_of(&fitting),
            _ if held_by_many(&office.class) => self.last_alike(&fitting, office),
            _ => self.plainly(&fitting),
        }
    }

    /// The one mentioned last, a holder by name or title before one by lore alone.
    fn latest_of(&self, fitting: &[(usize, usize)]) -> Option<usize> {
        let rank = |i: usize| {
            let a = &self.actors[i];
            (!a.offices.is_empty(), a.last.map(|l| l.0), a.subject == a.last.map(|l| l.0), a.last)
        };
        fitting.iter().map(|&(_, i)| i).max_by_key(|&i| rank(i))
    }

    /// "an aide said … the aide": of those in this very office the one told of last, if no other is as near.
    fn last_alike(&self, fitting: &[(usize, usize)], office: &Office) -> Option<usize> {
        let alike = |i: usize| self.actors[i].offices.iter().any(|o| o.0 == office.class);
        let mut near = fitting.iter().filter(|f| alike(f.1));
        let first = near.next()?;
        near.next().is_none_or(|second| second.0 > first.0).then_some(first.1)
    }

    /// Of several the only one told of nearby, or the one named twice as often as any other.
    fn plainly(&self, fitting: &[(usize, usize)]) -> Option<usize> {
        let near: Vec<usize> = fitting.iter().filter(|f| f.0 <= NEAR).map(|f| f.1).collect();
        if let [one] = near[..] {
            return Some(one);
        }
        let mut by_count: Vec<(usize, usize)> =
            fitting.iter().map(|&(_, i)| (self.actors[i].seen, i)).collect();
        by_count.sort_unstable_by(|a, b| b.cmp(a));
        let (most, next) = (by_count[0], by_count[1]);
        (most.0 >= 2 * next.0).then_some(most.1)
    }

    pub(super) fn fits(&self, actor: &Actor, office: &Office, of: Option<&str>, near: bool) -> bool {
        let serves =
            actor.local.acts_for.as_deref().or_else(|| actor.offices.iter().find_map(|o| o.1.as_deref()));
        let states_agree = match (of, serves) {
            (Some(a), Some(b)) => a == b,
            (Some(_), None) => false,
            _ => true,
        };
        let sexes_agree = match (sex_of(&office.title), actor.sex()) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        if !states_agree || !sexes_agree || office.number == Number::Bare && of.is_none() {
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
        // "the US official" is none of those who bear a higher title.
        let lesser = actor.offices.iter().all(|(class, _)| class == "official" || generic("official", class));
        let official =
            office.class == "official" && near && of.is_some() && lesser && !actor.offices.is_empty();
        same && (near || office.class != "official") || official || (of.is_some() || near) && by_lore()
    }

    /// "his Russian counterpart": the one who holds the same office for that state.
    pub(super) fn counterpart(
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
        if let (Some(owner), Some(of)) = (owner, &of) {
            self.actors[owner].not_of.insert(of.clone());
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
}

/// "the foreign minister" with no state said is not the Secretary of State, though he is one.
fn likely_title(actor: &Actor, office: &Office, of: Option<&str>) -> bool {
    let said = |title: &str, word: &str| title.to_lowercase().contains(word);
    let all = |word: &str| {
        let roles = &actor.local.roles;
        !roles.is_empty() && roles.iter().all(|r| said(&r.title, word))
    };
    let unlike = said(&office.title, "minister") && all("secretary")
        || said(&office.title, "secretary") && all("minister");
    of.is_some() || !unlike
}

/// Titles that only the United States have, where no other state is said.
fn americas(title: &str) -> bool {
    let title = title.to_lowercase();
    ["secretary of state", "secretary of defense", "assistant secretary"].iter().any(|t| title.ends_with(t))
}

/// "the minister" takes up a foreign minister, "the spokesman" any spokesman, "the official" any official.
pub(super) fn generic(said: &str, held: &str) -> bool {
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
    if low.ends_with("woman")
        || ["queen", "lady", "baroness", "princess", "crown princess"].contains(&low.as_str())
    {
        Some(Pronoun::She)
    } else if low.ends_with("spokesman")
        || low.ends_with("chairman")
        || ["king", "lord", "pope", "prince", "crown prince"].contains(&low.as_str())
    {
        Some(Pronoun::He)
    } else {
        None
    }
}
