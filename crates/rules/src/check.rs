//! The contract between a rule and its examples.

use std::collections::BTreeSet;

use chancery_text::{Sentence, Span};

use crate::{Book, Example, Fault, Faults, Mark, Match, Rule, View, matches, pattern::Times, phrase::phrase};

/// One sentence of an example, read.
#[derive(Clone, Debug)]
pub struct Analysed {
    /// The words, spans counted in the example's text.
    pub sentence: Sentence,
    /// The labels of each word.
    pub labels: Vec<BTreeSet<&'static str>>,
}

/// How the caller reads an example.
pub type Analyse<'a> = dyn Fn(&str) -> Vec<Analysed> + 'a;

/// A rule that fires on a sentence.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Firing {
    /// Which pattern of the rule.
    pub pattern: usize,
    /// The rule's id.
    pub rule: String,
    /// The words found, trigger included, in order of the text.
    pub marks: Vec<Mark>,
}

/// Everything that fires on `text`, by rule.
pub fn firings(book: &Book, text: &str, analyse: &Analyse) -> Vec<Firing> {
    let mut all = Vec::new();
    for read in analyse(text) {
        let view = View::new(&read.sentence, read.labels.clone());
        for m in matches(book, &view) {
            all.push(firing(book, &view, &m));
        }
    }
    all.sort_by(|a, b| (&a.rule, &a.marks).cmp(&(&b.rule, &b.marks)));
    all
}

fn firing(book: &Book, view: &View, m: &Match) -> Firing {
    let word = view.sentence.tokens[m.trigger].span;
    let mut marks = vec![Mark { name: "trigger".into(), start: word.start(), end: word.end() }];
    for (name, head) in &m.arguments {
        let words = argument_words(view, m.trigger, *head);
        marks.push(Mark { name: name.clone(), start: words.start(), end: words.end() });
    }
    marks.sort_by(|a, b| (a.start, a.end, &a.name).cmp(&(b.start, b.end, &b.name)));
    Firing { pattern: m.pattern, rule: book.rules()[m.rule].id.clone(), marks }
}

/// The words of an argument; one that the trigger itself hangs on is only the word.
fn argument_words(view: &View, trigger: usize, head: usize) -> Span {
    let mut above = view.sentence.tokens[trigger].head;
    for _ in 0..view.sentence.tokens.len() {
        match above {
            Some(at) if at == head => return view.sentence.tokens[head].span,
            Some(at) => above = view.sentence.tokens[at].head,
            None => break,
        }
    }
    phrase(view.sentence, head)
}

/// Runs every example of every rule.
///
/// # Errors
/// With every breach of the contract: an example that does not match as marked, a counter-example that does,
/// a known fault that is mended, a pattern or optional argument that no example uses.
pub fn check(book: &Book, analyse: &Analyse) -> Result<(), Faults> {
    let mut faults = Vec::new();
    for rule in book.rules() {
        let found: Vec<String> = check_rule(book, rule, analyse);
        faults.extend(found.into_iter().map(|what| Fault {
            file: rule.file.clone(),
            line: rule.line,
            what: format!("rule `{}`: {what}", rule.id),
            hint: String::new(),
        }));
    }
    if faults.is_empty() { Ok(()) } else { Err(Faults { list: faults }) }
}

fn check_rule(book: &Book, rule: &Rule, analyse: &Analyse) -> Vec<String> {
    let mut faults = Vec::new();
    if rule.yes.len() < 2 || rule.no.is_empty() {
        faults.push(format!(
            "expected at least two `yes` and one `no`, found {} and {}",
            rule.yes.len(),
            rule.no.len()
        ));
    }
    let mut used: BTreeSet<(usize, String)> = BTreeSet::new();
    let own = |text: &str| -> Vec<Firing> {
        firings(book, text, analyse).into_iter().filter(|f| f.rule == rule.id).collect()
    };
    for (line, example) in &rule.yes {
        let found = own(&example.text);
        for f in &found {
            used.insert((f.pattern, String::new()));
            used.extend(f.marks.iter().map(|m| (f.pattern, m.name.clone())));
        }
        if let Some(fault) = breach(example, &found) {
            faults.push(format!("yes, line {line}: {fault}"));
        }
    }
    for text in &rule.no {
        if let Some(f) = own(text).first() {
            faults.push(format!("no: expected silence, found {} in `{text}`", shown(text, &f.marks)));
        }
    }
    for wrong in &rule.known_wrong {
        faults.extend(mended(&wrong.text, &own).map(|w| format!("known_wrong is right now: {w}")));
    }
    faults.extend(unused(rule, &used));
    faults
}

fn breach(example: &Example, found: &[Firing]) -> Option<String> {
    match found {
        [] => Some(format!("expected a match in `{}`, found none", example.text)),
        [one] if one.marks == example.marks => None,
        several => Some(format!(
            "expected `{}`, found {}",
            shown(&example.text, &example.marks),
            several
                .iter()
                .map(|f| format!("`{}`", shown(&example.text, &f.marks)))
                .collect::<Vec<_>>()
                .join(" and ")
        )),
    }
}

/// A known fault says with its marks what should be found, or without marks that nothing should.
fn mended(text: &str, own: &dyn Fn(&str) -> Vec<Firing>) -> Option<String> {
    let example = Example::read(text).ok()?;
    let found = own(&example.text);
    let right = if example.marks.is_empty() { found.is_empty() } else { breach(&example, &found).is_none() };
    right.then(|| text.to_owned())
}

fn unused(rule: &Rule, used: &BTreeSet<(usize, String)>) -> Vec<String> {
    let mut faults = Vec::new();
    for (p, pattern) in rule.patterns.iter().enumerate() {
        if !used.contains(&(p, String::new())) {
            faults.push(format!("no `yes` uses pattern {}", p + 1));
            continue;
        }
        for argument in pattern.arguments.iter().filter(|a| matches!(a.times, Times::Maybe | Times::Any)) {
            if !used.contains(&(p, argument.name.clone())) {
                faults.push(format!("no `yes` uses `{}` of pattern {}", argument.name, p + 1));
            }
        }
    }
    faults
}

fn shown(text: &str, marks: &[Mark]) -> String {
    let mut edges: Vec<(usize, u8, String)> = Vec::new();
    for mark in marks {
        edges.push((mark.start, 1, "[".into()));
        edges.push((mark.end, 0, format!("]({})", mark.name)));
    }
    edges.sort();
    let mut out = String::new();
    let mut at = 0;
    for (edge, _, sign) in edges {
        out.push_str(&text[at..edge]);
        out.push_str(&sign);
        at = edge;
    }
    out.push_str(&text[at..]);
    out
}
