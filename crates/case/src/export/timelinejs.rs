//! TimelineJS 3: what has a day. Its texts are shown as HTML, so that all words are escaped.

use serde_json::{Value, json};

use super::{View, escaped, one_line, pretty, web};
use crate::shape::{FactJson, SourceJson};

/// The timeline's JSON; a fact without a day stays out.
pub(super) fn timelinejs(view: &View) -> String {
    let events: Vec<Value> = view.chronicle.facts.iter().filter_map(|fact| event(view, fact)).collect();
    let as_of = view.chronicle.as_of.as_ref().map(|a| format!("As of {}", a.date)).unwrap_or_default();
    pretty(
        &json!({ "title": { "text": { "headline": "Register", "text": escaped(&as_of) } }, "events": events }),
    )
}

fn event(view: &View, fact: &FactJson) -> Option<Value> {
    let first = fact.when.earliest.as_ref()?;
    let last = fact.when.latest.as_ref().unwrap_or(first);
    let mut text = format!("<p>{}, {}</p>", escaped(&fact.kind), escaped(&fact.status));
    for source in &fact.sources {
        text.push_str(&passage(view, source));
    }
    let mut event = json!({
        "unique_id": fact.id,
        "group": fact.kind,
        "start_date": date(first, &fact.when.grain)?,
        "text": { "headline": escaped(&one_line(&fact.summary)), "text": text },
    });
    if last != first {
        let object = event.as_object_mut()?;
        object.insert("end_date".into(), date(last, &fact.when.grain)?);
        object.insert("display_date".into(), json!(format!("{first} to {last}")));
    }
    Some(event)
}

fn passage(view: &View, source: &SourceJson) -> String {
    let (name, url) =
        view.document(source.doc).map_or(("?", None), |d| (d.name.as_str(), web(d.url.as_ref())));
    let name = match url {
        Some(url) => format!("<a href=\"{}\" rel=\"noreferrer\">{}</a>", escaped(url), escaped(name)),
        None => escaped(name),
    };
    format!(
        "<blockquote>{}</blockquote><p>{name}, {}–{}</p>",
        escaped(&source.quote),
        source.start,
        source.end
    )
}

/// Year, month and day as far as they are known.
fn date(day: &str, grain: &str) -> Option<Value> {
    let mut parts = day.splitn(3, '-').map(|p| p.parse::<i32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    Some(match grain {
        "year" => json!({ "year": year }),
        "month" => json!({ "year": year, "month": month }),
        _ => json!({ "year": year, "month": month, "day": day }),
    })
}
