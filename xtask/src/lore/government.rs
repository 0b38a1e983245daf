//! Who led a state or government when, from the Phoenix actor dictionary (MIT, compiled from lists of rulers).
//!
//! The dictionary also has cabinets from 2003 on, but by month and under changing spellings, so that a minister
//! often seems to begin late; only those whom the lists of rulers have are taken: they bear the code ELI, too.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

/// Days (year, month, day) from first to last; `None` where the dictionary leaves an end open.
type Span = (Option<(i16, u8, u8)>, Option<(i16, u8, u8)>);

/// The cabinet lists of the dictionary begin on this day: who is in them then may have been in office before.
const LISTS_BEGIN: (i16, u8, u8) = (2003, 1, 1);

/// The table: state, folded name, stretches in government.
pub(super) fn table(from: &Path) -> Result<String, String> {
    let path = from.join("codes/Phoenix.Countries.actors.txt");
    let bytes = fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let text: String = bytes.iter().map(|&b| char::from(b)).collect();
    let mut found: BTreeMap<(String, String), BTreeSet<Span>> = BTreeMap::new();
    let mut names: Vec<String> = Vec::new();
    let mut coded = false;
    let mut spans: Vec<(String, Span)> = Vec::new();
    let mut ruler = false;
    for line in text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
        if line.starts_with(['\t', ' ']) {
            coded = true;
            ruler |= line.trim().get(4..).is_some_and(|part| part.starts_with("ELI"));
            spans.extend(in_government(line.trim()));
            continue;
        }
        if std::mem::take(&mut coded) || !line.starts_with('+') {
            add(&mut found, &names, &spans, ruler);
            names.clear();
            spans.clear();
            ruler = false;
        }
        names.extend(name_of(line));
    }
    add(&mut found, &names, &spans, ruler);
    let mut out = String::from(
        "# Who led a state or government when: state, name (folded), days from..to; an open end was not over in January 2014.\n\
         # Made by `cargo xtask lore` from Phoenix.Countries.actors.txt of UniversalPetrarch, MIT License,\n\
         # Copyright (c) 2014 Open Event Data Alliance, compiled by the Computational Event Data System Project.\n",
    );
    for ((state, name), spans) in found {
        let list: Vec<String> = joined(spans).iter().map(words).collect();
        let _ = writeln!(out, "{state}\t{name}\t{}", list.join(" "));
    }
    Ok(out)
}

fn add(
    found: &mut BTreeMap<(String, String), BTreeSet<Span>>,
    names: &[String],
    spans: &[(String, Span)],
    ruler: bool,
) {
    for name in names.iter().filter(|_| ruler) {
        for (state, span) in spans {
            found.entry((state.clone(), name.clone())).or_default().insert(*span);
        }
    }
}

/// A name of at least two words, folded as the reader folds.
fn name_of(line: &str) -> Option<String> {
    let raw = line.trim_start_matches('+').split([';', '[']).next()?.trim().trim_matches('_');
    let name = chancery_extract::actors::fold(&raw.replace('_', " "));
    Some(name.trim().to_string()).filter(|n| n.contains(' '))
}

/// "[ETHGOV 910528-950822]", "[SOMGOV >970103]": the state and the days.
fn in_government(code: &str) -> Option<(String, Span)> {
    let (actor, days) = code.strip_prefix('[')?.strip_suffix(']')?.split_once(' ')?;
    let (state, part) = (actor.get(..3)?, actor.get(3..)?);
    if part != "GOV" {
        return None;
    }
    let days = days.trim();
    let span = match (days.strip_prefix('>'), days.strip_prefix('<'), days.split_once('-')) {
        (Some(first), ..) => (Some(day(first)?), None),
        (_, Some(last), _) => (None, Some(day(last)?)),
        (.., Some((first, last))) => (Some(day(first)?), Some(day(last)?)),
        _ => return None,
    };
    let first = span.0.filter(|&d| d != LISTS_BEGIN);
    let right_way = first.zip(span.1).is_none_or(|(a, b)| a <= b);
    right_way.then(|| (state.to_string(), (first, span.1)))
}

/// "910528": the dictionary was made in 2014.
fn day(six: &str) -> Option<(i16, u8, u8)> {
    let part = |i: usize| six.get(i..i + 2)?.parse::<u8>().ok();
    let (year, month, day) = (part(0)?, part(2)?, part(4)?);
    let century = if year <= 14 { 2000 } else { 1900 };
    Some((century + i16::from(year), month, day))
}

/// Stretches that touch or overlap are one; an open end takes in all that lies beyond it.
fn joined(spans: BTreeSet<Span>) -> Vec<Span> {
    let mut list: Vec<Span> = Vec::new();
    for (first, last) in spans {
        match list.last_mut() {
            Some((_, end)) if end.is_none_or(|e| first.is_none_or(|f| f <= next_month(e))) => {
                *end = end.zip(last).map(|(a, b)| a.max(b));
            }
            _ => list.push((first, last)),
        }
    }
    list
}

/// A month later: the lists count by months, so that a change of office leaves gaps of days.
fn next_month((year, month, day): (i16, u8, u8)) -> (i16, u8, u8) {
    if month == 12 { (year + 1, 1, day) } else { (year, month + 1, day) }
}

fn words((first, last): &Span) -> String {
    let day = |d: &Option<(i16, u8, u8)>| d.map_or(String::new(), |(y, m, d)| format!("{y}-{m:02}-{d:02}"));
    format!("{}..{}", day(first), day(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_gives_state_and_days() {
        let read = |code| in_government(code).map(|(state, span)| format!("{state} {}", words(&span)));
        assert_eq!(read("[ETHGOV 910528-950822]").as_deref(), Some("ETH 1991-05-28..1995-08-22"));
        assert_eq!(read("[SOMGOV >970103]").as_deref(), Some("SOM 1997-01-03.."));
        assert_eq!(read("[GBRGOV 030101-030331]").as_deref(), Some("GBR ..2003-03-31"));
        assert_eq!(read("[GBRGOVLAB 030401-030531]"), None);
        assert_eq!(read("[ETHELI 730101-910528]"), None);
    }

    #[test]
    fn stretches_that_touch_are_one() {
        let spans = ["[ETHGOV 910528-950822]", "[ETHGOV >950823]", "[ETHGOV 700101-710101]"];
        let spans = spans.iter().filter_map(|c| in_government(c)).map(|(_, s)| s).collect();
        let list: Vec<String> = joined(spans).iter().map(words).collect();
        assert_eq!(list, ["1970-01-01..1971-01-01", "1991-05-28.."]);
    }
}
