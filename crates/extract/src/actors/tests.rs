//! Every sentence is ours; what comes out is read by eye before it is committed.

use std::fmt::Write as _;

use chancery_parse::{Model, sentences};
use chancery_text::Document;
use expect_test::{Expect, expect};

use super::{ActorLore, mentions};
use crate::Form;

/// Each actor on a line: key or candidates, whom it acts for, its mentions.
fn check(text: &str, expected: &Expect) {
    let document = Document::new("sha256:0".into(), "t.txt".into(), text);
    let model = Model::shipped().expect("the shipped model");
    let lore = ActorLore::shipped().expect("the shipped lore");
    let read = sentences(&document, &model);
    let (layer, actors) = mentions(&document, &read, &lore);
    let mut out = String::new();
    for actor in &actors {
        let named: Vec<String> = actor
            .mentions
            .iter()
            .map(|&m| {
                let mark = if layer[m].value.form == Form::Pronoun { "~" } else { "" };
                format!("{mark}{}", layer[m].span.of(text))
            })
            .collect();
        let known = actor
            .lore
            .clone()
            .or_else(|| actor.candidates.first().map(|c| format!("?{c}")))
            .unwrap_or_default();
        let acts_for = actor.acts_for.as_deref().unwrap_or("-");
        let _ =
            writeln!(out, "{:?} {} [{known}] for {acts_for}: {}", actor.kind, actor.name, named.join(" | "));
    }
    expected.assert_eq(&out);
}

#[test]
fn titles_stand_beside_names() {
    check(
        "Finnish Foreign Minister Aino Virtala met Karl Drusov, the spokesman for the Kremlin, in Oslo. The minister said she was content.",
        &expect![[r"
            State Finland [FIN] for FIN: Finnish
            Person Aino Virtala [] for FIN: Finnish Foreign Minister | Aino Virtala | The minister | ~she
            Person Karl Drusov [] for RUS: Karl Drusov | the spokesman for the Kremlin
            Body Kremlin [presidency:RUS] for RUS: Kremlin
            Place Oslo [] for -: Oslo
        "]],
    );
}

#[test]
fn a_capital_is_a_government_or_a_town() {
    check(
        "Ankara rejected the plan and sent a note to Cairo. The envoy flew to Ankara and stayed in Cairo. A tour that includes Ankara and Rome will follow.",
        &expect![[r"
            State Turkey [TUR] for TUR: Ankara
            State Egypt [EGY] for EGY: Cairo
            Person The envoy [] for -: The envoy
            Place Ankara [] for -: Ankara | Ankara
            Place Cairo [] for -: Cairo
            Place Rome [] for -: Rome
        "]],
    );
}

#[test]
fn a_counterpart_holds_the_same_office() {
    check(
        "Peruvian Foreign Minister Luis Ocampo telephoned his Chilean counterpart, Marta Rivas. Rivas said her country was ready.",
        &expect![[r"
            State Peru [PER] for PER: Peruvian
            Person Luis Ocampo [] for PER: Peruvian Foreign Minister | Luis Ocampo | ~his
            Person Marta Rivas [] for CHL: his Chilean counterpart | Marta Rivas | Rivas | ~her
            State Chile [CHL] for CHL: Chilean | her country
        "]],
    );
}

#[test]
fn halves_are_states_only_where_the_pair_is_named() {
    check(
        "North Korea spoke of talks. The North wants aid from South Korea, which the South refused.",
        &expect![[r"
            State North Korea [PRK] for PRK: North Korea | North
            State South Korea [KOR] for KOR: South Korea | South
        "]],
    );
    check(
        "Rain fell in the north. The North Sea was calm.",
        &expect![[r"
            Place North Sea [NORTHSEA] for -: North Sea
        "]],
    );
}

#[test]
fn forces_belong_to_whoever_sent_them() {
    check(
        "Zambia has deployed 4,000 troops along the Malawian border. Its forces are at the border with Malawi.",
        &expect![[r"
            State Zambia [ZMB] for ZMB: Zambia | ~Its
            Unit Zambian armed forces [military:ZMB] for ZMB: 4,000 troops | Its forces
            Place Malawian border [] for -: the Malawian border | the border with Malawi
            State Malawi [MWI] for MWI: Malawian | Malawi
        "]],
    );
}

#[test]
fn two_of_one_surname_stay_two() {
    check(
        "Sergei Malkov and Viktor Malkov came. Malkov, the younger brother, left early.",
        &expect![[r"
            Person Sergei Malkov [] for -: Sergei Malkov
            Person Viktor Malkov [] for -: Viktor Malkov | Malkov
        "]],
    );
}

#[test]
fn hostile_text_breaks_nothing() {
    for text in [
        "",
        "\u{202e}\u{200b}",
        "President President President of of of",
        "-----",
        "'s 's 's",
        "the the the counterpart",
    ] {
        let document = Document::new("sha256:0".into(), "t.txt".into(), text);
        let model = Model::shipped().expect("the shipped model");
        let lore = ActorLore::shipped().expect("the shipped lore");
        let (layer, actors) = mentions(&document, &sentences(&document, &model), &lore);
        assert!(layer.all().iter().all(|m| m.value.actor < actors.len() && m.span.end() <= text.len()));
    }
}

#[test]
fn every_key_of_the_lore_is_unlike_every_other() {
    let lore = ActorLore::shipped().expect("the shipped lore");
    let mut keys: Vec<&str> = lore.states.iter().map(|s| s.code.as_str()).collect();
    keys.extend(lore.bodies.iter().map(|b| b.id.as_str()));
    keys.extend(lore.regions.iter().map(|r| r.id.as_str()));
    let all = keys.len();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), all);
}

#[test]
fn a_pair_of_names_is_two_persons_and_a_surname_means_the_one_in_office() {
    check(
        "President Omar Karim met Lina Sule. Sule was content with the Karim-Sule talks. Amina Karim watched. Karim left.",
        &expect![[r"
            Person Omar Karim [] for -: Omar Karim | Karim | Karim
            Person Lina Sule [] for -: Lina Sule | Sule | Sule
            Person Amina Karim [] for -: Amina Karim
        "]],
    );
}

#[test]
fn ships_are_no_persons() {
    check(
        "Pirates seized the tanker Maria Dolores off Oman. The Dolores was freed on Friday.",
        &expect![[r"
            Vessel Maria Dolores [] for -: Maria Dolores | Dolores
            State Oman [OMN] for OMN: Oman
        "]],
    );
}

#[test]
fn described_forces_stay_apart() {
    check(
        "Our forces advanced. The terrorist forces fled. The former Soviet states watched.",
        &expect![[r"
            Unit Our forces [] for -: Our forces
            Unit The terrorist forces [] for -: The terrorist forces
            Group former Soviet states [former:SUN] for -: The former Soviet states
            State Soviet Union [SUN] for SUN: Soviet
        "]],
    );
}

#[test]
fn lands_that_the_lore_does_not_know_have_their_people_and_forces() {
    check(
        "Zubrovan President Jan Holm spoke in the capital. Zubrova will not yield, he said. The Zubrovan army is ready.",
        &expect![[r"
            State Zubrova [Zubrova] for Zubrova: Zubrovan | Zubrova | Zubrovan
            Person Jan Holm [] for Zubrova: Zubrovan President | Jan Holm | ~he
            Unit Zubrova armed forces [military:Zubrova] for Zubrova: The Zubrovan army
        "]],
    );
}

#[test]
fn pronouns_mind_who_acts_in_their_clause() {
    check(
        "Kenya refused to talk to the Sudanese government, calling it a sham.",
        &expect![[r"
            State Kenya [KEN] for KEN: Kenya
            Body Sudanese government [government:SDN] for SDN: the Sudanese government | ~it
            State Sudan [SDN] for SDN: Sudanese
        "]],
    );
}

#[test]
fn members_of_a_house_that_is_not_the_states_do_not_serve_the_state() {
    check(
        "Erik Dahl, president of the Norwegian Refugee Council, spoke. The NATO member left. Chief of the General Staff of the Armed Forces of Peru Gen. Luis Ocampo agreed.",
        &expect![[r"
            Person Erik Dahl [] for -: Erik Dahl | president of the Norwegian Refugee Council
            Body Norwegian Refugee Council [] for -: Norwegian Refugee Council
            Body NATO [NATO] for NATO: NATO
            Person Luis Ocampo [] for PER: Chief of the General Staff of the Armed Forces of Peru | Gen. | Luis Ocampo
            Unit Peruvian armed forces [military:PER] for PER: the Armed Forces of Peru
            Body Armed Forces [] for -: Armed Forces
            State Peru [PER] for PER: Peru
        "]],
    );
}

#[test]
fn both_are_the_two_that_were_named() {
    check(
        "President Lars Dahl hosted President Omar Karim in Oslo. The two leaders signed a deal.",
        &expect![[r"
            Person Lars Dahl [] for -: Lars Dahl | The two leaders
            Person Omar Karim [] for -: Omar Karim | The two leaders
            Place Oslo [] for -: Oslo
        "]],
    );
    check(
        "Kenya refused to talk to Sudan. Both countries closed the border.",
        &expect![[r"
        State Kenya [KEN] for KEN: Kenya | Both countries
        State Sudan [SDN] for SDN: Sudan | Both countries
    "]],
    );
    check(
        "Kenya met Sudan. Peru called on both sides to wait.",
        &expect![[r"
        State Kenya [KEN] for KEN: Kenya | both sides
        State Sudan [SDN] for SDN: Sudan | both sides
        State Peru [PER] for PER: Peru
    "]],
    );
    check(
        "Kenya, Sudan and Chad met. Both sides were content.",
        &expect![[r"
        State Kenya [KEN] for KEN: Kenya
        State Sudan [SDN] for SDN: Sudan
        State Chad [TCD] for TCD: Chad
        Group Both sides [] for -: Both sides
    "]],
    );
}

#[test]
fn a_land_is_known_by_its_minister() {
    check(
        "The foreign minister of Norland, Ann Bell, arrived. Norland rejected the plan of the king of Sweden.",
        &expect![[r"
            Person Ann Bell [] for Norland: The foreign minister of Norland | Ann Bell
            State Norland [Norland] for Norland: Norland | Norland
            Person the king of Sweden [?Q45068] for SWE: the king of Sweden
            State Sweden [SWE] for SWE: Sweden
        "]],
    );
}

#[test]
fn another_office_is_another_person() {
    check(
        "Talks between the premier of Peru and the king of Sweden began in Oslo.",
        &expect![[r"
        Person the premier of Peru [?Q107494080] for PER: the premier of Peru
        State Peru [PER] for PER: Peru
        Person the king of Sweden [?Q45068] for SWE: the king of Sweden
        State Sweden [SWE] for SWE: Sweden
        Place Oslo [] for -: Oslo
    "]],
    );
    check(
        "The house said that its acting head in Goma province, Amani Kato, had resigned.",
        &expect![[r"
        Person Amani Kato [] for -: its acting head | Amani Kato
        Place Goma [] for -: Goma
    "]],
    );
}

#[test]
fn the_spokesman_is_the_one_before_and_the_president_the_one_told_of() {
    check(
        "A Peruvian official spoke to envoy Maria Rivas. The official said that talks would follow.",
        &expect![[r"
            Person A Peruvian official [] for PER: A Peruvian official | The official
            State Peru [PER] for PER: Peruvian
            Person Maria Rivas [] for -: Maria Rivas
        "]],
    );
    check(
        "President Lars Dahl spoke in Oslo. “I wrote to President Omar Karim,” an aide said. The president smiled.",
        &expect![[r"
            Person Lars Dahl [] for -: Lars Dahl | The president
            Place Oslo [] for -: Oslo
            Person Omar Karim [] for -: Omar Karim
            Person an aide [] for -: an aide
        "]],
    );
}

#[test]
fn the_country_of_a_town() {
    check(
        "Chad signed the pact. In Lima, officials said the country would not.",
        &expect![[r"
        State Chad [TCD] for TCD: Chad
        Place Lima [] for -: Lima
        Group officials [] for -: officials
        State Peru [PER] for PER: the country
    "]],
    );
}

#[test]
fn the_agency_of_a_dateline_is_no_actor() {
    check(
        "OSLO, Norway, May 7 (XYZ) -- Norway signed the pact.",
        &expect![[r"
        Place OSLO [] for -: OSLO
        State Norway [NOR] for NOR: Norway | Norway
    "]],
    );
}

#[test]
fn the_army_is_not_the_few_soldiers_told_of_before() {
    check(
        "Rebels killed nine soldiers on Thursday. The army shelled the town on Monday.",
        &expect![[r"
        Group Rebels [] for -: Rebels
        Unit nine soldiers [] for -: nine soldiers
        Unit The army [] for -: The army
    "]],
    );
}

#[test]
fn who_holds_the_office_is_not_another_of_the_name_and_kings_go_by_their_first_name() {
    check(
        "Michelle Obama opened the show. President Obama told the press that he would wait. Obama left.",
        &expect![[r"
            Person Michelle Obama [] for -: Michelle Obama
            Person Obama [Q76] for USA: Obama | ~he | Obama
        "]],
    );
    check(
        "Crown Prince Mohammed bin Salman received the envoy. King Salman met the envoy.",
        &expect![[r"
            Person Mohammed bin Salman [Q6892571] for SAU: Crown Prince | Mohammed bin Salman
            Person the envoy [] for -: the envoy | the envoy
            Person Salman [] for SAU: Salman
        "]],
    );
    check(
        "Ola Berg arrived. President Berg met the envoy.",
        &expect![[r"
        Person Ola Berg [] for -: Ola Berg | Berg
        Person the envoy [] for -: the envoy
    "]],
    );
}
