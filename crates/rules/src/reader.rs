//! Rule files in TOML: all faults of all files at once.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;

use crate::{
    Example, Fault, Faults,
    book::{KnownWrong, Rule},
    pattern::Pattern,
};

/// The text of a rule file and the name to report it by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// Name for messages.
    pub name: String,
    /// Contents.
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[allow(dead_code, reason = "a remark for the reader of the file")]
    #[serde(default)]
    licence: String,
    #[serde(default)]
    class: BTreeMap<String, String>,
    #[serde(default)]
    rule: Vec<Spanned<RawRule>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: String,
    gives: String,
    #[serde(default)]
    rank: i32,
    #[serde(default)]
    set: BTreeMap<String, String>,
    #[serde(rename = "match")]
    patterns: Spanned<OneOrMany>,
    #[serde(default)]
    yes: Vec<Spanned<String>>,
    #[serde(default)]
    no: Vec<String>,
    #[serde(default)]
    known_wrong: Vec<RawKnownWrong>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKnownWrong {
    text: String,
    note: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

pub(crate) type Classes = BTreeMap<String, BTreeSet<String>>;

/// Reads all files: word classes first, for any file may use any class.
pub(crate) fn read(files: &[Source]) -> Result<(Vec<Rule>, Classes), Faults> {
    let mut faults = Vec::new();
    let mut raw = Vec::new();
    let mut classes = Classes::new();
    for file in files {
        match toml::from_str::<RawFile>(&file.text) {
            Ok(read) => {
                for (name, words) in &read.class {
                    classes
                        .entry(name.clone())
                        .or_default()
                        .extend(words.split_whitespace().map(str::to_owned));
                }
                raw.push((file, read));
            }
            Err(error) => {
                let at = error.span().map_or(0, |s| s.start);
                faults.push(Fault {
                    file: file.name.clone(),
                    line: line_of(&file.text, at),
                    what: error.message().to_owned(),
                    hint: "a rule has id, gives, match, yes, no; maybe rank, set, known_wrong".into(),
                });
            }
        }
    }
    let mut rules: Vec<Rule> = Vec::new();
    for (file, read) in raw {
        for rule in read.rule {
            let made = make(file, rule, &classes, &mut faults);
            if let Some(earlier) = rules.iter().find(|r| r.id == made.id) {
                faults.push(Fault {
                    file: file.name.clone(),
                    line: made.line,
                    what: format!("expected an id of its own, found `{}` again", made.id),
                    hint: format!("it stands already at {}:{}", earlier.file, earlier.line),
                });
            }
            rules.push(made);
        }
    }
    faults.sort();
    if faults.is_empty() { Ok((rules, classes)) } else { Err(Faults { list: faults }) }
}

fn make(file: &Source, raw: Spanned<RawRule>, classes: &Classes, faults: &mut Vec<Fault>) -> Rule {
    let line = line_of(&file.text, raw.span().start);
    let raw = raw.into_inner();
    let mut fault = |line: usize, what: String, hint: String| {
        faults.push(Fault {
            file: file.name.clone(),
            line,
            what: format!("rule `{}`: {what}", raw.id),
            hint,
        });
    };
    let begins = raw.patterns.span().start;
    let opened = file.text.get(begins..).is_some_and(|t| t.starts_with("'''\n") || t.starts_with("\"\"\"\n"));
    let pattern_line = line_of(&file.text, begins) + usize::from(opened);
    let texts = match raw.patterns.into_inner() {
        OneOrMany::One(one) => vec![one],
        OneOrMany::Many(many) => many,
    };
    let mut patterns = Vec::new();
    for text in &texts {
        match Pattern::read(text, classes) {
            Ok(pattern) => patterns.push(pattern),
            Err(list) => list.into_iter().for_each(|(n, what, hint)| fault(pattern_line + n, what, hint)),
        }
    }
    let mut yes = Vec::new();
    for text in raw.yes {
        let at = line_of(&file.text, text.span().start);
        match Example::read(text.get_ref()) {
            Ok(example) => yes.push((at, example)),
            Err(what) => fault(at, what, "marks look like [the envoy](source)".into()),
        }
    }
    Rule {
        id: raw.id,
        gives: raw.gives,
        rank: raw.rank,
        set: raw.set,
        file: file.name.clone(),
        line,
        patterns,
        yes,
        no: raw.no,
        known_wrong: raw.known_wrong.into_iter().map(|k| KnownWrong { text: k.text, note: k.note }).collect(),
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|&b| b == b'\n').count() + 1
}
