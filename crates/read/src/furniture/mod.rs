//! Page furniture: share buttons, comment forms, author profiles, captions. Marked, never deleted.

mod rules;

use chancery_text::{Ann, Furniture, Span, Why};
use rules::{Place, Rules, SHIPPED};

/// Bytes of report that must stand before a rule may swallow the paragraphs after it.
const BODY_BEFORE: usize = 300;
/// A paragraph this long is part of the report.
const LONG: usize = 120;
/// Paragraphs at the end of a report that may speak of its author.
const LAST: usize = 4;

/// The furniture among `paragraphs` of `text`, in order, not overlapping.
///
/// `titled`: the headline is known and not the first paragraph, which may then be the name of the author.
pub(crate) fn furniture(text: &str, paragraphs: &[Span], titled: bool) -> Vec<Ann<Furniture>> {
    let Some(rules) = SHIPPED.as_ref() else { return Vec::new() };
    let mut marks = Marks { rules, text, paragraphs, found: vec![Vec::new(); paragraphs.len()] };
    marks.lines(titled);
    marks.sentences(0..paragraphs.len(), &[Place::Sentence]);
    let rest: Vec<usize> = (0..paragraphs.len()).filter(|&i| !marks.whole(i)).collect();
    if rest.len() > LAST {
        let end = &rest[rest.len() - LAST..];
        marks.sentences(end.iter().copied(), &[Place::End]);
    }
    marks.joined()
}

struct Marks<'a> {
    rules: &'a Rules,
    text: &'a str,
    paragraphs: &'a [Span],
    /// For each paragraph what was found in it: where, and by which rule.
    found: Vec<Vec<(Span, usize)>>,
}

impl Marks<'_> {
    fn lines(&mut self, titled: bool) {
        let head = self.head();
        let mut before = 0;
        let mut i = 0;
        while i < self.paragraphs.len() {
            let span = self.paragraphs[i];
            let places: &[Place] = match i {
                0 if head > 0 && !titled => &[Place::Line, Place::Head],
                _ if i < head => &[Place::Line, Place::Head, Place::Under],
                _ => &[Place::Line],
            };
            match self.rules.find(span.of(self.text), places) {
                Some(rule) => {
                    self.found[i].push((span, rule));
                    if before >= BODY_BEFORE {
                        i += self.swallow(i + 1, rule);
                    }
                }
                None if span.len() >= LONG => before += span.len(),
                None => {}
            }
            i += 1;
        }
    }

    /// Marks the paragraphs from `first` on that belong to `rule`, and says how many.
    fn swallow(&mut self, first: usize, rule: usize) -> usize {
        let Some(goes_on) = &self.rules.list[rule].goes_on else { return 0 };
        let belongs = |span: &Span| goes_on.is_match(span.of(self.text));
        let many = self.paragraphs[first..].iter().take_while(|span| belongs(span)).count();
        for i in first..first + many {
            // A rule of its own says better what it is: "latest entries" within a comment form.
            let own = self.rules.find(self.paragraphs[i].of(self.text), &[Place::Line]);
            self.found[i].push((self.paragraphs[i], own.unwrap_or(rule)));
        }
        many
    }

    /// How many paragraphs stand before the first long one.
    fn head(&self) -> usize {
        let long = |span: &Span| {
            span.len() >= LONG || (span.len() >= LONG / 2 && span.of(self.text).ends_with(['.', '”', '"']))
        };
        self.paragraphs.iter().skip(1).take(8).position(long).map_or(0, |at| at + 1)
    }

    fn sentences(&mut self, which: impl Iterator<Item = usize>, places: &[Place]) {
        for i in which {
            if self.whole(i) {
                continue;
            }
            for span in sentences(self.text, self.paragraphs[i]) {
                if let Some(rule) = self.rules.find(span.of(self.text), places) {
                    self.found[i].push((span, rule));
                }
            }
        }
    }

    fn whole(&self, i: usize) -> bool {
        self.found[i].iter().any(|(span, _)| *span == self.paragraphs[i])
    }

    fn joined(self) -> Vec<Ann<Furniture>> {
        let found = self.found.concat().into_iter().map(|(span, rule)| {
            let source = &self.rules.list[rule].source;
            let why = Why::rule(format!("furniture/{}", source.id));
            Ann { span, value: Furniture { what: source.what.clone() }, why }
        });
        join(self.text, found.collect())
    }
}

/// The marks in order: of overlapping ones the first stays, runs of the same sort become one stretch.
pub(crate) fn join(text: &str, mut found: Vec<Ann<Furniture>>) -> Vec<Ann<Furniture>> {
    found.sort_by_key(|ann| ann.span);
    let mut list: Vec<Ann<Furniture>> = Vec::new();
    for ann in found {
        let Some(last) = list.last_mut().filter(|last| {
            let between = text.get(last.span.end()..ann.span.start());
            let same =
                last.value.what == ann.value.what && between.is_some_and(|words| words.trim().is_empty());
            same || last.span.meets(ann.span)
        }) else {
            list.push(ann);
            continue;
        };
        if last.value.what == ann.value.what {
            last.span = last.span.to(ann.span);
        }
    }
    list
}

/// Sentences by their final marks alone, enough to tell a call to subscribe from the report around it.
/// Those that begin within quotation marks are left out: somebody says them, not the page.
fn sentences(text: &str, paragraph: Span) -> Vec<Span> {
    let words = paragraph.of(text);
    let mut list = Vec::new();
    let (mut start, mut closed) = (0, false);
    let (mut curly, mut straight, mut quoted) = (0_i32, false, false);
    for (at, c) in words.char_indices() {
        match c {
            '.' if ends_with_initial(&words[..at]) => {}
            '.' | '!' | '?' => closed = true,
            '"' | '”' | '’' | '\'' | ')' if closed => {}
            _ if c.is_whitespace() && closed => {
                list.push((start, at, quoted));
                start = at;
                closed = false;
                quoted = curly > 0 || straight;
            }
            _ if c.is_whitespace() => {}
            _ => closed = false,
        }
        match c {
            '“' => curly += 1,
            '”' => curly -= 1,
            '"' => straight = !straight,
            _ => {}
        }
    }
    list.push((start, words.len(), quoted));
    let at = paragraph.start();
    list.into_iter()
        .filter(|(_, _, quoted)| !quoted)
        .filter_map(|(start, end, _)| Span::new(text, at + start, at + end))
        .map(|span| span.trimmed(text))
        .filter(|span| !span.is_empty())
        .collect()
}

/// Whether a single capital ends the words: the full stop after it ends no sentence.
fn ends_with_initial(words: &str) -> bool {
    let mut back = words.chars().rev();
    back.next().is_some_and(char::is_uppercase) && back.next().is_none_or(|c| c.is_whitespace() || c == '.')
}
