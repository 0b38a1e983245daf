//! Quotation marks: where speech is quoted, within a block of the page.

use chancery_text::{Document, Span};

/// The insides of all quotations that share a byte with `within`, each within one block; a quotation that is
/// never closed runs to the end of its block.
pub(crate) fn quotations(document: &Document, within: Span) -> Vec<Span> {
    let text = document.text();
    let blocks = document.blocks.all().iter().filter(|b| b.span.meets(within));
    blocks.flat_map(|b| in_block(text, b.span)).filter(|q| q.meets(within)).collect()
}

/// The insides of all quotations of the document, in order.
pub(crate) fn all(document: &Document) -> Vec<Span> {
    let text = document.text();
    document.blocks.all().iter().flat_map(|b| in_block(text, b.span)).collect()
}

/// Whether some quotation shares a byte with `span`.
pub(crate) fn touches(document: &Document, span: Span) -> bool {
    !quotations(document, span).is_empty()
}

fn in_block(text: &str, block: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for (i, c) in block.of(text).char_indices() {
        let at = block.start() + i;
        let closes = match c {
            '“' | '„' | '«' => {
                open = open.or(Some(at + c.len_utf8()));
                continue;
            }
            '”' | '»' => true,
            '"' => open.is_some(),
            _ => continue,
        };
        match (closes, open.take()) {
            (true, Some(start)) => found.extend(Span::new(text, start, at)),
            (false, _) => open = Some(at + 1),
            _ => {}
        }
    }
    if let Some(start) = open {
        found.extend(Span::new(text, start, block.end()));
    }
    found.retain(|q| !q.is_empty());
    found
}
