//! One line for a fact, in our own words, built from its fields and from nothing else.

use std::fmt::Write as _;

use chancery_extract::{Bound, FactKind, Role, Status};

use crate::{
    calendar_words::when_words,
    chronicle::{Fact, Number},
};

/// The longest stretch of a report's own words within a line, in characters.
const LONGEST: usize = 90;

/// The line: who, what, where, when; `name` gives an entity's name, `subject` the report's words for the subject.
pub fn summary(fact: &Fact, subject: &str, name: &dyn Fn(usize) -> String) -> String {
    let mut parts = vec![headline(fact, subject, name)];
    parts.extend(fact.place.map(name));
    parts.extend(counted(&fact.numbers).filter(|_| is_deed(fact.kind)));
    parts.extend(when_words(&fact.when));
    parts.extend(status_word(fact.status, fact.kind).map(String::from));
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

/// Who did what, without place and day.
pub fn headline(fact: &Fact, subject: &str, name: &dyn Fn(usize) -> String) -> String {
    let subject = shortened(subject, LONGEST);
    match fact.kind {
        FactKind::Meeting | FactKind::Call => contact(fact, name),
        FactKind::Visit => visit(fact, name),
        kind if is_deed(kind) => deed(fact, &subject, name),
        _ => word(fact, &subject, name),
    }
}

/// Names in these roles, in the fact's order, at most `most` of them.
pub fn names_in(fact: &Fact, roles: &[Role], most: usize, name: &dyn Fn(usize) -> String) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (entity, role) in &fact.actors {
        let name = name(*entity);
        if roles.contains(role) && !names.contains(&name) {
            names.push(name);
        }
    }
    if names.len() > most {
        names.truncate(most);
        names.push("others".into());
    }
    names
}

const PARTIES: [Role; 7] =
    [Role::Source, Role::Party, Role::Host, Role::Speaker, Role::Addressee, Role::Target, Role::Attendee];

fn contact(fact: &Fact, name: &dyn Fn(usize) -> String) -> String {
    let what = if fact.kind == FactKind::Call { "call" } else { "meeting" };
    let parties = names_in(fact, &PARTIES, 4, name);
    match parties.len() {
        0 => what.to_string(),
        1 => format!("{what} of {}", parties[0]),
        2 => format!("{}–{} {what}", parties[0], parties[1]),
        _ => format!("{what} of {}", listed(&parties)),
    }
}

fn visit(fact: &Fact, name: &dyn Fn(usize) -> String) -> String {
    let visitors = names_in(fact, &[Role::Source, Role::Party, Role::Attendee, Role::Speaker], 3, name);
    let mut hosts = names_in(fact, &[Role::Host, Role::Target, Role::Addressee], 2, name);
    // The place is told beside: no "visit to Chad, Chad".
    let place = fact.place.map(name);
    hosts.retain(|host| Some(host) != place.as_ref());
    let to = if hosts.is_empty() { String::new() } else { format!(" to {}", listed(&hosts)) };
    format!("visit of {}{to}", listed(&visitors)).replace("visit of  ", "visit ")
}

fn deed(fact: &Fact, subject: &str, name: &dyn Fn(usize) -> String) -> String {
    let by = names_in(fact, &[Role::Source, Role::Party, Role::Speaker, Role::Host], 3, name);
    let on = names_in(fact, &[Role::Target, Role::Addressee], 3, name);
    let mut line = deed_noun(fact).to_string();
    if !by.is_empty() {
        let _ = write!(line, " by {}", listed(&by));
    }
    if !on.is_empty() {
        let _ = write!(line, " {} {}", preposition(fact.kind), listed(&on));
    }
    if !subject.is_empty() {
        let _ = write!(line, ": ‘{subject}’");
    }
    line
}

fn word(fact: &Fact, subject: &str, name: &dyn Fn(usize) -> String) -> String {
    let mut by = names_in(fact, &[Role::Speaker, Role::Source, Role::Party, Role::Host], 2, name);
    if by.is_empty() {
        by.extend(fact.origins.first().map(|&origin| name(origin)));
    }
    let to = names_in(fact, &[Role::Addressee, Role::Target], 2, name);
    let verb = agreed(word_verb(fact.kind, fact.status), &by);
    let mut line = if by.is_empty() { nobodys(fact.kind).into() } else { format!("{} {verb}", listed(&by)) };
    if !to.is_empty() {
        let _ = write!(
            line,
            " ({} {})",
            if fact.kind == FactKind::Accusation { "against" } else { "to" },
            listed(&to)
        );
    }
    if !subject.is_empty() {
        let _ = write!(line, ": ‘{subject}’");
    }
    line
}

/// Words that no report lays into a mouth.
fn nobodys(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Statement => "it is said",
        FactKind::State => "it holds",
        other => other.name(),
    }
}

/// The verb as its subject wants it: "France accuses", "France and Spain accuse", "the rebels accuse".
fn agreed(verb: &str, by: &[String]) -> String {
    let group = |name: &String| {
        let small = name.starts_with(char::is_lowercase) || name.ends_with("ists");
        small && name.ends_with('s') && !["ss", "us", "is"].iter().any(|end| name.ends_with(end))
    };
    if by.len() < 2 && !by.iter().any(group) {
        return verb.to_string();
    }
    let (first, rest) = verb.split_once(' ').unwrap_or((verb, ""));
    let stem = match first.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => first.strip_suffix('s').unwrap_or(first).to_string(),
    };
    format!("{stem} {rest}").trim_end().to_string()
}

fn is_deed(kind: FactKind) -> bool {
    matches!(
        kind,
        FactKind::Agreement
            | FactKind::Transfer
            | FactKind::Sanction
            | FactKind::Expulsion
            | FactKind::Arrest
            | FactKind::Seizure
            | FactKind::Restriction
            | FactKind::Deployment
            | FactKind::Withdrawal
            | FactKind::Exercise
            | FactKind::Attack
            | FactKind::Incident
            | FactKind::Protest
            | FactKind::Vote
            | FactKind::Appointment
            | FactKind::Decision
    )
}

fn deed_noun(fact: &Fact) -> &'static str {
    let concedes = fact.plover.as_ref().is_some_and(|code| code.event == "CONCEDE");
    match fact.kind {
        FactKind::Sanction if concedes => "sanctions eased",
        FactKind::Deployment => "forces deployed",
        FactKind::Withdrawal => "forces withdrawn",
        other => other.name(),
    }
}

fn preposition(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Transfer => "to",
        FactKind::Agreement => "with",
        FactKind::Arrest | FactKind::Expulsion | FactKind::Appointment | FactKind::Seizure => "of",
        FactKind::Deployment | FactKind::Withdrawal | FactKind::Exercise => "toward",
        FactKind::Attack => "on",
        _ => "against",
    }
}

fn word_verb(kind: FactKind, status: Status) -> &'static str {
    match (kind, status) {
        (FactKind::Statement, Status::Denied) | (FactKind::Denial, _) => "denies",
        (FactKind::Demand, _) => "demands",
        (FactKind::Offer, _) => "offers",
        (FactKind::Refusal, _) => "refuses",
        (FactKind::Pledge, _) => "pledges",
        (FactKind::Deadline, _) => "sets a deadline",
        (FactKind::Threat, _) => "warns",
        (FactKind::Accusation, _) => "accuses",
        (FactKind::Support, _) => "backs",
        (FactKind::State, _) => "stands",
        _ => "says",
    }
}

/// The word for a status that a reader must not miss; nothing for what happened or was said.
pub fn status_word(status: Status, kind: FactKind) -> Option<&'static str> {
    let said = !is_deed(kind) && !kind.is_contact();
    match status {
        Status::Happened | Status::Denied | Status::Conditional if said => None,
        Status::Happened => None,
        other => Some(other.name()),
    }
}

/// The first count: "about 100,000 troops"; with both ends of what lies between two: "13,000 to 14,000 troops".
pub fn counted(numbers: &[Number]) -> Option<String> {
    match numbers {
        [least, most, ..] if ends(least, most) => {
            Some(format!("{} to {} {}", grouped(least.value), grouped(most.value), most.unit))
        }
        [first, ..] => Some(number_words(first)),
        [] => None,
    }
}

/// Whether the two are the least and the most of one count.
pub(crate) fn ends(least: &Number, most: &Number) -> bool {
    let bounds = (least.bound, most.bound) == (Bound::AtLeast, Bound::AtMost);
    bounds && least.unit == most.unit && least.value < most.value
}

/// "about 100,000 troops".
pub fn number_words(number: &Number) -> String {
    let bound = match number.bound {
        Bound::Exact => "",
        Bound::About => "about ",
        Bound::AtLeast => "at least ",
        Bound::AtMost => "at most ",
    };
    format!("{bound}{} {}", grouped(number.value), number.unit).trim().to_string()
}

/// "100,000".
fn grouped(value: f64) -> String {
    if value.fract() != 0.0 || value.abs() >= 1e15 {
        return value.to_string();
    }
    let digits = format!("{:.0}", value.abs());
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if value < 0.0 { format!("-{out}") } else { out }
}

/// "A, B and C".
pub fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The words cut at a word's end to at most `most` characters, with an ellipsis where cut.
pub fn shortened(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_string();
    }
    let mut out = String::new();
    for word in words.split_whitespace() {
        if out.chars().count() + word.chars().count() + 2 > most {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    format!("{}…", out.trim_end_matches([',', ';', ':', '.']))
}

#[cfg(test)]
mod tests {
    use super::agreed;

    #[test]
    fn a_verb_agrees_with_those_who_act() {
        let by = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(agreed("accuses", &by(&["Islamists"])), "accuse");
        assert_eq!(agreed("denies", &by(&["France", "Spain"])), "deny");
        assert_eq!(agreed("sets a deadline", &by(&["the rebels"])), "set a deadline");
        assert_eq!(agreed("says", &by(&["United States"])), "says");
    }
}
