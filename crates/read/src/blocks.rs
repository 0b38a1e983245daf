//! A text to its blocks: title, headings, paragraphs. Sentences never cross their edges.

use chancery_text::{Ann, Block, BlockKind, Layer, Span, Why};

/// A headline longer than this is a paragraph.
const LONGEST_TITLE: usize = 200;
/// A section heading longer than this is a paragraph.
const LONGEST_HEADING: usize = 70;
/// A paragraph that can follow a heading has at least as many bytes.
const SHORTEST_PARAGRAPH: usize = 80;

/// The paragraphs of plain text: a line each, or several lines where the text is broken at a width.
pub(crate) fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    if !is_wrapped(text, &lines) {
        return lines.iter().map(|line| line.span).collect();
    }
    let mut list: Vec<Span> = Vec::new();
    for line in &lines {
        match list.last_mut() {
            Some(last) if !line.opens => *last = last.to(line.span),
            _ => list.push(line.span),
        }
    }
    list
}

/// A line that is not blank.
struct Line {
    /// Without white space at its ends.
    span: Span,
    /// Whether it follows a blank line, is the first, is indented, or begins with a list mark.
    opens: bool,
}

fn lines(text: &str) -> Vec<Line> {
    let mut list = Vec::new();
    let mut at = 0;
    let mut blank = true;
    for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let words = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if words.is_empty() {
            // The second half of "\r\n" is no blank line.
            blank |= !(line == "\n" && text[..at].ends_with('\r'));
        } else {
            let start = at + (words.as_ptr() as usize - line.as_ptr() as usize);
            if let Some(span) = Span::new(text, start, start + words.len()) {
                let indented = line.starts_with(['\t', '\u{3000}']) || line.starts_with("  ");
                let listed = ["- ", "* ", "• ", "— "].iter().any(|mark| words.starts_with(mark));
                list.push(Line { span, opens: blank || indented || listed });
            }
            blank = false;
        }
        at += line.len();
    }
    list
}

/// Whether most line breaks inside paragraphs are only there because a width was reached.
fn is_wrapped(text: &str, lines: &[Line]) -> bool {
    let inner: Vec<&str> =
        lines.windows(2).filter(|pair| !pair[1].opens).map(|pair| pair[0].span.of(text)).collect();
    if inner.len() < 3 {
        return false;
    }
    let cut = inner.iter().filter(|line| !ends_sentence(line) && line.len() >= 30).count();
    let longest = lines.iter().map(|line| line.span.len()).max().unwrap_or(0);
    longest <= 120 && cut * 10 >= inner.len() * 6
}

fn ends_sentence(words: &str) -> bool {
    words.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']).ends_with(['.', '!', '?', ':', ';', '…'])
}

/// What each paragraph is, judged by its shape and its neighbours; `is_furniture` ones are never title or heading.
pub(crate) fn kinds(text: &str, paragraphs: &[Span], is_furniture: impl Fn(Span) -> bool) -> Vec<BlockKind> {
    let body: Vec<usize> = (0..paragraphs.len()).filter(|&i| !is_furniture(paragraphs[i])).collect();
    let mut kinds = vec![BlockKind::Paragraph; paragraphs.len()];
    for (nth, &i) in body.iter().enumerate() {
        let words = paragraphs[i].of(text);
        let Some(next) = body.get(nth + 1).map(|&j| paragraphs[j].of(text)) else { break };
        if nth == 0 && is_headline(words, next) {
            kinds[i] = BlockKind::Title;
        } else if nth > 0 && is_heading(words, next) {
            kinds[i] = BlockKind::Heading;
        }
    }
    kinds
}

fn is_headline(words: &str, next: &str) -> bool {
    let many = words.split_whitespace().count();
    (2..=30).contains(&many)
        && words.len() <= LONGEST_TITLE
        && !words.ends_with(['.', ',', ';', ':', '-', '–', '—'])
        && (next.len() >= words.len() / 2 || next.len() >= SHORTEST_PARAGRAPH)
}

fn is_heading(words: &str, next: &str) -> bool {
    let many = words.split_whitespace().count();
    // ‘Act first, think later’ is a heading, "No," he said is not.
    let wholly = words.starts_with(['‘', '\'']) && words.ends_with(['’', '\'']);
    let quoted = !wholly && words.starts_with(['"', '“', '‘', '\'', '-', '–', '—', '•', '(', '*']);
    let shouted = many <= 16 && !words.contains(char::is_lowercase);
    let short = (1..=9).contains(&many) && words.len() <= LONGEST_HEADING;
    (short || shouted)
        && !quoted
        && !words.ends_with(['.', ',', ';', ':', '!', '…', '"', '”', '-', '–', '—'])
        && words.chars().any(char::is_alphabetic)
        && (next.len() >= SHORTEST_PARAGRAPH || ends_sentence(next))
}

/// The layer of blocks with these kinds.
pub(crate) fn layer(spans: &[Span], kinds: &[BlockKind]) -> Layer<Block> {
    let blocks = spans.iter().zip(kinds).map(|(&span, &kind)| Ann {
        span,
        value: Block { kind },
        why: Why::rule(match kind {
            BlockKind::Title => "read/title",
            BlockKind::Heading => "read/heading",
            BlockKind::Caption => "read/caption",
            BlockKind::Paragraph => "read/paragraph",
        }),
    });
    Layer::new(blocks.collect())
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(text: &str, expected: &Expect) {
        let spans = paragraphs(text);
        let kinds = kinds(text, &spans, |_| false);
        let out: Vec<String> =
            spans.iter().zip(kinds).map(|(s, kind)| format!("{kind:?} {:?}", s.of(text))).collect();
        expected.assert_eq(&out.join("\n"));
    }

    const BODY: &str = "The two ministers met on Monday in the old customs house and spoke for three hours.";

    #[test]
    fn tells_title_headings_and_paragraphs() {
        check(
            &format!(
                "Ministers meet at the border\r\n\r\n{BODY}\r\nA bridge too far\r\n{BODY}\r\n‘No way back’\r\n{BODY}"
            ),
            &expect![[r#"
                Title "Ministers meet at the border"
                Paragraph "The two ministers met on Monday in the old customs house and spoke for three hours."
                Heading "A bridge too far"
                Paragraph "The two ministers met on Monday in the old customs house and spoke for three hours."
                Heading "‘No way back’"
                Paragraph "The two ministers met on Monday in the old customs house and spoke for three hours.""#]],
        );
    }

    #[test]
    fn a_wire_without_title_has_none() {
        check(
            &format!("{BODY}\n\n\"No,\" he said.\n\n{BODY}"),
            &expect![[r#"
            Paragraph "The two ministers met on Monday in the old customs house and spoke for three hours."
            Paragraph "\"No,\" he said."
            Paragraph "The two ministers met on Monday in the old customs house and spoke for three hours.""#]],
        );
    }

    #[test]
    fn joins_lines_broken_at_a_width() {
        check(
            "\u{feff}The two ministers met on Monday in the old\ncustoms house and spoke for three hours about\nthe \
             bridge, the prisoners and the price of\ngas.\n\nA second meeting is planned for the coming\nmonth, \
             a spokesman said in the capital on\nTuesday.",
            &expect![[r#"
                Paragraph "The two ministers met on Monday in the old\ncustoms house and spoke for three hours about\nthe bridge, the prisoners and the price of\ngas."
                Paragraph "A second meeting is planned for the coming\nmonth, a spokesman said in the capital on\nTuesday.""#]],
        );
    }
}
