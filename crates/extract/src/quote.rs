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
    let words = block.of(text);
    let mut doubled = false;
    for (i, c) in words.char_indices() {
        let at = block.start() + i;
        // Two apostrophes or two grave accents are one mark, as some wires write it.
        let pair = matches!(c, '\'' | '`') && words[i + 1..].starts_with(c) && !doubled;
        doubled = pair;
        let after = at + c.len_utf8() + usize::from(pair);
        let closes = match c {
            '“' | '„' | '«' => {
                open = open.or(Some(after));
                continue;
            }
            '`' if pair => {
                open = open.or(Some(after));
                continue;
            }
            '”' | '»' => true,
            '"' => open.is_some(),
            '\'' if pair => open.is_some(),
            _ => continue,
        };
        match (closes, open.take()) {
            (true, Some(start)) => found.extend(Span::new(text, start, at)),
            (false, _) => open = Some(after),
            _ => {}
        }
    }
    if let Some(start) = open {
        found.extend(Span::new(text, start, block.end()));
    }
    found.retain(|q| !q.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use chancery_text::Document;

    fn quoted(text: &str) -> Vec<String> {
        let document = Document::new("sha256:0".into(), "t.txt".into(), text);
        super::all(&document).iter().map(|q| q.of(text).to_string()).collect()
    }

    #[test]
    fn marks_of_every_sort_hold_speech() {
        assert_eq!(quoted("“Yes,” she said. «Non.» \"So be it.\""), ["Yes,", "Non.", "So be it."]);
        assert_eq!(quoted("He called it \"a bluff.\" ''We wait,'' he said."), ["a bluff.", "We wait,"]);
        assert_eq!(quoted("He said: ``We wait.''"), ["We wait."]);
        assert_eq!(quoted("It's the men's day."), Vec::<String>::new());
    }

    #[test]
    fn an_open_mark_runs_to_the_end_of_its_block() {
        assert_eq!(quoted("“We wait\nHe left."), ["We wait"]);
    }
}
