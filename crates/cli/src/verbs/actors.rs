//! `chancery actors`: who is in the pile, every spelling, and why the spellings are one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use chancery_extract::{Form, actors::ActorLore};
use chancery_story::{Chronicle, Entity, RoleOut};

use crate::args::{Actors, Global};
use crate::{Exit, Failure, screen};

/// Prints the actors, most mentioned first; `--json` the register's part, `--csv` one line for each.
pub(crate) fn run(args: &Actors, global: &Global) -> Result<Exit, Failure> {
    let (read, register) = super::story::read(&args.of.inputs, args.of.story.as_deref(), global)?;
    if global.json {
        super::print_json(&read.chronicle(&register).entities)?;
    } else {
        let texts = read.texts();
        let lore = ActorLore::shipped().map_err(|e| Failure::new(e.to_string()))?;
        let mut order: Vec<&Entity> = register.entities.iter().collect();
        order.sort_by_key(|e| (std::cmp::Reverse(e.mentions.len()), &e.name, &e.id));
        let text = if args.csv { csv(&order, &texts) } else { listing(&order, &register, &texts, &lore) };
        super::print(&if args.csv { text } else { screen::clean(&text).into_owned() })?;
    }
    Ok(read.exit())
}

fn listing(entities: &[&Entity], register: &Chronicle, texts: &[Arc<str>], lore: &ActorLore) -> String {
    let mut out = String::new();
    for entity in entities {
        let acts_for = entity.country.as_deref().map(|c| format!(" for {c}")).unwrap_or_default();
        let item = entity.wikidata.as_deref().map(|w| format!("  {w}")).unwrap_or_default();
        let kind = format!("{:?}", entity.kind).to_lowercase();
        let _ = writeln!(out, "{}   {kind}{acts_for}{item}  {}", entity.name, entity.id);
        let pronouns = entity.mentions.iter().filter(|m| m.form == Form::Pronoun).count();
        let _ = writeln!(
            out,
            "  {} of {} reports, {} mentions, {pronouns} of them pronouns",
            reports(entity),
            register.reports.len(),
            entity.mentions.len()
        );
        for (words, places) in spellings(entity, texts) {
            let _ = writeln!(out, "    {words}  ×{}  {}", places.len(), cited(&places, register));
        }
        for role in &entity.roles {
            let _ = writeln!(out, "    office: {}", office(role));
        }
        if let Some(beside) = offices_differ(&entity.roles, lore) {
            let _ = writeln!(out, "    office differs: {beside}");
        }
        if let Some(members) = members(entity, register, lore) {
            let _ = writeln!(out, "    {members}");
        }
        for link in &entity.links {
            let _ = writeln!(out, "    one because: {} {}", link.rule, link.note);
        }
        out.push('\n');
    }
    out
}

/// What the text calls a person and what the lore has them be on the reports' days, where no office is in both.
fn offices_differ(roles: &[RoleOut], lore: &ActorLore) -> Option<String> {
    let class = |r: &&RoleOut| lore.office_class(&r.title, r.of.as_deref().unwrap_or_default());
    let (text, known): (Vec<&RoleOut>, Vec<&RoleOut>) = roles.iter().partition(|r| r.from_text);
    let told: Vec<_> = text.iter().filter_map(&class).collect();
    let held: Vec<_> = known.iter().filter_map(class).collect();
    if told.is_empty() || held.is_empty() || told.iter().any(|c| held.contains(c)) {
        return None;
    }
    let titles = |list: &[&RoleOut]| list.iter().map(|r| r.title.as_str()).collect::<Vec<_>>().join(", ");
    Some(format!("the text says {} | the lore {}", titles(&text), titles(&known)))
}

/// The members of an alliance on the day of the latest report.
fn members(entity: &Entity, register: &Chronicle, lore: &ActorLore) -> Option<String> {
    let day = register.as_of.as_ref()?.date;
    let body = entity.country.as_deref().filter(|c| lore.body(c).is_some_and(|b| b.name == entity.name))?;
    let states = lore.members_on(body, day.year(), day.month(), day.day());
    (!states.is_empty()).then(|| format!("members on {day}: {}, {}", states.len(), states.join(" ")))
}

fn reports(entity: &Entity) -> usize {
    let mut docs: Vec<usize> = entity.mentions.iter().map(|m| m.doc).collect();
    docs.dedup();
    docs.len()
}

/// What names it, with the places (report, byte), the most frequent first; pronouns are left out.
fn spellings(entity: &Entity, texts: &[Arc<str>]) -> Vec<(String, Vec<(usize, usize)>)> {
    let mut found: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for mention in entity.mentions.iter().filter(|m| m.form != Form::Pronoun) {
        let words = mention.span.of(&texts[mention.doc]).split_whitespace().collect::<Vec<_>>().join(" ");
        found.entry(words).or_default().push((mention.doc, mention.span.start()));
    }
    let mut out: Vec<_> = found.into_iter().collect();
    out.sort_by_key(|(words, places)| (std::cmp::Reverse(places.len()), words.clone()));
    out
}

/// "[1:4 3:12 …]": report and line, at most eight.
fn cited(places: &[(usize, usize)], register: &Chronicle) -> String {
    let at = |&(doc, byte): &(usize, usize)| {
        format!("{}:{}", doc + 1, register.reports[doc].report.lines.line(byte))
    };
    let mut cites: Vec<String> = places.iter().map(at).collect();
    cites.dedup();
    let more = if cites.len() > 8 { " …" } else { "" };
    cites.truncate(8);
    format!("[{}{more}]", cites.join(" "))
}

fn office(role: &RoleOut) -> String {
    let of = role.of.as_deref().map(|o| format!(" of {o}")).unwrap_or_default();
    if role.from_text {
        return format!("{}{of}  (the text)", role.title);
    }
    let day = |d: Option<jiff::civil::Date>| d.map_or_else(|| "…".to_string(), |d| d.to_string());
    format!("{}{of}  (lore, {} – {})", role.title, day(role.from), day(role.to))
}

fn csv(entities: &[&Entity], texts: &[Arc<str>]) -> String {
    let mut out = String::from("id,name,kind,acts_for,wikidata,reports,mentions,spellings,offices\r\n");
    for entity in entities {
        let spelt: Vec<String> =
            spellings(entity, texts).into_iter().map(|(w, p)| format!("{w} ({})", p.len())).collect();
        let offices: Vec<String> = entity.roles.iter().map(office).collect();
        let fields = [
            entity.id.clone(),
            entity.name.clone(),
            format!("{:?}", entity.kind).to_lowercase(),
            entity.country.clone().unwrap_or_default(),
            entity.wikidata.clone().unwrap_or_default(),
            reports(entity).to_string(),
            entity.mentions.len().to_string(),
            spelt.join("; "),
            offices.join("; "),
        ];
        let row: Vec<String> = fields.iter().map(|f| cell(f)).collect();
        out.push_str(&row.join(","));
        out.push_str("\r\n");
    }
    out
}

/// A field of RFC 4180; one that a spreadsheet would take for a formula is defused.
fn cell(field: &str) -> String {
    let defused = if field.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{field}")
    } else {
        field.to_string()
    };
    if defused.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", defused.replace('"', "\"\""))
    } else {
        defused
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_spreadsheet_runs_no_cell() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(cell("plain"), "plain");
    }
}
