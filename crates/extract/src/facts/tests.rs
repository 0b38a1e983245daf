//! The contract of the shipped rules.

use chancery_rules::{check, firings};
use chancery_text::Document;
use expect_test::expect;

use super::{FactLore, analyse};

fn read(text: &str, model: &chancery_parse::Model, lore: &FactLore) -> Vec<chancery_rules::Analysed> {
    let document = Document::new("sha256:0".into(), "example".into(), text);
    analyse(&chancery_parse::sentences(&document, model), lore)
}

#[test]
fn every_rule_keeps_its_contract() {
    let lore = FactLore::shipped().unwrap_or_else(|e| panic!("{e}"));
    let model = chancery_parse::Model::shipped().expect("the shipped model loads");
    if let Err(faults) = check(lore.book(), &|text| read(text, &model, &lore)) {
        panic!("{} faults\n{faults}", faults.list.len());
    }
}

/// Which other rules fire on each rule's examples: a change of this list is a change of behaviour.
#[test]
fn who_else_fires_here() {
    let lore = FactLore::shipped().unwrap_or_else(|e| panic!("{e}"));
    let model = chancery_parse::Model::shipped().expect("the shipped model loads");
    let mut seen = String::new();
    for rule in lore.book().rules() {
        for (_, example) in &rule.yes {
            let fired = firings(lore.book(), &example.text, &|text| read(text, &model, &lore));
            let mut others: Vec<String> =
                fired.into_iter().map(|f| f.rule).filter(|r| *r != rule.id).collect();
            others.dedup();
            if !others.is_empty() {
                seen.push_str(&[&rule.id, ": ", &others.join(", "), " | ", &example.text, "\n"].concat());
            }
        }
    }
    expect_test::expect_file!["fires.txt"].assert_eq(&seen);
}

fn told(text: &str) -> String {
    let lore = crate::Lore::shipped().unwrap_or_else(|e| panic!("{e}"));
    let model = chancery_parse::Model::shipped().expect("the shipped model loads");
    let document = Document::new("sha256:0".into(), "example".into(), text);
    let sentences = chancery_parse::sentences(&document, &model);
    let found = crate::article(&document, &sentences, &lore);
    let line = |c: &crate::Claim| {
        let code = c.plover.as_ref().map_or_else(|| "-".to_owned(), |p| p.event.clone());
        format!("{} {} {code} “{}”\n", c.kind.name(), c.status.name(), c.trigger.of(text))
    };
    found.claims.iter().map(line).collect()
}

fn check_told(text: &str, expected: &expect_test::Expect) {
    expected.assert_eq(&told(text));
}

#[test]
fn a_threat_keeps_its_condition_and_is_no_act() {
    check_told(
        "The president of France said his country would respond decisively if Belgium invaded.",
        &expect![[r"
            threat conditional THREATEN “respond”
        "]],
    );
}

#[test]
fn what_is_refused_denied_or_asked_did_not_happen() {
    check_told(
        "Norway denied that its army had attacked the town.",
        &expect![[r"
        denial happened REJECT “denied”
    "]],
    );
    check_told(
        "Norway urged Sweden to withdraw its troops.",
        &expect![[r"
        demand happened REQUEST “urged”
    "]],
    );
    check_told("Did the army attack the town?", &expect![[""]]);
}

#[test]
fn meetings_have_their_status() {
    check_told(
        "France and Germany will hold talks on Monday.",
        &expect![[r"
        meeting scheduled AGREE “talks”
    "]],
    );
    check_told(
        "The talks between France and Germany were postponed.",
        &expect![[r"
        meeting postponed - “talks”
    "]],
    );
    check_told(
        "France cancelled a meeting with Germany.",
        &expect![[r"
        meeting cancelled REJECT “meeting”
    "]],
    );
}

#[test]
fn broken_and_strange_text_is_survived() {
    for text in
        ["“", "\"He said \"", "”””", "say say say", "🜚 said that 🜚 met 🜚.", "in in in (", "“said” “said"]
    {
        let _ = told(text);
    }
}
