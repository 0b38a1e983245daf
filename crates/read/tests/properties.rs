//! What must hold for any input: nothing panics, the text is kept to the byte, spans are valid and in order.

use chancery_read::{Outside, file};
use chancery_text::{Document, Span, code_points};

/// Pieces that texts are made of: line ends, marks, furniture, scripts, markup, all sorts of spaces.
const PIECES: [&str; 36] = [
    "The foreign ministers of both states met on Monday in the old customs house and spoke for three hours. ",
    "“We want peace,” she said. ",
    "\r\n",
    "\n",
    "\n\n",
    "\r",
    "\u{2028}",
    "\u{feff}",
    "\u{a0}",
    "\t",
    "e\u{301}tat ",
    "🜚🇳🇴👩‍👩‍👧 ",
    "وزير الخارجية ",
    "שר החוץ ",
    "\u{202e}abc\u{202c} ",
    "Leave a Reply",
    "share on:",
    "Read more: x",
    "Latest entries",
    "World05/03/2019Minister promises",
    "Subscribe to our newsletter. ",
    "(file photo)",
    "By Ada Perrin",
    "Published 4 January 1983",
    "Author Profile",
    "- I am a journalist.",
    "3 dates",
    "ﬁ ",
    "…",
    "\"",
    "”",
    "'",
    "<p>",
    "</div><b hidden>",
    "&amp;&#x1F61A;&",
    "<a href=x>link</a><pre>",
];

/// Texts made of the pieces, always the same ones.
fn texts(many: u64) -> impl Iterator<Item = String> {
    (1..=many).map(|seed| {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize
        };
        let length = 1 + next() % 40;
        (0..length).map(|_| PIECES[next() % PIECES.len()]).collect()
    })
}

fn check(document: &Document) {
    let text = document.text();
    let sound = |span: Span| {
        assert_eq!(Span::new(text, span.start(), span.end()), Some(span), "{text:?}");
        assert!(!span.is_empty(), "{text:?}");
    };
    let mut end = 0;
    for block in document.blocks.all() {
        sound(block.span);
        assert!(block.span.start() >= end, "blocks overlap in {text:?}");
        let between = &text[end..block.span.start()];
        assert!(
            between.chars().all(|c| c.is_whitespace() || c == '\u{feff}'),
            "{between:?} is in no block of {text:?}"
        );
        end = block.span.end();
    }
    assert!(
        text[end..].chars().all(|c| c.is_whitespace() || c == '\u{feff}'),
        "the end is in no block of {text:?}"
    );
    let mut end = 0;
    for mark in document.furniture.all() {
        sound(mark.span);
        assert!(mark.span.start() >= end, "furniture overlaps in {text:?}");
        end = mark.span.end();
    }
    let spans: Vec<Span> = document.blocks.all().iter().map(|b| b.span).collect();
    let points: Vec<char> = text.chars().collect();
    for (span, (from, to)) in spans.iter().zip(code_points(text, &spans)) {
        assert_eq!(span.of(text), points[from..to].iter().collect::<String>());
    }
}

#[test]
fn plain_text_is_kept_to_the_byte() {
    for text in texts(3_000) {
        let reading = file("a.txt", text.as_bytes(), &Outside::default());
        for document in &reading.documents {
            assert_eq!(document.text(), text);
            check(document);
        }
        let blank = text.chars().all(char::is_whitespace);
        assert!(blank || reading.documents.len() == 1, "{text:?}: {:?}", reading.rejected);
    }
}

#[test]
fn json_lines_keep_the_text_to_the_character() {
    for text in texts(500) {
        let line = serde_json::json!({ "text": text }).to_string();
        for document in &file("a.jsonl", line.as_bytes(), &Outside::default()).documents {
            assert_eq!(document.text(), text);
            check(document);
        }
    }
}

#[test]
fn pages_and_feeds_of_any_words_are_sound() {
    for text in texts(1_500) {
        for name in ["a.html", "a.xml", "a.warc", "a.unknown"] {
            for document in &file(name, text.as_bytes(), &Outside::default()).documents {
                check(document);
            }
        }
    }
}

#[test]
fn any_bytes_are_read_or_rejected() {
    for (i, text) in texts(1_500).enumerate() {
        let mut bytes = text.into_bytes();
        for at in (0..bytes.len()).step_by(7 + i % 23) {
            bytes[at] = bytes[at].wrapping_add(97);
        }
        for name in ["a.txt", "a.jsonl", "a.html", "a.warc.gz"] {
            let reading = file(name, &bytes, &Outside::default());
            reading.documents.iter().for_each(check);
            for fault in reading.rejected {
                let line = fault.to_string();
                assert!(!line.chars().any(char::is_control), "{line:?}");
            }
        }
    }
}

#[test]
fn a_long_line_is_read() {
    // Of a size at which work that grows with the square would not end.
    for piece in ["a", "word ", "Read more. ", "\"", "“", "Leave a Reply ", "1.", "é"] {
        let text = piece.repeat(1_900_000 / piece.len());
        file("a.txt", text.as_bytes(), &Outside::default())
            .documents
            .iter()
            .for_each(|d| assert_eq!(d.text(), text));
    }
    let lines = "Related\n".repeat(200_000);
    assert_eq!(file("a.txt", lines.as_bytes(), &Outside::default()).documents.len(), 1);
}
