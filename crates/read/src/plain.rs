//! Plain text and Markdown to a document.

use chancery_text::{BlockKind, Document, text_sha256};

use crate::{blocks, language};

/// A document of plain text that was already decoded, with its blocks, title, language and furniture marked.
///
/// Its id is the hash of the text; [`crate::file`] gives the hash of the bytes instead.
pub fn text(name: &str, text: &str) -> Document {
    let mut document = Document::new(text_sha256(text), name.to_owned(), text);
    mark(&mut document);
    document
}

/// Marks blocks, furniture, title and language.
pub(crate) fn mark(document: &mut Document) {
    let text = document.shared_text();
    let spans = blocks::paragraphs(&text);
    let kinds = blocks::kinds(&text, &spans, |_| false);
    document.title = spans
        .iter()
        .zip(&kinds)
        .find(|(_, kind)| **kind == BlockKind::Title)
        .map(|(span, _)| span.of(&text).split_whitespace().collect::<Vec<_>>().join(" "))
        .or(document.title.take());
    document.blocks = blocks::layer(&spans, &kinds);
    document.language = language::language(&text);
}
