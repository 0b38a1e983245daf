//! Plain text and Markdown to a document.

use chancery_text::{Ann, BlockKind, Document, Furniture, Layer, Span, text_sha256};

use crate::{blocks, dateline, furniture::furniture, language, published};

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
    let (pieces, dateline) = dateline::cut_off(&text, cut(&text, &paragraphs, &furniture));
    let marked = Layer::new(furniture);
    let mut kinds =
        blocks::kinds(&text, &pieces, |span| Some(span) == dateline || is_marked(marked.all(), span));
    for (span, kind) in pieces.iter().zip(&mut kinds) {
        if Some(*span) == dateline {
            *kind = BlockKind::Heading;
        } else if is_title(span) {
            *kind = BlockKind::Title;
        } else if titled && *kind == BlockKind::Title {
            *kind = BlockKind::Heading;
        }
    }
    let (spans, kinds) = cut_kinds(&text, &pieces, &kinds, marked.all());
    let title = spans.iter().zip(&kinds).find(|(_, kind)| **kind == BlockKind::Title);
    document.title = document.title.take().or_else(|| title.map(|(span, _)| one_line(span.of(&text))));
    document.published =
        published::in_head(&text, 0, marked.all()).or_else(|| published::in_dateline(&text, &paragraphs));
    document.blocks = blocks::layer(&spans, &kinds);
    document.furniture = marked;
    document.language = language::language(&text);
}

pub(crate) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether one of the marks, which are in order and do not overlap, shares a byte with `span`.
pub(crate) fn is_marked(marks: &[Ann<Furniture>], span: Span) -> bool {
    let first = marks.partition_point(|mark| mark.span.end() <= span.start());
    marks.get(first).is_some_and(|mark| mark.span.meets(span))
}

/// The paragraphs and their kinds, cut where furniture begins and ends within one; captions are said to be such.
pub(crate) fn cut_kinds(
    text: &str,
    paragraphs: &[Span],
    kinds: &[BlockKind],
    furniture: &[Ann<Furniture>],
) -> (Vec<Span>, Vec<BlockKind>) {
    let captions: Vec<Span> =
        furniture.iter().filter(|ann| ann.value.what == "caption").map(|ann| ann.span).collect();
    let (mut spans, mut cut_kinds) = (Vec::new(), Vec::new());
    for (paragraph, kind) in paragraphs.iter().zip(kinds) {
        let first = furniture.partition_point(|ann| ann.span.end() <= paragraph.start());
        let past = furniture.partition_point(|ann| ann.span.start() < paragraph.end());
        for span in cut(text, std::slice::from_ref(paragraph), &furniture[first..past.max(first)]) {
            let first = captions.partition_point(|caption| caption.end() < span.end());
            let caption = captions.get(first).is_some_and(|caption| caption.holds(span));
            spans.push(span);
            cut_kinds.push(if caption { BlockKind::Caption } else { *kind });
        }
    }
    (spans, cut_kinds)
}

/// The paragraphs, cut where furniture begins and ends within one.
fn cut(text: &str, paragraphs: &[Span], furniture: &[Ann<Furniture>]) -> Vec<Span> {
    // Furniture is sorted and does not overlap, so its edges are sorted, too.
    let edges: Vec<usize> = furniture.iter().flat_map(|ann| [ann.span.start(), ann.span.end()]).collect();
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
