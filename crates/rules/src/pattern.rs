//! The pattern language: one line for the trigger, one for each argument.
//!
//! ```text
//! trigger: lemma=receive|welcome & tag=VERB
//! host:    agent              @actor
//! guest+:  patient            @actor
//! when?:   obl:on|obl:unmarked @time
//! place?:  guest/nmod:from    @place
//! not:     advmod             lemma=almost
//! ```
//! A name ends in `?` (may be absent), `+` (one or more), `*` (any number) or nothing (exactly one);
//! `not` must be absent. A path is relations with `/` between steps, `|` between alternatives, `^` for a step up,
//! and `?` or `*` after a step that may be left out or repeated. It starts at the trigger, or at an argument named first;
//! several paths to one argument stand with commas between them: `obl:on,content/nmod:on`.

use std::collections::{BTreeMap, BTreeSet};

/// How often an argument occurs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Times {
    One,
    Maybe,
    Some,
    Any,
    None,
}

/// What one token must satisfy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Test {
    pub(crate) negated: bool,
    pub(crate) field: Field,
    pub(crate) values: BTreeSet<String>,
}

/// Which property of a token a test looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Field {
    Lemma,
    Form,
    Tag,
    Xpos,
    Deprel,
    Label,
}

/// One step of a path: any of these relations.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Step {
    pub(crate) relations: Vec<(bool, String)>,
    pub(crate) optional: bool,
    pub(crate) repeated: bool,
}

/// A way from the trigger, or from an argument named first, to a word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Path {
    pub(crate) from: Option<String>,
    pub(crate) steps: Vec<Step>,
}

/// One argument.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Argument {
    pub(crate) name: String,
    pub(crate) times: Times,
    pub(crate) paths: Vec<Path>,
    pub(crate) tests: Vec<Test>,
    pub(crate) words: String,
}

/// A trigger with its arguments.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Pattern {
    pub(crate) trigger: Vec<Test>,
    pub(crate) arguments: Vec<Argument>,
}

/// What is wrong in a pattern: line within it (from 0), what, hint.
pub(crate) type PatternFault = (usize, String, String);

impl Pattern {
    /// Reads a pattern; `classes` are the word lists that `$name` stands for.
    pub(crate) fn read(
        text: &str,
        classes: &BTreeMap<String, BTreeSet<String>>,
    ) -> Result<Pattern, Vec<PatternFault>> {
        let mut faults = Vec::new();
        let mut trigger = None;
        let mut arguments: Vec<Argument> = Vec::new();
        for (n, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let Some((name, rest)) = line.split_once(": ").map(|(a, b)| (a.trim(), b.trim())) else {
                faults.push((
                    n,
                    format!("expected `name: path tests`, found `{line}`"),
                    "a space follows the colon".into(),
                ));
                continue;
            };
            if name == "trigger" {
                match tests(rest, classes) {
                    Ok(read) => trigger = Some(read),
                    Err((what, hint)) => faults.push((n, what, hint)),
                }
                continue;
            }
            match argument(name, rest, &arguments, classes) {
                Ok(read) => arguments.push(read),
                Err((what, hint)) => faults.push((n, what, hint)),
            }
        }
        if trigger.is_none() && faults.is_empty() {
            faults.push((
                0,
                "expected a line `trigger: …`, found none".into(),
                "every pattern starts from one word".into(),
            ));
        }
        match (trigger, faults.is_empty()) {
            (Some(trigger), true) => Ok(Pattern { trigger, arguments }),
            _ => Err(faults),
        }
    }

    /// The lemmas that the trigger may have, if the pattern limits them.
    pub(crate) fn trigger_lemmas(&self) -> Option<&BTreeSet<String>> {
        self.trigger.iter().find(|t| t.field == Field::Lemma && !t.negated).map(|t| &t.values)
    }
}

fn argument(
    name: &str,
    rest: &str,
    earlier: &[Argument],
    classes: &BTreeMap<String, BTreeSet<String>>,
) -> Result<Argument, (String, String)> {
    let (bare, times) = match name.chars().last() {
        _ if name == "not" => (name, Times::None),
        Some('?') => (&name[..name.len() - 1], Times::Maybe),
        Some('+') => (&name[..name.len() - 1], Times::Some),
        Some('*') => (&name[..name.len() - 1], Times::Any),
        _ => (name, Times::One),
    };
    if bare.is_empty() || !bare.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
        return Err((
            format!("expected an argument name, found `{name}`"),
            "names are lower-case letters".into(),
        ));
    }
    let (route, conditions) = match rest.split_once(char::is_whitespace) {
        Some((route, conditions)) => (route, conditions.trim()),
        None => (rest, ""),
    };
    Ok(Argument {
        name: bare.to_owned(),
        times,
        paths: route.split(',').map(|p| path(p, earlier)).collect::<Result<Vec<Path>, _>>()?,
        tests: tests(conditions, classes)?,
        words: format!("{name}: {rest}"),
    })
}

fn path(text: &str, earlier: &[Argument]) -> Result<Path, (String, String)> {
    let mut parts: Vec<&str> = text.split('/').collect();
    let from = earlier.iter().find(|a| a.name == parts[0] && a.times != Times::None).map(|a| a.name.clone());
    if from.is_some() {
        parts.remove(0);
    }
    Ok(Path { from, steps: parts.into_iter().map(step).collect::<Result<Vec<Step>, _>>()? })
}

fn step(text: &str) -> Result<Step, (String, String)> {
    let (body, optional, repeated) = match text.chars().last() {
        Some('?') => (&text[..text.len() - 1], true, false),
        Some('*') => (&text[..text.len() - 1], true, true),
        _ => (text, false, false),
    };
    let relations: Vec<(bool, String)> =
        body.split('|').map(|r| (r.starts_with('^'), r.trim_start_matches('^').to_owned())).collect();
    let sound = |r: &str| !r.is_empty() && r.chars().all(|c| c.is_ascii_lowercase() || ":_-".contains(c));
    match relations.iter().find(|(_, r)| !sound(r)) {
        Some((_, bad)) => Err((
            format!("expected a relation, found `{bad}` in `{text}`"),
            "steps look like `agent`, `obl:with`, `^acl`, `nmod:of|nmod:poss`".into(),
        )),
        None => Ok(Step { relations, optional, repeated }),
    }
}

fn tests(text: &str, classes: &BTreeMap<String, BTreeSet<String>>) -> Result<Vec<Test>, (String, String)> {
    text.split('&').map(str::trim).filter(|t| !t.is_empty()).map(|t| test(t, classes)).collect()
}

fn test(text: &str, classes: &BTreeMap<String, BTreeSet<String>>) -> Result<Test, (String, String)> {
    let (negated, body) = match text.strip_prefix('!') {
        Some(rest) => (true, rest.trim()),
        None => (false, text),
    };
    if let Some(labels) = body.strip_prefix('@') {
        let values = labels.split('|').map(|l| l.trim_start_matches('@').to_owned()).collect();
        return Ok(Test { negated, field: Field::Label, values });
    }
    let Some((key, list)) = body.split_once('=') else {
        return Err((
            format!("expected a test, found `{text}`"),
            "tests look like `lemma=a|b`, `tag=VERB`, `@actor`".into(),
        ));
    };
    let field = match key.trim() {
        "lemma" => Field::Lemma,
        "form" => Field::Form,
        "tag" => Field::Tag,
        "xpos" => Field::Xpos,
        "deprel" => Field::Deprel,
        other => {
            return Err((
                format!("expected lemma, form, tag, xpos or deprel, found `{other}`"),
                String::new(),
            ));
        }
    };
    let mut values = BTreeSet::new();
    for value in list.split('|').map(str::trim) {
        match value.strip_prefix('$') {
            None => {
                values.insert(value.to_owned());
            }
            Some(class) => match classes.get(class) {
                Some(words) => values.extend(words.iter().cloned()),
                None => {
                    return Err((
                        format!("expected a word class, found `${class}`"),
                        "classes stand under [class] in a rule file".into(),
                    ));
                }
            },
        }
    }
    Ok(Test { negated, field, values })
}
