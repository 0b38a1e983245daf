//! Sentences as agencies write them about crises, all invented: what each comes to as claims.

use expect_test::{Expect, expect};

use super::tests::{findings, time_words};

/// Each claim: its kind and status, its parties with their roles, and what it is about.
fn told(text: &str) -> String {
    let found = findings(text);
    let words = |m: usize| found.mentions.all()[m].span.of(text);
    let line = |c: &crate::Claim| {
        let who: Vec<String> =
            c.actors.iter().map(|p| format!("{} {}", p.role.name(), words(p.mention))).collect();
        let place = c.place.map_or_else(String::new, |m| format!(" in {}", words(m)));
        format!("{} {} | {}{place}\n", c.kind.name(), c.status.name(), who.join(", "))
    };
    found.claims.iter().map(line).collect()
}

pub(super) fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&told(text));
}

/// The words that give each claim its time.
pub(super) fn times(text: &str) -> String {
    let found = findings(text);
    found.claims.iter().map(|c| time_words(&found, c, text)).collect::<Vec<_>>().join(", ")
}

#[test]
fn who_tells_at_the_end_and_what_a_participle_describes() {
    check(
        "Peru and Chad will exchange lists of prisoners on 1 July, the two governments announced. \
         A ceasefire brokered by Norway took effect at dawn on Sunday.",
        &expect![[r"
            statement happened | speaker the two governments, about Peru, about Chad
            agreement happened | party Norway
        "]],
    );
}

#[test]
fn what_is_due_is_not_done_and_what_came_before_an_accord_is_not_foreseen_by_it() {
    check(
        "The envoy of Norway is due to arrive in Lima next Tuesday for a second round of talks with Peru. \
         Peru and Chad signed an agreement in Lima on Thursday after weeks of talks mediated by Norway.",
        &expect![[r"
            meeting scheduled | party The envoy of Norway, party Peru in Lima
            agreement happened | party Peru, party Chad in Lima
            meeting happened | party Norway, party Peru
        "]],
    );
}

#[test]
fn an_embargo_on_a_land_is_not_put_there_and_a_clause_with_when_may_tell_where() {
    check(
        "The Security Council voted on Monday to extend the arms embargo on Liberia. \
         Four Kenyan soldiers were killed when their convoy hit a landmine near Garissa on Monday.",
        &expect![[r"
            vote happened | source The Security Council
            attack happened | target Kenyan in Garissa
        "]],
    );
}

#[test]
fn two_presidents_are_two_who_hold_that_office() {
    check(
        "President Kenneth Banda will meet his Peruvian counterpart in Oslo on March 11. \
         Banda met the chairman of the African Union in Cairo on Sunday. The two presidents met in May in Rome. \
         Peru's president said on Monday that he would not yield.",
        &expect![[r"
            meeting scheduled | party Kenneth Banda, party his Peruvian counterpart in Oslo
            meeting happened | party Banda, party the chairman of the African Union in Cairo
            meeting happened | party Kenneth Banda, party his Peruvian counterpart in Rome
            refusal happened | speaker he
        "]],
    );
}

#[test]
fn a_summit_is_not_of_those_who_merely_met() {
    check(
        "Norway and Chad held talks in Oslo on Monday. The summit planned for March 20 will go ahead, an official said.",
        &expect![[r"
            meeting happened | party Norway, party Chad in Oslo
            meeting scheduled | 
            statement happened | speaker an official
        "]],
    );
}

#[test]
fn a_trip_may_be_put_off_and_staff_recalled() {
    check(
        "The president of Peru postponed a trip to Oslo. Peru closed its embassy in Cairo and recalled its staff.",
        &expect![[r"
            visit postponed | source The president of Peru in Oslo
            sanction happened | source Peru in Cairo
            sanction happened | source Peru
        "]],
    );
}

#[test]
fn forces_pull_out_of_a_place_and_force_is_answered() {
    check(
        "Norway said its forces had pulled out of the town. If they attack, Norway will answer with all its might.",
        &expect![[r"
            statement happened | speaker Norway, about its forces
            withdrawal happened | source its
            threat conditional | speaker Norway
        "]],
    );
}

#[test]
fn a_meeting_where_nothing_was_agreed_was_held() {
    check(
        "The president of Peru and the king of Norway failed to agree on a treaty at their summit in Oslo.",
        &expect![[r"
            agreement missed | party The president of Peru, party the king of Norway in Oslo
            meeting happened | party The president of Peru, party the king of Norway in Oslo
        "]],
    );
    check(
        "The president of Peru will present a plan at a summit in Oslo on August 6.",
        &expect![[r"
            meeting scheduled |  in Oslo
        "]],
    );
}

#[test]
fn what_a_thing_is_called_off_for_is_not_called_off() {
    check(
        "Peru cancelled its talks with Chile over the attack on its embassy on Monday.",
        &expect![[r"
        meeting cancelled | party Peru, party Chile
        attack happened | target its embassy
    "]],
    );
    check(
        "Peru cancelled the talks.",
        &expect![[r"
        meeting cancelled | party Peru
    "]],
    );
}

#[test]
fn what_one_vows_never_to_do_is_vowed() {
    check(
        "The government of Peru vowed never to give up the islands.",
        &expect![[r"
        pledge happened | speaker The government of Peru
    "]],
    );
}

#[test]
fn a_deed_is_blamed_on_someone() {
    check(
        "Peru blamed the attack on a Chilean group.",
        &expect![[r"
        accusation happened | speaker Peru
    "]],
    );
}

#[test]
fn nobody_accuses_himself() {
    check(
        "The minister of Norway said Peru and Chile were making a mistake, accusing them of cowardice.",
        &expect![[r"
            statement happened | speaker The minister of Norway, about Peru, about Chile
            accusation happened | speaker The minister of Norway
        "]],
    );
}

#[test]
fn a_cease_fire_in_pieces_is_no_fire() {
    check(
        "A cease-fire between Peru and Chile took effect on Friday.",
        &expect![[r"
        agreement happened | party Peru, party Chile
    "]],
    );
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
    check(
        "\"Chile has violated the treaty,\" the president of Peru said.",
        &expect![[r"
        accusation happened | speaker the president of Peru, target Chile
    "]],
    );
}

#[test]
fn a_promise_may_hang_on_a_condition() {
    check(
        "The rebels agreed to free the hostages on condition that the army of Peru withdraw.",
        &expect![[r"
        agreement happened | party The rebels
    "]],
    );
}

#[test]
fn whom_a_threat_would_strike_is_its_target() {
    check(
        "Chile has threatened to shoot down any Peruvian aircraft that enters its airspace.",
        &expect![[r"
        threat happened | speaker Chile, target Peruvian
    "]],
    );
}

#[test]
fn nouns_tell_deeds() {
    check(
        "Chile's seizure of two Peruvian trawlers on Monday angered Lima.",
        &expect![[r"
        seizure happened | target Peruvian, source Chile
    "]],
    );
}

#[test]
fn who_brings_others_together_is_none_of_those_who_meet() {
    check(
        "The envoy of Norway arranged a meeting for next week between the foreign ministers of Peru and Chad. \
         Norway has announced talks on Friday between the rebels and Chad. \
         Peru scheduled a meeting with Chad for Monday.",
        &expect![[r"
            meeting scheduled | party Peru, party Chad
            statement happened | speaker Norway
            meeting scheduled | party the rebels, party Chad
            meeting scheduled | party Peru, party Chad
        "]],
    );
}

#[test]
fn who_is_wanted_at_talks_does_not_set_them() {
    check(
        "Peru stressed the need for military officers to participate in the talks with Chad next month. \
         Norway urged the rebels to join the talks with Chad. \
         Chad invited the rebels to attend talks with Norway.",
        &expect![[r"
            demand happened | speaker Peru, target military officers
            demand happened | speaker Norway, target the rebels
            offer happened | speaker Chad, target the rebels
            meeting proposed | party the rebels, party Norway
        "]],
    );
}

#[test]
fn what_stands_before_a_preposition_is_no_part_of_its_phrase() {
    check(
        "The envoy also called on Norway and Peru for more talks on Chad. \
         They discussed the guarantees that Chad is seeking from Norway. \
         Iceland has applied to join the African Union.",
        &expect![[r"
            demand happened | speaker The envoy, target Norway, target Peru
            demand happened | speaker Chad, target Norway
            demand happened | speaker Iceland, target African Union
        "]],
    );
}

#[test]
fn whom_something_is_told_does_not_threaten() {
    check(
        "In a phone call on Sunday, the king of Norway told Chad's president Idriss Nabo that Norway would respond \
         decisively if Niger invaded Chad.",
        &expect![[r"
            call happened | party the king of Norway, party Idriss Nabo
            threat conditional | speaker the king of Norway, target Niger
        "]],
    );
}

#[test]
fn what_is_said_after_a_meeting_of_a_told_day_is_said_on_its_day() {
    let text = "On 16 May the foreign minister of Norway, Ola Berg, received the king of Chad in Oslo. \
                Berg said the border must stay open. The king of Niger said the border was closed.";
    expect!["16 May, 16 May, news"].assert_eq(&times(text));
}

#[test]
fn who_tells_of_a_killing_was_not_killed_and_a_day_before_that_is_of_the_telling() {
    check(
        "A Chadian official told the agency on Tuesday that the body of Karl Berg had been cut up after he was killed \
         in the consulate. The envoy said he was detained in Oslo. \
         The prosecutor said that police shot and killed an armed man in Oslo on Monday.",
        &expect![[r"
            statement happened | speaker A Chadian official, about Karl Berg
            attack happened |  in the consulate
            statement happened | speaker The envoy
            arrest happened | target he in Oslo
            statement happened | speaker The prosecutor, about police
            attack happened | source police in Oslo
        "]],
    );
    let text =
        "The ministry of Norway, based in Oslo, said on Wednesday that it had received no word from Chad.";
    expect!["Wednesday"].assert_eq(&times(text));
}

#[test]
fn crimes_are_not_promised_and_ministers_are_called_together() {
    check(
        "The envoy committed the crime at the direction of the king. Norway committed troops to the mission in Mali. \
         The prime minister summoned her cabinet for a meeting on Thursday. \
         Norway summoned the ambassador of Chad over the shelling. \
         The rights chief called on Chad to lift the immunity of its diplomats.",
        &expect![[r"
            pledge happened | speaker Norway, about troops
            meeting happened | party The prime minister, party her cabinet
            accusation happened | speaker Norway, target the ambassador of Chad
            demand happened | speaker The rights chief, target Chad
        "]],
    );
}

#[test]
fn what_something_is_paid_for_is_done_and_an_invitation_is_no_force() {
    check(
        "The president of Chad vowed on Sunday that Norway would pay the price for barring the Chadian envoy. \
         Norway withdrew its invitation to Chad. Norway withdrew its troops from Chad.",
        &expect![[r"
            pledge happened | speaker The president of Chad, about Norway
            withdrawal happened | source Norway in Chad
        "]],
    );
}

#[test]
fn a_contact_known_by_its_day_or_town_is_the_one_told_before() {
    check(
        "Peru, Chad and Mali met in Quito on Wednesday. \
         The three sides parted in anger. \
         At Wednesday's meeting, the Chadian delegation raised the floods. \
         The palace was pleased with Monday's phone talks.",
        &expect![[r"
            meeting happened | party Peru, party Chad, party Mali in Quito
            meeting happened | party Peru, party Chad, party Mali
        "]],
    );
    check(
        "A second day of talks ended in Almaty without a breakthrough.",
        &expect![[r"
        meeting happened |  in Almaty
    "]],
    );
    check(
        "The meeting, originally set for May 5, was moved to May 9.",
        &expect![[r"
        meeting scheduled | 
    "]],
    );
}

#[test]
fn a_visit_one_is_on_or_cuts_short_or_leaves_for() {
    check(
        "The prime minister of Peru is on a two-day visit to Chad. \
         President Ana Torres cut short a visit to Brussels on Friday and returned home. \
         Inspectors from the United Nations arrived in Oslo on Tuesday.",
        &expect![[r"
            visit happened | source The prime minister of Peru, host Chad in Chad
            visit happened | source Ana Torres in Brussels
            visit happened | source United Nations in Oslo
        "]],
    );
    check(
        "The envoy of Peru leaves on Monday for Cairo to meet the king.",
        &expect![[r"
            visit scheduled | source The envoy of Peru, host Cairo, target the king
            meeting scheduled | party The envoy of Peru, party the king
        "]],
    );
    expect!["Monday, after"]
        .assert_eq(&times("The envoy of Peru leaves on Monday for Cairo to meet the king."));
}

#[test]
fn one_attack_has_its_toll_and_two_acts_share_the_day_that_ends_them() {
    check(
        "Chadian jets struck a market in Gao, killing 40 people.",
        &expect![[r"
        attack happened | source Chadian in Gao
    "]],
    );
    check(
        "Ten people were killed when a bomb exploded outside a police station in Lima on Sunday. \
         A bomber blew himself up at a checkpoint near Gao on Friday, killing six policemen.",
        &expect![[r"
            attack happened |  in Lima
            attack happened |  in Gao
        "]],
    );
    expect!["Monday, Monday"].assert_eq(&times("Peru expelled the envoy and closed the border on Monday."));
    expect!["Sunday"].assert_eq(&times(
        "Ten people were killed and dozens wounded when a bomb exploded in Lima on Sunday.",
    ));
}

#[test]
fn what_someone_is_told_second_is_told_as_well_and_advice_is_no_threat() {
    check(
        "The palace said that King Olaf told President Ana Torres that he wanted peace, \
         and that it was a grave mistake to impose sanctions on Norway.",
        &expect![[r"
            demand happened | speaker he, addressee Ana Torres
            threat happened | speaker Olaf, target Ana Torres
        "]],
    );
    check(
        "Peru warned its citizens against travel to Chad.",
        &expect![[r"
        statement happened | speaker Peru, target its citizens
    "]],
    );
    expect!["before"].assert_eq(&times(
        "The palace said last week that Peru warned Chad that new sanctions would follow.",
    ));
}

#[test]
fn who_tells_someone_and_who_tells_after_a_quotation_and_a_title() {
    check(
        "The Polish defence minister, Jan Nowak, told reporters that the talks had failed. \
         “This is a grave breach of the accord,” the army's chief, General Omar Diallo, told the council.",
        &expect![[r"
            statement happened | speaker The Polish defence minister
            statement happened | speaker the army's chief
        "]],
    );
    check(
        "If Chad strikes the port, Mali will close the strait, an officer said. \
         Peru is ready to lift the embargo if Chad frees the sailors. \
         The council gave Chad 48 hours to leave.",
        &expect![[r"
            threat conditional | speaker Mali, target Chad
            offer happened | speaker Peru
            deadline happened | target Chad
        "]],
    );
}
