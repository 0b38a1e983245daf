//! Codes the phrases of a table (test, phrase, country, sector, date) and counts how many come out right:
//! `cargo run -p chancery-extract --example coded TABLE [-v]`, which `cargo xtask actors` runs.
#![allow(clippy::print_stdout, reason = "an example prints")]

use chancery_extract::actors::{ActorLore, coded};
use chancery_parse::{Model, all_sentences};
use chancery_text::Document;
use jiff::civil::{Date, date};

/// The table was made in the middle of 2022: its "today".
const TODAY: Date = date(2022, 7, 1);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: coded TABLE [-v]")?;
    let show = std::env::args().any(|a| a == "-v");
    let table = std::fs::read_to_string(path)?;
    let cases: Vec<Vec<&str>> = table.lines().skip(1).map(|l| l.split('\t').collect()).collect();
    let documents: Vec<Document> = cases
        .iter()
        .map(|c| Document::new("sha256:0".into(), c[0].into(), c.get(1).copied().unwrap_or_default()))
        .collect();
    let model = Model::shipped()?;
    let lore = ActorLore::shipped()?;
    let (mut right, mut countries, mut sectors, mut country_n, mut sector_n) = (0, 0, 0, 0, 0);
    for ((case, document), sentences) in cases.iter().zip(&documents).zip(all_sentences(&documents, &model)) {
        let field = |i: usize| case.get(i).copied().unwrap_or_default().trim();
        let found = coded(document, &sentences, &lore, Some(day(field(4))));
        let country = found.country.as_deref().map_or(String::new(), |c| plover(c, &lore));
        let sector = found.sector.unwrap_or_default();
        let open = |wanted: &str| wanted.is_empty() || wanted == "?";
        let (country_ok, sector_ok) = (open(field(2)) || field(2) == country, open(field(3)) || field(3) == sector);
        country_n += usize::from(!open(field(2)));
        sector_n += usize::from(!open(field(3)));
        countries += usize::from(!open(field(2)) && country_ok);
        sectors += usize::from(!open(field(3)) && sector_ok);
        right += usize::from(country_ok && sector_ok);
        if show && !(country_ok && sector_ok) {
            println!("{:60} wanted {:4}{:4} found {country:4}{sector}", field(1), field(2), field(3));
        }
    }
    let percent = |a: usize, b: usize| 100.0 * a as f64 / b.max(1) as f64;
    println!("cases right {:.1} % of {}", percent(right, cases.len()), cases.len());
    println!("countries   {:.1} % of {country_n}", percent(countries, country_n));
    println!("sectors     {:.1} % of {sector_n}", percent(sectors, sector_n));
    Ok(())
}

fn day(text: &str) -> Date {
    const MONTHS: [&str; 3] = ["January", "April", "May"];
    if let Ok(day) = text.parse() {
        return day;
    }
    let parts: Vec<&str> = text.split(' ').collect();
    let [d, m, y] = parts[..] else { return TODAY };
    let month = match MONTHS.iter().position(|x| *x == m) {
        Some(0) => 1,
        Some(1) => 4,
        Some(2) => 5,
        _ => return TODAY,
    };
    Date::new(y.parse().unwrap_or(2022), month, d.parse().unwrap_or(1)).unwrap_or(TODAY)
}

/// The codes of that table for bodies.
fn plover(code: &str, lore: &ActorLore) -> String {
    match code {
        "UN" => "UNO".into(),
        "EU" => "EUR".into(),
        _ if lore.state(code).is_some() => code.into(),
        _ => match lore.body(code) {
            Some(b) if b.sector == "IGO" => "IGO".into(),
            Some(b) => b.acts_for.clone().unwrap_or_default(),
            None => code.into(),
        },
    }
}
