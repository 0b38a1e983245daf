//! Merging, disputes and positions on hand-made claims about invented events.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::{BTreeMap, BTreeSet};

use chancery_extract::{Bound, Cause, FactKind, Kind, LinkKind, Plover, Report, Role, Status, time::Grain};
use chancery_text::{Layer, Lines, Span, Why};
use jiff::civil::{Date, date};

use crate::{
    Woven,
    chronicle::{About, Basis, Dated, DatedReport, Difference, Entity, Number, Stance, When},
    merge,
    names::{Lexicon, Names},
    told::Told,
    weave,
    when::Telling,
};

const TEXT: &str =
    "A line of words that stands for any passage of any report in these tests, long enough for spans.";

/// The actors of the tests: two invented states, a body, their people, two cities.
const NORDIA: usize = 0;
const SUDRIA: usize = 1;
const LEAGUE: usize = 2;
const BERG: usize = 3;
const CASTA: usize = 4;
const PORT: usize = 5;
const HILL: usize = 6;
const BRANDT: usize = 7;
const MINISTRY: usize = 8;

fn entities() -> Vec<Entity> {
    let entity = |id: &str, name: &str, kind: Kind, country: Option<&str>| Entity {
        id: id.into(),
        name: name.into(),
        kind,
        wikidata: None,
        country: country.map(Into::into),
        roles: vec![],
        mentions: vec![],
        links: vec![],
    };
    vec![
        entity("E0", "Nordia", Kind::State, Some("NOR")),
        entity("E1", "Sudria", Kind::State, Some("SUD")),
        entity("E2", "League of the Coast", Kind::Body, Some("LEAGUE")),
        entity("E3", "Anna Berg", Kind::Person, Some("NOR")),
        entity("E4", "Luis Casta", Kind::Person, Some("SUD")),
        entity("E5", "Port City", Kind::Place, Some("SUD")),
        entity("E6", "Hill Town", Kind::Place, Some("NOR")),
        entity("E7", "Karl Brandt", Kind::Person, Some("NOR")),
        entity("E8", "Ministry of the Sea", Kind::Body, Some("NOR")),
    ]
}

/// A report of a day, with its claims.
#[derive(Clone)]
struct Sheet {
    name: &'static str,
    day: Date,
    lineage: &'static str,
    claims: Vec<Told>,
}

fn sheet(name: &'static str, day: Date, claims: Vec<Told>) -> Sheet {
    Sheet { name, day, lineage: name, claims }
}

fn claim(kind: FactKind, actors: &[(usize, Role)]) -> Told {
    Told {
        doc: 0,
        claim: 0,
        kind,
        status: Status::Happened,
        actors: actors.to_vec(),
        sides: BTreeMap::new(),
        when: When { earliest: None, latest: None, grain: Grain::Day, rests_on: vec![] },
        telling: Telling::Untold,
        place: None,
        numbers: vec![],
        issue: Names::default(),
        words: Names::default(),
        subject: String::new(),
        about: None,
        condition: None,
        quoted: vec![],
        medium: None,
        attribution: vec![],
        initiator: None,
        cause: None,
        span: Span::new(TEXT, 0, 10).unwrap(),
        plover: None,
        why: Why::rule("test"),
    }
}

fn talks(parties: &[usize]) -> Told {
    claim(FactKind::Meeting, &parties.iter().map(|&e| (e, Role::Party)).collect::<Vec<_>>())
}

fn says(kind: FactKind, speaker: usize, subject: &str) -> Told {
    claim(kind, &[(speaker, Role::Speaker)]).on(subject)
}

impl Told {
    fn at(mut self, first: Date, last: Date) -> Told {
        self.when.earliest = Some(first);
        self.when.latest = Some(last);
        self.telling = Telling::Dated;
        let days = (last - first).get_days();
        self.when.grain = if days > 40 {
            Grain::Year
        } else if days > 7 {
            Grain::Month
        } else {
            Grain::Day
        };
        self
    }
    fn day(self, day: Date) -> Told {
        self.at(day, day)
    }
    fn place(mut self, place: usize) -> Told {
        self.place = Some(place);
        self
    }
    fn status(mut self, status: Status) -> Told {
        self.status = status;
        self
    }
    fn on(mut self, subject: &str) -> Told {
        self.subject = subject.into();
        self
    }
    fn to(mut self, entity: usize) -> Told {
        self.actors.push((entity, Role::Addressee));
        self
    }
    fn count(mut self, value: f64, unit: &str) -> Told {
        self.numbers.push(Number { value, unit: unit.into(), bound: Bound::Exact });
        self
    }
}

fn register(sheets: &[Sheet]) -> (Woven, Vec<DatedReport>) {
    register_linked(sheets, &[])
}

/// `links`: (report name, claim, other claim of it, kind).
fn register_linked(sheets: &[Sheet], links: &[(&str, usize, usize, LinkKind)]) -> (Woven, Vec<DatedReport>) {
    let mut sheets = sheets.to_vec();
    sheets.sort_by_key(|s| s.name);
    let reports: Vec<DatedReport> = sheets.iter().map(dated).collect();
    let subjects = sheets.iter().flat_map(|s| &s.claims).flat_map(|t| t.subject.split_whitespace());
    let entities = entities();
    let lexicon = Lexicon::of_words(subjects, &entities);
    let mut told = Vec::new();
    for (doc, sheet) in sheets.iter().enumerate() {
        for (index, t) in sheet.claims.iter().enumerate() {
            let span = Span::new(TEXT, index, index + 5).unwrap();
            told.push(named(&lexicon, Told { doc, claim: index, span, ..t.clone() }));
        }
    }
    let at = |doc: usize, claim: usize| told.iter().position(|t| (t.doc, t.claim) == (doc, claim)).unwrap();
    let link = |t: usize| -> Vec<(usize, LinkKind)> {
        let (name, claim) = (sheets[told[t].doc].name, told[t].claim);
        let own = links.iter().filter(|l| l.0 == name && l.1 == claim);
        own.map(|l| (at(told[t].doc, l.2), l.3)).collect()
    };
    (weave(&told, &lexicon, &entities, &reports, &link, &[]), reports.clone())
}

/// The claim with the numbers of its subject's words and of its sides.
fn named(lexicon: &Lexicon, mut told: Told) -> Told {
    told.issue = told.subject.split_whitespace().filter_map(|word| lexicon.name(word)).collect();
    told.words = told.issue.clone();
    for &(e, _) in told.actors.iter().filter(|(_, role)| !matches!(role, Role::About | Role::Attendee)) {
        let people = told.sides.entry(lexicon.side(e)).or_default();
        if entities()[e].kind == Kind::Person {
            people.insert(e);
        }
    }
    told
}

fn dated(sheet: &Sheet) -> DatedReport {
    DatedReport {
        report: Report {
            id: format!("sha256:{}", sheet.name),
            text_sha256: String::new(),
            name: sheet.name.into(),
            title: None,
            outlet: None,
            url: None,
            language: "en".into(),
            published: None,
            filed: None,
            also_named: vec![],
            furniture: Layer::default(),
            conditions: Layer::default(),
            lines: Lines::of(TEXT),
        },
        published: Dated {
            earliest: Some(sheet.day),
            latest: Some(sheet.day),
            best: Some(sheet.day),
            candidates: vec![sheet.day],
            basis: Basis::Given,
            why: vec![],
        },
        lineage: sheet.lineage.into(),
    }
}

/// Every fact as "kind status days ×independent: passages".
fn shown(sheets: &[Sheet]) -> Vec<String> {
    let (woven, reports) = register(sheets);
    let passages = |f: &crate::Fact| {
        let list = f.sources.iter().map(|s| format!("{}/{}", reports[s.at.doc].report.name, s.claim));
        list.collect::<Vec<_>>().join(" ")
    };
    woven.facts.iter().map(|f| format!("{} ×{}: {}", f.summary, f.independent_sources, passages(f))).collect()
}

const D10: Date = date(2031, 3, 10);

#[test]
fn one_contact_of_several_reports_is_one_fact() {
    let sheets = [
        sheet(
            "a",
            date(2031, 3, 4),
            vec![talks(&[NORDIA, SUDRIA]).day(D10).place(PORT).status(Status::Proposed)],
        ),
        sheet("b", date(2031, 3, 7), vec![talks(&[BERG, SUDRIA]).day(D10).status(Status::Scheduled)]),
        sheet("c", date(2031, 3, 11), vec![talks(&[NORDIA, CASTA]).day(D10)]),
    ];
    assert_eq!(
        shown(&sheets),
        ["meeting of Nordia, Sudria, Anna Berg and Luis Casta, Port City, Mon 10 Mar 2031 ×3: a/0 b/0 c/0"]
    );
}

#[test]
fn other_days_other_people_and_other_places_stay_apart() {
    let sheets = [
        sheet("a", D10, vec![talks(&[NORDIA, SUDRIA]).day(date(2031, 3, 8)).place(PORT)]),
        sheet("b", D10, vec![talks(&[NORDIA, SUDRIA]).day(date(2031, 3, 9)).place(PORT)]),
        sheet("c", D10, vec![talks(&[BERG, CASTA]).day(date(2031, 3, 6))]),
        sheet("d", D10, vec![talks(&[BRANDT, CASTA]).day(date(2031, 3, 6))]),
        sheet("e", D10, vec![talks(&[NORDIA, SUDRIA]).day(date(2031, 3, 9)).place(HILL)]),
    ];
    assert_eq!(shown(&sheets).len(), 5);
}

#[test]
fn a_vague_telling_joins_the_one_dated_fact_that_it_fits_and_none_of_two() {
    let march = talks(&[NORDIA, SUDRIA]).at(date(2031, 3, 1), date(2031, 3, 31)).status(Status::Scheduled);
    let dated = talks(&[NORDIA, SUDRIA]).day(D10).status(Status::Scheduled).place(PORT);
    let later = talks(&[NORDIA, SUDRIA]).day(date(2031, 3, 20)).status(Status::Scheduled).place(PORT);
    let one = [sheet("a", date(2031, 3, 4), vec![march.clone(), dated.clone()])];
    assert_eq!(shown(&one).len(), 1);
    let two = [sheet("a", date(2031, 3, 4), vec![march, dated, later])];
    assert_eq!(shown(&two).len(), 3);
}

#[test]
fn a_report_cannot_tell_as_done_what_lies_after_it() {
    let call = |t: Told| Told { kind: FactKind::Call, ..t };
    let sheets = [
        sheet("a", date(2031, 3, 4), vec![call(talks(&[BERG, CASTA]))]),
        sheet("b", date(2031, 3, 11), vec![call(talks(&[BERG, CASTA]).day(D10))]),
    ];
    assert_eq!(shown(&sheets).len(), 2);
}

#[test]
fn a_copy_adds_no_witness_and_no_second_fact() {
    let one = sheet(
        "a",
        D10,
        vec![talks(&[NORDIA, SUDRIA]).day(D10), says(FactKind::Demand, BERG, "open harbour")],
    );
    let copy = Sheet { name: "b", lineage: "a", ..one.clone() };
    let (alone, _) = register(std::slice::from_ref(&one));
    let (both, _) = register(&[one, copy]);
    assert_eq!(alone.facts.len(), both.facts.len());
    assert!(both.facts.iter().all(|f| f.independent_sources == 1 && f.sources.len() == 2));
    assert!(both.disputes.is_empty());
}

#[test]
fn the_order_of_reports_plays_no_part_and_nothing_is_lost_when_one_is_added() {
    let sheets = pile();
    let all = shown(&sheets);
    for shift in 1..sheets.len() {
        let mut turned = sheets.clone();
        turned.rotate_left(shift);
        turned.swap(0, 1);
        assert_eq!(shown(&turned), all);
    }
    for n in 1..=sheets.len() {
        let (woven, _) = register(&sheets[..n]);
        let passages: usize = woven.facts.iter().map(|f| f.sources.len()).sum();
        assert_eq!(passages, sheets[..n].iter().map(|s| s.claims.len()).sum::<usize>());
    }
}

#[test]
fn an_unrelated_report_changes_no_id() {
    let ids = |sheets: &[Sheet]| -> BTreeSet<String> {
        let (woven, _) = register(sheets);
        let facts = woven.facts.iter().map(|f| f.id.clone());
        let positions = woven.positions.iter().map(|p| p.id.clone());
        facts.chain(positions).chain(woven.disputes.iter().map(|d| d.id.clone())).collect()
    };
    let mut sheets = pile();
    let before = ids(&sheets);
    sheets.push(sheet(
        "0 first by name",
        date(2031, 1, 2),
        vec![talks(&[LEAGUE, BRANDT]).day(date(2031, 1, 1))],
    ));
    assert!(ids(&sheets).is_superset(&before));
}

fn pile() -> Vec<Sheet> {
    vec![
        sheet(
            "a",
            date(2031, 3, 4),
            vec![
                talks(&[NORDIA, SUDRIA]).day(D10).status(Status::Proposed).place(PORT),
                says(FactKind::Demand, BERG, "ships leave strait").to(SUDRIA),
                says(FactKind::Accusation, NORDIA, "mines laid strait").to(SUDRIA),
            ],
        ),
        sheet(
            "b",
            date(2031, 3, 5),
            vec![
                talks(&[BERG, CASTA]).at(date(2031, 3, 9), D10).status(Status::Scheduled),
                says(FactKind::Demand, NORDIA, "ships leave strait at once").to(SUDRIA),
                says(FactKind::Denial, CASTA, "mines laid"),
            ],
        ),
        sheet(
            "c",
            date(2031, 3, 12),
            vec![
                talks(&[NORDIA, SUDRIA]).day(D10).place(PORT),
                says(FactKind::Refusal, CASTA, "ships leave strait").to(NORDIA),
                claim(FactKind::Attack, &[(SUDRIA, Role::Source), (NORDIA, Role::Target)])
                    .day(D10)
                    .count(3.0, "sailor"),
            ],
        ),
        sheet(
            "d",
            date(2031, 3, 14),
            vec![
                claim(FactKind::Attack, &[(SUDRIA, Role::Source), (NORDIA, Role::Target)])
                    .day(D10)
                    .count(5.0, "sailor"),
            ],
        ),
    ]
}

#[test]
fn days_numbers_and_blame_that_differ_are_disputes_with_both_passages() {
    let (woven, _) = register(&pile());
    let list: Vec<(About, Difference, Vec<&str>)> = woven
        .disputes
        .iter()
        .map(|d| (d.about, d.kind, d.values.iter().map(|(v, _)| v.as_str()).collect()))
        .collect();
    assert!(
        list.contains(&(About::When, Difference::Conflict, vec!["Mon 10 Mar 2031", "9–10 Mar 2031"])),
        "{list:?}"
    );
    assert!(list.contains(&(About::Number, Difference::Update, vec!["3 sailor", "5 sailor"])), "{list:?}");
    assert!(list.iter().any(|d| d.0 == About::Blame && d.2.len() == 2), "{list:?}");
    assert!(woven.disputes.iter().all(|d| d.values.iter().all(|(_, places)| !places.is_empty())));
}

#[test]
fn what_an_incident_is_put_down_to_differs_by_who_tells_it() {
    let hit = |by: &str, voice: Option<usize>| Told {
        cause: Some(Cause { words: format!("a {by}"), head: by.into() }),
        attribution: voice.into_iter().collect(),
        ..claim(FactKind::Incident, &[]).on("ferry")
    };
    let one = sheet("a", D10, vec![hit("mine", Some(SUDRIA)), hit("torpedo", Some(NORDIA))]);
    let other = sheet("b", D10, vec![hit("mine", None)]);
    let (woven, _) = register(&[one.clone(), other]);
    assert_eq!(woven.facts.len(), 1, "rival accounts of one blow");
    let values: Vec<&str> = woven.disputes[0].values.iter().map(|(v, _)| v.as_str()).collect();
    assert_eq!(
        (woven.disputes[0].about, values),
        (About::Blame, vec!["a mine, says Sudria", "a torpedo, says Nordia", "a mine"],)
    );
    let (agreed, _) =
        register(&[sheet("a", D10, vec![hit("mine", Some(SUDRIA)), hit("mine", Some(NORDIA))])]);
    assert!(agreed.disputes.is_empty());
    let apart = hit("torpedo", Some(NORDIA)).on("dock crane");
    let (two, _) = register(&[sheet("a", D10, vec![hit("mine", Some(SUDRIA)), apart])]);
    assert_eq!((two.facts.len(), two.disputes.len()), (2, 0));
}

#[test]
fn a_report_that_contradicts_itself_is_a_dispute() {
    let attack =
        || claim(FactKind::Attack, &[(SUDRIA, Role::Source), (NORDIA, Role::Target)]).day(D10).place(PORT);
    let (woven, _) =
        register(&[sheet("a", D10, vec![attack().count(12.0, "dead"), attack().count(40.0, "dead")])]);
    assert_eq!(woven.disputes.iter().map(|d| d.about).collect::<Vec<_>>(), [About::Number]);
}

#[test]
fn a_demand_shows_its_answer_and_counts_two_reports_of_one_voice_as_one_origin() {
    let (woven, _) = register(&pile());
    let demand = woven.positions.iter().find(|p| p.stance == Stance::Demands).unwrap();
    assert_eq!((demand.holder, demand.facts.len(), demand.answers.len()), (NORDIA, 1, 1));
    assert_eq!(woven.facts[demand.facts[0]].sources.len(), 2);
    assert_eq!(woven.facts[demand.answers[0]].kind, FactKind::Refusal);
    let twice = [
        sheet("a", D10, vec![says(FactKind::Statement, BERG, "harbour stays open").day(D10)]),
        sheet("b", D10, vec![says(FactKind::Statement, BERG, "harbour stays open").day(D10)]),
    ];
    let (woven, _) = register(&twice);
    let said: Vec<_> = woven.facts.iter().map(|f| (f.independent_sources, f.independent_origins)).collect();
    assert_eq!(said, [(2, 1)]);
}

#[test]
fn a_linked_answer_is_kept_and_a_warning_of_another_day_is_another() {
    let sheets = [
        sheet(
            "a",
            date(2031, 3, 4),
            vec![
                says(FactKind::Demand, BERG, "pilots released").to(SUDRIA),
                says(FactKind::Refusal, CASTA, "nothing given"),
                says(FactKind::Threat, BERG, "high price").to(SUDRIA).day(date(2031, 3, 1)),
            ],
        ),
        sheet(
            "b",
            date(2031, 3, 20),
            vec![says(FactKind::Threat, BERG, "high price").to(SUDRIA).day(date(2031, 3, 20))],
        ),
    ];
    let (woven, _) = register_linked(&sheets, &[("a", 1, 0, LinkKind::Answers)]);
    let demand = woven.positions.iter().find(|p| p.stance == Stance::Demands).unwrap();
    assert_eq!(demand.answers.len(), 1);
    let threat = woven.positions.iter().find(|p| p.stance == Stance::Threatens).unwrap();
    assert_eq!(threat.facts.len(), 2, "two warnings, one position");
    assert_eq!((threat.first, threat.last), (Some(date(2031, 3, 1)), Some(date(2031, 3, 20))));
}

#[test]
fn merging_grows_with_the_claims_and_not_with_their_square() {
    let busy = |n: usize| -> Vec<Sheet> {
        let names: Vec<&'static str> =
            (0..n).map(|i| &*Box::leak(format!("{i:05}").into_boxed_str())).collect();
        names
            .into_iter()
            .enumerate()
            .map(|(i, name)| {
                let day = D10.checked_add(jiff::Span::new().days(i64::try_from(i).unwrap() / 5)).unwrap();
                sheet(
                    name,
                    day,
                    vec![
                        talks(&[NORDIA, SUDRIA]).day(day),
                        talks(&[NORDIA, SUDRIA]),
                        says(FactKind::Demand, BERG, "ships leave strait").to(SUDRIA),
                        says(FactKind::Statement, CASTA, "talks go on").day(day),
                    ],
                )
            })
            .collect()
    };
    let compared = |n: usize| {
        let before = merge::compared();
        let _ = register(&busy(n));
        merge::compared() - before
    };
    let (small, large) = (compared(200), compared(1600));
    // Eight times the reports: eight times the comparisons, not 64; 8^1.5 leaves room for crowded blocks.
    assert!(small > 0 && large < 23 * small, "{small} comparisons for 200, {large} for 1600");
}

#[test]
fn a_plan_without_a_day_is_the_only_one_that_is_due_soon_and_no_call_of_the_same_sides() {
    let soon = || Told { telling: Telling::After, ..talks(&[NORDIA, SUDRIA]).status(Status::Scheduled) };
    let set = talks(&[NORDIA, SUDRIA]).day(D10).status(Status::Scheduled);
    let call = Told { kind: FactKind::Call, ..talks(&[NORDIA, SUDRIA]).day(date(2031, 3, 6)) };
    let sheets =
        [sheet("a", date(2031, 3, 1), vec![soon()]), sheet("b", date(2031, 3, 4), vec![set.clone(), call])];
    assert_eq!(shown(&sheets).len(), 2);
    let another = talks(&[NORDIA, SUDRIA]).day(date(2031, 3, 20)).status(Status::Scheduled);
    let sheets =
        [sheet("a", date(2031, 3, 1), vec![soon()]), sheet("b", date(2031, 3, 4), vec![set, another])];
    assert_eq!(shown(&sheets).len(), 3, "which of two is meant cannot be told");
}

#[test]
fn two_refusals_of_one_demand_are_one_position_though_they_share_no_word() {
    let demand = says(FactKind::Demand, NORDIA, "withdraw fleet").to(SUDRIA);
    let sheets = [
        sheet("a", D10, vec![demand.clone(), says(FactKind::Refusal, SUDRIA, "accept terms")]),
        sheet("b", D10, vec![demand, says(FactKind::Refusal, CASTA, "give ground")]),
    ];
    let links = [("a", 1, 0, LinkKind::Answers), ("b", 1, 0, LinkKind::Answers)];
    let (woven, _) = register_linked(&sheets, &links);
    let refusals = woven.positions.iter().filter(|p| p.stance == Stance::Refuses).count();
    assert_eq!(refusals, 1);
    let (unlinked, _) = register_linked(&sheets, &[]);
    assert_eq!(unlinked.positions.iter().filter(|p| p.stance == Stance::Refuses).count(), 2);
}

#[test]
fn who_refused_and_later_offers_has_turned() {
    let sheets = [
        sheet("a", date(2031, 3, 1), vec![says(FactKind::Refusal, NORDIA, "open strait")]),
        sheet("b", date(2031, 3, 9), vec![says(FactKind::Offer, NORDIA, "open strait")]),
    ];
    let (woven, _) = register(&sheets);
    let offer = woven.positions.iter().find(|p| p.stance == Stance::Offers).unwrap();
    let before = offer.turned_from.map(|p| woven.positions[p].stance);
    assert_eq!(before, Some(Stance::Refuses));
    assert!(woven.positions.iter().filter(|p| p.stance == Stance::Refuses).all(|p| p.turned_from.is_none()));
}

#[test]
fn a_report_that_may_be_of_another_week_tells_of_the_same_meeting() {
    let moving = |day: Date, then: Date| {
        let mut t = talks(&[NORDIA, SUDRIA]).day(day).place(PORT);
        t.when.rests_on = vec![crate::RestsOn { doc: 0, if_day: then, then }];
        t
    };
    let sheets = [
        sheet("a", date(2031, 3, 4), vec![moving(date(2031, 3, 3), D10)]),
        sheet("b", date(2031, 3, 12), vec![talks(&[NORDIA, SUDRIA]).day(D10).place(PORT)]),
    ];
    assert_eq!(shown(&sheets), ["Nordia–Sudria meeting, Port City, Mon 10 Mar 2031 ×2: a/0 b/0"]);
    let (woven, _) = register(&sheets);
    assert!(woven.disputes.is_empty(), "the day that moves is no rival");
    let sure = [
        sheet("a", date(2031, 3, 4), vec![talks(&[NORDIA, SUDRIA]).day(date(2031, 3, 3)).place(PORT)]),
        sheets[1].clone(),
    ];
    assert_eq!(shown(&sure).len(), 2);
}

#[test]
fn a_telling_of_two_sides_is_that_of_the_wider_circle_of_the_day() {
    let wide = talks(&[NORDIA, SUDRIA, LEAGUE]).day(D10).place(PORT);
    let sheets = [
        sheet("a", D10, vec![wide]),
        sheet("b", D10, vec![talks(&[NORDIA, SUDRIA]).day(D10).place(PORT)]),
        sheet("c", D10, vec![talks(&[SUDRIA, LEAGUE]).day(D10).place(PORT)]),
    ];
    assert_eq!(shown(&sheets).len(), 1);
    assert_eq!(shown(&sheets[1..]).len(), 2, "nobody tells of all three");
}

#[test]
fn victims_of_one_town_and_day_are_of_one_attack_and_the_two_sides_of_a_fight_are_not() {
    let struck = |by: &[usize], target: usize| {
        let mut actors: Vec<(usize, Role)> = by.iter().map(|&e| (e, Role::Source)).collect();
        actors.push((target, Role::Target));
        claim(FactKind::Attack, &actors).on("bomb checkpoint").day(D10).place(PORT)
    };
    let sheets = [sheet("a", D10, vec![struck(&[], NORDIA)]), sheet("b", D10, vec![struck(&[], SUDRIA)])];
    assert_eq!(shown(&sheets).len(), 1);
    let fight =
        [sheet("a", D10, vec![struck(&[SUDRIA], NORDIA)]), sheet("b", D10, vec![struck(&[], SUDRIA)])];
    assert_eq!(shown(&fight).len(), 2);
}

#[test]
fn words_spoken_once_are_one_statement_though_a_report_gives_them_a_wrong_day() {
    let speech = || says(FactKind::Statement, BERG, "harbour stays open until every crew is home again");
    let sheets = [
        sheet("a", D10, vec![speech().at(date(2031, 3, 1), date(2031, 3, 7))]),
        sheet("b", D10, vec![speech().day(D10)]),
    ];
    let sheets = [
        sheets[0].clone(),
        Sheet { claims: vec![Told { telling: Telling::News, ..speech() }], ..sheets[1].clone() },
    ];
    assert_eq!(shown(&sheets).len(), 1);
}

#[test]
fn talks_of_a_headline_that_names_nobody_are_the_only_ones_of_those_days_in_its_report() {
    let march = |t: Told| t.at(date(2031, 3, 1), date(2031, 3, 31)).status(Status::Scheduled);
    let one = [sheet("a", D10, vec![march(talks(&[])), march(talks(&[NORDIA, SUDRIA]))])];
    assert_eq!(shown(&one).len(), 1);
    let two = [sheet(
        "a",
        D10,
        vec![march(talks(&[])), march(talks(&[NORDIA, SUDRIA])), march(talks(&[NORDIA, LEAGUE]))],
    )];
    assert_eq!(shown(&two).len(), 3);
}

#[test]
fn subjects_of_one_meeting_that_share_nothing_stand_side_by_side_without_a_conflict() {
    let held = |subject: &str| talks(&[NORDIA, SUDRIA]).day(D10).on(subject);
    let sheets =
        [sheet("a", D10, vec![held("fishing quotas")]), sheet("b", D10, vec![held("mine clearance")])];
    let (woven, _) = register(&sheets);
    let found: Vec<_> = woven.disputes.iter().map(|d| (d.about, d.kind)).collect();
    assert_eq!(found, [(About::Wording, Difference::Granularity)]);
}

#[test]
fn a_denied_claim_and_charges_that_go_both_ways_are_disputes() {
    let sheets = [
        sheet(
            "a",
            D10,
            vec![
                says(FactKind::Statement, BERG, "fleet crossed line"),
                says(FactKind::Accusation, NORDIA, "talks collapse").to(SUDRIA),
            ],
        ),
        sheet(
            "b",
            D10,
            vec![
                says(FactKind::Denial, CASTA, "fleet crossed line"),
                says(FactKind::Accusation, SUDRIA, "talks collapse").to(NORDIA),
            ],
        ),
    ];
    let (woven, _) = register(&sheets);
    let found: BTreeSet<_> = woven.disputes.iter().map(|d| (d.about, d.kind, d.values.len())).collect();
    assert!(found.contains(&(About::Status, Difference::Conflict, 2)), "{found:?}");
    assert!(found.contains(&(About::Blame, Difference::Conflict, 2)), "{found:?}");

    // Two who both say that it is not so do not differ.
    let no = says(FactKind::Statement, BERG, "fleet had not crossed line");
    let denial = sheet("b", D10, vec![says(FactKind::Denial, CASTA, "fleet crossed line")]);
    let (agreed, _) = register(&[sheet("a", D10, vec![no]), denial]);
    assert!(agreed.disputes.iter().all(|d| d.about != About::Status), "{:?}", agreed.disputes);
}

#[test]
fn stances_that_share_what_states_quarrel_over_are_one_position_and_words_for_any_wish_join_nothing() {
    let sheets = [
        sheet("a", D10, vec![says(FactKind::Threat, NORDIA, "impose unprecedented sanction")]),
        sheet("b", D10, vec![says(FactKind::Threat, BERG, "economic sanction apply 2014")]),
        sheet("c", D10, vec![says(FactKind::Threat, NORDIA, "guarantee valley")]),
        sheet("d", D10, vec![says(FactKind::Threat, NORDIA, "guarantee lake")]),
    ];
    let (woven, _) = register(&sheets);
    let mut sizes: Vec<usize> = woven.positions.iter().map(|p| p.facts.len()).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [1, 1, 2]);
}

#[test]
fn one_plain_word_in_common_of_many_makes_no_issue() {
    let stances =
        ["enlargement lake ford", "enlargement coast tower", "enlargement hill bay", "hill arms depot"];
    let names = ["a", "b", "c", "d"];
    let told = stances.iter().zip(names);
    let sheets: Vec<Sheet> =
        told.map(|(s, name)| sheet(name, D10, vec![says(FactKind::Demand, NORDIA, s)])).collect();
    let (woven, _) = register(&sheets);
    let mut sizes: Vec<usize> = woven.positions.iter().map(|p| p.facts.len()).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [1, 3]);
}

#[test]
fn what_two_say_together_is_told_of_either_and_sums_that_differ_are_two_promises() {
    let joint = |subject: &str| {
        claim(FactKind::Offer, &[(NORDIA, Role::Speaker), (SUDRIA, Role::Speaker)]).on(subject)
    };
    let sheets = [
        sheet("a", D10, vec![joint("talks treaty border")]),
        sheet("b", D10, vec![says(FactKind::Offer, CASTA, "talks treaty border")]),
        sheet("c", D10, vec![says(FactKind::Pledge, NORDIA, "aid grain").count(10.0, "dollars")]),
        sheet("d", D10, vec![says(FactKind::Pledge, NORDIA, "aid grain").count(15.0, "dollars")]),
    ];
    let (woven, _) = register(&sheets);
    let count = |kind| woven.facts.iter().filter(|f| f.kind == kind).count();
    assert_eq!((count(FactKind::Offer), count(FactKind::Pledge)), (1, 2));
}

#[test]
fn the_same_sum_of_the_same_days_is_one_promise_and_makes_no_quarrel_over_words() {
    let week = |subject: &str, sum: f64| {
        says(FactKind::Pledge, NORDIA, subject).count(sum, "dollars").at(date(2031, 3, 3), date(2031, 3, 9))
    };
    let sheets = [
        sheet("a", D10, vec![week("grain harvest", 15.0)]),
        sheet("b", D10, vec![week("lure table", 15.0)]),
        sheet("c", D10, vec![week("grain harvest", 10.0)]),
    ];
    let (woven, _) = register(&sheets);
    let mut sizes: Vec<usize> = woven.facts.iter().map(|f| f.sources.len()).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [1, 2]);
    assert!(woven.disputes.iter().all(|d| d.about != About::Wording), "{:?}", woven.disputes);
}

#[test]
fn sanctions_that_are_lifted_are_not_those_that_are_imposed() {
    let sanction = |event: &str| {
        let code = Plover { event: event.into(), mode: None, contexts: vec![], cameo: None };
        let measure = claim(FactKind::Sanction, &[(NORDIA, Role::Source), (SUDRIA, Role::Target)]);
        Told { plover: Some(code), ..measure.on("sanction oil").day(D10) }
    };
    let sheets = [sheet("a", D10, vec![sanction("SANCTION")]), sheet("b", D10, vec![sanction("CONCEDE")])];
    assert_eq!(
        shown(&sheets),
        [
            "sanction by Nordia against Sudria: ‘sanction oil’, Mon 10 Mar 2031 ×1: a/0",
            "sanctions eased by Nordia against Sudria: ‘sanction oil’, Mon 10 Mar 2031 ×1: b/0"
        ]
    );
    let copies = [sheet("a", D10, vec![sanction("CONCEDE")]), sheet("b", D10, vec![sanction("CONCEDE")])];
    assert_eq!(shown(&copies).len(), 1);
}

#[test]
fn a_call_is_told_by_how_and_a_ministry_speaks_for_its_state() {
    let call = Told { kind: FactKind::Call, medium: Some("phone"), ..talks(&[BERG, CASTA]).day(D10) };
    let sheets = [
        sheet("a", D10, vec![talks(&[BERG, CASTA]).day(D10), call]),
        sheet("b", D10, vec![talks(&[BERG, CASTA]).day(D10)]),
    ];
    let (woven, _) = register(&sheets);
    assert_eq!(woven.facts.iter().map(|f| f.kind).collect::<Vec<_>>(), [FactKind::Call]);
    let sheets = [
        sheet("a", D10, vec![says(FactKind::Demand, NORDIA, "border troops river")]),
        sheet("b", D10, vec![says(FactKind::Demand, MINISTRY, "border troops river")]),
    ];
    let (woven, _) = register(&sheets);
    let speakers: Vec<Vec<usize>> =
        woven.facts.iter().map(|f| f.actors.iter().map(|&(e, _)| e).collect()).collect();
    assert_eq!(speakers, [[NORDIA]]);
}

#[test]
fn what_is_picked_out_of_one_paper_is_one_demand() {
    let asks = |words: &str| says(FactKind::Demand, NORDIA, words);
    let told = |medium: Option<&'static str>| {
        let paper = |words: &str| Told { medium, ..asks(words) };
        let sheets = [
            sheet("a", D10, vec![paper("border league member treaty river")]),
            sheet("b", D10, vec![paper("border league coast")]),
        ];
        shown(&sheets).len()
    };
    assert_eq!((told(Some("document")), told(None)), (1, 2));
}

#[test]
fn thousands_leave_five_thousand_open_and_at_least_a_hundred_does_not_leave_a_thousand() {
    let bound = Bound::AtLeast;
    let differ = |least: f64, other: f64| -> Vec<Difference> {
        let masses = |value: f64| {
            claim(FactKind::Deployment, &[(NORDIA, Role::Source)]).day(D10).place(PORT).count(value, "troops")
        };
        let mut vague = masses(least);
        vague.numbers[0].bound = bound;
        let sheets = [sheet("a", D10, vec![vague]), sheet("b", D10, vec![masses(other)])];
        let (woven, _) = register(&sheets);
        assert_eq!(woven.facts.len(), 1);
        woven.disputes.iter().filter(|d| d.about == About::Number).map(|d| d.kind).collect()
    };
    assert_eq!(differ(2000.0, 5000.0), [Difference::Granularity]);
    assert_eq!(differ(20_000.0, 100_000.0), [Difference::Conflict]);
    assert_eq!(differ(100.0, 150.0), [Difference::Granularity]);
    assert_eq!(differ(100.0, 1000.0), [Difference::Conflict]);
}
