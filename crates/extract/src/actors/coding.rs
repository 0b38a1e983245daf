//! Country and sector of the actor that a phrase names, as event coders write them (PLOVER).

use chancery_text::{Document, Sentences};
use jiff::civil::Date;

use super::{ActorLore, fold, lore::Person, mentions};
use crate::{Form, Kind, LocalActor, Mention};

/// A coded actor.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Coded {
    /// ISO 3166 alpha-3, or the id of a body.
    pub country: Option<String>,
    /// "GOV", "MIL", …
    pub sector: Option<String>,
}

/// Codes the actor that the first sentence of `document`, a phrase, names; offices count on `day`.
pub fn coded(document: &Document, sentences: &Sentences, lore: &ActorLore, day: Option<Date>) -> Coded {
    let (layer, actors) = mentions(document, sentences, lore);
    let Some(sentence) = sentences.list.first() else { return Coded::default() };
    let root = sentence.tokens.iter().position(|t| t.head.is_none()).unwrap_or(0);
    let root_span = sentence.tokens.get(root).map(|t| t.span);
    let best =
        layer.all().iter().filter(|m| m.value.form != Form::Pronoun && m.value.sentence == 0).max_by_key(
            |m| {
                let rooted = m.value.head == root || root_span.is_some_and(|r| m.span.holds(r));
                let person = actors[m.value.actor].kind == Kind::Person && m.value.form == Form::Name;
                (rooted, person, m.span.len())
            },
        );
    let words = fold(document.text());
    let Some(best) = best else {
        if let Some(person) = bearer(&words, day, lore) {
            let name = person.name.clone();
            let actor = LocalActor { lore: Some(person.key.clone()), ..unknown(name) };
            return Coded { country: country(&actor, day, lore), sector: of_person(&actor, day, lore) };
        }
        // A time is no actor: junk, as coders call it.
        let time = matches!(words.as_str(), "yesterday" | "today" | "tomorrow" | "last week" | "last year");
        let unnamed = matches!(words.as_str(), "he" | "she" | "they").then(|| "UNK".to_string());
        let unnamed = unnamed.or_else(|| time.then(|| "JNK".to_string()));
        return Coded { country: None, sector: unnamed.or_else(|| by_words(&words, lore)) };
    };
    let actor = &actors[best.value.actor];
    let named = actor.kind == Kind::Person && best.value.form == Form::Name;
    let country = country(actor, day, lore).or_else(|| elsewhere(&layer, &actors, document, named, lore));
    let covers_all = best.span.len() + 6 >= document.text().trim().len();
    Coded { country, sector: sector(actor, &best.value, &words, covers_all, day, lore) }
}

fn person<'a>(actor: &LocalActor, day: Option<Date>, lore: &'a ActorLore) -> Option<&'a Person> {
    let mut known = actor.lore.iter().chain(&actor.candidates).filter_map(|k| lore.people.by_key(k));
    let on_the_day =
        |p: &&Person| day.is_some_and(|d| p.terms.iter().any(|t| t.covers(d.year(), d.month(), d.day())));
    known.clone().find(on_the_day).or_else(|| known.next()).or_else(|| {
        let one_word = !actor.name.contains(' ') && actor.kind == Kind::Person;
        one_word.then(|| bearer(&fold(&actor.name), day, lore)).flatten()
    })
}

/// One word is enough where one holder alone bears it, in office on the day or before.
fn bearer<'a>(name: &str, day: Option<Date>, lore: &'a ActorLore) -> Option<&'a Person> {
    let surname = |p: &&Person| p.surnamed(name) && !name.contains(' ');
    let found: Vec<&Person> =
        lore.people.like(name, 0.89).into_iter().map(|(_, p)| p).filter(surname).collect();
    let then =
        |p: &&Person| day.is_some_and(|d| p.terms.iter().any(|t| t.covers(d.year(), d.month(), d.day())));
    let in_office: Vec<&Person> = found.iter().copied().filter(then).collect();
    let leaders: Vec<&Person> = found.iter().copied().filter(|p| p.led()).collect();
    match (&in_office[..], &found[..], &leaders[..]) {
        ([one], ..) | ([], [one], _) | (_, _, [one]) => Some(one),
        _ => None,
    }
}

fn unknown(name: String) -> LocalActor {
    LocalActor {
        name,
        kind: Kind::Person,
        lore: None,
        candidates: Vec::new(),
        acts_for: None,
        roles: Vec::new(),
        mentions: Vec::new(),
        links: Vec::new(),
    }
}

fn country(actor: &LocalActor, day: Option<Date>, lore: &ActorLore) -> Option<String> {
    let of_person = || {
        let person = person(actor, day, lore)?;
        let then = day.and_then(|d| person.terms.iter().find(|t| t.covers(d.year(), d.month(), d.day())));
        then.or(person.terms.last()).map(|t| t.of.clone())
    };
    let of_place = || {
        let region = lore.regions.iter().find(|r| Some(&r.id) == actor.lore.as_ref());
        region.and_then(|r| r.state.clone()).or_else(|| lore.city(&fold(&actor.name)))
    };
    actor.acts_for.clone().or_else(of_person).or_else(of_place)
}

/// A state that the phrase names anywhere, or a town of it.
fn elsewhere(
    layer: &chancery_text::Layer<Mention>,
    actors: &[LocalActor],
    document: &Document,
    person: bool,
    lore: &ActorLore,
) -> Option<String> {
    let by_state = layer.all().iter().map(|m| &actors[m.value.actor]).find_map(|a| country(a, None, lore));
    if person {
        return by_state;
    }
    let words: Vec<&str> = document.text().split(' ').collect();
    by_state.or_else(|| adjective(&words, lore)).or_else(|| {
        (0..words.len()).find_map(|i| {
            let two = words.get(i..i + 2).map(|w| fold(&w.join(" ")));
            let capital = words[i].starts_with(char::is_uppercase);
            two.and_then(|w| lore.city(&w)).or_else(|| lore.city(&fold(words[i]))).filter(|_| capital)
        })
    })
}

/// The state of an adjective in the phrase: "the ruling Mongolian People's Party".
fn adjective(words: &[&str], lore: &ActorLore) -> Option<String> {
    let capital = words.iter().filter(|w| w.starts_with(char::is_uppercase));
    capital.flat_map(|w| lore.senses(&fold(w))).find_map(|e| match e.sense {
        crate::actors::lore::Sense::Adjective(i) => Some(lore.states[i].code.clone()),
        _ => None,
    })
}

fn sector(
    actor: &LocalActor,
    mention: &Mention,
    words: &str,
    covers_all: bool,
    day: Option<Date>,
    lore: &ActorLore,
) -> Option<String> {
    if ["former ", "ex-", "disgraced "].iter().any(|w| words.contains(w)) {
        return Some("ELI".into());
    }
    let rules =
        actor.lore.as_deref().zip(day).and_then(|(k, d)| lore.ruled_by(k, d.year(), d.month(), d.day()));
    if rules.is_some() {
        return Some("GOV".into());
    }
    let by_key = actor.lore.as_deref().and_then(|k| of_key(k, lore));
    if actor.kind == Kind::Person {
        // "an indigenous leader", "an intelligence officer": what is led or served says more than the rank.
        let led = actor.roles.first().and_then(|r| r.office.as_deref()).is_some_and(|o| LED.contains(&o));
        let words = of_house(words, lore).or_else(|| by_words(words, lore));
        let said = words.clone().filter(|w| led && w != "GOV");
        return said.or_else(|| of_person(actor, day, lore)).or(words);
    }
    let armed = actor.kind == Kind::Group && actor.lore.as_deref().is_some_and(|k| lore.body(k).is_some());
    if by_key.is_some() && (covers_all || armed) {
        return by_key;
    }
    by_words(words, lore).or(by_key).or_else(|| {
        let town = (actor.kind == Kind::Place).then(|| "CVL".to_string());
        (mention.form == Form::Metonym).then(|| "GOV".to_string()).or(town)
    })
}

/// Offices that the words after or before them tell more of.
const LED: [&str; 6] = ["chief", "officer", "director", "president", "official", "deputy-chief"];

/// The sector of a house that the phrase names by a name of its own: "president of the Riigikogu".
fn of_house(words: &str, lore: &ActorLore) -> Option<String> {
    let padded = format!(" {words} ");
    let named = lore
        .organ_names
        .iter()
        .find(|o| o.names.iter().any(|n| padded.contains(&format!(" {} ", fold(n)))))?;
    lore.organs.iter().find(|o| o.class == named.class).map(|o| o.sector.clone())
}

fn of_key(key: &str, lore: &ActorLore) -> Option<String> {
    if let Some((class, state)) = key.split_once(':') {
        // A war ministry that goes by the name of its seat stands for the forces, as Phoenix codes the Pentagon.
        if class == "ministry/defence"
            && lore.organ_names.iter().any(|o| o.class == class && o.state == state)
        {
            return Some("MIL".into());
        }
        let organ = lore.organs.iter().find(|o| o.class == class).map(|o| o.sector.clone());
        return organ.or_else(|| Some("GOV".to_string()));
    }
    lore.body(key).map(|b| b.sector.clone())
}

/// From the office that the words state, else from the one held on the day; whoever left office is of the elite.
fn of_person(actor: &LocalActor, day: Option<Date>, lore: &ActorLore) -> Option<String> {
    let stated = actor.roles.iter().filter_map(|r| r.office.as_deref()).find_map(|c| of_class(c, lore));
    if stated.is_some() {
        return stated;
    }
    let person = person(actor, day, lore)?;
    let Some(day) = day else {
        return person.terms.last().and_then(|t| t.class.as_deref()).and_then(|c| of_class(c, lore));
    };
    let then = person.terms.iter().filter(|t| t.covers(day.year(), day.month(), day.day()));
    // "Director of the Central Intelligence Agency": the title says what is directed.
    let secret = |t: &crate::actors::Term| {
        let title = format!(" {} ", fold(&t.title));
        lore.agents.iter().any(|(word, sector)| sector == "SPY" && title.contains(&format!(" {word} ")))
    };
    if then.clone().any(secret) {
        return Some("SPY".into());
    }
    let held: Vec<&str> = then.clone().filter_map(|t| t.class.as_deref()).collect();
    let over = person.terms.iter().any(|t| t.from.is_some_and(|f| f.year <= day.year()));
    held.iter()
        .find_map(|c| of_class(c, lore))
        .or_else(|| if then.count() > 0 { Some("GOV".to_string()) } else { over.then(|| "ELI".to_string()) })
}

fn of_class(class: &str, lore: &ActorLore) -> Option<String> {
    let core = class.trim_start_matches("deputy-");
    if core.starts_with("minister") {
        return Some("GOV".into());
    }
    lore.titles.iter().find(|t| t.class == core).map(|t| t.sector.clone()).filter(|s| s != "-")
}

/// From the longest word of the agents' table in the phrase; the last one where two are as long.
fn by_words(words: &str, lore: &ActorLore) -> Option<String> {
    let padded = format!(" {} ", words.replace(['\'', ',', '.'], " "));
    let found = lore.agents.iter().filter_map(|(word, sector)| {
        let at = padded.rfind(&format!(" {word} "))?;
        Some((at + word.len(), word.len(), sector))
    });
    found.max().map(|(_, _, sector)| sector.clone())
}
