//! Damage in a report that a reader must know of before quoting it: broken sentences, unclosed quotation marks,
//! the marks of a hasty translation.

use chancery_text::{Ann, BlockKind, Condition, Document, Layer, Sentences, Span, Why};

/// Signs of translation that together are enough to ask.
const SIGNS: usize = 3;

/// The damage in one report, outside its furniture.
pub(crate) fn conditions(document: &Document, sentences: &Sentences) -> Layer<Condition> {
    if document.language != "en" {
        return Layer::default();
    }
    let text = document.text();
    let paragraphs: Vec<Span> = document
        .blocks
        .all()
        .iter()
        .filter(|block| block.value.kind == BlockKind::Paragraph && !document.is_furniture(block.span))
        .map(|block| block.span)
        .collect();
    let mut found = Vec::new();
    for (i, &paragraph) in paragraphs.iter().enumerate() {
        found.extend(broken(text, paragraph, sentences));
        let next = paragraphs.get(i + 1).map(|next| next.of(text));
        found.extend(unclosed(text, paragraph, next, sentences));
    }
    found.extend(lower_case_names(document, sentences));
    found.extend(without_verb(document, sentences));
    found.extend(too_long(document, sentences));
    found.sort_by_key(|ann| ann.span);
    found.dedup_by(|a, b| a.value == b.value && a.span.meets(b.span));
    found.extend(translated(document, &paragraphs, found.len()));
    Layer::new(found)
}

fn condition(span: Span, what: &str, rule: &str, note: &str) -> Ann<Condition> {
    Ann {
        span,
        value: Condition { what: what.into() },
        why: Why::rule(format!("condition/{rule}")).noting(note),
    }
}

/// The sentences that touch bytes `from..to`, as one span; those bytes themselves where none does.
fn around(text: &str, sentences: &Sentences, from: usize, to: usize) -> Option<Span> {
    let own = Span::new(text, from, to)?;
    let first = sentences.list.partition_point(|s| s.span.end() <= from);
    let touching = sentences.list[first..].iter().take_while(|s| s.span.start() < to).map(|s| s.span);
    Some(touching.reduce(Span::to).map_or(own, |found| found.to(own)))
}

/// Words that may stand before a full stop within a sentence.
const SHORTENED: [&str; 28] = [
    "approx", "etc", "vs", "cf", "est", "dept", "govt", "gov", "gen", "col", "capt", "sgt", "maj", "mrs",
    "inc", "corp", "ltd", "jan", "feb", "mar", "apr", "aug", "sept", "sep", "oct", "nov", "dec", "art",
];

/// A full stop in the middle of a sentence: the next word begins in lower case.
fn broken(text: &str, paragraph: Span, sentences: &Sentences) -> Vec<Ann<Condition>> {
    let words = paragraph.of(text);
    let mut list = Vec::new();
    for (at, _) in words.match_indices(". ") {
        let (before, after) = (&words[..at], words[at + 2..].trim_start_matches(' '));
        let last: String = before.chars().rev().take_while(|c| c.is_alphabetic()).collect();
        let next: String = after.chars().take_while(|c| c.is_alphanumeric() || *c == '\'').collect();
        let ends = last.chars().count() >= 3
            && last.chars().all(char::is_lowercase)
            && !SHORTENED.contains(&last.chars().rev().collect::<String>().as_str());
        let goes_on = next.chars().count() >= 3 && next.chars().all(char::is_lowercase);
        // "example. com" and the like are addresses torn apart.
        let address = matches!(next.as_str(), "com" | "org" | "net" | "gov" | "www");
        if ends && goes_on && !address {
            let from = paragraph.start() + at - last.len();
            let to = paragraph.start() + words.len() - after.len() + next.len();
            let span = around(text, sentences, from, to);
            list.extend(span.map(|s| {
                condition(s, "broken sentence", "lower-case", "a sentence goes on after its full stop")
            }));
        }
    }
    list
}

/// Quotation marks of a paragraph that do not pair, unless its quotation goes on in the next one.
fn unclosed(
    text: &str,
    paragraph: Span,
    next: Option<&str>,
    sentences: &Sentences,
) -> Option<Ann<Condition>> {
    let words = paragraph.of(text);
    let places = |mark: char| words.match_indices(mark).map(|(at, _)| at).collect::<Vec<_>>();
    let (opening, closing) = (places('“'), places('”'));
    // A mark after a digit may be inches.
    let inches = |at: usize| words[..at].ends_with(|c: char| c.is_ascii_digit());
    let mut straight: Vec<usize> = places('"').into_iter().filter(|&at| !inches(at)).collect();
    // Two single marks, or two accents, stand for a double one.
    for pair in ["''", "``", "’’", "‘‘"] {
        straight.extend(words.match_indices(pair).map(|(at, _)| at));
    }
    straight.sort_unstable();
    let goes_on = next.is_some_and(|next| next.starts_with(['“', '"', '‘', '\'']));
    let odd = straight.len() % 2 == 1;
    let at = match opening.len().cmp(&closing.len()) {
        // A straight mark that opens and a curly one that closes are a pair.
        std::cmp::Ordering::Less | std::cmp::Ordering::Greater if odd => return None,
        std::cmp::Ordering::Less if closing.len() == opening.len() + 1 => *closing.last()?,
        std::cmp::Ordering::Greater if opening.len() == closing.len() + 1 && !goes_on => *opening.last()?,
        std::cmp::Ordering::Equal if odd && !goes_on => *straight.last()?,
        _ => return None,
    };
    let from = paragraph.start() + at;
    let mark = text.get(from..)?.chars().next()?;
    let span = around(text, sentences, from, from + mark.len_utf8())?;
    Some(condition(span, "unclosed quote", "odd-marks", "quotation marks that do not pair"))
}

/// A name that is written small once: "But perrin said".
fn lower_case_names(document: &Document, sentences: &Sentences) -> Vec<Ann<Condition>> {
    use std::collections::BTreeMap;
    let mut written: BTreeMap<String, usize> = BTreeMap::new();
    for sentence in &sentences.list {
        for name in sentence.names.iter().filter(|name| name.kind == chancery_text::NameKind::Person) {
            // The surname alone: "Pope" and "King" are written small as well.
            let surname = sentence.tokens.get(name.last).filter(|_| name.last > name.first);
            let Some(surname) = surname else { continue };
            if surname.form.starts_with(char::is_uppercase) {
                *written.entry(surname.form.to_lowercase()).or_default() += 1;
            }
        }
    }
    let mut list = Vec::new();
    for sentence in sentences.list.iter().filter(|s| !document.is_furniture(s.span)) {
        let small = sentence.tokens.iter().any(|token| {
            token.upos == "PROPN"
                && token.form.len() >= 4
                && token.form.chars().all(char::is_lowercase)
                && written.get(&token.form).is_some_and(|&n| n >= 1)
        });
        if small {
            list.push(condition(
                sentence.span,
                "broken sentence",
                "small-name",
                "a name written in lower case",
            ));
        }
    }
    list
}

/// A speaker and his words with no verb between them: `Perrin “We want peace.”`
fn without_verb(document: &Document, sentences: &Sentences) -> Vec<Ann<Condition>> {
    let text = document.text();
    let mut list = Vec::new();
    for sentence in sentences.list.iter().filter(|s| !document.is_furniture(s.span)) {
        let names = sentence
            .tokens
            .iter()
            .take_while(|t| t.upos == "PROPN" && t.form.starts_with(char::is_uppercase));
        let many = names.count();
        let Some(mark) = sentence.tokens.get(many).filter(|_| (1..=4).contains(&many)) else { continue };
        let opens = mark.span.of(text).starts_with(['“', '"']);
        let first_of_speech =
            sentence.tokens.get(many + 1).is_some_and(|t| t.form.starts_with(char::is_uppercase));
        let starts_block = starts_paragraph(document, sentence.span.start());
        // A nickname stands between two names: Ada “Iron” Perrin.
        let closes_soon =
            sentence.tokens.iter().skip(many + 1).take(4).any(|t| t.span.of(text).starts_with(['”', '"']));
        if opens && first_of_speech && starts_block && !closes_soon {
            list.push(condition(
                sentence.span,
                "broken sentence",
                "no-verb",
                "a speaker and speech without a verb of saying",
            ));
        }
    }
    list
}

/// Sentences that the model could read in pieces only.
fn too_long(document: &Document, sentences: &Sentences) -> Vec<Ann<Condition>> {
    let read = sentences.cut.iter().filter(|span| !document.is_furniture(**span));
    read.map(|&span| {
        condition(span, "broken sentence", "too-long", "a sentence too long to be read in one go, so cut")
    })
    .collect()
}

fn starts_paragraph(document: &Document, at: usize) -> bool {
    let blocks = document.blocks.all();
    let found = blocks.binary_search_by_key(&at, |block| block.span.start());
    found.is_ok_and(|i| blocks[i].value.kind == BlockKind::Paragraph)
}

/// Whether the report as a whole reads like a machine's translation; `damage` places are broken in it.
fn translated(document: &Document, paragraphs: &[Span], damage: usize) -> Option<Ann<Condition>> {
    let text = document.text();
    let headings: Vec<&str> = document
        .blocks
        .all()
        .iter()
        .filter(|b| {
            matches!(b.value.kind, BlockKind::Heading | BlockKind::Title) && !document.is_furniture(b.span)
        })
        .map(|b| b.span.of(text))
        .collect();
    let small = headings.iter().filter(|h| h.starts_with(char::is_lowercase)).count();
    let dots = headings.iter().any(|h| h.contains(".. ") && !h.contains("..."));
    let opener = |span: &Span| {
        let words = span.of(text);
        [
            "For his part",
            "For her part",
            "In this context",
            "In the same context",
            "In this regard",
            "On the other hand",
        ]
        .iter()
        .any(|opener| words.starts_with(opener))
    };
    let openers = paragraphs.iter().filter(|span| opener(span)).count();
    let torn = paragraphs
        .iter()
        .filter(|span| [" \",", " \" ", " ”,"].iter().any(|m| span.of(text).contains(m)))
        .count();
    let signs = small.min(2)
        + usize::from(dots)
        + usize::from(openers >= 2)
        + usize::from(openers >= 4)
        + damage.min(2)
        + torn.min(1);
    let first = document.blocks.all().iter().find(|b| !document.is_furniture(b.span))?;
    let note = format!(
        "{damage} broken places, {small} headings in lower case, {openers} openers that translations use"
    );
    (signs >= SIGNS).then(|| condition(first.span, "translated?", "translated", &note))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let document = chancery_read::text("a.txt", text);
        let found: Vec<String> = conditions(&document, &Sentences::default())
            .all()
            .iter()
            .map(|ann| format!("{}: {}", ann.value.what, ann.span.of(text)))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn finds_a_sentence_torn_at_a_full_stop() {
        check(
            "The fleet would strike if it launched an attack. militarily over the strait.",
            &["broken sentence: attack. militarily"],
        );
        check("Talks end on Sept. eleven or so, approx. eight days late, the U.S. said.", &[]);
        check("He waited... then he left. The U.S. side stayed.", &[]);
    }

    #[test]
    fn finds_marks_that_do_not_pair() {
        check("It was a mistake to close the strait. \".", &["unclosed quote: \""]);
        check("She said “we want peace and left the hall.", &["unclosed quote: “"]);
        check("She said “we want peace” and left.", &[]);
        check("He called it \"a mistake\" and a \"crime\".", &[]);
        check("“We want peace, she began.\n\n“We want it now.”", &[]);
        check("\"We have lost a friend,'' she said.", &[]);
        check("The gun has a 12\" bore.", &[]);
        check("He spoke of \"close talks with all partners, ”according to the ministry.", &[]);
    }

    #[test]
    fn says_which_sentences_were_cut() {
        let text = "The envoys, ministers and generals met.";
        let document = chancery_read::text("a.txt", text);
        let cut = Span::new(text, 0, text.len()).into_iter().collect();
        let found = conditions(&document, &Sentences { cut, ..Sentences::default() });
        assert_eq!(found.all().len(), 1);
        assert_eq!(found.all()[0].why.note, "a sentence too long to be read in one go, so cut");
    }

    #[test]
    fn asks_whether_a_report_is_translated() {
        let body = "For his part, the minister said that the talks on the strait would go on in the capital next week.";
        let text = format!(
            "Strait crisis.. Both sides stick to their positions\n\n{body}\n\ntranscend the rift\n\n{body}\n\nwords and deeds\n\n{body}"
        );
        check(&text, &["translated?: Strait crisis.. Both sides stick to their positions"]);
    }
}
