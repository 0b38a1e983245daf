//! What the repairs of the parse and of the mood are for: invented sentences, each beside one that must stay as it is.

use expect_test::expect;

use super::news_tests::{check, times};

#[test]
fn a_day_at_the_end_of_a_phrase_is_its_verbs() {
    expect!["Saturday"].assert_eq(&times("Peru vetoed a Security Council resolution on Saturday."));
    expect!["Tuesday"]
        .assert_eq(&times("The senate ratified the accord with Chad by 112 votes to 3 on Tuesday."));
    expect!["Thursday, before"]
        .assert_eq(&times("Peru's army said on Thursday it had captured the town of Lima."));
    expect!["news, Thursday"]
        .assert_eq(&times("Peru cut ties with Chad and gave the envoys until Thursday to leave."));
    expect!["Monday"]
        .assert_eq(&times("Peru imposed an embargo on Monday in retaliation for the invasion of Chad."));
}

#[test]
fn heads_that_are_set_right_give_each_deed_its_doer() {
    check(
        "The ruling party accused the opposition leader of treason. \
         The rebels handed over three hostages to the Red Cross on Saturday. \
         Peru threatened on Thursday to expel the refugees unless Chad freed the pilots. \
         Chadian troops landed on Malta on Sunday and took ten marines prisoner, the ministry said.",
        &expect![[r"
            accusation happened | target the opposition leader of treason
            decision happened | source The rebels
            threat conditional | speaker Peru, target Chad
            deployment happened | target Malta, source Chadian in Malta
            attack happened | source Chadian, target ten marines
            statement happened | about Chadian troops
        "]],
    );
    check(
        "President Ali Keita, and the premier of Chad, Jon Berg, arrived in Oslo on Monday. \
         Peru shelled the town on Monday; Chad replied with air raids. \
         Peru put its forces on alert and Chad's leader Jon Berg denounced the raid as a breach of the truce. \
         India test-fired a ballistic missile on Sunday.",
        &expect![[r"
            visit happened | source Ali Keita, source the premier of Chad in Oslo
            attack happened | source Peru
            attack happened | source Chad
            deployment happened | source Peru
            accusation happened | speaker Chad's leader
            exercise happened | source India
        "]],
    );
}

#[test]
fn what_was_not_done_or_is_always_done_is_no_event() {
    check(
        "Had the envoy of Peru met the rebels, the raid would have been avoided. \
         Peru and Chad were to have exchanged prisoners on Sunday. \
         Every spring the armies of Peru and Chad hold manoeuvres along the border. \
         Peru has no plans to send troops to Chad. \
         The plan was accepted by Peru but not by Chad.",
        &expect![[r"
            agreement happened | party Peru
        "]],
    );
    check(
        "The king of Norway was expected to visit Chad on Thursday, but the trip was called off. \
         The president of Peru was to have met the king of Norway in Oslo on Monday. \
         The envoy of Peru flew to Cairo on Monday for talks with the king of Norway.",
        &expect![[r"
            visit cancelled | source The king of Norway, host Chad in Chad
            meeting missed | party The president of Peru, party the king of Norway in Oslo in Oslo
            visit happened | source The envoy of Peru, target the king of Norway in Cairo
            meeting scheduled | party The envoy of Peru, party the king of Norway
        "]],
    );
}

#[test]
fn a_toll_and_its_cause_are_one() {
    check(
        "Ten people were killed in a plane crash near Goma on Monday. \
         Twenty miners were killed when a gas explosion ripped through a pit near Lima on Tuesday. \
         Two soldiers were killed and three wounded in an ambush near Kidal on Sunday. \
         The navy of Peru sank four Chadian boats on Sunday.",
        &expect![[r"
            incident happened |  in Goma
            incident happened | 
            attack happened | target Two soldiers
            attack happened | source Peru, target Chadian
        "]],
    );
}
