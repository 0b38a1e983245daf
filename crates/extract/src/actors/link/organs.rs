//! Organs, and descriptions that take up what was named before.

use super::{
    super::piece::{Echo, Of},
    Linker,
};
use crate::Kind;

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
            if let Some(group) = self.armed_group(&code, class) {
                return self.keyed(&code, group);
            }
            if matches!(class, "rebels" | "opposition" | "people") {
                return self.described(piece, class, kind, Some(code));
            }
            return self.keyed(&format!("{class}:{code}"), kind);
        }
        let before = self.latest(|a| {
            a.local.lore.as_ref().is_some_and(|k| k.split(':').next() == Some(class))
                || a.definite_words.iter().any(|w| w == class)
        });
        // "the Trump administration" is Trump's, though whom he serves is not known.
        if matches!(of, Some(Of::Token(_))) {
            return self.described(piece, class, kind, None);
        }
        let plain = self.plain(piece, words);
        if let Some(actor) =
            before.filter(|_| (definite && (plain || class == "government")) || class == "rebels")
        {
            return actor;
        }
        self.described(piece, class, kind, None)
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

    /// Whether the organ stands without words that tell it from others ("the troops", not "the rival troops").
    pub(super) fn plain(&self, piece: usize, words: &str) -> bool {
        let all = self.words(piece).to_lowercase();
        let rest = all.trim_end_matches(&words.to_lowercase()).trim();
        matches!(rest, "" | "the" | "its" | "his" | "their" | "these" | "those")
    }

    /// An organ told by words: one for each class and state of a report.
    pub(super) fn described(&mut self, piece: usize, class: &str, kind: Kind, of: Option<String>) -> usize {
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
            Echo::Country { once } => self.country(piece, once.as_deref()),
            Echo::Group(key) => Some(self.keyed(key, Kind::Group)),
            Echo::Sides => Some(self.new_actor(self.words(piece), Kind::Group)),
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

    /// "the country", "the former Soviet republic": a state named shortly before that does not act here.
    pub(super) fn country(&self, piece: usize, once: Option<&str>) -> Option<usize> {
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
}
