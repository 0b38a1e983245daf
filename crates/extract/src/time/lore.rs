//! The words and rules of time, read from `lore/time/*.toml` and indexed for the finder.

use std::collections::{BTreeMap, HashMap};

use chancery_text::Span;

use super::{
    classes::{CODE, Slot},
    pattern::{Element, sequences},
    words::{self, Word},
};
use crate::LoreError;

const WORDS: (&str, &str) = ("words.toml", include_str!("../../../../lore/time/words.toml"));
const RULES: [(&str, &str); 4] = [
    ("calendar.toml", include_str!("../../../../lore/time/calendar.toml")),
    ("relative.toml", include_str!("../../../../lore/time/relative.toml")),
    ("duration.toml", include_str!("../../../../lore/time/duration.toml")),
    ("clock.toml", include_str!("../../../../lore/time/clock.toml")),
];

/// Words and patterns of time expressions.
#[derive(Debug)]
pub struct TimeLore {
    pub(crate) rules: Vec<Rule>,
    ids: HashMap<String, u32>,
    classes: Vec<WordClass>,
    /// Classes that a word may begin.
    classes_of: HashMap<u32, Vec<usize>>,
    /// Sequences that begin with this word.
    by_word: HashMap<u32, Vec<(usize, usize)>>,
    /// Sequences that begin with this class.
    by_class: BTreeMap<usize, Vec<(usize, usize)>>,
}

/// One rule as its file has it, with its patterns compiled.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) gives: String,
    pub(crate) guard: Option<String>,
    pub(crate) with: Vec<(String, Slot)>,
    pub(crate) after: Vec<u32>,
    pub(crate) before: Vec<u32>,
    pub(crate) not_before: Vec<u32>,
    pub(crate) not_before_class: Option<usize>,
    pub(crate) sequences: Vec<Vec<Step>>,
}

/// One element of a compiled sequence.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Word(u32, Vec<(String, Slot)>),
    Class(usize, String),
    Glue,
}

/// A class of words; those made by code have no words here.
#[derive(Debug, Default)]
struct WordClass {
    name: String,
    capital: bool,
    /// By first word: the rest of the phrase and its value, longest first.
    phrases: HashMap<u32, Vec<(Vec<u32>, Slot)>>,
}

#[derive(serde::Deserialize)]
struct ClassFile {
    #[serde(default)]
    capital: bool,
    words: BTreeMap<String, toml::Value>,
}

#[derive(serde::Deserialize)]
struct RuleFile {
    rule: Vec<RuleEntry>,
}

#[derive(serde::Deserialize)]
struct RuleEntry {
    id: String,
    gives: String,
    #[serde(rename = "match")]
    patterns: Vec<String>,
    #[serde(default)]
    with: BTreeMap<String, toml::Value>,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    not_before: Vec<String>,
    guard: Option<String>,
    yes: Vec<String>,
    no: Vec<String>,
}

impl TimeLore {
    /// The lore that the binary carries.
    ///
    /// # Errors
    /// If a shipped file is at fault.
    pub fn shipped() -> Result<TimeLore, LoreError> {
        let mut lore = TimeLore {
            rules: Vec::new(),
            ids: HashMap::new(),
            classes: CODE
                .iter()
                .map(|name| WordClass { name: (*name).into(), ..WordClass::default() })
                .collect(),
            classes_of: HashMap::new(),
            by_word: HashMap::new(),
            by_class: BTreeMap::new(),
        };
        let mut faults = Vec::new();
        match toml::from_str::<BTreeMap<String, ClassFile>>(WORDS.1) {
            Ok(classes) => classes.into_iter().for_each(|(name, class)| lore.add_class(name, class)),
            Err(error) => faults.push(format!("lore/time/{}: {error}", WORDS.0)),
        }
        for (name, text) in RULES {
            match toml::from_str::<RuleFile>(text) {
                Ok(file) => faults.extend(
                    file.rule
                        .into_iter()
                        .filter_map(|entry| lore.add_rule(entry).err())
                        .map(|e| format!("lore/time/{name}: {e}")),
                ),
                Err(error) => faults.push(format!("lore/time/{name}: {error}")),
            }
        }
        lore.index();
        if faults.is_empty() { Ok(lore) } else { Err(LoreError { faults }) }
    }

    /// `sha256:…` of the files it was read from.
    pub fn sha256(&self) -> String {
        let files: Vec<&str> = std::iter::once(WORDS.1).chain(RULES.map(|(_, text)| text)).collect();
        chancery_text::text_sha256(&files.join("\n"))
    }

    /// The words of a block of `text`.
    pub(crate) fn words(&self, text: &str, block: Span) -> Vec<Word> {
        words::words(text, block, |small| self.ids.get(small).copied().unwrap_or(0))
    }

    /// The sequences that may begin at `word`, as places of rule and sequence.
    pub(crate) fn beginning(&self, word: &Word) -> impl Iterator<Item = (usize, usize)> + '_ {
        let named = self.classes_of.get(&word.id).map_or(&[][..], Vec::as_slice);
        let coded = super::classes::may_begin(word);
        self.by_word
            .get(&word.id)
            .into_iter()
            .chain(named.iter().chain(coded).filter_map(|class| self.by_class.get(class)))
            .flatten()
            .copied()
    }

    /// What `words` has of a class of the word list at `at`: its value and how many words it takes.
    pub(crate) fn phrase(&self, class: usize, words: &[Word], at: usize) -> Option<(Slot, usize)> {
        let class = self.classes.get(class)?;
        let first = words.get(at)?;
        if class.capital && !first.capital {
            return None;
        }
        class.phrases.get(&first.id)?.iter().find_map(|(rest, value)| {
            let fits =
                rest.iter().enumerate().all(|(i, &id)| words.get(at + 1 + i).is_some_and(|w| w.id == id));
            fits.then(|| (value.clone(), rest.len() + 1))
        })
    }

    /// Whether a class of the word list has this single word; a lemma that has lost its "e" is forgiven.
    pub(crate) fn lists(&self, class: &str, small: &str) -> bool {
        self.single(class, small).is_some()
            || (small.len() > 3 && self.single(class, &format!("{small}e")).is_some())
    }

    /// The word that a class of the word list has for this single word.
    pub(crate) fn says(&self, class: &str, small: &str) -> Option<String> {
        match self.single(class, small)? {
            Slot::Word(word) => Some(word.clone()),
            _ => None,
        }
    }

    fn single(&self, class: &str, small: &str) -> Option<&Slot> {
        let class = self.classes.get(self.class(class)?)?;
        let phrases = class.phrases.get(self.ids.get(small)?)?;
        phrases.iter().find(|(rest, _)| rest.is_empty()).map(|(_, value)| value)
    }

    /// The class of this name.
    pub(crate) fn class(&self, name: &str) -> Option<usize> {
        self.classes.iter().position(|c| c.name == name)
    }

    fn intern(&mut self, small: &str) -> u32 {
        let next = self.ids.len() as u32 + 1;
        *self.ids.entry(small.to_string()).or_insert(next)
    }

    fn intern_phrase(&mut self, phrase: &str) -> Vec<u32> {
        let mut small = String::new();
        let cut = words::words(phrase, Span::whole(phrase), |_| 0);
        cut.iter()
            .map(|word| {
                small.clear();
                words::write_small(word.span.of(phrase), word.shape, &mut small);
                self.intern(&small)
            })
            .collect()
    }

    fn add_class(&mut self, name: String, file: ClassFile) {
        let place = self.classes.len();
        let mut phrases: HashMap<u32, Vec<(Vec<u32>, Slot)>> = HashMap::new();
        for (phrase, value) in file.words {
            let ids = self.intern_phrase(&phrase);
            if let Some((&first, rest)) = ids.split_first() {
                phrases.entry(first).or_default().push((rest.to_vec(), slot(&value)));
                let classes = self.classes_of.entry(first).or_default();
                if !classes.contains(&place) {
                    classes.push(place);
                }
            }
        }
        for list in phrases.values_mut() {
            list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        self.classes.push(WordClass { name, capital: file.capital, phrases });
    }

    fn add_rule(&mut self, entry: RuleEntry) -> Result<(), String> {
        if entry.yes.is_empty() || entry.no.is_empty() {
            return Err(format!("rule {}: expected examples under `yes` and under `no`", entry.id));
        }
        let mut compiled = Vec::new();
        for pattern in &entry.patterns {
            for sequence in sequences(pattern).map_err(|e| format!("rule {}: {e}", entry.id))? {
                compiled.push(self.compile(&entry.id, sequence)?);
            }
        }
        let not_before_class = entry.not_before.iter().find_map(|w| self.class(w));
        let rule = Rule {
            guard: entry.guard,
            with: entry.with.iter().map(|(k, v)| (k.clone(), slot(v))).collect(),
            after: entry.after.iter().map(|w| self.intern(w)).collect(),
            before: entry.before.iter().map(|w| self.intern(w)).collect(),
            not_before: entry.not_before.iter().map(|w| self.intern(&w.to_lowercase())).collect(),
            not_before_class,
            sequences: compiled,
            gives: entry.gives,
            id: entry.id,
        };
        self.rules.push(rule);
        Ok(())
    }

    fn compile(&mut self, rule: &str, sequence: Vec<Element>) -> Result<Vec<Step>, String> {
        sequence
            .into_iter()
            .map(|element| match element {
                Element::Glue => Ok(Step::Glue),
                Element::Literal(word, sets) => {
                    let sets = sets.into_iter().map(|(name, value)| (name, parsed(&value))).collect();
                    Ok(Step::Word(self.intern(&word), sets))
                }
                Element::Class(class, name) => match self.class(&class) {
                    Some(place) => Ok(Step::Class(place, name)),
                    None => Err(format!("rule {rule}: expected a class of words.toml, found {class}")),
                },
            })
            .collect()
    }

    fn index(&mut self) {
        for (r, rule) in self.rules.iter().enumerate() {
            for (s, sequence) in rule.sequences.iter().enumerate() {
                match sequence.first() {
                    Some(Step::Word(id, _)) => self.by_word.entry(*id).or_default().push((r, s)),
                    Some(Step::Class(class, _)) => self.by_class.entry(*class).or_default().push((r, s)),
                    _ => {}
                }
            }
        }
    }
}

fn slot(value: &toml::Value) -> Slot {
    match value {
        toml::Value::Integer(n) => Slot::Int(*n as i32),
        toml::Value::String(s) => Slot::Word(s.clone()),
        other => Slot::Word(other.to_string()),
    }
}

/// A value set in a pattern: a number, or a word.
fn parsed(value: &str) -> Slot {
    value.parse().map_or_else(|_| Slot::Word(value.to_string()), Slot::Int)
}
