//! Holders of offices and their terms.

use std::collections::{BTreeMap, HashSet};

use super::{ActorLore, Sense, tables};
use crate::actors::{fold, name_likeness};

/// A day of which the day or the month may be unknown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Day {
    /// Year.
    pub year: i16,
    /// Month, 0 if unknown.
    pub month: i8,
    /// Day, 0 if unknown.
    pub day: i8,
}

impl Day {
    /// Reads "2021-01-26", "2021-01" or "2021".
    pub fn read(text: &str) -> Option<Day> {
        let mut parts = text.trim().split('-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next().and_then(|p| p.parse().ok()).unwrap_or(0);
        let day = parts.next().and_then(|p| p.parse().ok()).unwrap_or(0);
        Some(Day { year, month, day })
    }
}

/// A term of office.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    /// Title as the source has it.
    pub title: String,
    /// Class of the title ("minister/foreign", "president"), where it has one.
    pub class: Option<String>,
    /// State code or body.
    pub of: String,
    /// First day.
    pub from: Option<Day>,
    /// Last day; `None` if it was not over when the table was made.
    pub to: Option<Day>,
    /// The last year that its list tells of, where a list was taken over once; none where the term was looked up by
    /// itself or a user gave it.
    pub listed_to: Option<i16>,
}

impl Term {
    /// Whether the term covers a day, unknown months and days taken kindly.
    pub fn covers(&self, year: i16, month: i8, day: i8) -> bool {
        covers((self.from, self.to), year, month, day)
    }

    /// Whether it covers the day by what its source knew: a term without a first day may have begun in the year of its
    /// last one, and of one without a last day a list of 2022 does not know whether it lasted to 2025.
    pub fn surely_covers(&self, year: i16, month: i8, day: i8) -> bool {
        let begun = self.from.is_some() || self.to.is_some_and(|last| last.year == year);
        let lasts = self.to.is_some() || self.listed_to.is_none_or(|last| year <= last);
        begun && lasts && self.covers(year, month, day)
    }
}

/// The last year that each list tells of.
fn listed_to<'a>(rows: &[Vec<&'a str>]) -> BTreeMap<&'a str, i16> {
    let mut years = BTreeMap::new();
    for row in rows.iter().filter(|row| row[6].starts_with("w:") || row[6].starts_with("github ")) {
        for day in [Day::read(row[4]), Day::read(row[5])].into_iter().flatten() {
            let year = years.entry(row[6]).or_insert(day.year);
            *year = day.year.max(*year);
        }
    }
    years
}

/// Whether the days between two ends hold this one, unknown months and days taken kindly.
pub(super) fn covers((from, to): (Option<Day>, Option<Day>), year: i16, month: i8, day: i8) -> bool {
    let begun = from.is_none_or(|f| (f.year, f.month, f.day) <= (year, month, day));
    let last = |d: Day| {
        let month = if d.month == 0 { 12 } else { d.month };
        (d.year, month, if d.day == 0 { 31 } else { d.day })
    };
    begun && to.is_none_or(|t| (year, month, day) <= last(t))
}

/// Someone who held an office.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// Wikidata item, else the folded name with "person/" before it.
    pub key: String,
    /// Best name.
    pub name: String,
    /// Folded name.
    pub folded: String,
    /// Folded names: the best one first, then other spellings of the sources.
    pub spellings: Vec<String>,
    /// Wikidata item.
    pub item: Option<String>,
    /// Terms by first day.
    pub terms: Vec<Term>,
}

impl Person {
    /// How like a folded name is to the spelling that is most like it.
    pub fn likeness(&self, folded: &str) -> f64 {
        self.spellings.iter().map(|s| name_likeness(folded, s)).fold(0.0, f64::max)
    }

    /// Whether a spelling ends in this folded word.
    pub fn surnamed(&self, folded: &str) -> bool {
        let last = |s: &str| {
            let word = s.rsplit(' ').next().unwrap_or_default().to_string();
            ["al-", "el-"].iter().find_map(|a| word.strip_prefix(a)).map_or(word.clone(), String::from)
        };
        self.spellings.iter().any(|s| last(s) == last(folded))
    }

    /// Whether they ever were the first in a state or body: whom a surname alone means before all others.
    pub fn led(&self) -> bool {
        const FIRST: [&str; 7] = [
            "president",
            "prime-minister",
            "chancellor",
            "king",
            "supreme-leader",
            "secretary-general",
            "commission-president",
        ];
        self.terms.iter().any(|t| t.class.as_deref().is_some_and(|c| FIRST.contains(&c)))
    }
}

/// Everyone who held an office, sorted by key.
#[derive(Debug, Default)]
pub struct People {
    list: Vec<Person>,
    by_surname: BTreeMap<String, Vec<usize>>,
    by_office: BTreeMap<(String, String), Vec<usize>>,
    given: HashSet<String>,
}

impl People {
    pub(super) fn read(shipped: &str, more: &str, lore: &ActorLore, faults: &mut Vec<String>) -> People {
        let mut found: BTreeMap<String, Person> = BTreeMap::new();
        // The shipped table has the class of each title; a user's table need not.
        let mut rows = tables::rows("holders.tsv", shipped, 8, faults);
        rows.extend(tables::rows("holders.tsv", more, 7, faults));
        let listed_to = listed_to(&rows);
        for row in rows {
            let folded = fold(row[0]);
            let key = if row[1].is_empty() { format!("person/{folded}") } else { row[1].to_string() };
            let spelling = folded.clone();
            let person = found.entry(key.clone()).or_insert_with(|| Person {
                key,
                name: row[0].into(),
                folded,
                spellings: Vec::new(),
                item: Some(row[1].to_string()).filter(|i| !i.is_empty()),
                terms: Vec::new(),
            });
            if !person.spellings.contains(&spelling) {
                person.spellings.push(spelling);
            }
            person.terms.push(Term {
                title: row[2].into(),
                class: match row.get(7) {
                    Some(class) => Some((*class).to_string()).filter(|c| !c.is_empty()),
                    None => class_of(row[2], row[3], lore),
                },
                of: row[3].into(),
                from: Day::read(row[4]),
                to: Day::read(row[5]),
                listed_to: listed_to.get(row[6]).copied(),
            });
        }
        People::of(found.into_values().collect())
    }

    fn of(mut list: Vec<Person>) -> People {
        let mut people = People::default();
        for (i, person) in list.iter_mut().enumerate() {
            person.terms.sort_by(|a, b| (a.from, &a.title).cmp(&(b.from, &b.title)));
            for spelling in &person.spellings {
                let words: Vec<&str> = spelling.split([' ', '-']).collect();
                for word in words.iter().filter(|w| w.chars().count() > 2) {
                    people.by_surname.entry((*word).to_string()).or_default().push(i);
                }
                if words.len() > 1 {
                    people.given.insert(words[0].to_string());
                }
            }
            for term in &person.terms {
                if let Some(class) = &term.class {
                    let holders = people.by_office.entry((class.clone(), term.of.clone())).or_default();
                    if holders.last() != Some(&i) {
                        holders.push(i);
                    }
                }
            }
        }
        people.list = list;
        people
    }

    /// All of them, by key.
    pub fn all(&self) -> &[Person] {
        &self.list
    }

    /// The person of this key.
    pub fn by_key(&self, key: &str) -> Option<&Person> {
        let at = self.list.binary_search_by(|p| p.key.as_str().cmp(key)).ok()?;
        Some(&self.list[at])
    }

    /// Whether someone known bears this folded word as a first name.
    pub fn is_given_name(&self, folded: &str) -> bool {
        self.given.contains(folded)
    }

    /// Whether someone known bears this folded word in the name.
    pub fn knows_word(&self, folded: &str) -> bool {
        self.by_surname.contains_key(folded)
    }

    /// Those a spelling of whose name ends in this folded word.
    pub fn surnamed<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = &'a Person> {
        let found = self.by_surname.get(folded).into_iter().flatten().map(|&i| &self.list[i]);
        found.filter(|p| p.surnamed(folded))
    }

    /// Those who held an office of this class for this state or body.
    pub fn holders(&self, class: &str, of: &str) -> impl Iterator<Item = &Person> {
        let found = self.by_office.get(&(class.to_string(), of.to_string()));
        found.into_iter().flatten().map(|&i| &self.list[i])
    }

    /// Those whose name is like this folded name, best first, likeness at least `least`.
    pub fn like(&self, folded: &str, least: f64) -> Vec<(f64, &Person)> {
        let mut seen: Vec<usize> = Vec::new();
        for word in folded.split([' ', '-']).filter(|w| w.chars().count() > 2) {
            let prefix: String = word.chars().take(1).collect();
            let near = self.by_surname.range(prefix.clone()..).take_while(|(k, _)| k.starts_with(&prefix));
            for (_, people) in near.filter(|(k, _)| super::super::jaro_winkler(k, word) >= 0.84) {
                seen.extend(people);
            }
        }
        seen.sort_unstable();
        seen.dedup();
        let mut out: Vec<(f64, &Person)> = seen
            .into_iter()
            .map(|i| (self.list[i].likeness(folded), &self.list[i]))
            .filter(|(score, _)| *score >= least)
            .collect();
        out.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.key.cmp(&b.1.key)));
        out
    }
}

/// The class of a title as the sources write it: "Minister of Foreign Affairs", "Spokesperson of the Blue House".
pub(super) fn class_of(title: &str, of: &str, lore: &ActorLore) -> Option<String> {
    let folded = fold(title);
    let folded = folded.trim_start_matches("acting ").trim_start_matches("first ");
    let deputy = ["deputy ", "vice ", "under"].iter().any(|d| folded.starts_with(d));
    let core = folded.trim_start_matches("deputy ").replace("vice minister", "minister");
    let core = core.trim_start_matches("federal ");
    let words: Vec<&str> = core.split(' ').collect();
    for end in (1..=words.len()).rev() {
        for start in 0..end {
            let phrase = words[start..end].join(" ");
            if start > 0
                && !matches!(
                    words[0],
                    "us" | "un"
                        | "nato"
                        | "eu"
                        | "osce"
                        | "pentagon"
                        | "government"
                        | "chief"
                        | "lead"
                        | "united"
                        | "white"
                        | "kremlin"
                        | "downing"
                )
            {
                break;
            }
            for entry in lore.senses(&phrase) {
                let class = match entry.sense {
                    Sense::Title(i) => crate::actors::titles::office(&lore.titles[i].class, of),
                    Sense::Minister(i) => crate::actors::titles::minister(&lore.portfolios[i].class),
                    _ => continue,
                };
                let vice = deputy
                    && !folded.starts_with("vice pres")
                    && !class.starts_with("under")
                    && !class.starts_with("assistant");
                return Some(if vice { format!("deputy-{class}") } else { class });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(from: &str, to: &str, listed_to: Option<i16>) -> Term {
        let (from, to) = (Day::read(from), Day::read(to));
        Term { title: "President".into(), class: None, of: "PER".into(), from, to, listed_to }
    }

    #[test]
    fn a_list_knows_nothing_of_later_years_and_an_unknown_first_day_lies_near_the_last() {
        let sure = |t: &Term, year: i16| (t.covers(year, 6, 1), t.surely_covers(year, 6, 1));
        let listed = term("2019", "", Some(2022));
        assert_eq!(
            [2018, 2021, 2025].map(|y| sure(&listed, y)),
            [(false, false), (true, true), (true, false)]
        );
        let looked_up = term("2019", "", None);
        assert_eq!(sure(&looked_up, 2025), (true, true));
        let ended = term("", "2022", Some(2022));
        assert_eq!(
            [1990, 2022, 2023].map(|y| sure(&ended, y)),
            [(true, false), (true, true), (false, false)]
        );
    }

    #[test]
    fn only_lists_that_were_taken_over_end() {
        let row = |from, source| vec!["A", "", "President", "PER", from, "", source];
        let rows = [row("2019", "w:leaders"), row("2021-03", "w:leaders"), row("2024", "example.org/news")];
        assert_eq!(listed_to(&rows), BTreeMap::from([("w:leaders", 2021)]));
    }
}
