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
    lines(&mut out, "document", documents);
    lines(&mut out, "entity", entities);
    lines(&mut out, "fact", facts);
    lines(&mut out, "position", positions);
    lines(&mut out, "dispute", disputes);
    lines(&mut out, "time", times);
    lines(&mut out, "note", notes);
    out
}

fn lines<T: Serialize>(out: &mut String, object: &str, values: &[T]) {
    for value in values {
        line(out, object, value);
    }
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
