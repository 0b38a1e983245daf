//! JSON Lines: the objects of the chronicle, one a line, each with its type first.

use serde::Serialize;

use super::View;

/// All objects: the head, then reports, actors, facts, positions, disputes, times and notes.
pub(super) fn jsonl(view: &View) -> String {
    #[derive(Serialize)]
    struct Head<'a> {
        format: &'a str,
        made_by: &'a crate::MadeByJson,
        as_of: &'a Option<crate::AsOfJson>,
        coverage: &'a crate::CoverageJson,
    }
    let crate::ChronicleJson {
        format,
        made_by,
        as_of,
        coverage,
        documents,
        times,
        entities,
        facts,
        positions,
        disputes,
        notes,
    } = view.chronicle;
    let mut out = String::new();
    line(&mut out, "chronicle", &Head { format, made_by, as_of, coverage });
    documents.iter().for_each(|d| line(&mut out, "document", d));
    entities.iter().for_each(|e| line(&mut out, "entity", e));
    facts.iter().for_each(|f| line(&mut out, "fact", f));
    positions.iter().for_each(|p| line(&mut out, "position", p));
    disputes.iter().for_each(|d| line(&mut out, "dispute", d));
    times.iter().for_each(|t| line(&mut out, "time", t));
    notes.iter().for_each(|n| line(&mut out, "note", n));
    out
}

fn line(out: &mut String, object: &str, value: &impl Serialize) {
    #[derive(Serialize)]
    struct Line<'a, T> {
        object: &'a str,
        #[serde(flatten)]
        value: &'a T,
    }
    // Shapes of our own have string keys and finite numbers.
    let json = serde_json::to_string(&Line { object, value }).unwrap_or_default();
    // A line separator inside a string would end the line for readers in JavaScript.
    out.push_str(&json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"));
    out.push('\n');
}
