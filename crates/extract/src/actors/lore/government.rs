//! Who led a state or government when: names of the decades before our table of offices, to bound the day of a report.

use std::collections::BTreeMap;

use super::{Day, tables};
use crate::actors::name_likeness;

/// First and last day in government; an unknown or open end is `None`.
pub type Stay = (Option<Day>, Option<Day>);

/// Leaders by state.
#[derive(Debug, Default)]
pub struct Governments {
    by_state: BTreeMap<&'static str, Vec<(&'static str, &'static str)>>,
}

impl Governments {
    pub(super) fn read(text: &'static str, faults: &mut Vec<String>) -> Governments {
        let mut found = Governments::default();
        for row in tables::rows("government.tsv", text, 3, faults) {
            found.by_state.entry(row[0]).or_default().push((row[1], row[2]));
        }
        found
    }

    /// The stays in the government of a state of whoever bears a name like this folded one, likeness at least `least`.
    pub fn stays(&self, state: &str, folded: &str, least: f64) -> Vec<Stay> {
        let members = self.by_state.get(state).into_iter().flatten();
        let alike = members.filter(|(name, _)| name_likeness(name, folded) >= least);
        let mut stays: Vec<Stay> = alike.flat_map(|(_, stays)| stays.split(' ')).filter_map(stay).collect();
        stays.sort_unstable();
        stays.dedup();
        stays
    }
}

/// "1991-05-28..1995-08-22", "1997-01-03..".
fn stay(words: &str) -> Option<Stay> {
    let (first, last) = words.split_once("..")?;
    Some((Day::read(first), Day::read(last)))
}

#[cfg(test)]
mod tests {
    use crate::actors::{ActorLore, Day};

    #[test]
    fn a_name_of_a_state_has_its_stays() {
        let lore = ActorLore::shipped().unwrap_or_else(|e| panic!("{e}"));
        let day = |year, month, day| Some(Day { year, month, day });
        assert_eq!(lore.governments.stays("ETH", "meles zenawi", 0.9), [(day(1991, 5, 28), None)]);
        assert!(lore.governments.stays("FRA", "meles zenawi", 0.9).is_empty());
        assert!(lore.governments.stays("ETH", "zoran quux", 0.9).is_empty());
    }
}
