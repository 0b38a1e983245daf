//! What one article says, in layers, each finding with its span and its reason.

use chancery_text::{Condition, Document, Furniture, Layer, Lines, Published, Sentences, Span, Why};

use crate::condition::conditions;
use crate::{
    Claim,
    fingerprint::{Fingerprint, fingerprint},
    tellings::tellings,
    time::{Filed, Timex},
};

/// What is known of a report besides its findings: the head of its file.
#[derive(Clone, Debug)]
pub struct Report {
    /// `sha256:…` of the bytes.
    pub id: String,
    /// `sha256:…` of the text.
    pub text_sha256: String,
    /// Name within the input.
    pub name: String,
    /// Headline.
    pub title: Option<String>,
    /// Publisher.
    pub outlet: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// ISO 639-1.
    pub language: String,
    /// Its day where given or stated.
    pub published: Option<Published>,
    /// The day of its writing that it states without the year.
    pub filed: Option<Filed>,
    /// Other names of the same bytes.
    pub also_named: Vec<String>,
    /// Page furniture.
    pub furniture: Layer<Furniture>,
    /// Damage in the text.
    pub conditions: Layer<Condition>,
    /// Where its lines begin.
    pub lines: Lines,
}

/// How a mention names its actor.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Form {
    /// "Antony Blinken", "Ukraine".
    Name,
    /// "Russian" in "Russian officials".
    Adjective,
    /// "the Kremlin", "Washington" for a government.
    Metonym,
    /// "the German chancellor", "his Russian counterpart".
    Description,
    /// "he", "they".
    Pronoun,
}

/// What an actor or place is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[allow(missing_docs, reason = "the names are FORMAT's own")]
pub enum Kind {
    Person,
    State,
    Body,
    Place,
    Treaty,
    Weapon,
    Vessel,
    Aircraft,
    Unit,
    Facility,
    Outlet,
    Group,
    Other,
}

/// A stretch of text that names an actor or place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mention {
    /// Index into [`Findings::actors`].
    pub actor: usize,
    /// How it names it.
    pub form: Form,
    /// The sentence it stands in (index into the document's sentences).
    pub sentence: usize,
    /// The token of that sentence that heads it, as the parse has it.
    pub head: usize,
}

/// An office as the text states it: "Secretary of State" of "USA".
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct StatedRole {
    /// Words of the title, without state and article: "foreign minister", "Secretary General".
    pub title: String,
    /// Class of the office in the lore ("foreign-minister"), if it is one.
    pub office: Option<String>,
    /// Whom it serves: ISO 3166 alpha-3 or the id of a body, if said.
    pub of: Option<String>,
    /// Whether it is one that the person held before: "former President".
    pub past: bool,
    /// The words it was read from.
    pub span: Span,
}

/// One actor or place of this article: mentions that name the same one.
#[derive(Clone, PartialEq, Debug)]
pub struct LocalActor {
    /// The fullest name in the text, or the description where there is no name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// The lore's key for it, where it is certain without knowing the day: "USA", "NATO", "Q7747".
    pub lore: Option<String>,
    /// Lore keys that it may be, to be settled when the report's day is known; best first.
    pub candidates: Vec<String>,
    /// ISO 3166 alpha-3 of the state, or the id of the body, that it acts for.
    pub acts_for: Option<String>,
    /// Offices that the text states for it.
    pub roles: Vec<StatedRole>,
    /// Its mentions, as indices into [`Findings::mentions`], in order of the text.
    pub mentions: Vec<usize>,
    /// Why these mentions are one.
    pub links: Vec<Why>,
}

/// A remark for the reader about a place in the report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// Where.
    pub span: Span,
    /// Whether it warns, or only informs.
    pub warning: bool,
    /// What.
    pub text: String,
}

/// Everything found in one article.
#[derive(Clone, Debug)]
pub struct Findings {
    /// The head of its file.
    pub report: Report,
    /// Time expressions, unresolved where they hang on the report's day.
    pub times: Layer<Timex>,
    /// Mentions of actors and places.
    pub mentions: Layer<Mention>,
    /// The actors and places they name.
    pub actors: Vec<LocalActor>,
    /// What is said to have happened, to be due, to be wanted.
    pub claims: Vec<Claim>,
    /// What other articles' wording is compared with.
    pub fingerprint: Fingerprint,
    /// Remarks.
    pub notes: Vec<Note>,
}

/// Puts the layers of one article together and takes its fingerprints.
pub(crate) fn gather(
    document: &Document,
    sentences: &Sentences,
    times: Layer<Timex>,
    mentions: Layer<Mention>,
    actors: Vec<LocalActor>,
    claims: Vec<Claim>,
    filed: Option<Filed>,
) -> Findings {
    let report = Report {
        id: document.id.clone(),
        text_sha256: document.text_sha256(),
        name: document.name.clone(),
        title: document.title.clone(),
        outlet: document.outlet.clone(),
        url: document.url.clone(),
        language: document.language.clone(),
        published: document.published.clone(),
        filed,
        also_named: document.also_named.clone(),
        furniture: document.furniture.clone(),
        conditions: conditions(document, sentences),
        lines: Lines::at(document.text(), sentences.list.iter().map(|s| s.span)),
    };
    let tellings = tellings(sentences, &times, &mentions, &actors);
    let fingerprint = fingerprint(document, sentences, &claims, tellings);
    let notes = unread(document).into_iter().collect();
    Findings { report, times, mentions, actors, claims, fingerprint, notes }
}

/// A warning on a report in another language: it is listed, and left unread.
fn unread(document: &Document) -> Option<Note> {
    let first = document.blocks.all().first().filter(|_| document.language != "en")?;
    let text = format!("not in English ({}): left unread", document.language);
    Some(Note { span: first.span, warning: true, text })
}
