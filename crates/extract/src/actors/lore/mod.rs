//! What is known of actors before an article is read: states, bodies, organs, titles, who held which office.

mod cities;
mod government;
mod index;
mod people;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

pub use cities::packed;
pub use government::{Governments, Stay};
pub use people::{Day, People, Person, Term};
pub use tables::{Body, Half, Organ, OrganName, Portfolio, Region, Sex, Span as Membership, State, Title};

pub(crate) use index::Sense;

use crate::{Kind, LoreError};

/// States, bodies, offices and who held them.
#[derive(Debug)]
pub struct ActorLore {
    /// By code.
    pub states: Vec<State>,
    /// World bodies, armed groups, outlets.
    pub bodies: Vec<Body>,
    /// Organs that every state has.
    pub organs: Vec<Organ>,
    /// Organs with names of their own.
    pub organ_names: Vec<OrganName>,
    /// Regions and blocs.
    pub regions: Vec<Region>,
    /// Titles of persons.
    pub titles: Vec<Title>,
    /// Portfolios of ministers.
    pub portfolios: Vec<Portfolio>,
    /// Halves of divided lands.
    pub halves: Vec<Half>,
    /// What people do: word and sector.
    pub agents: Vec<(String, String)>,
    /// First names that tell "he" or "she".
    pub given: BTreeMap<String, Sex>,
    /// Nouns for one person, with "he" or "she" where the word tells it.
    pub persons: BTreeMap<String, Option<Sex>>,
    /// Word classes.
    pub words: BTreeMap<String, BTreeSet<String>>,
    /// Endings of the names of lands and of the adjectives made from them.
    pub demonyms: Vec<(String, String)>,
    /// Members of alliances and blocs over time.
    pub members: Vec<Membership>,
    /// Movements that ruled a state, and when.
    pub ruling: Vec<Membership>,
    /// Holders of offices.
    pub people: people::People,
    /// Who was in a government when.
    pub governments: government::Governments,
    cities: cities::Cities,
    index: index::Index,
    more: String,
}

impl ActorLore {
    /// The lore that the binary carries.
    ///
    /// # Errors
    /// If a shipped file is at fault.
    pub fn shipped() -> Result<ActorLore, LoreError> {
        ActorLore::with("")
    }

    /// The shipped lore and `more` terms of office, in the form of `lore/actors/holders.tsv`.
    ///
    /// # Errors
    /// If a line does not have the fields that its table needs; all faults are named.
    pub fn with(more: &str) -> Result<ActorLore, LoreError> {
        let mut faults = Vec::new();
        let items = tables::items(include_str!("../../../../../lore/actors/codes.tsv"), &mut faults);
        let states =
            tables::states(include_str!("../../../../../lore/actors/state_words.tsv"), &items, &mut faults);
        let bodies = tables::bodies(include_str!("../../../../../lore/actors/bodies.tsv"), &mut faults);
        let organs = tables::organs(include_str!("../../../../../lore/actors/organs.tsv"), &mut faults);
        let organ_names =
            tables::organ_names(include_str!("../../../../../lore/actors/organ_names.tsv"), &mut faults);
        let regions = tables::regions(include_str!("../../../../../lore/actors/regions.tsv"), &mut faults);
        let titles = tables::titles(include_str!("../../../../../lore/actors/titles.tsv"), &mut faults);
        let portfolios =
            tables::portfolios(include_str!("../../../../../lore/actors/portfolios.tsv"), &mut faults);
        let halves = tables::halves(include_str!("../../../../../lore/actors/halves.tsv"), &mut faults);
        let agents = tables::agents(include_str!("../../../../../lore/actors/agents.tsv"), &mut faults);
        let words = tables::words(include_str!("../../../../../lore/actors/words.tsv"), &mut faults);
        let given = tables::given(include_str!("../../../../../lore/actors/given.tsv"), &mut faults);
        let persons = tables::persons(include_str!("../../../../../lore/actors/persons.tsv"), &mut faults);
        let members = tables::members(include_str!("../../../../../lore/actors/members.tsv"), &mut faults);
        let ruling = tables::ruling(include_str!("../../../../../lore/actors/ruling.tsv"), &mut faults);
        let demonyms = tables::demonyms(include_str!("../../../../../lore/actors/demonyms.tsv"), &mut faults);
        let mut lore = ActorLore {
            demonyms,
            members,
            ruling,
            states,
            bodies,
            organs,
            organ_names,
            regions,
            titles,
            portfolios,
            halves,
            agents,
            given,
            persons,
            words,
            people: people::People::default(),
            governments: government::Governments::read(
                include_str!("../../../../../lore/actors/government.tsv"),
                &mut faults,
            ),
            cities: cities::Cities::shipped(&mut faults),
            index: index::Index::default(),
            more: more.to_string(),
        };
        match index::Index::of(&lore) {
            Ok(index) => lore.index = index,
            Err(fault) => faults.push(format!("phrases: {fault}")),
        }
        let holders = include_str!("../../../../../lore/actors/holders.tsv");
        lore.people = people::People::read(holders, more, &lore, &mut faults);
        if faults.is_empty() { Ok(lore) } else { Err(LoreError { faults }) }
    }

    /// `sha256:…` of everything the lore was made from, for the chronicle's head.
    pub fn sha256(&self) -> String {
        let texts = [
            include_str!("../../../../../lore/actors/codes.tsv"),
            include_str!("../../../../../lore/actors/state_words.tsv"),
            include_str!("../../../../../lore/actors/bodies.tsv"),
            include_str!("../../../../../lore/actors/organs.tsv"),
            include_str!("../../../../../lore/actors/organ_names.tsv"),
            include_str!("../../../../../lore/actors/regions.tsv"),
            include_str!("../../../../../lore/actors/titles.tsv"),
            include_str!("../../../../../lore/actors/portfolios.tsv"),
            include_str!("../../../../../lore/actors/halves.tsv"),
            include_str!("../../../../../lore/actors/agents.tsv"),
            include_str!("../../../../../lore/actors/given.tsv"),
            include_str!("../../../../../lore/actors/persons.tsv"),
            include_str!("../../../../../lore/actors/words.tsv"),
            include_str!("../../../../../lore/actors/holders.tsv"),
            include_str!("../../../../../lore/actors/government.tsv"),
            include_str!("../../../../../lore/actors/members.tsv"),
            include_str!("../../../../../lore/actors/ruling.tsv"),
            include_str!("../../../../../lore/actors/demonyms.tsv"),
            &self.more,
            &cities::Cities::sha256(),
        ];
        chancery_text::text_sha256(&texts.concat())
    }

    /// The state of this code.
    pub fn state(&self, code: &str) -> Option<&State> {
        let at = self.states.binary_search_by(|s| s.code.as_str().cmp(code)).ok()?;
        Some(&self.states[at])
    }

    /// The body of this id.
    pub fn body(&self, id: &str) -> Option<&Body> {
        self.bodies.iter().find(|b| b.id == id)
    }

    /// Whether the folded word is of this class of `words.tsv`.
    pub(crate) fn in_class(&self, class: &str, word: &str) -> bool {
        self.words.get(class).is_some_and(|w| w.contains(word))
    }

    /// The state that a city of this folded name lies in, where the name leaves no doubt.
    pub fn city(&self, folded: &str) -> Option<String> {
        self.cities.state(folded)
    }

    /// What a folded phrase may be.
    pub(crate) fn senses(&self, folded: &str) -> &[index::Entry] {
        self.index.of_phrase(folded)
    }

    /// Which of these words, each with whether a space stands before it, end a phrase that the first one begins.
    pub(crate) fn ends<'a>(&self, words: impl Iterator<Item = (bool, &'a str)>) -> Vec<usize> {
        self.index.ends(words)
    }

    /// The name, kind, Wikidata item and state or body of a lore key, as [`crate::LocalActor::lore`] has it.
    pub fn entry(&self, key: &str) -> Option<LoreEntry> {
        if let Some((class, code)) = key.rsplit_once(':') {
            return self.organ_entry(class, code);
        }
        if let Some(state) = self.state(key) {
            return Some(LoreEntry {
                name: state.name.clone(),
                kind: Kind::State,
                wikidata: state.item.clone(),
                acts_for: Some(state.code.clone()),
            });
        }
        if let Some(body) = self.body(key) {
            return Some(LoreEntry {
                name: body.name.clone(),
                kind: body.kind,
                wikidata: body.item.clone(),
                acts_for: body.acts_for.clone(),
            });
        }
        if let Some(region) = self.regions.iter().find(|r| r.id == key) {
            return Some(LoreEntry {
                name: region.name.clone(),
                kind: region.kind,
                wikidata: None,
                acts_for: None,
            });
        }
        let person = self.people.by_key(key)?;
        Some(LoreEntry {
            name: person.name.clone(),
            kind: Kind::Person,
            wikidata: person.item.clone(),
            acts_for: None,
        })
    }

    /// What is known of an organ; one of a land that the lore does not know is called after the land's name.
    fn organ_entry(&self, class: &str, code: &str) -> Option<LoreEntry> {
        let own = self.organ_names.iter().find(|o| o.state == code && o.class == class);
        if let Some(own) = own {
            return Some(LoreEntry {
                name: own.name.clone(),
                kind: self.organ_kind(class),
                wikidata: own.item.clone(),
                acts_for: Some(code.into()),
            });
        }
        let whose = match self.state(code) {
            Some(state) => state.adjective().to_string(),
            None => self.owner_name(code),
        };
        Some(LoreEntry {
            name: format!("{whose} {}", self.organ_label(class)?),
            kind: self.organ_kind(class),
            wikidata: None,
            acts_for: Some(code.into()),
        })
    }

    /// A body or bloc as it stands before its organ: "NATO forces", "Western intelligence service".
    fn owner_name(&self, code: &str) -> String {
        let region = self.regions.iter().find(|r| r.id == code);
        let body = self.body(code).map(|b| b.name.clone());
        region
            .map(|r| r.adjectives.first().unwrap_or(&r.name).clone())
            .or(body)
            .unwrap_or_else(|| code.to_string())
    }

    /// What an organ of this class is called after an adjective: "Foreign Ministry", "armed forces".
    pub fn organ_label(&self, class: &str) -> Option<String> {
        if let Some(portfolio) = class.strip_prefix("ministry/") {
            let found = self.portfolios.iter().find(|p| p.class == portfolio)?;
            return Some(format!("{} Ministry", found.label));
        }
        self.organs.iter().find(|o| o.class == class).map(|o| o.label.clone())
    }

    fn organ_kind(&self, class: &str) -> Kind {
        self.organs.iter().find(|o| o.class == class).map_or(Kind::Body, |o| o.kind)
    }

    /// The states that belonged to a body on a day, sorted.
    ///
    /// ```
    /// let lore = chancery_extract::actors::ActorLore::shipped()?;
    /// assert!(lore.members_on("NATO", 1997, 5, 1).contains(&"DEU"));
    /// assert!(!lore.members_on("NATO", 1997, 5, 1).contains(&"POL"));
    /// # Ok::<(), chancery_extract::LoreError>(())
    /// ```
    pub fn members_on(&self, body: &str, year: i16, month: i8, day: i8) -> Vec<&str> {
        let then = self.members.iter().filter(|m| m.body == body && m.covers(year, month, day));
        let mut states: Vec<&str> = then.flat_map(|m| m.states.iter().map(String::as_str)).collect();
        states.sort_unstable();
        states.dedup();
        states
    }

    /// Whether a state ever belonged to a body.
    pub fn ever_member(&self, body: &str, state: &str) -> bool {
        self.members.iter().any(|m| m.body == body && m.states.iter().any(|s| s == state))
    }

    /// The state that a movement ruled on a day.
    pub fn ruled_by(&self, body: &str, year: i16, month: i8, day: i8) -> Option<&str> {
        let then = self.ruling.iter().find(|r| r.body == body && r.covers(year, month, day));
        then.and_then(|r| r.states.first()).map(String::as_str)
    }

    /// The class of a title as sources write it: "Minister of Foreign Affairs" of a state is "minister/foreign".
    pub fn office_class(&self, title: &str, of: &str) -> Option<String> {
        people::class_of(title, of, self)
    }

    /// Names of states by code, for lists.
    pub fn state_names(&self) -> BTreeMap<&str, &str> {
        self.states.iter().map(|s| (s.code.as_str(), s.name.as_str())).collect()
    }
}

/// What the lore says of one of its keys.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoreEntry {
    /// Best name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Wikidata item.
    pub wikidata: Option<String>,
    /// State or body that it acts for at all times.
    pub acts_for: Option<String>,
}
