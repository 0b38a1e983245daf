//! The CAMEO code that a fact's PLOVER code comes from, for tables that stand beside older data.

use crate::shape::FactJson;

const TABLE: &str = include_str!("../../../../lore/codes/cameo.tsv");

/// The code of the event's mode, else of the event; `01` (a public statement) where PLOVER drops what is only said.
pub(super) fn cameo(fact: &FactJson) -> Option<&'static str> {
    let Some(plover) = &fact.plover else { return (fact.kind == "statement").then_some("01") };
    let of = |mode: &str| {
        let mut rows = TABLE.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t'));
        rows.find_map(|mut row| {
            let found = row.next() == Some(plover.event.as_str()) && row.next() == Some(mode);
            row.next().filter(|_| found)
        })
    };
    plover.mode.as_deref().and_then(of).or_else(|| of(""))
}

#[cfg(test)]
mod tests {
    use super::TABLE;

    #[test]
    fn every_event_of_plover_has_a_root_and_every_row_three_cells() {
        let rows: Vec<Vec<&str>> =
            TABLE.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect()).collect();
        assert!(rows.iter().all(|r| r.len() == 3 && r[2].len() >= 2 && r[2].bytes().all(|b| b.is_ascii_digit())));
        let events = "AGREE SUPPORT CONCEDE COOPERATE AID CONSULT RETREAT REQUEST REJECT ACCUSE THREATEN PROTEST \
             SANCTION MOBILIZE COERCE ASSAULT";
        for event in events.split_whitespace() {
            assert!(rows.iter().any(|r| r[0] == event && r[1].is_empty()), "{event}");
        }
    }
}
