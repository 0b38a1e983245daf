//! `chancery explain`: the derivation of a fact, or what was found at an offset.

use std::fmt::Write;

use chancery_case::store::Case;
use chancery_case::{ChronicleJson, FactJson, WhyJson};
use chancery_extract::facts;
use chancery_text::Span;
use serde_json::{Value, json};

use crate::args::{Explain, Global};
use crate::{Exit, Failure, screen};

/// Prints which rules fired on what.
pub(crate) fn run(args: &Explain, global: &Global) -> Result<Exit, Failure> {
    let chronicle = chronicle(args, global)?;
    if let Some(fact) = chronicle.facts.iter().find(|f| f.id == args.what) {
        return print_fact(&chronicle, fact, global);
    }
    if let Some((value, text)) = other(&chronicle, &args.what) {
        if global.json {
            super::print_json(&value)?;
            return Ok(Exit::Done);
        }
        super::print(&screen::clean(&text))?;
        return Ok(Exit::Done);
    }
    if let Some((name, at)) =
        args.what.rsplit_once(':').and_then(|(n, at)| Some((n, at.parse::<usize>().ok()?)))
    {
        return print_place(args, name, at, global);
    }
    Err(Failure::usage(format!("{}: expected an id of the chronicle or NAME:OFFSET", args.what))
        .hint("ids stand in the chronicle (`chancery brief INPUT --json`) and in `chancery show`"))
}

/// The chronicle of the file, or of the case as it stands.
fn chronicle(args: &Explain, global: &Global) -> Result<ChronicleJson, Failure> {
    if Case::is_at(&args.chronicle) {
        let read = crate::pile::read(std::slice::from_ref(&args.chronicle), global)?;
        let register = read.register(global);
        return Ok(read.chronicle(&register));
    }
    if args.texts.is_empty() {
        return Err(Failure::usage("a chronicle does not hold its texts: give the reports")
            .hint("chancery explain CHRONICLE.json ID --texts INPUT…"));
    }
    super::verify::read_chronicle(&args.chronicle)
}

/// What fired in the sentence at an offset, and which rules its words started that failed later, with the step.
fn print_place(args: &Explain, name: &str, at: usize, global: &Global) -> Result<Exit, Failure> {
    let inputs = if args.texts.is_empty() { std::slice::from_ref(&args.chronicle) } else { &args.texts };
    let mut read = crate::pile::read(inputs, global)?;
    read.again(name, global)?;
    let named = read.reports.iter().find(|r| r.document.name == name);
    let report = named.ok_or_else(|| {
        let known: Vec<&str> = read.reports.iter().map(|r| r.document.name.as_str()).take(8).collect();
        Failure::usage(format!("expected the name of a report, found `{name}`"))
            .hint(format!("the reports are {}", known.join(", ")))
    })?;
    let text = report.document.text();
    let Some((byte, _)) = text.char_indices().nth(at) else {
        let end = text.chars().count();
        return Err(Failure::usage(format!("{name}: expected an offset below {end}, found {at}")));
    };
    let (sentences, findings, lore) = (&report.sentences, &report.findings, &read.lore.facts);
    let fired = facts::fired(sentences, &findings.mentions, &findings.actors, lore, byte);
    let near = facts::near(sentences, &findings.mentions, &findings.actors, lore, byte);
    if global.json {
        let place = |span: Span| super::place_json(text, span);
        let fired: Vec<_> = fired
            .iter()
            .map(|f| {
                let arguments: Vec<_> = f
                    .arguments
                    .iter()
                    .map(|(name, span)| json!({"name": name, "at": place(*span)}))
                    .collect();
                json!({"rule": f.rule, "gives": f.gives, "trigger": place(f.trigger), "arguments": arguments})
            })
            .collect();
        let missed: Vec<_> = near
            .iter()
            .map(|(word, miss)| {
                let rule = &lore.book().rules()[miss.rule];
                json!({"rule": rule.id, "gives": rule.gives, "trigger": place(*word), "held": miss.reached, "failed": miss.failed})
            })
            .collect();
        super::print_json(&json!({"name": name, "offset": at, "fired": fired, "missed": missed}))?;
        return Ok(Exit::Done);
    }
    let mut out = String::new();
    for found in fired {
        let _ = writeln!(out, "fired  {} ({}) on “{}”", found.rule, found.gives, found.trigger.of(text));
        for (argument, span) in found.arguments {
            let _ = writeln!(out, "         {argument:<10} {}", span.of(text));
        }
    }
    for (word, miss) in near {
        let rule = &lore.book().rules()[miss.rule];
        let held = miss.reached;
        let _ = writeln!(
            out,
            "missed {} ({}) on “{}”: {held} steps held, then `{}` did not",
            rule.id,
            rule.gives,
            word.of(text),
            miss.failed
        );
    }
    if out.is_empty() {
        out.push_str("no rule begins with a word of this sentence\n");
    }
    super::print(&screen::clean(&out))?;
    Ok(Exit::Done)
}

fn print_fact(chronicle: &ChronicleJson, fact: &FactJson, global: &Global) -> Result<Exit, Failure> {
    if global.json {
        let sources: Vec<_> =
            fact.sources.iter().map(|s| json!({ "doc": s.doc, "quote": s.quote, "why": s.why })).collect();
        super::print_json(
            &json!({ "id": fact.id, "summary": fact.summary, "why": fact.why, "sources": sources }),
        )?;
        return Ok(Exit::Done);
    }
    let mut out = format!("{} {} ({}): {}\n", fact.id, fact.kind, fact.status, fact.summary);
    tree(&mut out, &fact.why, 1);
    for source in &fact.sources {
        let name = chronicle.documents.get(source.doc).map_or("?", |d| d.name.as_str());
        let _ =
            writeln!(out, "\n{name} {}..{}\n  \u{201c}{}\u{201d}", source.start, source.end, source.quote);
        tree(&mut out, &source.why, 1);
    }
    super::print(&screen::clean(&out))?;
    Ok(Exit::Done)
}

/// A derivation as an indented list: the rule, what it saw, and below it what it was built from.
fn tree(out: &mut String, why: &WhyJson, depth: usize) {
    if why.rule.is_empty() && why.note.is_empty() {
        return;
    }
    let note = if why.note.is_empty() { String::new() } else { format!(": {}", why.note) };
    let _ = writeln!(out, "{:indent$}{}{note}", "", why.rule, indent = depth * 2);
    for from in &why.from {
        tree(out, from, depth + 1);
    }
}

/// An entity, position or dispute as the chronicle has it, and in words.
fn other(chronicle: &ChronicleJson, id: &str) -> Option<(Value, String)> {
    let mut out = String::new();
    let value = if let Some(entity) = chronicle.entities.iter().find(|e| e.id == id) {
        let _ = writeln!(out, "{} {}: {}", entity.id, entity.kind, entity.name);
        let mut spellings: Vec<&str> = entity.mentions.iter().map(|m| m.text.as_str()).collect();
        spellings.sort_unstable();
        spellings.dedup();
        let _ = writeln!(out, "  named: {}", spellings.join("; "));
        for link in &entity.links {
            let _ = writeln!(out, "  {link}");
        }
        json!(entity)
    } else if let Some(position) = chronicle.positions.iter().find(|p| p.id == id) {
        let _ = writeln!(out, "{} {}: {}", position.id, position.stance, position.issue);
        for fact in &position.facts {
            let _ = writeln!(out, "  rests on {fact}");
        }
        json!(position)
    } else {
        let dispute = chronicle.disputes.iter().find(|d| d.id == id)?;
        let _ = writeln!(out, "{} {} ({})", dispute.id, dispute.about, dispute.kind);
        for value in &dispute.values {
            let _ = writeln!(out, "  {} [{} passages]", value.value, value.sources.len());
        }
        json!(dispute)
    };
    Some((value, out))
}
