//! The register as Markdown with footnotes: each line cites, each footnote has the words, the report and the place.

use std::fmt::Write;

use super::{View, one_line};
use crate::shape::{FactJson, PlaceJson, SourceJson};

/// A text for a wiki or an editor: facts by day, positions with answers, differences, reports.
pub(super) fn markdown(view: &View) -> String {
    let mut notes = Notes { view, list: Vec::new() };
    let mut out = String::from("# Register\n\n");
    if let Some(as_of) = &view.chronicle.as_of {
        let _ = writeln!(out, "As of {} ({}).", as_of.date, as_of.basis);
    }
    for gap in &view.chronicle.coverage.gaps {
        let _ = writeln!(out, "No report from {} to {}.", gap.from, gap.to);
    }
    facts(&mut out, view, &mut notes);
    positions(&mut out, view, &mut notes);
    disputes(&mut out, view, &mut notes);
    reports(&mut out, view);
    out.push_str(&notes.written());
    out
}

fn facts(out: &mut String, view: &View, notes: &mut Notes) {
    let mut day: Option<String> = None;
    out.push_str("\n## What is told\n");
    for fact in &view.chronicle.facts {
        let this = days(fact);
        if day.as_ref() != Some(&this) {
            let _ = writeln!(out, "\n### {this}\n");
            day = Some(this);
        }
        let place =
            fact.place.as_ref().map(|id| format!(", {}", plain(view.names.name(id)))).unwrap_or_default();
        let cited: String = fact.sources.iter().map(|s| notes.cite(s)).collect();
        let _ = writeln!(out, "- {}{place} ({}, {}){cited}", plain(&fact.summary), fact.kind, fact.status);
    }
}

fn days(fact: &FactJson) -> String {
    match (&fact.when.earliest, &fact.when.latest) {
        (None, _) => "no day".into(),
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (Some(first), _) => first.clone(),
    }
}

fn positions(out: &mut String, view: &View, notes: &mut Notes) {
    if view.chronicle.positions.is_empty() {
        return;
    }
    out.push_str("\n## Who wants what\n\n");
    let fact = |id: &String| view.chronicle.facts.iter().find(|f| f.id == *id);
    for position in &view.chronicle.positions {
        let stance = position.stance.replace('_', " ");
        let cited: String =
            position.facts.iter().filter_map(fact).flat_map(|f| &f.sources).map(|s| notes.cite(s)).collect();
        let holder = plain(view.names.name(&position.holder));
        let _ = writeln!(out, "- {holder} {stance}: {}{cited}", plain(&position.issue));
        for answer in position.answers.iter().filter_map(fact) {
            let cited: String = answer.sources.iter().map(|s| notes.cite(s)).collect();
            let _ = writeln!(out, "    - answer: {}{cited}", plain(&answer.summary));
        }
    }
}

fn disputes(out: &mut String, view: &View, notes: &mut Notes) {
    if view.chronicle.disputes.is_empty() {
        return;
    }
    out.push_str("\n## Where the reports differ\n\n");
    for dispute in &view.chronicle.disputes {
        let _ = writeln!(out, "- {} ({})", dispute.about, dispute.kind);
        for value in &dispute.values {
            let cited: String = value.sources.iter().map(|p| notes.cite_place(*p)).collect();
            let _ = writeln!(out, "    - {}{cited}", plain(&value.value));
        }
    }
}

fn reports(out: &mut String, view: &View) {
    out.push_str("\n## The reports\n\n");
    for document in &view.chronicle.documents {
        let published = &document.published;
        let day = published.best.as_deref().unwrap_or("no day");
        let title = document.title.as_deref().map(|t| format!(" “{}”", plain(t))).unwrap_or_default();
        let outlet = document.outlet.as_deref().map(|o| format!(", {}", plain(o))).unwrap_or_default();
        let url = super::web(document.url.as_ref()).map(|u| format!(", {}", plain(u))).unwrap_or_default();
        let _ = writeln!(
            out,
            "- {}{title}{outlet}, {day} ({}){url}; text `{}`",
            plain(&document.name),
            published.basis,
            document.text_sha256
        );
    }
    out.push('\n');
}

/// Footnotes in the order in which they are first cited.
struct Notes<'a> {
    view: &'a View<'a>,
    list: Vec<(usize, usize, usize, String)>,
}

impl Notes<'_> {
    fn cite(&mut self, source: &SourceJson) -> String {
        self.note(source.doc, source.start, source.end, || source.quote.clone())
    }

    fn cite_place(&mut self, at: PlaceJson) -> String {
        let text = self.view.texts.get(at.doc).cloned();
        let words = || {
            let text = text.unwrap_or_default();
            text.chars().skip(at.start).take(at.end.saturating_sub(at.start)).collect()
        };
        self.note(at.doc, at.start, at.end, words)
    }

    fn note(&mut self, doc: usize, start: usize, end: usize, quote: impl FnOnce() -> String) -> String {
        let known = self.list.iter().position(|(d, s, e, _)| (*d, *s, *e) == (doc, start, end));
        let n = known.unwrap_or_else(|| {
            self.list.push((doc, start, end, quote()));
            self.list.len() - 1
        });
        format!("[^{}]", n + 1)
    }

    fn written(&self) -> String {
        let mut out = String::new();
        for (n, (doc, start, end, quote)) in self.list.iter().enumerate() {
            let name = self.view.document(*doc).map_or("?", |d| d.name.as_str());
            let _ = writeln!(out, "[^{}]: {}, {start}–{end}: “{}”", n + 1, plain(name), plain(quote));
        }
        out
    }
}

/// Words of a report as plain text of Markdown, on one line: no markup, no HTML, no link by itself.
pub(super) fn plain(words: &str) -> String {
    let line = one_line(words);
    let mut out = String::with_capacity(line.len() + 8);
    for (at, c) in line.char_indices() {
        let rest = &line[at + c.len_utf8()..];
        let marks = matches!(
            c,
            '\\' | '`'
                | '*'
                | '_'
                | '{'
                | '}'
                | '['
                | ']'
                | '<'
                | '>'
                | '&'
                | '|'
                | '~'
                | '!'
                | '#'
                | '@'
                | '$'
                | '^'
        );
        let opens_line = at == 0 && matches!(c, '-' | '+' | '=' | ':');
        let numbers_line = matches!(c, '.' | ')') && at > 0 && line[..at].bytes().all(|b| b.is_ascii_digit());
        let links = (c == ':' && rest.starts_with("//")) || (c == '.' && ends_in_www(&line[..at]));
        if marks || opens_line || numbers_line || links {
            out.push('\\');
        }
        out.push(if super::unsafe_anywhere(c) { '\u{fffd}' } else { c });
    }
    out
}

fn ends_in_www(before: &str) -> bool {
    before.len() >= 3 && before.as_bytes()[before.len() - 3..].eq_ignore_ascii_case(b"www")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn words_of_a_report_are_no_markup() {
        for (words, written) in [
            ("<b>*x*</b> [a](javascript:b)", "\\<b\\>\\*x\\*\\</b\\> \\[a\\](javascript:b)"),
            ("1. First\n# second", "1\\. First \\# second"),
            ("- no list", "\\- no list"),
            ("see https://a.example and www.b.example", "see https\\://a.example and www\\.b.example"),
            ("![x](y) &lt;", "\\!\\[x\\](y) \\&lt;"),
            ("10 Jan – talks, 3.5 per cent", "10 Jan – talks, 3.5 per cent"),
        ] {
            assert_eq!(plain(words), written);
        }
    }
}
