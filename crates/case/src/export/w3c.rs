//! W3C Web Annotations (JSON-LD): every passage of every fact, by its words and by its place.
//!
//! The source is named by the hash of its text, so that a changed text is another source and no citation moves to a
//! passage that looks alike. Positions count Unicode code points.

use serde_json::{Value, json};

use super::{View, pretty, web};
use crate::shape::{DocumentJson, FactJson, SourceJson};

/// How many code points stand before and after a passage.
const AROUND: usize = 32;

/// One collection with one page.
pub(super) fn w3c(view: &View) -> String {
    let texts: Vec<Vec<char>> = view.texts.iter().map(|t| t.chars().collect()).collect();
    let items: Vec<Value> = view
        .chronicle
        .facts
        .iter()
        .flat_map(|f| f.sources.iter().enumerate().map(move |(n, s)| (f, n, s)))
        .filter_map(|(f, n, s)| Some(annotation(f, n, s, view.document(s.doc)?, texts.get(s.doc)?)))
        .collect();
    let id = format!("urn:chancery:{}", view.chronicle.made_by.input);
    pretty(&json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": id,
        "type": "AnnotationCollection",
        "label": "Passages that facts rest on",
        "total": items.len(),
        "first": { "id": format!("{id}#page1"), "type": "AnnotationPage", "startIndex": 0, "items": items },
    }))
}

fn annotation(
    fact: &FactJson,
    n: usize,
    source: &SourceJson,
    document: &DocumentJson,
    text: &[char],
) -> Value {
    let around = |from: usize, to: usize| -> String {
        text.get(from.min(text.len())..to.min(text.len())).unwrap_or_default().iter().collect()
    };
    let (start, end) = (source.start, source.end);
    let mut from = json!({
        "id": format!("urn:{}", document.text_sha256),
        "type": "Text",
        "format": "text/plain",
        "language": document.language,
        "title": document.title,
        "name": document.name,
    });
    if let (Some(object), Some(url)) = (from.as_object_mut(), web(document.url.as_ref())) {
        object.insert("via".into(), json!(url));
    }
    json!({
        "id": format!("urn:chancery:{}:{}", fact.id, n + 1),
        "type": "Annotation",
        "motivation": "identifying",
        "body": [
            { "type": "TextualBody", "purpose": "identifying", "format": "text/plain", "value": fact.summary },
            { "type": "TextualBody", "purpose": "classifying", "format": "text/plain", "value": fact.kind },
            { "type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": source.says.status },
        ],
        "target": {
            "source": from,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": source.quote,
                    "prefix": around(start.saturating_sub(AROUND), start),
                    "suffix": around(end, end + AROUND),
                },
                { "type": "TextPositionSelector", "start": start, "end": end },
            ],
        },
    })
}
