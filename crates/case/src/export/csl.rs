//! The reports as CSL-JSON, for reference managers. A worked-out day is `circa`, and its reason stands in the note.

use serde_json::{Value, json};

use super::{View, one_line, pretty, web};
use crate::shape::DocumentJson;

/// One item for each report.
pub(super) fn csl(view: &View) -> String {
    pretty(&Value::Array(view.chronicle.documents.iter().map(item).collect()))
}

fn item(document: &DocumentJson) -> Value {
    let published = &document.published;
    let title = document.title.as_deref().map_or_else(|| document.name.clone(), one_line);
    let mut item = json!({
        "id": document.id,
        "type": if document.outlet.is_some() { "article-newspaper" } else { "article" },
        "title": title,
        "language": document.language,
        "archive_location": document.name,
        "note": format!("text {}; day {}: {}", document.text_sha256, published.basis, published.why.join("; ")),
    });
    let Some(object) = item.as_object_mut() else { return item };
    if let Some(outlet) = &document.outlet {
        object.insert("container-title".into(), json!(one_line(outlet)));
    }
    if let Some(url) = web(document.url.as_ref()) {
        object.insert("URL".into(), json!(url));
    }
    if let Some(issued) = issued(document) {
        object.insert("issued".into(), issued);
    }
    item
}

/// The day where it is known, else the interval it lies in.
fn issued(document: &DocumentJson) -> Option<Value> {
    let published = &document.published;
    if matches!(published.basis.as_str(), "given" | "stated") {
        return Some(json!({ "date-parts": [parts(published.best.as_ref()?)?] }));
    }
    let (first, last) = (parts(published.earliest.as_ref()?)?, parts(published.latest.as_ref()?)?);
    let days = if first == last { vec![first] } else { vec![first, last] };
    Some(json!({ "date-parts": days, "circa": true }))
}

fn parts(day: &str) -> Option<[i32; 3]> {
    let mut parts = day.splitn(3, '-').map(|p| p.parse::<i32>().ok());
    Some([parts.next()??, parts.next()??, parts.next()??])
}
