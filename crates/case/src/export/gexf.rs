//! Who met, called and visited whom, as a graph for Gephi: actors as nodes, contacts as edges.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::{View, escaped, one_line};
use crate::shape::FactJson;

/// Contacts of more parties than this are councils, in which nobody meets one by one.
const MOST_PARTIES: usize = 12;

/// One contact of two actors.
#[derive(Default)]
struct Edge<'a> {
    facts: Vec<&'a FactJson>,
}

/// GEXF 1.2, which most programs read.
pub(super) fn gexf(view: &View) -> String {
    let edges = edges(view);
    let nodes: BTreeSet<&str> = edges.keys().flat_map(|(a, b)| [*a, *b]).collect();
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <gexf xmlns=\"http://www.gexf.net/1.2draft\" version=\"1.2\">\n\
         <meta><creator>Chancery</creator><description>Who met, called and visited whom</description></meta>\n\
         <graph mode=\"static\" defaultedgetype=\"undirected\">\n\
         <attributes class=\"node\"><attribute id=\"kind\" title=\"kind\" type=\"string\"/>\
         <attribute id=\"country\" title=\"country\" type=\"string\"/>\
         <attribute id=\"mentions\" title=\"mentions\" type=\"integer\"/></attributes>\n\
         <attributes class=\"edge\"><attribute id=\"kinds\" title=\"kinds\" type=\"string\"/>\
         <attribute id=\"first\" title=\"first\" type=\"string\"/><attribute id=\"last\" title=\"last\" type=\"string\"/>\
         <attribute id=\"facts\" title=\"facts\" type=\"string\"/></attributes>\n<nodes>\n",
    );
    for id in &nodes {
        node(&mut out, view, id);
    }
    out.push_str("</nodes>\n<edges>\n");
    for (n, ((a, b), edge)) in edges.iter().enumerate() {
        write_edge(&mut out, n, a, b, edge);
    }
    out.push_str("</edges>\n</graph>\n</gexf>\n");
    out
}

fn edges<'a>(view: &View<'a>) -> BTreeMap<(&'a str, &'a str), Edge<'a>> {
    let mut edges: BTreeMap<(&str, &str), Edge> = BTreeMap::new();
    let contacts =
        view.chronicle.facts.iter().filter(|f| matches!(f.kind.as_str(), "meeting" | "call" | "visit"));
    for fact in contacts.filter(|f| f.status != "denied") {
        let parties: BTreeSet<&str> =
            fact.actors.iter().filter(|a| a.role != "about").map(|a| a.entity.as_str()).collect();
        if parties.len() > MOST_PARTIES {
            continue;
        }
        for a in &parties {
            for b in parties.range::<str, _>((std::ops::Bound::Excluded(*a), std::ops::Bound::Unbounded)) {
                edges.entry((a, b)).or_default().facts.push(fact);
            }
        }
    }
    edges
}

fn node(out: &mut String, view: &View, id: &str) {
    let Some(entity) = view.names.get(id) else { return };
    let _ = writeln!(
        out,
        "<node id=\"{}\" label=\"{}\"><attvalues><attvalue for=\"kind\" value=\"{}\"/>\
         <attvalue for=\"country\" value=\"{}\"/><attvalue for=\"mentions\" value=\"{}\"/></attvalues></node>",
        escaped(id),
        escaped(&one_line(&entity.name)),
        escaped(&entity.kind),
        escaped(entity.country.as_deref().unwrap_or("")),
        entity.mentions.len()
    );
}

fn write_edge(out: &mut String, n: usize, a: &str, b: &str, edge: &Edge) {
    let kinds: BTreeSet<&str> = edge.facts.iter().map(|f| f.kind.as_str()).collect();
    let days: BTreeSet<&str> = edge.facts.iter().filter_map(|f| f.when.earliest.as_deref()).collect();
    let ids: Vec<&str> = edge.facts.iter().map(|f| f.id.as_str()).collect();
    let value = |name: &str, words: &str| format!("<attvalue for=\"{name}\" value=\"{}\"/>", escaped(words));
    let _ = writeln!(
        out,
        "<edge id=\"{n}\" source=\"{}\" target=\"{}\" weight=\"{}\"><attvalues>{}{}{}{}</attvalues></edge>",
        escaped(a),
        escaped(b),
        edge.facts.len(),
        value("kinds", &kinds.into_iter().collect::<Vec<_>>().join(" ")),
        value("first", days.first().unwrap_or(&"")),
        value("last", days.last().unwrap_or(&"")),
        value("facts", &ids.join(" ")),
    );
}
