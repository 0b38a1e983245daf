//! The chronicle as it is written: FORMAT version 1, keys in FORMAT's order.

use serde::{Deserialize, Serialize};

/// One chronicle.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChronicleJson {
    /// `chancery/1`.
    pub format: String,
    /// What made it.
    pub made_by: MadeByJson,
    /// What "ahead" counts from.
    pub as_of: Option<AsOfJson>,
    /// Days without a report.
    pub coverage: CoverageJson,
    /// Reports.
    pub documents: Vec<DocumentJson>,
    /// Time expressions.
    pub times: Vec<TimeJson>,
    /// Actors and places.
    pub entities: Vec<EntityJson>,
    /// Facts.
    pub facts: Vec<FactJson>,
    /// Who wants what.
    pub positions: Vec<PositionJson>,
    /// Where sources differ.
    pub disputes: Vec<DisputeJson>,
    /// Remarks.
    pub notes: Vec<NoteJson>,
}

/// Hashes of everything that decides the output.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MadeByJson {
    /// Version of the program.
    pub version: String,
    /// Of the rule files.
    pub rules: String,
    /// Of the lore.
    pub lore: String,
    /// Of the weights.
    pub model: String,
    /// Of the input.
    pub input: String,
}

/// As-of day.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AsOfJson {
    /// ISO day.
    pub date: String,
    /// Other days that fit.
    pub also: Vec<String>,
    /// `latest report` or `given`.
    pub basis: String,
}

/// Coverage.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CoverageJson {
    /// Stretches without a report.
    pub gaps: Vec<GapJson>,
}

/// A stretch of days, both ends inclusive.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GapJson {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
}

/// A report.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DocumentJson {
    /// Hash of the bytes.
    pub id: String,
    /// Hash of the text.
    pub text_sha256: String,
    /// Name in the input.
    pub name: String,
    /// Headline.
    pub title: Option<String>,
    /// Publisher.
    pub outlet: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// ISO 639-1.
    pub language: String,
    /// Its day.
    pub published: PublishedJson,
    /// Copies share it.
    pub lineage: String,
    /// Damage.
    pub condition: Vec<MarkJson>,
    /// Furniture.
    pub furniture: Vec<MarkJson>,
    /// Other names of the same bytes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_named: Vec<String>,
}

/// The day of a report.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PublishedJson {
    /// First day that fits.
    pub earliest: Option<String>,
    /// Last day that fits.
    pub latest: Option<String>,
    /// Likeliest.
    pub best: Option<String>,
    /// Days that fit, likeliest first, where few do.
    pub candidates: Vec<String>,
    /// `given`, `stated`, `inferred`, `unknown`.
    pub basis: String,
    /// Reasons.
    pub why: Vec<String>,
}

/// A marked stretch.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MarkJson {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What it is.
    pub what: String,
}

/// A time expression.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TimeJson {
    /// Report.
    pub doc: usize,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub text: String,
    /// `date`, `time`, `duration`, `set`.
    #[serde(rename = "type")]
    pub kind: String,
    /// TIMEX3 value.
    pub value: String,
    /// `published`, `previous`, `stated`.
    pub anchor: String,
    /// Rule that found it.
    pub rule: String,
}

/// An actor or place.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EntityJson {
    /// Id.
    pub id: String,
    /// Best name.
    pub name: String,
    /// Kind.
    pub kind: String,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Acts for.
    pub country: Option<String>,
    /// Offices.
    pub roles: Vec<RoleJson>,
    /// Mentions.
    pub mentions: Vec<MentionJson>,
    /// Why the mentions are one.
    pub links: Vec<String>,
}

/// An office.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RoleJson {
    /// Title.
    pub title: String,
    /// State or body.
    pub of: Option<String>,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// `text` or `lore`.
    pub basis: String,
}

/// A mention.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MentionJson {
    /// Report.
    pub doc: usize,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub text: String,
    /// Form.
    pub form: String,
}

/// A fact.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FactJson {
    /// Id.
    pub id: String,
    /// Kind.
    pub kind: String,
    /// Status.
    pub status: String,
    /// Actors.
    pub actors: Vec<ActorJson>,
    /// When.
    pub when: WhenJson,
    /// Entity id of the place.
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// Numbers.
    pub numbers: Vec<NumberJson>,
    /// Own words.
    pub summary: String,
    /// Medium.
    pub medium: Option<String>,
    /// Code.
    pub plover: Option<PloverJson>,
    /// Passages.
    pub sources: Vec<SourceJson>,
    /// Lineages.
    pub independent_sources: usize,
    /// Entity ids of the first voices.
    pub origins: Vec<String>,
    /// How many.
    pub independent_origins: usize,
    /// Links.
    pub links: Vec<LinkJson>,
    /// Dispute ids.
    pub disputes: Vec<String>,
    /// Why its passages are one fact.
    pub why: WhyJson,
}

/// An actor in its role.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ActorJson {
    /// Entity id.
    pub entity: String,
    /// Role.
    pub role: String,
}

/// When.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct WhenJson {
    /// First day.
    pub earliest: Option<String>,
    /// Last day.
    pub latest: Option<String>,
    /// Grain.
    pub grain: String,
    /// Moves with these days.
    pub rests_on: Vec<RestsOnJson>,
}

/// "If report `doc` is of day `if`, this begins on `then`."
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RestsOnJson {
    /// Report.
    pub doc: usize,
    /// Day.
    #[serde(rename = "if")]
    pub if_day: String,
    /// Day.
    pub then: String,
}

/// A number.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NumberJson {
    /// Value.
    pub value: f64,
    /// Unit.
    pub unit: String,
    /// `exact`, `about`, `at_least`, `at_most`.
    pub bound: String,
}

/// PLOVER code.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PloverJson {
    /// Event.
    pub event: String,
    /// Mode.
    pub mode: Option<String>,
    /// Contexts.
    pub context: Vec<String>,
    /// The nearest CAMEO code, for older tables.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cameo: Option<String>,
}

/// A passage.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SourceJson {
    /// Report.
    pub doc: usize,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub quote: String,
    /// Entity ids, outermost first.
    pub attribution: Vec<String>,
    /// What it says.
    pub says: SaysJson,
    /// Speech in quotation marks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quoted: Vec<RangeJson>,
    /// Subject matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<RangeJson>,
    /// The *if*.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<RangeJson>,
    /// Rule.
    pub rule: String,
    /// Derivation.
    pub why: WhyJson,
}

/// A range with its words.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RangeJson {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub text: String,
}

/// What one passage says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SaysJson {
    /// When.
    pub when: WhenJson,
    /// Where.
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// Numbers.
    pub numbers: Vec<NumberJson>,
    /// Status.
    pub status: String,
    /// Entity ids.
    pub actors: Vec<String>,
}

/// A derivation.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct WhyJson {
    /// Rule.
    pub rule: String,
    /// What it saw.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// From what.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<WhyJson>,
}

/// A link.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LinkJson {
    /// Fact id.
    pub fact: String,
    /// What it is to that fact.
    #[serde(rename = "as")]
    pub kind: String,
}

/// A position.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PositionJson {
    /// Id.
    pub id: String,
    /// Entity id.
    pub holder: String,
    /// Stance.
    pub stance: String,
    /// Issue.
    pub issue: String,
    /// Entity ids.
    pub toward: Vec<String>,
    /// Fact ids.
    pub facts: Vec<String>,
    /// First day.
    pub first: Option<String>,
    /// Last day.
    pub last: Option<String>,
    /// Fact ids of answers.
    pub answers: Vec<String>,
    /// Id of the holder's earlier position on the issue that this one turns from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turned_from: Option<String>,
}

/// A dispute.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DisputeJson {
    /// Id.
    pub id: String,
    /// About.
    pub about: String,
    /// Fact ids.
    pub facts: Vec<String>,
    /// Kind.
    pub kind: String,
    /// Values.
    pub values: Vec<ValueJson>,
}

/// One side of a dispute.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ValueJson {
    /// The value.
    pub value: String,
    /// Passages that hold it.
    pub sources: Vec<PlaceJson>,
}

/// A place in a report.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct PlaceJson {
    /// Report.
    pub doc: usize,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// A remark.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NoteJson {
    /// Report.
    pub doc: usize,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// `info` or `warning`.
    pub level: String,
    /// What.
    pub text: String,
}
