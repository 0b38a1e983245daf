//! One sentence with what the passes ask of it again and again.

use chancery_text::{BlockKind, Document, Sentence, Sentences, Span, Token};

use super::{ActorLore, fold};
use crate::quote;

/// A sentence, its number and its words in the spelling for comparison.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) lore: &'a ActorLore,
    pub(super) number: usize,
    pub(super) sentence: &'a Sentence,
    pub(super) folded: Vec<String>,
    /// For each token the quotation that it stands in, by number within the report.
    pub(super) quoted: Vec<Option<usize>>,
    /// The block of the page that it stands in, by number.
    pub(super) paragraph: usize,
    /// Whether it stands in the headline.
    pub(super) title: bool,
}

impl<'a> Line<'a> {
    /// Every sentence of the document.
    pub(super) fn all(
        document: &'a Document,
        sentences: &'a Sentences,
        lore: &'a ActorLore,
    ) -> Vec<Line<'a>> {
        let quotations = quote::all(document);
        let blocks = document.blocks.all();
        let line = |(number, sentence): (usize, &'a Sentence)| {
            let first = quotations.partition_point(|q| q.end() <= sentence.span.start());
            let near = || quotations[first..].iter().take_while(|q| q.start() < sentence.span.end());
            let within = |t: &Token| near().position(|q| q.holds(t.span)).map(|at| first + at);
            Line {
                text: document.text(),
                lore,
                number,
                sentence,
                folded: sentence.tokens.iter().map(|t| fold(&t.form)).collect(),
                quoted: sentence.tokens.iter().map(within).collect(),
                paragraph: blocks.partition_point(|b| b.span.end() <= sentence.span.start()),
                title: document.block_of(sentence.span) == Some(BlockKind::Title),
            }
        };
        sentences.list.iter().enumerate().map(line).collect()
    }

    pub(super) fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    pub(super) fn token(&self, i: usize) -> &'a Token {
        &self.sentence.tokens[i]
    }

    /// The dictionary form in lower case; a plural that the model leaves as it stands loses its s.
    pub(super) fn lemma(&self, i: usize) -> String {
        let lemma = self.token(i).lemma.to_lowercase();
        let plural = self.plural(i) && lemma.len() > 3 && !lemma.ends_with("ss");
        match lemma.strip_suffix("ies") {
            Some(stem) if plural => format!("{stem}y"),
            _ if plural => lemma.strip_suffix('s').unwrap_or(&lemma).to_string(),
            _ => lemma,
        }
    }

    /// Whether the word is a noun in the plural.
    pub(super) fn plural(&self, i: usize) -> bool {
        matches!(self.token(i).xpos, "NNS" | "NNPS")
    }

    pub(super) fn span(&self, first: usize, last: usize) -> Span {
        self.sentence.span_of(first, last)
    }

    pub(super) fn words(&self, first: usize, last: usize) -> &'a str {
        self.span(first, last).of(self.text)
    }

    /// Whether the word begins with a capital letter.
    pub(super) fn capital(&self, i: usize) -> bool {
        self.token(i).form.chars().next().is_some_and(char::is_uppercase)
    }

    pub(super) fn is(&self, i: usize, word: &str) -> bool {
        self.folded.get(i).is_some_and(|f| f == word)
    }

    /// Whether the word as written is of this class of `lore/actors/words.tsv`.
    pub(super) fn word_in(&self, i: usize, class: &str) -> bool {
        self.folded.get(i).is_some_and(|f| self.lore.in_class(class, f))
    }

    /// Whether the word's dictionary form is of this class of `lore/actors/words.tsv`.
    pub(super) fn lemma_in(&self, i: usize, class: &str) -> bool {
        self.lore.in_class(class, &self.lemma(i))
    }

    pub(super) fn is_any(&self, i: usize, words: &[&str]) -> bool {
        self.folded.get(i).is_some_and(|f| words.contains(&f.as_str()))
    }

    /// Whether the relation is `deprel` or a subtype of it.
    pub(super) fn rel(&self, i: usize, deprel: &str) -> bool {
        let found = self.token(i).deprel;
        found == deprel || found.split(':').next() == Some(deprel)
    }

    /// Whether the relation is one of these or a subtype of one.
    pub(super) fn rel_any(&self, i: usize, deprels: &[&str]) -> bool {
        deprels.iter().any(|r| self.rel(i, r))
    }

    /// The token of the stretch whose head lies outside; the highest one if there are several.
    pub(super) fn head_of(&self, first: usize, last: usize) -> usize {
        let outside = |i: &usize| self.token(*i).head.is_none_or(|h| h < first || h > last);
        (first..=last)
            .filter(outside)
            .filter(|&i| self.token(i).upos != "PUNCT")
            .min_by_key(|&i| (self.depth(i), usize::MAX - i))
            .unwrap_or(last)
    }

    fn depth(&self, mut i: usize) -> usize {
        let mut steps = 0;
        while let Some(head) = self.token(i).head {
            steps += 1;
            if steps > self.len() {
                break;
            }
            i = head;
        }
        steps
    }

    /// The preposition before token `i`, by the parse or by place.
    pub(super) fn preposition(&self, i: usize) -> Option<&str> {
        let by_parse = self.sentence.children(i).find(|&c| c < i && self.token(c).deprel == "case");
        by_parse.map(|c| self.folded[c].as_str())
    }

    /// Whether the two tokens are written without a space between them.
    pub(super) fn touches(&self, i: usize, next: usize) -> bool {
        self.token(i).span.end() == self.token(next).span.start()
    }

    /// Whether token `below` hangs somewhere below `above`.
    pub(super) fn under(&self, below: usize, above: usize) -> bool {
        let (mut at, mut steps) = (below, 0);
        while let Some(head) = self.token(at).head {
            if head == above {
                return true;
            }
            at = head;
            steps += 1;
            if steps > self.len() {
                return false;
            }
        }
        false
    }
}
