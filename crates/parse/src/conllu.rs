//! CoNLL-U: the field's own format, so that the model can be judged with the field's own tools.

use std::fmt::Write as _;

use chancery_text::{Document, NameKind, Sentence, Sentences};

/// A sentence whose tokens someone else has set.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Given {
    /// Its syntactic words.
    pub words: Vec<Word>,
    /// The document it opens, where it does.
    pub opens_document: Option<String>,
    /// Whether it opens a paragraph.
    pub opens_paragraph: bool,
    /// Its id, where it has one.
    pub id: Option<String>,
}

/// A line of a CoNLL-U file, as far as it is used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// The word.
    pub form: String,
    /// Its dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: String,
    /// Penn tag.
    pub xpos: String,
    /// 0 is the root; words count from 1.
    pub head: usize,
    /// Relation to the head.
    pub deprel: String,
    /// Whether white space follows in the text.
    pub space_after: bool,
    /// Whether the word continues the last one within a token that the file spells as one (`don't`).
    pub inside_token: bool,
}

/// Why a CoNLL-U file cannot be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConlluError {
    message: String,
}

impl std::fmt::Display for ConlluError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ConlluError {}

/// The sentences of a CoNLL-U file; empty nodes are left out.
///
/// # Errors
/// If a line is not a comment and has not ten columns, or its numbers are none.
pub fn read(text: &str) -> Result<Vec<Given>, ConlluError> {
    let mut out = Vec::new();
    let mut open = Given::default();
    // The last word of a multiword token, and whether white space follows it.
    let mut token: Option<(usize, usize, bool)> = None;
    for (number, line) in text.lines().enumerate() {
        let wrong = |expected: &str| ConlluError {
            message: format!("line {}: expected {expected}, found {:.60}", number + 1, line),
        };
        if line.trim().is_empty() {
            if !open.words.is_empty() {
                out.push(std::mem::take(&mut open));
            }
            token = None;
        } else if let Some(comment) = line.strip_prefix('#') {
            note(&mut open, comment.trim());
        } else {
            let columns: Vec<&str> = line.split('\t').collect();
            let [id, form, lemma, upos, xpos, _, head, deprel, _, misc] = columns[..] else {
                return Err(wrong("ten columns between tabs"));
            };
            let space_after = !misc.split('|').any(|m| m == "SpaceAfter=No");
            if let Some((first, last)) = id.split_once('-') {
                let edge = |n: &str| n.parse().map_err(|_| wrong("a range of word numbers"));
                token = Some((edge(first)?, edge(last)?, space_after));
            } else if !id.contains('.') {
                let id: usize = id.parse().map_err(|_| wrong("a word number"))?;
                let inside = token.filter(|&(first, last, _)| (first..=last).contains(&id));
                open.words.push(Word {
                    form: form.into(),
                    lemma: lemma.into(),
                    upos: upos.into(),
                    xpos: xpos.into(),
                    head: if head == "_" {
                        0
                    } else {
                        head.parse().map_err(|_| wrong("the number of a head"))?
                    },
                    deprel: deprel.into(),
                    space_after: inside.map_or(space_after, |(_, last, space)| id == last && space),
                    inside_token: inside.is_some_and(|(first, ..)| id > first),
                });
            }
        }
    }
    if !open.words.is_empty() {
        out.push(open);
    }
    Ok(out)
}

fn note(open: &mut Given, comment: &str) {
    let value = |of: &str| {
        comment.strip_prefix(of).and_then(|rest| rest.trim().strip_prefix('=')).map(|v| v.trim().to_string())
    };
    if let Some(id) = value("newdoc id") {
        open.opens_document = Some(id);
    }
    if let Some(id) = value("sent_id") {
        open.id = Some(id);
    }
    open.opens_paragraph |= comment.starts_with("newpar") || comment.starts_with("newdoc");
}

/// The text that these sentences spell, with the place of each word in it; sentences stand on lines of their own.
pub(crate) fn spelled(given: &[Given]) -> (String, Vec<Vec<std::ops::Range<usize>>>) {
    let mut text = String::new();
    let mut places = Vec::with_capacity(given.len());
    for sentence in given {
        let mut here = Vec::with_capacity(sentence.words.len());
        for word in &sentence.words {
            let start = text.len();
            text.push_str(&word.form);
            here.push(start..text.len());
            if word.space_after {
                text.push(' ');
            }
        }
        text.truncate(text.trim_end_matches(' ').len());
        text.push('\n');
        places.push(here);
    }
    (text, places)
}

/// `sentences` of `document` as CoNLL-U; names stand in the last column as `Name=B-PER`.
pub fn write(document: &Document, sentences: &Sentences) -> String {
    let mut out = format!("# newdoc id = {}\n", one_line(&document.name));
    let mut block = None;
    for (number, sentence) in sentences.list.iter().enumerate() {
        let here = document.blocks.all().iter().position(|b| b.span.holds(sentence.span));
        if here != block {
            out.push_str("# newpar\n");
            block = here;
        }
        write_sentence(&mut out, document.text(), sentence, number + 1);
    }
    out
}

fn write_sentence(out: &mut String, text: &str, sentence: &Sentence, number: usize) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "# sent_id = {number}\n# text = {}", one_line(sentence.span.of(text)));
    for (i, token) in sentence.tokens.iter().enumerate() {
        let last = last_of_token(sentence, i);
        let space = |i: usize| {
            sentence.tokens.get(i + 1).is_none_or(|next| next.span.start() > sentence.tokens[i].span.end())
        };
        let inside = i > 0 && is_clitic(sentence, i);
        if last > i && !inside {
            let form = sentence.span_of(i, last).of(text);
            let misc = if space(last) { "_" } else { "SpaceAfter=No" };
            let _ = writeln!(out, "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{misc}", i + 1, last + 1, one_line(form));
        }
        let mut misc: Vec<String> = name_tag(sentence, i).into_iter().collect();
        if last == i && !inside && !space(i) {
            misc.push("SpaceAfter=No".into());
        }
        let misc = if misc.is_empty() { "_".to_string() } else { misc.join("|") };
        let head = token.head.map_or(0, |h| h + 1);
        let (form, lemma) = (one_line(token.span.of(text)), one_line(&token.lemma));
        let _ = writeln!(
            out,
            "{}\t{form}\t{lemma}\t{}\t{}\t_\t{head}\t{}\t_\t{misc}",
            i + 1,
            token.upos,
            token.xpos,
            token.deprel
        );
    }
    out.push('\n');
}

fn name_tag(sentence: &Sentence, i: usize) -> Option<String> {
    let name = sentence.names.iter().find(|n| (n.first..=n.last).contains(&i))?;
    let kind = match name.kind {
        NameKind::Person => "PER",
        NameKind::Place => "LOC",
        NameKind::Organisation => "ORG",
        NameKind::Event => "EVT",
        NameKind::Other => "OTH",
    };
    Some(format!("Name={}-{kind}", if i == name.first { 'B' } else { 'I' }))
}

/// The last word of the multiword token that word `i` is in: clitics cling to what they follow.
fn last_of_token(sentence: &Sentence, i: usize) -> usize {
    let mut last = i;
    while last + 1 < sentence.tokens.len() && is_clitic(sentence, last + 1) {
        last += 1;
    }
    last
}

fn is_clitic(sentence: &Sentence, i: usize) -> bool {
    let (before, token) = (&sentence.tokens[i - 1], &sentence.tokens[i]);
    let form = token.form.to_lowercase();
    let clings = before.span.end() == token.span.start()
        && before.form.chars().all(|c| c.is_alphanumeric() || c == '\'' || c == '.');
    let joined = matches!(
        (before.form.to_lowercase().as_str(), form.as_str()),
        ("can", "not") | ("gon" | "got" | "wan", "na" | "ta")
    );
    clings
        && (joined
            || matches!(form.as_str(), "n't" | "'s" | "'re" | "'ve" | "'ll" | "'d" | "'m")
            || form == "'" && token.xpos == "POS")
}

/// Tabs and line ends would break the format.
fn one_line(words: &str) -> String {
    words.replace(|c: char| c.is_control() || c == '\u{2028}' || c == '\u{2029}', " ")
}

/// The form with typographic quotes and apostrophes made plain.
pub fn plain(form: &str) -> String {
    match form {
        "“" | "”" | "„" | "«" | "»" | "''" | "``" | "‘‘" | "’’" => "\"".to_string(),
        _ => form.replace(['’', '‘', '`', 'ʼ'], "'"),
    }
}
