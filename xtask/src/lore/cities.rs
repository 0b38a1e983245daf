//! Towns and provinces and the state they lie in; a name that several states share is left out, unless
//! `towns.tsv` says which of them reports mean.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

use chancery_extract::actors::{fold, packed};

use super::{Codes, csv};

const HEAD: &str = "# Town or province and state code; names that several states share are left out, unless towns.tsv has them.\n\
    # Source: GeoNames (https://www.geonames.org), CC BY 4.0, by way of https://datahub.io/core/world-cities, and towns.tsv; made by `cargo xtask lore`.\n";

/// `name<TAB>code`, sorted by name.
pub(super) fn table(from: &Path, codes: &Codes) -> Result<String, String> {
    let mut states: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in csv::read(&from.join("geo/world-cities.csv"))? {
        let Some(code) = codes.of(row.get("country")) else { continue };
        for name in [row.get("name"), row.get("subcountry")] {
            if name.chars().count() > 3 && name.split(' ').count() < 4 {
                states.entry(name.to_string()).or_default().insert(code.to_string());
            }
        }
    }
    for (name, code) in towns()? {
        states.insert(name, BTreeSet::from([code]));
    }
    let mut out = String::from(HEAD);
    for (name, codes) in states.iter().filter(|(_, codes)| codes.len() == 1) {
        for code in codes {
            let _ = writeln!(out, "{name}\t{code}");
        }
    }
    Ok(out)
}

/// The hand-written names.
fn towns() -> Result<Vec<(String, String)>, String> {
    let text = fs::read_to_string(Path::new(super::TO).join("towns.tsv")).map_err(|e| format!("towns.tsv: {e}"))?;
    let rows = text.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'));
    Ok(rows.flat_map(|(code, names)| names.split('|').map(move |n| (n.to_string(), code.to_string()))).collect())
}

/// The table as a finite-state map from folded name to code, which is looked up where it lies.
pub(super) fn automaton(table: &str) -> Result<Vec<u8>, String> {
    let rows = table.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'));
    let mut folded: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (name, code) in rows {
        folded.entry(fold(name)).or_default().insert(code);
    }
    // "Cordoba" and "Córdoba" of two states fold to one name.
    let sole = folded.iter().filter(|(_, codes)| codes.len() == 1);
    let pairs = sole.map(|(name, codes)| (name, codes.first().map_or(0, |c| packed(c))));
    fst::Map::from_iter(pairs).map(|m| m.into_fst().into_inner()).map_err(|e| e.to_string())
}
