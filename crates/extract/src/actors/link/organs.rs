//! Organs, and descriptions that take up what was named before.

use super::{
    super::piece::{Echo, Of, What, of_sentences},
    Linker,
};
use crate::{Form, Kind};

impl Linker<'_> {
    pub(super) fn organ(
        &mut self,
        piece: usize,
        class: &str,
        kind: Kind,
        of: Option<&Of>,
        definite: bool,
        words: &str,
    ) -> usize {
        let sentence = self.pieces[piece].sentence;
        let code = self.code(sentence, of);
        if let Some(code) = code {
            // "Former US envoys" are no delegation of today's.
            if self.words(piece).to_lowercase().contains("former ") {
                return self.described(piece, "former", kind, Some(code));
            }
            if let Some(group) = self.armed_group(&code, class) {
                return self.keyed(&code, group);
            }
            if matches!(class, "rebels" | "opposition" | "people") {
                return self.described(piece, class, kind, Some(code));
            }
            return self.keyed(&format!("{class}:{code}"), kind);
        }
        // "the Trump administration" is Trump's, though whom he serves is not known.
        if matches!(of, Some(Of::Token(_))) || self.complement(piece) {
            return self.described(piece, class, kind, None);
        }
        let plain = self.plain(piece, words);
        let takes_up = definite && (plain || class == "government") || plain && class == "rebels";
        if let Some(actor) = self.before(class).filter(|_| takes_up) {
            return actor;
        }
        let sole =
            matches!(class, "government" | "parliament" | "presidency" | "military" | "police" | "court")
                || class.starts_with("ministry/");
        let state = self.only_state_near(piece).filter(|_| takes_up && sole);
        match state {
            Some(code) => self.keyed(&format!("{class}:{code}"), kind),
            None => self.described(piece, class, kind, None),
        }
    }

    /// The organ of this class that was named last.
    fn before(&self, class: &str) -> Option<usize> {
        self.latest(|a| {
            a.local.lore.as_ref().is_some_and(|k| k.split(':').next() == Some(class))
                || a.definite_words.iter().any(|w| w == class)
        })
    }

    /// "the chiefs of staff of the armies": what follows says whose they are, though the lore does not know it.
    fn complement(&self, piece: usize) -> bool {
        let p = &self.pieces[piece];
        self.lines[p.sentence].is(p.last + 1, "of")
    }

    /// The state that this sentence and the two before it name or let someone speak for, if there is only one.
    pub(super) fn only_state_near(&self, piece: usize) -> Option<String> {
        let p = &self.pieces[piece];
        let near = of_sentences(self.pieces, p.sentence.saturating_sub(2), p.sentence);
        let mut found: Option<&str> = None;
        for i in near.take_while(|&i| i < piece) {
            let Some(actor) = self.of_piece[i] else { continue };
            let actor = &self.actors[actor].local;
            let code = actor.acts_for.as_deref().filter(|c| self.lore.state(c).is_some());
            match (code, found) {
                (Some(code), Some(other)) if code != other => return None,
                (Some(code), _) => found = Some(code),
                _ => {}
            }
        }
        found.map(String::from)
    }

    /// The forces and fighters of an armed group or people are the group itself.
    pub(super) fn armed_group(&self, code: &str, class: &str) -> Option<Kind> {
        let of_group =
            matches!(class, "military" | "rebels" | "delegation" | "government" | "navy" | "air-force");
        let group = self.lore.body(code).filter(|b| b.kind == Kind::Group).map(|b| b.kind);
        group
            .or_else(|| {
                self.lore.regions.iter().find(|r| r.id == code && r.kind == Kind::Group).map(|r| r.kind)
            })
            .filter(|_| of_group)
    }

    /// "the Rivas government", once it is known whom Rivas serves.
    pub(super) fn settle_owned(&mut self) {
        for piece in 0..self.pieces.len() {
            let What::Organ { class, kind, of: Some(of @ Of::Token(_)), .. } = &self.pieces[piece].what
            else {
                continue;
            };
            let Some(old) = self.of_piece[piece].filter(|&a| self.actors[a].local.lore.is_none()) else {
                continue;
            };
            let told = matches!(class.as_str(), "rebels" | "opposition" | "people");
            let Some(code) = self.code(self.pieces[piece].sentence, Some(of)).filter(|_| !told) else {
                continue;
            };
            let key = format!("{class}:{code}");
            let new = self.keyed(&key, *kind);
            for actor in self.of_piece.iter_mut().filter(|a| **a == Some(old)) {
                *actor = Some(new);
            }
        }
    }

    /// Whether the organ stands without words that tell it from others ("the troops", not "the rival troops").
    pub(super) fn plain(&self, piece: usize, words: &str) -> bool {
        let all = self.words(piece).to_lowercase();
        let rest = all.trim_end_matches(&words.to_lowercase()).trim();
        matches!(rest, "" | "the" | "its" | "his" | "their" | "these" | "those")
    }

    /// An organ told by words: one for each state and wording of a report, so that "our forces" and "the
    /// terrorist forces" stay two.
    pub(super) fn described(&mut self, piece: usize, class: &str, kind: Kind, of: Option<String>) -> usize {
        let wording = if of.is_some() { class.to_string() } else { self.wording(piece) };
        let key = format!("described {wording} {}", of.clone().unwrap_or_default());
        if let Some(&actor) = self.by_key.get(&key) {
            return actor;
        }
        let name = self.words(piece);
        let actor = self.new_actor(name, kind);
        self.by_key.insert(key, actor);
        // "The army" after "nine soldiers" is not those nine.
        if !self.counts(piece) {
            self.actors[actor].definite_words.push(class.to_string());
        }
        self.actors[actor].local.acts_for =
            of.filter(|_| !matches!(class, "rebels" | "opposition" | "people"));
        actor
    }

    /// "nine soldiers", "a soldier", "dozens of troops": some of them, and never all.
    fn counts(&self, piece: usize) -> bool {
        let words = self.words(piece).to_lowercase();
        let first = words.split(' ').next().unwrap_or_default();
        matches!(
            first,
            "a" | "an" | "some" | "several" | "many" | "dozens" | "hundreds" | "thousands" | "more"
        ) || first.starts_with(|c: char| c.is_ascii_digit())
            || crate::numerals::below_hundred(first).is_some()
    }

    /// The words without article, case and the plural's s.
    fn wording(&self, piece: usize) -> String {
        let words = self.words(piece).to_lowercase();
        let words = words.trim_start_matches("the ");
        words.strip_suffix('s').unwrap_or(words).to_string()
    }

    pub(super) fn echo(&mut self, piece: usize, echo: &Echo) -> Option<usize> {
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
            Echo::Country { once: None } if self.state_of_town(piece).is_some() => {
                let code = self.state_of_town(piece)?;
                Some(self.keyed(&code, Kind::State))
            }
            Echo::Country { once } => self.country(piece, once.as_deref(), None),
            Echo::Member { of } => self.country(piece, None, Some(of)),
            Echo::Group(key) => Some(self.keyed(key, Kind::Group)),
            Echo::Former { of } => Some(self.former(piece, of)),
            Echo::Sides { persons } => {
                let two = self.two_sides(piece, *persons);
                if two.is_empty() {
                    return Some(self.new_actor(self.words(piece), Kind::Group));
                }
                self.joint.extend(two.into_iter().map(|actor| (piece, actor)));
                None
            }
            Echo::Kin => self.only_group_near(piece),
            Echo::Allies { of } => {
                if of
                    .as_deref()
                    .is_some_and(|o| self.lore.regions.iter().any(|r| r.id == o && r.kind == Kind::Group))
                {
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
                    self.actors[actor].local.acts_for.clone_from(of);
                }
                Some(actor)
            }
        }
    }

    /// "former Soviet states" are a group of their own, and not the state that they once were.
    fn former(&mut self, piece: usize, of: &str) -> usize {
        let words = self.words(piece);
        let at = words.to_lowercase().find("former").unwrap_or(0);
        let group = self.keyed(&format!("former:{of}"), Kind::Group);
        self.actors[group].local.name = words[at..].to_string();
        group
    }

    /// "In Lima officials said the country": the state of the only town that the words before it name, if they name no
    /// state.
    fn state_of_town(&self, piece: usize) -> Option<String> {
        let p = &self.pieces[piece];
        let plain = matches!(self.lines[p.sentence].folded[p.head].as_str(), "country" | "nation");
        let before = of_sentences(self.pieces, p.sentence, p.sentence).take_while(|&i| i < piece);
        let mut town = None;
        for i in before.filter(|_| plain) {
            match &self.pieces[i].what {
                What::Place { state: Some(code), .. } if town.is_none() => town = Some(code.clone()),
                What::Known { kind: Kind::State, .. } | What::Place { state: Some(_), .. } => return None,
                _ => {}
            }
        }
        town
    }

    /// "the country", "the former Soviet republic": a state named shortly before that does not act here.
    pub(super) fn country(&self, piece: usize, once: Option<&str>, member: Option<&str>) -> Option<usize> {
        let p = &self.pieces[piece];
        let once_soviet = |code: &str| self.lore.in_class("once-soviet", code);
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
        let fits = |actor: usize| {
            let a = &self.actors[actor];
            let acts_here = a.subject == Some(p.sentence);
            let code = a.local.lore.as_deref().unwrap_or_default();
            let once_fits = once.is_none_or(|o| o == "SUN" && once_soviet(code) || o == code);
            let belongs = member.is_none_or(|body| self.lore.ever_member(body, code));
            a.local.kind == Kind::State && !acts_here && once_fits && belongs && styled(code)
        };
        [p.sentence, p.sentence.saturating_sub(1)]
            .into_iter()
            .find_map(|sentence| self.state_in(sentence, piece, &fits))
    }

    /// The state named last in a sentence before the piece. "The American troops in Mali … the country" is Mali: an
    /// adjective counts only where all mean one state.
    fn state_in(&self, sentence: usize, piece: usize, fits: &dyn Fn(usize) -> bool) -> Option<usize> {
        let found: Vec<(usize, usize)> = of_sentences(self.pieces, sentence, sentence)
            .take_while(|&i| i < piece)
            .filter_map(|i| Some((i, self.of_piece[i]?)))
            .filter(|&(_, actor)| fits(actor))
            .collect();
        let named = found.iter().rev().find(|(i, _)| self.pieces[*i].form != Form::Adjective);
        let only = found.first().filter(|f| found.iter().all(|o| o.1 == f.1));
        named.or(only).map(|(_, actor)| *actor)
    }
}
