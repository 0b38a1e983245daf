//! Plain text and Markdown to a document.

use chancery_text::{Ann, BlockKind, Document, Furniture, Layer, Span, text_sha256};

use crate::{blocks, furniture::furniture, language, published};

/// A document of plain text that was already decoded, with its blocks, title, language and furniture marked.
///
/// Its id is the hash of the text; [`crate::file`] gives the hash of the bytes instead.
pub fn text(name: &str, text: &str) -> Document {
    let mut document = Document::new(text_sha256(text), name.to_owned(), text);
    mark(&mut document);
    document
}

/// Marks blocks, furniture, title, language, and the day that the text states of itself.
pub(crate) fn mark(document: &mut Document) {
    let text = document.shared_text();
    let paragraphs = blocks::paragraphs(&text);
    let known_title = document.title.as_deref().map(one_line);
    let is_title = |span: &Span| known_title.as_ref().is_some_and(|title| *title == one_line(span.of(&text)));
    let titled = known_title.is_some() && !paragraphs.first().is_some_and(is_title);
    let furniture = furniture(&text, &paragraphs, titled);
    let spans = cut(&text, &paragraphs, &furniture);
    let marked = Layer::new(furniture);
    let mut kinds = blocks::kinds(&text, &spans, |span| marked.meets(span));
    for (span, kind) in spans.iter().zip(&mut kinds) {
        if is_title(span) {
            *kind = BlockKind::Title;
        } else if titled && *kind == BlockKind::Title {
            *kind = BlockKind::Heading;
        }
        if marked.all().iter().any(|ann| ann.value.what == "caption" && ann.span.holds(*span)) {
            *kind = BlockKind::Caption;
        }
    }
    let title = spans.iter().zip(&kinds).find(|(_, kind)| **kind == BlockKind::Title);
    document.title = document.title.take().or_else(|| title.map(|(span, _)| one_line(span.of(&text))));
    document.published =
        published::in_head(&text, &marked).or_else(|| published::in_dateline(&text, &paragraphs));
    document.blocks = blocks::layer(&spans, &kinds);
    document.furniture = marked;
    document.language = language::language(&text);
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The paragraphs, cut where furniture begins and ends within one.
fn cut(text: &str, paragraphs: &[Span], furniture: &[Ann<Furniture>]) -> Vec<Span> {
    let mut edges: Vec<usize> = furniture.iter().flat_map(|ann| [ann.span.start(), ann.span.end()]).collect();
    edges.sort_unstable();
    let mut list = Vec::new();
    for paragraph in paragraphs {
        let mut at = paragraph.start();
        let first = edges.partition_point(|&edge| edge <= at);
        let inner = edges[first..].iter().take_while(|&&edge| edge < paragraph.end());
        for edge in inner.copied().chain([paragraph.end()]) {
            list.extend(Span::new(text, at, edge).map(|s| s.trimmed(text)).filter(|s| !s.is_empty()));
            at = edge;
        }
    }
    list
}
