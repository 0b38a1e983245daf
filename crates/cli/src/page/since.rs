//! What has become of a fact since a day: told for the first time, told otherwise, told again.

use chancery_story::{Fact, Source, calendar_words::when_words};
use serde::{Deserialize, Serialize};

use super::Word;
use crate::brief::view::View;

/// Tellings that are kept of one fact, the earliest and the latest ones.
const MOST: usize = 40;

/// What reports of one day say of a fact.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub(crate) struct Telling {
    /// The reports' day (ISO); empty where it is not known.
    day: String,
    status: Word,
    /// First and last day that they give the fact; empty where they give none.
    days: String,
    /// The same for a reader.
    words: String,
}

/// What a line says of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Mark {
    /// `new`, `changed` or `restated`.
    pub(crate) word: Word,
    /// What was told before, where it has changed.
    pub(crate) was: String,
}

/// All tellings of a fact by day, each once.
pub(crate) fn tellings(view: &View, fact: &Fact) -> Vec<Telling> {
    let mut list: Vec<Telling> = fact.sources.iter().map(|s| telling(view, s)).collect();
    list.sort();
    list.dedup();
    if list.len() > MOST {
        list.drain(MOST / 2..list.len() - MOST / 2);
    }
    list
}

fn telling(view: &View, source: &Source) -> Telling {
    let says = &source.says;
    let status = says.status.name();
    Telling {
        day: view.day(source.at.doc).map(|d| d.to_string()).unwrap_or_default(),
        status: status.into(),
        days: says.when.earliest.zip(says.when.latest).map(|(a, b)| format!("{a}/{b}")).unwrap_or_default(),
        words: when_words(&says.when).map_or_else(|| status.to_owned(), |when| format!("{status}, {when}")),
    }
}

/// What has become of the fact since this day (ISO); nothing if no report of that day or later tells it.
pub(crate) fn mark(tellings: &[Telling], since: &str) -> Option<Mark> {
    let (new, old): (Vec<&Telling>, Vec<&Telling>) = tellings.iter().partition(|t| t.day.as_str() >= since);
    if new.is_empty() {
        return None;
    }
    let Some(last) = old.last() else { return Some(Mark { word: "new".into(), was: String::new() }) };
    let changed = new.iter().any(|n| old.iter().all(|o| differs(n, o)));
    Some(if changed {
        Mark { word: "changed".into(), was: last.words.clone() }
    } else {
        Mark { word: "restated".into(), was: String::new() }
    })
}

fn differs(a: &Telling, b: &Telling) -> bool {
    a.status != b.status || (!a.days.is_empty() && !b.days.is_empty() && a.days != b.days)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(day: &str, status: &'static str, days: &str) -> Telling {
        Telling {
            day: day.into(),
            status: status.into(),
            days: days.into(),
            words: format!("{status} {days}"),
        }
    }

    #[test]
    fn new_changed_and_restated_are_told_apart_and_the_old_value_is_kept() {
        let list = [
            told("2031-05-01", "proposed", ""),
            told("2031-05-03", "scheduled", "2031-05-09/2031-05-09"),
            told("2031-05-06", "scheduled", "2031-05-09/2031-05-09"),
            told("2031-05-08", "postponed", "2031-05-20/2031-05-20"),
        ];
        let word = |since| mark(&list, since).map(|m| (m.word.into_owned(), m.was));
        let said = |word: &str, was: &str| Some((word.to_owned(), was.to_owned()));
        assert_eq!(word("2031-04-01"), said("new", ""));
        assert_eq!(word("2031-05-02"), said("changed", "proposed "));
        assert_eq!(word("2031-05-07"), said("changed", "scheduled 2031-05-09/2031-05-09"));
        assert_eq!(word("2031-05-09"), None);
        assert_eq!(mark(&list[..3], "2031-05-05").map(|m| m.word), Some("restated".into()));
        let undated = [told("", "scheduled", ""), told("2031-05-06", "scheduled", "")];
        assert_eq!(mark(&undated, "2031-05-05").map(|m| m.word), Some("restated".into()));
    }
}
