//! Cities and the state they lie in; a name that several states share is left out unless it is a capital.

use std::{collections::BTreeMap, fmt::Write as _, path::Path};

use super::{Codes, Lines, csv};

const HEAD: &str = "# City and state code; names that cities of several states share are left out.\n\
    # Source: GeoNames (https://www.geonames.org), CC BY 4.0, by way of https://datahub.io/core/world-cities; made by `cargo xtask lore`.\n";

/// `name<TAB>code`, sorted by name.
pub(super) fn table(from: &Path, codes: &Codes) -> Result<String, String> {
    let mut states: BTreeMap<String, Lines> = BTreeMap::new();
    for row in csv::read(&from.join("geo/world-cities.csv"))? {
        let name = row.get("name");
        let usable = name.chars().count() > 3 && name.split(' ').count() < 4;
        if let Some(code) = codes.of(row.get("country")).filter(|_| usable) {
            states.entry(name.to_string()).or_default().insert(code.to_string());
        }
    }
    let mut out = String::from(HEAD);
    for (name, codes) in states.iter().filter(|(_, codes)| codes.len() == 1) {
        for code in codes {
            let _ = writeln!(out, "{name}\t{code}");
        }
    }
    Ok(out)
}
