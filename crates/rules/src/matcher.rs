//! Runs a book over one sentence: each word asks the index for the rules it may trigger.

use std::collections::BTreeSet;

use chancery_text::{Sentence, Token};

use crate::{
    Book, Graph, lemma,
    pattern::{Argument, Field, Path, Pattern, Step, Test, Times},
};

/// A sentence as the matcher sees it.
#[derive(Clone, Debug)]
pub struct View<'a> {
    /// The words.
    pub sentence: &'a Sentence,
    /// The enhanced graph.
    pub graph: Graph,
    /// Labels of each token, as the caller knows them: `actor`, `time`.
    pub labels: Vec<BTreeSet<&'static str>>,
    /// Dictionary forms that each token may have, lower case: the model's first, then what regular endings allow.
    pub lemmas: Vec<Vec<String>>,
}

impl<'a> View<'a> {
    /// A view with these labels, one set for each token; an apposition lends its labels to its noun.
    pub fn new(sentence: &'a Sentence, mut labels: Vec<BTreeSet<&'static str>>) -> View<'a> {
        labels.resize(sentence.tokens.len(), BTreeSet::new());
        for (i, token) in sentence.tokens.iter().enumerate() {
            if let Some(head) = token.head.filter(|&h| token.deprel == "appos" && h < labels.len()) {
                let lent = labels[i].clone();
                labels[head].extend(lent);
            }
        }
        let lemmas = sentence.tokens.iter().map(lemma::candidates).collect();
        View { sentence, graph: Graph::of(sentence), labels, lemmas }
    }
}

/// A rule that matched.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Match {
    /// Token that triggered it.
    pub trigger: usize,
    /// Index into [`Book::rules`].
    pub rule: usize,
    /// Which of the rule's patterns.
    pub pattern: usize,
    /// Arguments by name, in order of the pattern, each with its head token.
    pub arguments: Vec<(String, usize)>,
}

impl Match {
    /// Heads of the arguments of this name.
    pub fn all<'m>(&'m self, name: &'m str) -> impl Iterator<Item = usize> + 'm {
        self.arguments.iter().filter(move |(n, _)| n == name).map(|&(_, t)| t)
    }

    /// Head of the first argument of this name.
    pub fn one(&self, name: &str) -> Option<usize> {
        self.all(name).next()
    }
}

/// How many partial assignments one pattern may try on one word.
const TRIES: usize = 400;

/// All matches of the book in a sentence, by trigger, then rule; of several patterns of a rule on one trigger the first.
pub fn matches(book: &Book, view: &View) -> Vec<Match> {
    let mut found: Vec<Match> = Vec::new();
    for trigger in 0..view.sentence.tokens.len() {
        for (rule, pattern) in book.triggered_by(&view.lemmas[trigger]) {
            if found.iter().rev().take_while(|m| m.trigger == trigger).any(|m| m.rule == rule) {
                continue;
            }
            let shape = &book.rules()[rule].patterns[pattern];
            if let Ok(arguments) = fit(shape, view, trigger) {
                found.push(Match { trigger, rule, pattern, arguments });
            }
        }
    }
    found.sort();
    found
}

/// Where a pattern stopped: arguments reached, and the one that failed.
pub(crate) struct Stopped<'p> {
    pub(crate) reached: usize,
    pub(crate) at: Option<&'p Argument>,
}

/// The arguments of `pattern` with this trigger, or the furthest point reached.
pub(crate) fn fit<'p>(
    pattern: &'p Pattern,
    view: &View,
    trigger: usize,
) -> Result<Vec<(String, usize)>, Stopped<'p>> {
    if !pattern.trigger.iter().all(|t| holds(t, view, trigger)) {
        return Err(Stopped { reached: 0, at: None });
    }
    let mut search = Search { pattern, view, trigger, taken: Vec::new(), furthest: 0, tries: 0 };
    if search.from(0) {
        Ok(search.taken)
    } else {
        Err(Stopped { reached: search.furthest + 1, at: pattern.arguments.get(search.furthest) })
    }
}

struct Search<'p, 'v, 's> {
    pattern: &'p Pattern,
    view: &'v View<'s>,
    trigger: usize,
    taken: Vec<(String, usize)>,
    furthest: usize,
    tries: usize,
}

impl Search<'_, '_, '_> {
    fn from(&mut self, n: usize) -> bool {
        self.tries += 1;
        let Some(argument) = self.pattern.arguments.get(n) else { return true };
        if self.tries > TRIES {
            return false;
        }
        self.furthest = self.furthest.max(n);
        let found = self.candidates(argument);
        match argument.times {
            Times::None => found.is_empty() && self.from(n + 1),
            Times::Some if found.is_empty() => false,
            Times::Some | Times::Any => self.take(&argument.name, &found, n),
            Times::One | Times::Maybe => {
                found.iter().any(|&t| self.take(&argument.name, &[t], n))
                    || (argument.times == Times::Maybe && self.from(n + 1))
            }
        }
    }

    fn take(&mut self, name: &str, tokens: &[usize], n: usize) -> bool {
        let before = self.taken.len();
        self.taken.extend(tokens.iter().map(|&t| (name.to_owned(), t)));
        let fits = self.from(n + 1);
        if !fits {
            self.taken.truncate(before);
        }
        fits
    }

    fn candidates(&self, argument: &Argument) -> Vec<usize> {
        let mut reached: Vec<usize> = argument.paths.iter().flat_map(|p| self.along(p)).collect();
        reached.sort_unstable();
        reached.dedup();
        let fits = |t: &usize| {
            let used = argument.times != Times::None && self.taken.iter().any(|(_, u)| u == t);
            *t != self.trigger && !used && argument.tests.iter().all(|x| holds(x, self.view, *t))
        };
        reached.retain(fits);
        reached
    }
}

impl Search<'_, '_, '_> {
    fn along(&self, path: &Path) -> Vec<usize> {
        let starts: Vec<usize> = match &path.from {
            None => vec![self.trigger],
            Some(name) => self.taken.iter().filter(|(n, _)| n == name).map(|&(_, t)| t).collect(),
        };
        walk(&path.steps, self.view, starts)
    }
}

/// Tokens at the end of a path, in order of the text.
fn walk(path: &[Step], view: &View, starts: Vec<usize>) -> Vec<usize> {
    let mut here: BTreeSet<usize> = starts.into_iter().collect();
    for step in path {
        let mut next: BTreeSet<usize> = if step.optional { here.clone() } else { BTreeSet::new() };
        let mut front = here;
        loop {
            let fresh: BTreeSet<usize> =
                front.iter().flat_map(|&t| one_step(step, view, t)).filter(|t| !next.contains(t)).collect();
            next.extend(&fresh);
            if !step.repeated || fresh.is_empty() {
                break;
            }
            front = fresh;
        }
        here = next;
    }
    here.into_iter().collect()
}

fn one_step(step: &Step, view: &View, token: usize) -> Vec<usize> {
    let mut reached = Vec::new();
    for (up, relation) in &step.relations {
        let edges = if *up { view.graph.up(token) } else { view.graph.down(token) };
        reached.extend(edges.iter().filter(|e| e.is(relation)).map(|e| e.to));
    }
    reached
}

fn holds(test: &Test, view: &View, token: usize) -> bool {
    let word: &Token = &view.sentence.tokens[token];
    let has = |s: &str| test.values.contains(s);
    let held = match test.field {
        Field::Lemma => view.lemmas[token].iter().any(|l| has(l)) || has(&word.lemma),
        Field::Form => has(&word.form) || has(&word.form.to_lowercase()),
        Field::Tag => has(word.upos),
        Field::Xpos => has(word.xpos),
        Field::Deprel => has(word.deprel),
        Field::Label => view.labels[token].iter().any(|l| has(l)),
    };
    held != test.negated
}
