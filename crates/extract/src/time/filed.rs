//! The day of its writing that a report states without its year: "GENEVA, May 7 (UNW) --", "Posted Tuesday 7 May".

use chancery_text::{BlockKind, Document, Layer, Sentences, Span};

use super::{
    TimeLore, Timex,
    expressions::within,
    meaning::{Meaning, MonthOf, Which, YearOf},
};

/// Where a report states the day of its writing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FiledIn {
    /// Before the first sentence of a wire: the day on which it was filed. A paper may print it the day after.
    Dateline,
    /// In a line above the report: the day on which it was published.
    DateLine,
}

/// The day of its writing that a report states without its year, or by its weekday alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filed {
    /// Where it stands.
    pub place: FiledIn,
    /// The dateline, or the line above the report.
    pub span: Span,
    /// Its month, if told.
    pub month: Option<i8>,
    /// Its day of the month, told with the month.
    pub day: Option<i8>,
    /// Its weekday, 1 for Monday, if told.
    pub weekday: Option<i8>,
    /// The words that tell it.
    pub words: String,
}

/// Bytes above the report in which a line may state its day.
const HEAD: usize = 3_000;
/// Words after which a line tells of a later day.
const LATER: [&str; 2] = ["updated", "modified"];

/// The day that the head of a report states of its writing, where it is told without a year.
pub fn filed(
    document: &Document,
    sentences: &Sentences,
    times: &Layer<Timex>,
    lore: &TimeLore,
) -> Option<Filed> {
    in_line(document, sentences, lore).or_else(|| in_dateline(document, times))
}

/// A dateline is a block of its own that the report goes on after in the same line.
pub(crate) fn dateline(document: &Document) -> Option<Span> {
    let blocks = document.blocks.all();
    let text = document.text();
    blocks.windows(2).find_map(|pair| {
        let [line, next] = pair else { return None };
        let between = text.get(line.span.end()..next.span.start())?;
        let goes_on = line.value.kind == BlockKind::Heading && next.value.kind == BlockKind::Paragraph;
        let ends = line.span.of(text).ends_with(['-', '–', '—', ':', ')']);
        (goes_on && ends && !between.contains('\n')).then_some(line.span)
    })
}

fn in_dateline(document: &Document, times: &Layer<Timex>) -> Option<Filed> {
    let line = dateline(document)?;
    let inside = times.all().iter().filter(|t| line.holds(t.span)).map(|t| &t.value);
    told(FiledIn::Dateline, line, inside)
}

fn in_line(document: &Document, sentences: &Sentences, lore: &TimeLore) -> Option<Filed> {
    let text = document.text();
    let title = document.blocks.all().iter().find(|b| b.value.kind == BlockKind::Title);
    let from = title.map_or(0, |b| b.span.start());
    let of_kind = |kind: &'static str| {
        let near = move |span: &Span| (from..from + HEAD).contains(&span.start());
        document.furniture.all().iter().filter(move |f| f.value.what == kind).map(|f| f.span).filter(near)
    };
    of_kind("date line").chain(of_kind("byline")).find_map(|span| {
        let lower = span.of(text).to_ascii_lowercase();
        let end =
            LATER.iter().filter_map(|word| lower.find(word)).min().map_or(span.end(), |at| span.start() + at);
        let line = Span::new(text, span.start(), end)?;
        let times = within(document, sentences, lore, line);
        told(FiledIn::DateLine, line, times.iter())
    })
}

/// The first day that is told, with its month or by its weekday.
fn told<'a>(place: FiledIn, span: Span, times: impl Iterator<Item = &'a Timex>) -> Option<Filed> {
    times.into_iter().find_map(|timex| {
        let (month, day, weekday) = match timex.meaning {
            Meaning::Day {
                year: YearOf::Unsaid,
                month: MonthOf::Is(month),
                day,
                weekday,
                which: Which::Bare,
            } => (Some(month), Some(day), weekday),
            Meaning::Weekday { weekday, which: Which::Bare, week: None } => (None, None, Some(weekday)),
            _ => return None,
        };
        Some(Filed { place, span, month, day, weekday, words: timex.words.clone() })
    })
}
