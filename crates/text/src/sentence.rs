//! Tokens and sentences with what the language model says of them (Universal Dependencies).

use crate::Span;

/// A syntactic word as UD EWT has it, with its place in the tree.
#[derive(Clone, PartialEq, Debug)]
pub struct Token {
    /// Where it stands in the document.
    pub span: Span,
    /// The word as written, with typographic apostrophes and quotes made plain.
    pub form: String,
    /// Dictionary form, lower case but for proper nouns.
    pub lemma: String,
    /// Universal part of speech (`VERB`, `PROPN`).
    pub upos: &'static str,
    /// Penn tag (`VBD`, `NNP`).
    pub xpos: &'static str,
    /// Index of the head in the sentence; `None` for the root.
    pub head: Option<usize>,
    /// Relation to the head, subtypes included (`nsubj:pass`).
    pub deprel: &'static str,
}

/// What a name in the text names.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum NameKind {
    /// A person.
    Person,
    /// A place, states included.
    Place,
    /// An organisation.
    Organisation,
    /// A named event (GUM's EVT), such as a summit or a war.
    Event,
    /// Any other name.
    Other,
}

/// A name: tokens `first..=last` of its sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Name {
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// What it names, as the model has it.
    pub kind: NameKind,
}

/// One sentence, read.
#[derive(Clone, PartialEq, Debug)]
pub struct Sentence {
    /// From the first token's first byte to the last token's last.
    pub span: Span,
    /// Its tokens in order of the text.
    pub tokens: Vec<Token>,
    /// Its names, in order, not overlapping.
    pub names: Vec<Name>,
}

impl Sentence {
    /// Indices of the tokens that hang on token `head`, in order.
    pub fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.tokens.len()).filter(move |&i| self.tokens[i].head == Some(head))
    }

    /// The first token that hangs on `head` by `deprel`, subtypes not counted unless named.
    pub fn child(&self, head: usize, deprel: &str) -> Option<usize> {
        self.children(head).find(|&i| {
            let found = self.tokens[i].deprel;
            found == deprel || found.split(':').next() == Some(deprel)
        })
    }

    /// The token and all below it, sorted.
    pub fn subtree(&self, top: usize) -> Vec<usize> {
        let mut seen = vec![false; self.tokens.len()];
        let mut stack = vec![top];
        while let Some(i) = stack.pop() {
            if !std::mem::replace(&mut seen[i], true) {
                stack.extend(self.children(i));
            }
        }
        (0..seen.len()).filter(|&i| seen[i]).collect()
    }

    /// The span of tokens `first..=last`.
    pub fn span_of(&self, first: usize, last: usize) -> Span {
        self.tokens[first].span.to(self.tokens[last].span)
    }
}

/// All sentences of a document, in order of the text, furniture included.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sentences {
    /// The sentences.
    pub list: Vec<Sentence>,
    /// Sentences, or parts of one, that were too long to be read in one go: their trees are less to be trusted.
    pub cut: Vec<Span>,
}
