//! `chancery rules check|list|try`: lets a user test own rule files against their examples and against a sentence.

use std::fmt::Write;

use chancery_extract::facts::{FactLore, analyse};
use chancery_parse::Model;
use chancery_rules::{Analysed, check, firings};
use chancery_text::{Document, Span};
use serde_json::json;

use crate::args::{Global, Rules, RulesVerb};
use crate::{Exit, Failure, pile, screen};

/// Checks rule files, lists the rules in force, or shows what fires on a sentence.
pub(crate) fn run(args: &Rules, global: &Global) -> Result<Exit, Failure> {
    let folder = match &args.verb {
        RulesVerb::Check { folder } => folder.as_ref().or(global.rules.as_ref()),
        _ => global.rules.as_ref(),
    };
    let files = folder.map_or_else(|| Ok(Vec::new()), |f| pile::rule_files(f))?;
    let lore = FactLore::with(&files).map_err(|e| Failure::new(e.to_string()))?;
    match &args.verb {
        RulesVerb::Check { .. } => check_all(&lore, global),
        RulesVerb::List => list(&lore, global),
        RulesVerb::Try { rule, text } => attempt(&lore, rule, text, global),
    }
}

fn reader<'a>(lore: &'a FactLore, model: &'a Model) -> impl Fn(&str) -> Vec<Analysed> + 'a {
    move |text| {
        let document = Document::new(String::new(), "example".into(), text);
        analyse(&chancery_parse::sentences(&document, model), lore)
    }
}

fn check_all(lore: &FactLore, global: &Global) -> Result<Exit, Failure> {
    let model = pile::model(global)?;
    match check(lore.book(), &reader(lore, &model)) {
        Ok(()) => {
            let rules = lore.book().rules();
            let examples: usize = rules.iter().map(|r| r.yes.len() + r.no.len()).sum();
            if global.json {
                super::print_json(&json!({"rules": rules.len(), "examples": examples, "faults": []}))?;
                return Ok(Exit::Done);
            }
            super::print(&format!("{} rules keep their contract over {examples} examples\n", rules.len()))?;
            Ok(Exit::Done)
        }
        Err(faults) if global.json => {
            let list: Vec<String> = faults.list.iter().map(ToString::to_string).collect();
            super::print_json(&json!({"rules": lore.book().rules().len(), "faults": list}))?;
            Ok(Exit::Failed)
        }
        Err(faults) => {
            super::print(&screen::clean(&format!("{faults}\n")))?;
            Ok(Exit::Failed)
        }
    }
}

fn list(lore: &FactLore, global: &Global) -> Result<Exit, Failure> {
    if global.json {
        let rules: Vec<_> = lore
            .book()
            .rules()
            .iter()
            .map(|r| {
                let example = r.yes.first().map(|(_, e)| &e.text);
                json!({"rule": r.id, "gives": r.gives, "file": r.file, "line": r.line, "example": example})
            })
            .collect();
        super::print_json(&rules)?;
        return Ok(Exit::Done);
    }
    let mut out = String::new();
    for rule in lore.book().rules() {
        let example = rule.yes.first().map_or("", |(_, e)| e.text.as_str());
        let _ = writeln!(out, "{:<24} {:<12} {}:{}  {example}", rule.id, rule.gives, rule.file, rule.line);
    }
    super::print(&screen::clean(&out))?;
    Ok(Exit::Done)
}

/// What fires on `text`; for the rule asked for also that it does not.
fn attempt(lore: &FactLore, rule: &str, text: &str, global: &Global) -> Result<Exit, Failure> {
    if rule != "all" && !lore.book().rules().iter().any(|r| r.id == rule) {
        return Err(Failure::usage(format!("expected the id of a rule or `all`, found `{rule}`"))
            .hint("`chancery rules list` names them"));
    }
    let model = pile::model(global)?;
    let mut fired = firings(lore.book(), text, &reader(lore, &model));
    fired.retain(|f| rule == "all" || f.rule == rule);
    if global.json {
        let fired: Vec<_> = fired
            .iter()
            .map(|f| {
                let marks = f.marks.iter().filter_map(|m| {
                    let span = Span::new(text, m.start, m.end)?;
                    Some(json!({"name": m.name, "at": super::place_json(text, span)}))
                });
                let marks: Vec<_> = marks.collect();
                json!({"rule": f.rule, "marks": marks})
            })
            .collect();
        super::print_json(&fired)?;
        return Ok(Exit::Done);
    }
    let mut out = String::new();
    for found in fired {
        let _ = writeln!(out, "{}", found.rule);
        for mark in found.marks {
            let _ = writeln!(out, "  {:<12} {}", mark.name, &text[mark.start..mark.end]);
        }
    }
    if out.is_empty() {
        out.push_str("nothing fires\n");
    }
    super::print(&screen::clean(&out))?;
    Ok(Exit::Done)
}
