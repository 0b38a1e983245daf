//! Sentences as agencies write them about crises, all invented: what each comes to as claims.

use chancery_text::Document;
use expect_test::{Expect, expect};

/// Each claim: its kind and status, its parties with their roles, and what it is about.
fn told(text: &str) -> String {
    let lore = crate::Lore::shipped().unwrap_or_else(|e| panic!("{e}"));
    let model = chancery_parse::Model::shipped().expect("the shipped model loads");
    let document = Document::new("sha256:0".into(), "example".into(), text);
    let found = crate::article(&document, &chancery_parse::sentences(&document, &model), &lore);
    let words = |m: usize| found.mentions.all()[m].span.of(document.text());
    let line = |c: &crate::Claim| {
        let who: Vec<String> =
            c.actors.iter().map(|p| format!("{} {}", p.role.name(), words(p.mention))).collect();
        let place = c.place.map_or_else(String::new, |m| format!(" in {}", words(m)));
        format!("{} {} | {}{place}\n", c.kind.name(), c.status.name(), who.join(", "))
    };
    found.claims.iter().map(line).collect()
}

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&told(text));
}

#[test]
fn a_meeting_where_nothing_was_agreed_was_held() {
    check("The president of Peru and the king of Norway failed to agree on a treaty at their summit in Oslo.", &expect![[""]]);
    check("The president of Peru will present a plan at a summit in Oslo on August 6.", &expect![[""]]);
}

#[test]
fn what_a_thing_is_called_off_for_is_not_called_off() {
    check("Peru cancelled its talks with Chile over the attack on its embassy on Monday.", &expect![[""]]);
    check("Peru cancelled the talks.", &expect![[""]]);
}

#[test]
fn what_one_vows_never_to_do_is_vowed() {
    check("The government of Peru vowed never to give up the islands.", &expect![[""]]);
}

#[test]
fn a_deed_is_blamed_on_someone() {
    check("Peru blamed the attack on a Chilean group.", &expect![[""]]);
}

#[test]
fn nobody_accuses_himself() {
    check(
        "The minister of Norway said Peru and Chile were making a mistake, accusing them of cowardice.",
        &expect![[""]],
    );
}

#[test]
fn a_cease_fire_in_pieces_is_no_fire() {
    check("A cease-fire between Peru and Chile took effect on Friday.", &expect![[""]]);
}

#[test]
fn neither_of_two_did_it() {
    check("Neither he nor the ministers of Peru attacked the town.", &expect![[""]]);
    check("The army of Peru prevented the rebels from attacking the town.", &expect![[""]]);
}

#[test]
fn an_outlet_is_told_and_does_not_seek() {
    check("The rebel leader told Reuters that it would seek independence from Peru.", &expect![[""]]);
}

#[test]
fn a_breach_in_quoted_words_is_a_charge() {
    check("\"Chile has violated the treaty,\" the president of Peru said.", &expect![[""]]);
}

#[test]
fn a_promise_may_hang_on_a_condition() {
    check("The rebels agreed to free the hostages on condition that the army of Peru withdraw.", &expect![[""]]);
}

#[test]
fn whom_a_threat_would_strike_is_its_target() {
    check("Chile has threatened to shoot down any Peruvian aircraft that enters its airspace.", &expect![[""]]);
}

#[test]
fn nouns_tell_deeds() {
    check("Chile's seizure of two Peruvian trawlers on Monday angered Lima.", &expect![[""]]);
    check("The expulsion of four Peruvian diplomats by Chile was announced on Monday.", &expect![[""]]);
}
