//! Who held which office when: one line for each term.

use std::{collections::BTreeMap, path::Path};

use chancery_extract::actors::ActorLore;

use super::{Codes, Lines, csv, plain};

const HEAD: &str = "# Terms of office: person, Wikidata item, title, state code or body, first day, last day, source, class of the title.\n\
    # Made by `cargo xtask lore`. A day may be only a year or a month. Sources:\n\
    # w:LIST = Wikidata (CC0), https://www.wikidata.org/wiki/ITEM, by way of LIST in EveryPolitician's holders and leaders tables;\n\
    # others are the address or the repository and file itself.\n";

/// `person<TAB>item<TAB>title<TAB>of<TAB>from<TAB>to<TAB>source`, sorted.
pub(super) fn table(from: &Path, codes: &Codes) -> Result<String, String> {
    let from = from.join("offices");
    let mut lines = Lines::new();
    checked(&from, codes, &mut lines)?;
    national(&from, &mut lines)?;
    world(&from, &mut lines)?;
    foreign_ministers(&from, codes, &mut lines)?;
    leaders(&from, codes, &mut lines)?;
    let lore = ActorLore::shipped().map_err(|e| e.to_string())?;
    let rows = lend_items(&lines);
    let classed = rows.lines().map(|row| {
        let fields: Vec<&str> = row.split('\t').collect();
        let class = lore.office_class(fields[2], fields[3]).unwrap_or_default();
        format!("{row}\t{class}\n")
    });
    Ok(HEAD.to_string() + &classed.collect::<String>())
}

fn line(person: &str, item: &str, title: &str, of: &str, days: [&str; 2], source: &str) -> String {
    let person = person.split(" (").next().unwrap_or_default().split(", ").next().unwrap_or_default();
    let item = if item.starts_with('Q') { item } else { "" };
    [person, item, title, of, days[0], days[1], source].join("\t").replace('"', "")
}

fn checked(from: &Path, codes: &Codes, lines: &mut Lines) -> Result<(), String> {
    for row in csv::read(&from.join("checked.csv"))? {
        let of = row.get("acts_for");
        let of = codes.of(of).unwrap_or(of);
        let source = row.get("source").trim_start_matches("https://").trim_start_matches("http://").replace('\t', " ");
        lines.insert(line(
            row.get("person"),
            row.get("qid"),
            row.get("office"),
            of,
            [row.get("start"), row.get("end")],
            &source,
        ));
    }
    Ok(())
}

/// Words of offices that speak abroad; the rest of a cabinet would only add namesakes.
const ABROAD: [&str; 24] = [
    "prime minister",
    "president",
    "foreign",
    "defen",
    "ambassador",
    "secretary of state",
    "security",
    "press",
    "spokes",
    "home",
    "chancellor of the exchequer",
    "monarch",
    "chief of",
    "vice",
    "intelligence",
    "emergency",
    "head of",
    "director of",
    "attorney",
    "treasury",
    "representative",
    "crimea",
    "speaker",
    "interior",
];

fn national(from: &Path, lines: &mut Lines) -> Result<(), String> {
    let files = [("us", "USA"), ("russia", "RUS"), ("ukraine", "UKR"), ("united-kingdom", "GBR")];
    for (file, code) in files {
        for row in csv::read(&from.join(format!("{file}.holders21.csv")))? {
            let title = row.get("position");
            let plain_title = title.to_lowercase();
            if ABROAD.iter().any(|w| plain_title.contains(w)) {
                lines.insert(line(
                    row.get("person"),
                    row.get("personID"),
                    title,
                    code,
                    [row.get("start"), row.get("end")],
                    &format!("w:{file}"),
                ));
            }
        }
    }
    Ok(())
}

fn world(from: &Path, lines: &mut Lines) -> Result<(), String> {
    for row in csv::read(&from.join("world.holders21.csv"))? {
        let title = row.get("position");
        let of = match title {
            t if t.contains("OSCE") => "OSCE",
            t if t.contains("World Trade") => "WTO",
            t if t.contains("Council of Europe") => "COE",
            t if t.contains("Arab") => "ARABLEAGUE",
            _ => "UN",
        };
        if !title.starts_with("Judge") && !title.starts_with("Permanent") {
            lines.insert(line(
                row.get("person"),
                row.get("personID"),
                title,
                of,
                [row.get("start"), row.get("end")],
                "w:world",
            ));
        }
    }
    Ok(())
}

fn foreign_ministers(from: &Path, codes: &Codes, lines: &mut Lines) -> Result<(), String> {
    for row in csv::read(&from.join("world.foreign-ministers.wikidata.csv"))? {
        let Some(code) = codes.by_item.get(row.get("country")).filter(|_| !row.get("name").is_empty()) else {
            continue;
        };
        let title = row.get("positionLabel").split(" of ").next().unwrap_or_default();
        let title =
            if title.to_lowercase().contains("foreign") { title } else { "Minister of Foreign Affairs" };
        lines.insert(line(row.get("name"), row.get("person"), title, code, [row.get("start"), ""], "w:foreign-ministers"));
    }
    Ok(())
}

fn leaders(from: &Path, codes: &Codes, lines: &mut Lines) -> Result<(), String> {
    for (file, title, person, item) in [
        ("world-leaders-2021.wikidata.csv", "positionLabel", "officeholderLabel", "officeholder"),
        ("world-leaders-2021.wikipedia.csv", "positionlabel", "officeholderlabel", "officeholder"),
    ] {
        for row in csv::read(&from.join(file))? {
            let title = row.get(title).split(" of ").next().unwrap_or_default();
            let known = [
                "president",
                "prime minister",
                "king",
                "monarch",
                "emir",
                "sultan",
                "chancellor",
                "premier",
                "supreme leader",
            ];
            let Some(code) = codes.of(row.get("country")) else { continue };
            if known.contains(&title.to_lowercase().as_str()) && row.get(item).starts_with('Q') {
                let days = [row.get("start_year"), row.get("end_year")];
                lines.insert(line(row.get(person), row.get(item), title, code, days, "w:world-leaders-2021"));
            }
        }
    }
    Ok(())
}

/// A row without an item takes the item of the only person of that name and state who has one.
fn lend_items(lines: &Lines) -> String {
    let mut items: BTreeMap<(String, String), Lines> = BTreeMap::new();
    let rows: Vec<Vec<&str>> = lines.iter().map(|l| l.split('\t').collect()).collect();
    for row in rows.iter().filter(|r| !r[1].is_empty()) {
        items.entry((plain(row[0]), row[3].into())).or_default().insert(row[1].into());
    }
    let mut out = String::new();
    for mut row in rows.into_iter().filter(|r| r[0].contains(' ') || r[0].len() > 5) {
        let found = items.get(&(plain(row[0]), row[3].to_string())).filter(|i| i.len() == 1);
        if let Some(item) = found.and_then(|i| i.first()).filter(|_| row[1].is_empty()) {
            row[1] = item;
        }
        out.push_str(&row.join("\t"));
        out.push('\n');
    }
    out
}
