//! Who, when and of what: the arguments of claims, as the words around them tell.

use expect_test::{Expect, expect};

use super::tests::{findings, time_words};

/// Each claim: its kind, its parties, the words that give its time, and what it is about.
fn dated(text: &str) -> String {
    let found = findings(text);
    let line = |c: &crate::Claim| {
        let who: Vec<&str> = c.actors.iter().map(|p| found.mentions.all()[p.mention].span.of(text)).collect();
        let when = time_words(&found, c, text);
        let about = c.about.map_or("-", |s| s.of(text));
        format!("{} | {} | {when} | {about}\n", c.kind.name(), who.join(", "))
    };
    found.claims.iter().map(line).collect()
}

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&dated(text));
}

#[test]
fn words_have_no_day_of_what_they_announce() {
    check(
        "According to the president of France, in June 2030 Norway will hold talks with Chad.",
        &expect![[r"
            statement | the president of France, Norway | news | in June 2030 Norway will hold talks with Chad
            meeting | Norway, Chad | June 2030 | -
        "]],
    );
    check(
        "The president of France added, in remarks he made on Monday, that Norway was safe.",
        &expect![[r"
            statement | The president of France, Norway | Monday | Norway was safe
        "]],
    );
}

#[test]
fn a_clause_with_when_tells_when() {
    check(
        "The president of France will meet the king of Norway when he travels to Oslo in May.",
        &expect![[r"
            meeting | The president of France, the king of Norway | May | -
            visit | he | May | -
        "]],
    );
}

#[test]
fn what_is_told_as_present_has_not_the_day_of_what_is_told_as_past() {
    check(
        "In June 2030 Norway accused France of sabotage, and France denies the charge.",
        &expect![[r"
            accusation | Norway, France | June 2030 | sabotage
            denial | France | before | the charge
        "]],
    );
}

#[test]
fn sides_are_found_where_the_parse_or_a_translation_hides_them() {
    check(
        "On Friday, French Foreign Minister Anne Colin discussed, by phone, UN Secretary General Jens Lund, upcoming talks between Chad and Libya, on the war.",
        &expect![[r"
            call | Anne Colin, Jens Lund | Friday | on the war
            meeting | Chad, Libya | after | -
        "]],
    );
    check(
        "France will hold a second round of French-Norwegian border talks on Monday.",
        &expect![[r"
            meeting | France, Norwegian | Monday | -
        "]],
    );
}

#[test]
fn a_deed_says_what_it_struck_and_a_charge_what_it_charges() {
    check(
        "A Norwegian warship destroyed a Chadian drone in the strait.",
        &expect![[r"
        attack | Norwegian, Chadian | news | a Chadian drone
    "]],
    );
    check(
        "The raids that Norway has blamed on Chad worried Europe.",
        &expect![[r"
        accusation | Norway, Chad | before | The raids
    "]],
    );
    check(
        "Norway accused Chad of \"arming groups that are trying to overthrow the government.\"",
        &expect![[r#"
        accusation | Norway, Chad | news | "arming groups that are trying to overthrow the government.
    "#]],
    );
    check(
        "Chad has sent thousands of troops across the border.",
        &expect![[r"
            deployment | Chad | before | troops across the border
        "]],
    );
}

#[test]
fn it_is_who_tells_and_a_thing_takes_no_stance() {
    check(
        "The Norwegian army claimed it shot down a French drone on Monday.",
        &expect![[r"
        statement | The Norwegian army | news | it shot down a French drone on Monday
        attack | it, French | Monday | a French drone
    "]],
    );
    check(
        "A drone was shot down by the army of Chad after it threatened the ship, the president of Chad said.",
        &expect![[r"
            attack | Chad | news | A drone
            statement | the president of Chad, the army of Chad | news | A drone was shot down by the army of Chad after it threatened the ship
        "]],
    );
}

#[test]
fn no_state_speaks_through_its_companies() {
    check(
        "A Norwegian shipping company said a torpedo hit the ship.",
        &expect![[r"
            statement |  | news | a torpedo hit the ship
            incident |  | news | a torpedo hit the ship
        "]],
    );
    check(
        "A Norwegian official said a torpedo hit the ship.",
        &expect![[r"
            statement | A Norwegian official | news | a torpedo hit the ship
            incident |  | news | a torpedo hit the ship
        "]],
    );
}

#[test]
fn what_has_no_content_is_told_by_its_own_clause() {
    check(
        "The rebels said that they will not negotiate until the army of Chad leaves the valley.",
        &expect![[r"
            refusal | they | news | will not negotiate
        "]],
    );
    check(
        "France accuses Chad, and the talks go on.",
        &expect![[r"
        accusation | France, Chad | before | -
    "]],
    );
    check(
        "Heavy fighting erupted near Oslo on Monday after the talks failed.",
        &expect![[r"
        incident |  | Monday | Heavy fighting erupted near Oslo on Monday
    "]],
    );
}

#[test]
fn who_stands_behind_the_verb_after_a_quotation_tells_it() {
    check(
        "\"We will not accept any ultimatum,\" said Chad's foreign minister, Jon Berg.",
        &expect![[r"
            refusal | Chad's foreign minister | news | We will not accept any ultimatum,
        "]],
    );
    check(
        "The envoys met the king, visited Oslo and left.",
        &expect![[r"
        meeting | The envoys, the king | news | -
        visit | The envoys | news | -
    "]],
    );
}

#[test]
fn a_red_line_is_a_threat_and_its_content_has_not_happened() {
    check(
        "Norway said its red line was the deployment of missiles in Chad.",
        &expect![[r"
        threat | its | news | was the deployment of missiles in Chad
    "]],
    );
    check(
        "Norway promised to send 20 tanks to Chad.",
        &expect![[r"
        pledge | Norway, Chad | news | send 20 tanks to Chad
    "]],
    );
}

#[test]
fn days_hang_on_the_verb_that_they_belong_to() {
    check(
        "\"Norway will never yield,\" the president of Norway said on Monday.",
        &expect![[r"
            refusal | the president of Norway | Monday | will never yield
        "]],
    );
    check(
        "The president of France told the newspaper on Sunday that his country would never give up its missiles.",
        &expect![[r"
            refusal | The president of France, its | Sunday | give up its missiles
        "]],
    );
    check(
        "The talks between Norway and Chad, scheduled to begin on May 9, were postponed.",
        &expect![[r"
        meeting | Norway, Chad | May 9 | -
    "]],
    );
    check(
        "President Jacques Chirac of France will travel to Chad next week, his office said Tuesday.",
        &expect![[r"
        visit | Jacques Chirac, Chad | next week | -
    "]],
    );
}

#[test]
fn contacts_are_told_apart_or_found_under_what_was_done_at_them() {
    check(
        "Jacques Chirac held separate meetings with Idriss Deby and Tony Blair.",
        &expect![[r"
            meeting | Jacques Chirac, Idriss Deby | news | -
            meeting | Jacques Chirac, Tony Blair | news | -
        "]],
    );
    check(
        "At a meeting in Lisbon last month, the presidents of Chad and Peru failed to agree.",
        &expect![[r"
        meeting | Chad, Peru | last month | -
    "]],
    );
    check(
        "Norway is to meet the president of Chad in Oslo on Friday.",
        &expect![[r"
        meeting | Norway, the president of Chad in Oslo | Friday | -
    "]],
    );
}

#[test]
fn both_and_they_are_each_of_the_two() {
    check(
        "Norway met Chad in Rome. France urged both sides to wait.",
        &expect![[r"
        meeting | Norway, Chad | news | -
        demand | France, both sides, both sides | news | wait
    "]],
    );
    check(
        "Norway and Chad signed the pact on Monday. They will withdraw their troops.",
        &expect![[r"
        agreement | Norway, Chad | Monday | the pact
        withdrawal | They, They | after | their troops
    "]],
    );
    check(
        "Delegations from Chad, Mali and Niger held talks in Geneva on Monday.",
        &expect![[r"
        meeting | Chad, Mali, Niger | Monday | -
    "]],
    );
}

#[test]
fn whom_something_is_done_to_does_not_tell_it() {
    check(
        "The king of Norway rang both men on Sunday and urged them to wait, the Chadian news agency reported.",
        &expect![[r"
            demand | The king of Norway | Sunday | wait
        "]],
    );
}

#[test]
fn what_is_put_off_is_due_on_its_new_day() {
    check(
        "Norway put off its talks with Chad from Thursday to Monday, March 16. The talks had been called for March 12.",
        &expect![[r"
            meeting | its, Chad | Thursday | -
            meeting | its, Chad | Monday, March 16 | -
            meeting | its, Chad | March 12 | -
        "]],
    );
    check(
        "The meeting between Norway and Chad was postponed until July.",
        &expect![[r"
        meeting | Norway, Chad | after | -
        meeting | Norway, Chad | July | -
    "]],
    );
}

#[test]
fn what_follows_a_deed_of_a_bare_year_is_no_news() {
    check(
        "The presidents of France and Chad met there in 1959. They agreed to hold talks on the border. Norway's army shelled Oslo.",
        &expect![[r"
            meeting | France, Chad | 1959 | -
            agreement | They | before | hold talks on the border
            attack | Norway | before | Norway's army shelled Oslo
        "]],
    );
    check(
        "France annexed the valley in 1959. On Monday the army of Chad shelled Oslo. Norway's army shelled Paris.",
        &expect![[r"
        incident | France | 1959 | France annexed the valley in 1959
        attack | Chad, Oslo | Monday | On Monday the army of Chad shelled Oslo
        attack | Norway, Paris | news | Norway's army shelled Paris
    "]],
    );
}

#[test]
fn a_stance_may_be_told_by_a_noun_with_its_holder() {
    check(
        "The envoys came to hear Peru's answer to a Chilean and Brazilian proposal for talks on the border.",
        &expect![[r"
            offer | Chilean, Brazilian | before | talks on the border
        "]],
    );
    check(
        "Under the proposal made by the king of Norway, the rebels would leave the valley.",
        &expect![[r"
            offer | the king of Norway, the rebels | before | the rebels would leave the valley
        "]],
    );
}

#[test]
fn a_charge_of_massing_troops_tells_of_the_troops() {
    check(
        "Chile accused Peru of massing 20,000 soldiers on the border.",
        &expect![[r"
            accusation | Chile, Peru | news | massing 20,000 soldiers on the border
            deployment | Peru | news | 20,000 soldiers on the border
        "]],
    );
}

#[test]
fn who_asks_for_talks_takes_part_in_them() {
    check(
        "Norway said it would hold a second round of talks in May at Chad's request.",
        &expect![[r"
            statement | Norway | news | it would hold a second round of talks in May at Chad's request
            meeting | it, Chad | May | -
        "]],
    );
}

#[test]
fn who_says_what_it_will_give_promises_it() {
    check(
        "Norway will provide 15 million dollars in aid to Chad, the Norwegian government said.",
        &expect![[r"
            pledge | the Norwegian government, Chad | news | 15 million dollars in aid to Chad
            statement | the Norwegian government, Norway | news | Norway will provide 15 million dollars in aid to Chad
        "]],
    );
}

#[test]
fn a_visit_names_whom_it_is_made_to_see() {
    check(
        "The envoy of Norway returned to Cairo on Monday to resume talks with the rebels.",
        &expect![[r"
            visit | The envoy of Norway, the rebels | Monday | resume talks with the rebels
            meeting | The envoy of Norway, the rebels | unknown | -
        "]],
    );
}

#[test]
fn the_press_is_no_side_of_a_contact() {
    check(
        "Journalists waited in Cairo after Sunday's meeting of the African Union with the rebels.",
        &expect![[r"
            meeting | African Union, the rebels | Sunday | -
        "]],
    );
}

#[test]
fn a_bare_weekday_is_when_and_not_whom() {
    check(
        "Senior diplomats from Peru, Ecuador and Norway were to meet Wednesday in New York to hear an answer.",
        &expect![[r"
            meeting | Senior diplomats from Peru, Ecuador, Norway | Wednesday | hear an answer
        "]],
    );
}

#[test]
fn what_is_warned_against_keeps_its_against() {
    check(
        "Norway's president warned Chad against sending troops.",
        &expect![[r"
            threat | Norway's president, Chad | news | against sending troops
        "]],
    );
}
