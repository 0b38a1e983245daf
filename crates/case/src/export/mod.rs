//! What other programs read: each format a view of the chronicle, every line with its passage.

mod csl;
mod events;
mod filter;
mod ftm;
mod geojson;
mod gexf;
mod jsonl;
mod markdown;
mod parquet;
mod table;
mod timelinejs;
mod w3c;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use filter::{Chosen, Filter};
pub use table::Table;

use crate::shape::{ChronicleJson, DocumentJson, EntityJson};

/// A format of export.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// W3C Web Annotations, JSON-LD.
    W3c,
    /// iCalendar; made where the calendar is made, not here.
    Ics,
    /// Events and mentions, two tables.
    Csv,
    /// JSON Lines, one object of the chronicle a line.
    Jsonl,
    /// The two tables in Parquet.
    Parquet,
    /// TimelineJS.
    Timelinejs,
    /// FollowTheMoney entities, one a line.
    Ftm,
    /// Who met whom, as a graph.
    Gexf,
    /// What has a place.
    Geojson,
    /// A text with footnotes.
    Markdown,
    /// The reports as CSL-JSON.
    Csl,
}

impl Format {
    /// All, with their names on the command line.
    pub const ALL: [(Format, &'static str); 11] = [
        (Format::W3c, "w3c"),
        (Format::Ics, "ics"),
        (Format::Csv, "csv"),
        (Format::Jsonl, "jsonl"),
        (Format::Parquet, "parquet"),
        (Format::Timelinejs, "timelinejs"),
        (Format::Ftm, "ftm"),
        (Format::Gexf, "gexf"),
        (Format::Geojson, "geojson"),
        (Format::Markdown, "markdown"),
        (Format::Csl, "csl"),
    ];

    /// The format of this name.
    pub fn named(name: &str) -> Option<Format> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(f, _)| *f)
    }

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(f, _)| *f == self).map_or("", |(_, n)| n)
    }

    /// Whether it is several files in a folder.
    pub fn is_several(self) -> bool {
        matches!(self, Format::Csv | Format::Parquet)
    }

    /// Whether a terminal cannot show it.
    pub fn is_binary(self) -> bool {
        self == Format::Parquet
    }
}

/// What came out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Export {
    /// One text.
    Text(String),
    /// One file that is no text.
    Bytes(Vec<u8>),
    /// Files of a folder by name.
    Files(Vec<(&'static str, Vec<u8>)>),
}

/// The chronicle in this format; `texts` are those of its documents, in their order.
///
/// # Errors
/// If the format is not made here (iCalendar), or the bytes of a table cannot be made.
pub fn export(chronicle: &ChronicleJson, texts: &[Arc<str>], format: Format) -> Result<Export, String> {
    let view = View { chronicle, names: Names::of(chronicle), texts };
    Ok(match format {
        Format::W3c => Export::Text(w3c::w3c(&view)),
        Format::Csv => Export::Files(events::csv(&view)),
        Format::Jsonl => Export::Text(jsonl::jsonl(&view)),
        Format::Parquet => Export::Files(parquet::parquet(&view)?),
        Format::Timelinejs => Export::Text(timelinejs::timelinejs(&view)),
        Format::Ftm => Export::Text(ftm::ftm(&view)),
        Format::Gexf => Export::Text(gexf::gexf(&view)),
        Format::Geojson => Export::Text(geojson::geojson(&view)),
        Format::Markdown => Export::Text(markdown::markdown(&view)),
        Format::Csl => Export::Text(csl::csl(&view)),
        Format::Ics => return Err("the calendar is made by `chancery calendar --ics`".into()),
    })
}

/// A chronicle with what its exports look up.
struct View<'a> {
    chronicle: &'a ChronicleJson,
    names: Names<'a>,
    texts: &'a [Arc<str>],
}

impl<'a> View<'a> {
    fn document(&self, doc: usize) -> Option<&'a DocumentJson> {
        self.chronicle.documents.get(doc)
    }
}

/// The entities by id.
pub(crate) struct Names<'a>(BTreeMap<&'a str, &'a EntityJson>);

impl<'a> Names<'a> {
    pub(crate) fn of(chronicle: &'a ChronicleJson) -> Names<'a> {
        Names(chronicle.entities.iter().map(|e| (e.id.as_str(), e)).collect())
    }

    pub(crate) fn get(&self, id: &str) -> Option<&'a EntityJson> {
        self.0.get(id).copied()
    }

    /// The name, or the id where there is none.
    pub(crate) fn name<'b>(&self, id: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.get(id).map_or(id, |e| e.name.as_str())
    }

    fn list(&self, ids: &[String]) -> String {
        ids.iter().map(|id| self.name(id)).collect::<Vec<_>>().join("; ")
    }
}

/// `value` on lines, with a line end.
fn pretty(value: &serde_json::Value) -> String {
    // A value of our own making has string keys and finite numbers.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

/// Words of a report as text of HTML or XML: no markup, no control code, nothing that turns the writing direction.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if unsafe_anywhere(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Control codes, marks that turn the writing direction, and what XML forbids.
fn unsafe_anywhere(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || matches!(c, '\u{fffe}' | '\u{ffff}') || (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
}

/// All white space as single spaces, so that words stay on their line.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An address that a program may be led to; others (`javascript:`, files) are left out.
fn web(url: Option<&String>) -> Option<&str> {
    let url = url?.as_str();
    let sound = (url.starts_with("https://") || url.starts_with("http://"))
        && !url.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"'));
    sound.then_some(url)
}
