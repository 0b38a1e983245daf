//! Findings of one kind over one document, each with the reason it stands on.

use crate::Span;

/// Why a finding is there: the rule that made it and the findings it was built from.
///
/// `explain` prints this tree; nothing is reconstructed later.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Why {
    /// Id of the rule, as in the rule files (`receive-visitor`) or of the pass (`coref/same-surname`).
    pub rule: String,
    /// What the rule saw, for a person to read; may be empty.
    pub note: String,
    /// The findings it was built from.
    pub from: Vec<Why>,
}

impl Why {
    /// A reason with nothing under it.
    pub fn rule(rule: impl Into<String>) -> Why {
        Why { rule: rule.into(), ..Why::default() }
    }

    /// The same reason with words for a person.
    pub fn noting(mut self, note: impl Into<String>) -> Why {
        self.note = note.into();
        self
    }

    /// The same reason, built from another.
    pub fn with(mut self, from: Why) -> Why {
        self.from.push(from);
        self
    }
}

/// One finding: where, what, why.
#[derive(Clone, PartialEq, Debug)]
pub struct Ann<T> {
    /// Where it stands in the document.
    pub span: Span,
    /// What was found.
    pub value: T,
    /// The derivation.
    pub why: Why,
}

/// The findings of one kind, sorted by span.
#[derive(Clone, PartialEq, Debug)]
pub struct Layer<T> {
    list: Vec<Ann<T>>,
}

impl<T> Default for Layer<T> {
    fn default() -> Self {
        Layer { list: Vec::new() }
    }
}

impl<T> Layer<T> {
    /// A layer of these findings; equal spans keep their order.
    pub fn new(mut list: Vec<Ann<T>>) -> Layer<T> {
        list.sort_by_key(|ann| ann.span);
        Layer { list }
    }

    /// All findings, by span.
    pub fn all(&self) -> &[Ann<T>] {
        &self.list
    }

    /// All findings, by span, to be changed in place; spans are not to be moved out of order.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.list.iter_mut().map(|ann| &mut ann.value)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Findings that lie inside `span`, with their place in the layer.
    pub fn inside(&self, span: Span) -> impl Iterator<Item = (usize, &Ann<T>)> {
        let first = self.list.partition_point(|ann| ann.span.start() < span.start());
        self.list[first..]
            .iter()
            .enumerate()
            .map(move |(i, ann)| (first + i, ann))
            .take_while(move |(_, ann)| ann.span.start() < span.end().max(span.start() + 1))
            .filter(move |(_, ann)| span.holds(ann.span))
    }

    /// Whether some finding shares a byte with `span`.
    pub fn meets(&self, span: Span) -> bool {
        self.list.iter().any(|ann| ann.span.meets(span))
    }
}

impl<T> std::ops::Index<usize> for Layer<T> {
    type Output = Ann<T>;
    fn index(&self, i: usize) -> &Ann<T> {
        &self.list[i]
    }
}
