//! Cities: one sorted text that is searched where it lies.

use crate::actors::fold;

#[derive(Debug)]
pub(super) struct Cities {
    /// Folded name and code, sorted by name.
    table: Vec<(String, &'static str)>,
}

impl Cities {
    pub(super) fn shipped() -> Cities {
        let text = include_str!("../../../../../lore/actors/cities.tsv");
        let lines = text.lines().filter(|l| !l.starts_with('#'));
        let mut table: Vec<(String, &'static str)> =
            lines.filter_map(|l| l.split_once('\t')).map(|(n, c)| (fold(n), c)).collect();
        table.sort();
        Cities { table }
    }

    pub(super) fn state(&self, folded: &str) -> Option<&'static str> {
        let at = self.table.binary_search_by(|(n, _)| n.as_str().cmp(folded)).ok()?;
        Some(self.table[at].1)
    }
}
