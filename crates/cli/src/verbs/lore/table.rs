//! A CSV of office holders: person, QID, office, state, from, to.

use chancery_extract::actors::ActorLore;

use super::{Row, faults_of};

/// The terms, and what could not be used.
pub(super) fn rows(text: &str, lore: &ActorLore) -> (Vec<Row>, Vec<String>) {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    let head: Vec<String> = lines.next().map(|(_, l)| fields(l)).unwrap_or_default();
    let column = |names: &[&str]| head.iter().position(|h| names.contains(&h.trim().to_lowercase().as_str()));
    let places = [
        column(&["person", "name"]),
        column(&["qid", "item", "wikidata"]),
        column(&["office", "position", "title"]),
        column(&["state", "acts_for", "country", "of"]),
        column(&["from", "start"]),
        column(&["to", "end"]),
    ];
    if [places[0], places[2], places[3]].iter().any(Option::is_none) {
        return (rows, vec!["line 1: expected the columns person, qid, office, state, from, to".into()]);
    }
    for (i, line) in lines.filter(|(_, l)| !l.trim().is_empty()) {
        let row = fields(line);
        let get = |place: Option<usize>| place.and_then(|p| row.get(p)).map_or("", |f| f.trim()).to_string();
        let of = get(places[3]);
        let of = code(&of, lore).unwrap_or(of);
        let row = Row {
            person: get(places[0]),
            item: get(places[1]),
            office: get(places[2]),
            of,
            from: get(places[4]),
            to: get(places[5]),
        };
        let wrong = faults_of(&row.person, &row.office, &row.of, &row.from, &row.to, lore);
        if wrong.is_empty() {
            rows.push(row);
        } else {
            faults.extend(wrong.into_iter().map(|f| format!("line {}: {f}", i + 1)));
        }
    }
    (rows, faults)
}

/// The code of a state named in full.
fn code(name: &str, lore: &ActorLore) -> Option<String> {
    let known = lore
        .states
        .iter()
        .find(|s| s.name.eq_ignore_ascii_case(name) || s.others.iter().any(|o| o.eq_ignore_ascii_case(name)));
    known.map(|s| s.code.clone())
}

fn fields(line: &str) -> Vec<String> {
    let (mut out, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                field.push('"');
                chars.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => out.push(std::mem::take(&mut field)),
            _ => field.push(c),
        }
    }
    out.push(field);
    out
}
