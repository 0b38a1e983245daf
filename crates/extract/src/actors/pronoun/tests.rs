//! Whom each pronoun of a text of ours stands for.

use chancery_parse::{Model, sentences};
use chancery_text::Document;
use expect_test::{Expect, expect};

use crate::{Form, actors::ActorLore};

/// Each pronoun with the actors it stands for; one that stands for nobody is left out.
fn check(text: &str, expected: &Expect) {
    let document = Document::new("sha256:0".into(), "t.txt".into(), text);
    let model = Model::shipped().expect("the shipped model");
    let lore = ActorLore::shipped().expect("the shipped lore");
    let read = sentences(&document, &model);
    let (layer, actors) = crate::actors::mentions(&document, &read, &lore);
    let pronouns = layer.all().iter().filter(|m| m.value.form == Form::Pronoun);
    let said: Vec<String> =
        pronouns.map(|m| format!("{} = {}", m.span.of(text), actors[m.value.actor].name)).collect();
    expected.assert_eq(&said.join("; "));
}

#[test]
fn who_spoke_goes_on_speaking() {
    check(
        "Minister Aino Virtala met Karl Drusov. “We agree,” Virtala said. She added that the talks were over.",
        &expect![[r"She = Aino Virtala"]],
    );
}

#[test]
fn nobody_calls_himself_he() {
    check(
        "President Omar Karim spoke on Monday. “He promised us aid,” envoy Lars Dahl said.",
        &expect![[r"He = Omar Karim"]],
    );
}

#[test]
fn a_name_within_a_quotation_is_not_who_speaks_next() {
    check(
        "President Omar Karim called off the talks. “It was right to wait for President Rivas,” Karim said. “We will see,” he wrote later.",
        &expect![[r"he = Omar Karim"]],
    );
}

#[test]
fn the_object_of_a_verb_is_not_its_subject() {
    check("Minister Lars Dahl met envoy Omar Karim. Dahl told him to wait.", &expect![[r"him = Omar Karim"]]);
}

#[test]
fn a_first_name_tells_he_or_she() {
    check(
        "Envoy Maria Rivas met minister Peter Holm. She thanked the hosts.",
        &expect![[r"She = Maria Rivas"]],
    );
}

#[test]
fn what_two_did_they_did() {
    check(
        "Presidents Maria Rivas and Peter Holm met in Oslo. They agreed to talk again.",
        &expect![[r"They = Maria Rivas; They = Peter Holm"]],
    );
    check(
        "France and Norway signed the pact. They will publish it.",
        &expect![[r"They = France; They = Norway"]],
    );
}

#[test]
fn a_clause_ahead_means_the_subject_after_it() {
    check(
        "Envoy Omar Karim arrived. After he met the king, President Lars Dahl left for Rome.",
        &expect![[r"he = Lars Dahl"]],
    );
}

#[test]
fn it_may_be_a_thing() {
    check("Norway signed the agreement on Monday. It provides for aid.", &expect!["It = Norway"]);
    check("It was Norway that refused. It is clear that the talks failed.", &expect![[r""]]);
    check("Norway refused the offer. It said that the terms were unjust.", &expect![[r"It = Norway"]]);
}

#[test]
fn a_man_whom_nobody_names_is_he() {
    check(
        "Minister Lars Dahl spoke in Oslo. A gunman fired into the crowd. He was arrested.",
        &expect![[r""]],
    );
    check("Minister Lars Dahl spoke to a driver who had lost his lorry.", &expect![[r""]]);
}

#[test]
fn two_of_equal_weight_leave_it_open() {
    check("Lars Dahl and Omar Karim spoke. He was content.", &expect![[r""]]);
}

#[test]
fn a_new_speaker_is_he_though_another_was_named_more_often() {
    check(
        "General Lars Dahl told reporters that the army was near. He said that it was large. In Lima, Minister Omar Karim described the army as weak. “We will wait,” he said.",
        &expect![[r"He = Lars Dahl; it = the army; he = Omar Karim"]],
    );
}

#[test]
fn who_took_the_picture_is_nobody_told_of() {
    check(
        "Defence minister Lars Dahl said the islands were fortified.\n\nA ship sails past the islands. REUTERS/Omar Karim\n\nHe also warned of a price.",
        &expect!["He = Lars Dahl"],
    );
}
