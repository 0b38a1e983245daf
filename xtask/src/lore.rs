//! `cargo xtask lore`: makes the derived files of `lore/actors` from the raw tables in `../shared/data/lore`.
//!
//! The hand-written files of that folder (words for states, bodies, organs, titles) are not touched.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

mod cities;
mod csv;
mod government;
mod holders;

const TO: &str = "lore/actors";

/// Writes `codes.tsv`, `holders.tsv`, `government.tsv` and `cities.tsv`, and says how large they are.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let from = args.first().map_or("../shared/data/lore", String::as_str);
    let from = Path::new(from);
    let codes = Codes::read(from)?;
    write("codes.tsv", &codes.table())?;
    let cities = cities::table(from, &codes)?;
    write("cities.tsv", &cities)?;
    let automaton = cities::automaton(&cities)?;
    fs::write(Path::new(TO).join("cities.fst"), &automaton).map_err(|e| format!("cities.fst: {e}"))?;
    println!("{TO}/cities.fst: {} bytes", automaton.len());
    write("government.tsv", &government::table(from)?)?;
    write("holders.tsv", &holders::table(from, &codes)?)
}

fn write(name: &str, text: &str) -> Result<(), String> {
    let path = Path::new(TO).join(name);
    fs::write(&path, text).map_err(|e| format!("cannot write {}: {e}", path.display()))?;
    println!("{}: {} lines, {} bytes", path.display(), text.lines().count(), text.len());
    Ok(())
}

/// Codes of states: from item, from name.
struct Codes {
    item_of: BTreeMap<String, String>,
    by_item: BTreeMap<String, String>,
    by_name: BTreeMap<String, String>,
}

impl Codes {
    fn read(from: &Path) -> Result<Codes, String> {
        let mut codes =
            Codes { item_of: BTreeMap::new(), by_item: BTreeMap::new(), by_name: BTreeMap::new() };
        for row in csv::read(&from.join("geo/country-codes.csv"))? {
            let code = row.get("ISO3166-1-Alpha-3").to_string();
            let item = row.get("wikidata_id").rsplit('/').next().unwrap_or_default().to_string();
            for name in ["CLDR display name", "official_name_en", "UNTERM English Short"] {
                codes.by_name.insert(row.get(name).to_lowercase(), code.clone());
            }
            codes.by_item.insert(item.clone(), code.clone());
            codes.item_of.insert(code, item);
        }
        codes.by_name.remove("");
        codes.add_words()?;
        codes.add_former();
        Ok(codes)
    }

    /// The names that our own words for states know.
    fn add_words(&mut self) -> Result<(), String> {
        let words = fs::read_to_string(Path::new(TO).join("state_words.tsv")).map_err(|e| e.to_string())?;
        for line in words.lines().filter(|l| !l.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [code, name, _, _, others, ..] = fields[..] else { continue };
            for name in std::iter::once(name).chain(others.split('|')).filter(|n| !n.is_empty()) {
                self.by_name.insert(name.trim_start_matches('=').to_lowercase(), code.to_string());
            }
        }
        Ok(())
    }

    /// States that ISO 3166-1 no longer lists, or not yet.
    fn add_former(&mut self) {
        for (code, item) in
            [("SUN", "Q15180"), ("YUG", "Q36704"), ("CSK", "Q33946"), ("DDR", "Q16957"), ("XKX", "Q1246")]
        {
            self.item_of.insert(code.into(), item.into());
            self.by_item.insert(item.into(), code.into());
        }
    }

    fn of(&self, name: &str) -> Option<&str> {
        let name = name.to_lowercase();
        let short = name.split(" (").next().unwrap_or_default();
        [name.as_str(), short, name.trim_start_matches("the ")]
            .into_iter()
            .find_map(|n| self.by_name.get(n))
            .map(String::as_str)
    }

    fn table(&self) -> String {
        let mut out = String::from(
            "# State code (ISO 3166-1 alpha-3, former states by 3166-3) and Wikidata item.\n\
             # Source: https://datahub.io/core/country-codes (PDDL 1.0); made by `cargo xtask lore`.\n",
        );
        for (code, item) in self.item_of.iter().filter(|(c, i)| c.len() == 3 && i.starts_with('Q')) {
            let _ = writeln!(out, "{code}\t{item}");
        }
        out
    }
}

/// Letters only, lower case: for comparing names regardless of marks.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

type Lines = BTreeSet<String>;
