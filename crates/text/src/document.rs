//! One report: its text, which never changes, and what is known of it from outside the text.

use std::sync::Arc;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::{Ann, Layer, Span};

/// How a publication date is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PublishedBasis {
    /// A person said so (`--published`, `sources.csv`).
    Given,
    /// The file says so: metadata, byline, date line, address.
    Stated,
}

/// A publication date that did not have to be worked out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Published {
    /// The day.
    pub date: Date,
    /// Who says so.
    pub basis: PublishedBasis,
    /// For a person: "field `published` of the file", "byline in line 2".
    pub why: String,
}

/// A stretch of page furniture: share buttons, comment forms, author biographies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Furniture {
    /// "comment form", "author profile", "caption" …
    pub what: String,
}

/// Damage that a reader must know of: "broken sentence", "lost speaker", "unclosed quote", "translated?".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Condition {
    /// Which damage.
    pub what: String,
}

/// What a block of text is on the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BlockKind {
    /// The headline.
    Title,
    /// A section heading.
    Heading,
    /// A paragraph.
    Paragraph,
    /// The words under a picture.
    Caption,
}

/// A block: sentences never cross its edges.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
}

/// One report. The text never changes after it is made.
#[derive(Clone, Debug)]
pub struct Document {
    /// `sha256:` and the hex hash of the file's bytes (of the line's text, in JSON Lines).
    pub id: String,
    /// Path relative to the input folder, or the file's own name; `file.jsonl#7` for line 7.
    pub name: String,
    text: Arc<str>,
    /// Headline, where the file says it or the text begins with one.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// ISO 639-1 code of its language; only `en` is read.
    pub language: String,
    /// Its day, where it did not have to be worked out.
    pub published: Option<Published>,
    /// Blocks of the page, in order; they cover all text but white space.
    pub blocks: Layer<Block>,
    /// Page furniture: yields no facts.
    pub furniture: Layer<Furniture>,
    /// Other names under which the same bytes came.
    pub also_named: Vec<String>,
}

impl Document {
    /// A document with this text, one paragraph block per non-empty line and nothing else known.
    pub fn new(id: String, name: String, text: impl Into<Arc<str>>) -> Document {
        let text = text.into();
        let blocks = paragraphs(&text);
        Document {
            id,
            name,
            text,
            title: None,
            outlet: None,
            url: None,
            language: "en".into(),
            published: None,
            blocks,
            furniture: Layer::default(),
            also_named: Vec::new(),
        }
    }

    /// The text that every offset counts in.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, shared.
    pub fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// `sha256:` and the hex hash of the text in UTF-8.
    pub fn text_sha256(&self) -> String {
        text_sha256(&self.text)
    }

    /// Whether `span` touches page furniture.
    pub fn is_furniture(&self, span: Span) -> bool {
        // Furniture does not overlap, so that its ends are sorted, too.
        let list = self.furniture.all();
        let first = list.partition_point(|ann| ann.span.end() <= span.start());
        list.get(first).is_some_and(|ann| ann.span.meets(span))
    }

    /// The kind of the block that holds `span`, if one does.
    pub fn block_of(&self, span: Span) -> Option<BlockKind> {
        let list = self.blocks.all();
        let first = list.partition_point(|block| block.span.end() < span.end());
        list.get(first).filter(|block| block.span.holds(span)).map(|block| block.value.kind)
    }
}

/// `sha256:` and the hex hash of `text` in UTF-8.
pub fn text_sha256(text: &str) -> String {
    let mut out = String::from("sha256:");
    for byte in Sha256::digest(text.as_bytes()) {
        out.push_str(&format!("{byte:02x}"));
    }
    out
}

fn paragraphs(text: &str) -> Layer<Block> {
    let mut list = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(span) =
            Span::new(text, at, at + line.len()).map(|s| s.trimmed(text)).filter(|s| !s.is_empty())
        {
            list.push(Ann {
                span,
                value: Block { kind: BlockKind::Paragraph },
                why: crate::Why::rule("read/line"),
            });
        }
        at += line.len();
    }
    Layer::new(list)
}
