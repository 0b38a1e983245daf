//! A CSV of office holders: person, QID, office, state, from, to.

use chancery_extract::actors::ActorLore;

use super::{Row, faults_of};

/// The terms, and what could not be used: each fault with the line where its row begins.
pub(super) fn rows(text: &str, lore: &ActorLore) -> (Vec<Row>, Vec<String>) {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let Some(columns) = reader.headers().ok().and_then(Columns::of) else {
        return (rows, vec!["line 1: expected the columns person, qid, office, state, from, to".into()]);
    };
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(e) => {
                faults.push(e.to_string());
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let row = columns.row(&record, lore);
        let wrong = faults_of(&row.person, &row.office, &row.of, &row.from, &row.to, lore);
        faults.extend(wrong.iter().map(|f| format!("line {line}: {f}")));
        if wrong.is_empty() {
            rows.push(row);
        }
    }
    (rows, faults)
}

/// Where the head line has what.
struct Columns {
    person: usize,
    office: usize,
    of: usize,
    item: Option<usize>,
    from: Option<usize>,
    to: Option<usize>,
}

impl Columns {
    fn of(head: &csv::StringRecord) -> Option<Columns> {
        let column = |names: &[&str]| head.iter().position(|h| names.contains(&h.to_lowercase().as_str()));
        Some(Columns {
            person: column(&["person", "name"])?,
            office: column(&["office", "position", "title"])?,
            of: column(&["state", "acts_for", "country", "of"])?,
            item: column(&["qid", "item", "wikidata"]),
            from: column(&["from", "start"]),
            to: column(&["to", "end"]),
        })
    }

    fn row(&self, record: &csv::StringRecord, lore: &ActorLore) -> Row {
        let get = |place: usize| record.get(place).unwrap_or_default().to_string();
        let of = get(self.of);
        Row {
            person: get(self.person),
            item: self.item.map(get).unwrap_or_default(),
            office: get(self.office),
            of: code(&of, lore).unwrap_or(of),
            from: self.from.map(get).unwrap_or_default(),
            to: self.to.map(get).unwrap_or_default(),
        }
    }
}

/// The code of a state named in full.
fn code(name: &str, lore: &ActorLore) -> Option<String> {
    let known = lore
        .states
        .iter()
        .find(|s| s.name.eq_ignore_ascii_case(name) || s.others.iter().any(|o| o.eq_ignore_ascii_case(name)));
    known.map(|s| s.code.clone())
}
