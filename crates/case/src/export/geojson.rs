//! What has a place, as GeoJSON (RFC 7946).
//!
//! A state, a region or a metonym is no point: such a fact has no geometry, as has one whose place is not in the list of
//! points. The place's name, and how exact it is, stand with every feature.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{View, events, one_line, pretty};
use crate::shape::FactJson;

const POINTS: &str = include_str!("../../../../lore/places/points.tsv");

/// One feature for each fact that names a place.
pub(super) fn geojson(view: &View) -> String {
    let points = points();
    let features: Vec<Value> =
        view.chronicle.facts.iter().filter_map(|fact| feature(view, fact, &points)).collect();
    pretty(&json!({ "type": "FeatureCollection", "features": features }))
}

/// State, longitude and latitude by name.
type Points<'a> = BTreeMap<&'a str, (&'a str, f64, f64)>;

fn points() -> Points<'static> {
    let row = |line: &'static str| {
        let mut cells = line.split('\t');
        let (name, state) = (cells.next()?, cells.next()?);
        let (latitude, longitude) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
        Some((name, (state, longitude, latitude)))
    };
    POINTS.lines().filter(|l| !l.starts_with('#')).filter_map(row).collect()
}

fn feature(view: &View, fact: &FactJson, points: &Points) -> Option<Value> {
    let id = fact.place.as_deref()?;
    let precision = events::place_precision(view, id);
    let place = view.names.get(id)?;
    let point = points.get(place.name.as_str()).filter(|_| precision == "place");
    // A namesake in another state is another place.
    let point = point.filter(|(state, ..)| place.country.as_ref().is_none_or(|country| country == state));
    let geometry = point
        .map(|(_, longitude, latitude)| json!({ "type": "Point", "coordinates": [longitude, latitude] }));
    let sources: Vec<Value> = fact
        .sources
        .iter()
        .filter_map(|s| {
            let document = view.document(s.doc)?;
            Some(json!({
                "report": document.name, "report_date": document.published.best, "start": s.start, "end": s.end,
                "quote": s.quote, "text_sha256": document.text_sha256,
            }))
        })
        .collect();
    Some(json!({
        "type": "Feature",
        "id": fact.id,
        "geometry": geometry,
        "properties": {
            "kind": fact.kind,
            "status": fact.status,
            "summary": one_line(&fact.summary),
            "event_date_earliest": fact.when.earliest,
            "event_date_latest": fact.when.latest,
            "event_date_precision": fact.when.grain,
            "place": place.name,
            "place_country": place.country,
            "place_precision": if geometry.is_some() { "city by its name, to a tenth of a degree" } else { precision },
            "actors": fact.actors.iter().map(|a| view.names.name(&a.entity)).collect::<Vec<_>>(),
            "independent_sources": fact.independent_sources,
            "sources": sources,
        },
    }))
}
