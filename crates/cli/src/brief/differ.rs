//! Where the reports differ: each value beside the other, with its passages.

use chancery_story::{About, Difference, Dispute, summary};

use super::{
    layout::{Item, Section, hanging, padded},
    view::View,
};

/// Disputes that a reader must know of, weightiest first; their places give D1, D2, ….
pub(crate) fn numbered(view: &View) -> Vec<usize> {
    let all = &view.register.disputes;
    let mut shown: Vec<usize> = (0..all.len()).filter(|&d| all[d].kind != Difference::Granularity).collect();
    shown.sort_by_key(|&d| (std::cmp::Reverse(weight(view, &all[d])), all[d].id.clone()));
    shown
}

fn weight(view: &View, dispute: &Dispute) -> i64 {
    let facts = dispute.facts.iter().map(|&f| view.weight(&view.register.facts[f])).max().unwrap_or(0);
    let about = match dispute.about {
        About::When | About::Blame | About::Number => 40,
        About::Where | About::Who => 30,
        About::Status => 15,
        About::Wording => 0,
    };
    facts + about
}

/// The section, D1 first.
pub(crate) fn differ(view: &View) -> Section {
    let items = numbered(view)
        .into_iter()
        .enumerate()
        .zip((i64::MIN..=1000).rev())
        .map(|((n, d), weight)| {
            let dispute = &view.register.disputes[d];
            Item { weight, lines: entry(view, n + 1, dispute) }
        })
        .collect();
    Section::new("WHERE THE REPORTS DIFFER", 16, "`chancery disputes`", items)
}

/// Differences of grain only: a month beside a day, a state beside a city.
pub(crate) fn grain(view: &View) -> Section {
    let all = &view.register.disputes;
    let only = (0..all.len()).filter(|&d| all[d].kind == Difference::Granularity);
    let first = numbered(view).len() + 1;
    let items =
        only.enumerate().map(|(n, d)| Item { weight: 0, lines: entry(view, first + n, &all[d]) }).collect();
    Section::new("DIFFERENCES OF GRAIN", 0, "", items)
}

/// "D1 when   US–Russia meeting, Geneva:  10 Jan [2:6] | 9–10 Jan [3:11]".
pub(crate) fn entry(view: &View, number: usize, dispute: &Dispute) -> Vec<String> {
    let fact = &view.register.facts[dispute.facts[0]];
    let head = format!(" {} {} ", padded(&format!("D{number}"), 3), padded(dispute.about.name(), 8));
    let of = view.headline(fact);
    let place = fact.place.map(|p| format!(", {}", view.name(p))).unwrap_or_default();
    let update = if dispute.kind == Difference::Update { " (update)" } else { "" };
    let values: Vec<String> = in_order(view, dispute)
        .into_iter()
        .map(|(value, places)| {
            let words = crate::screen::clean(&summary::shortened(value, 90)).into_owned();
            format!("{words} {}", view.cite(places.iter().copied(), 3))
        })
        .collect();
    let shown = values.len().min(4);
    let more = if values.len() > shown { format!(" | {} more", values.len() - shown) } else { String::new() };
    // The values of a claim and its denial say who says what; they need no heading.
    let said = dispute.about == About::Blame || (dispute.about == About::Status && dispute.facts.len() > 1);
    let of = if said { update.trim_start().to_string() } else { format!("{of}{place}{update}: ") };
    hanging(&head, &format!("{of}{}{more}", values[..shown].join(" | ")))
}

/// Values by the first report that holds them.
fn in_order<'a>(view: &View, dispute: &'a Dispute) -> Vec<&'a (String, Vec<chancery_story::Place>)> {
    let mut values: Vec<_> = dispute.values.iter().collect();
    values.sort_by_key(|(_, places)| places.iter().map(|p| (view.number(p.doc), p.span)).min());
    values
}
