//! Days worked out from short reports written for the purpose.

use chancery_extract::{Findings, Lore};
use chancery_parse::Model;
use chancery_text::{Published, PublishedBasis};
use expect_test::{Expect, expect};
use jiff::civil::date;

use super::published;
use crate::chronicle::{Basis, Dated};

pub(super) fn read(texts: &[&str]) -> (Vec<Findings>, Lore) {
    let lore = Lore::shipped().unwrap_or_else(|e| panic!("{e}"));
    let model = Model::shipped().unwrap_or_else(|e| panic!("{e}"));
    let findings = texts
        .iter()
        .enumerate()
        .map(|(i, text)| {
            let mut document = chancery_read::text(&format!("{i}.txt"), text);
            document.id = format!("sha256:{i}");
            let sentences = chancery_parse::sentences(&document, &model);
            chancery_extract::article(&document, &sentences, &lore)
        })
        .collect();
    (findings, lore)
}

fn told(dated: &Dated) -> String {
    match (dated.earliest, dated.latest) {
        (Some(first), Some(last)) => format!("{first}..{last} best {:?}", dated.best.map(|d| d.to_string())),
        _ => format!("unknown: {}", dated.why.join("; ")),
    }
}

#[allow(clippy::needless_pass_by_value, reason = "`expect!` is written at the call")]
fn check(texts: &[&str], expected: Expect) {
    let (findings, lore) = read(texts);
    let list: Vec<String> = published(&findings, &lore).iter().map(told).collect();
    expected.assert_eq(&list.join("\n"));
}

#[test]
fn a_report_without_a_year_is_not_dated() {
    check(
        &["The envoy said on Tuesday that talks would open next week."],
        expect!["unknown: its words name no year, and no report beside it does"],
    );
}

#[test]
fn an_old_year_alone_sets_no_end() {
    let (findings, lore) = read(&["The league was founded in 1961. Its members met on Monday."]);
    assert_eq!(published(&findings, &lore)[0].basis, Basis::Unknown);
}

#[test]
fn next_week_beside_a_weekday_and_its_day_fixes_the_week() {
    let text = "The alliance said Tuesday that its council would meet next week. The council will meet on Wednesday, \
        12 January 2022, the alliance said Tuesday. Ministers spoke on Monday.";
    let (findings, lore) = read(&[text]);
    let dated = &published(&findings, &lore)[0];
    assert_eq!(dated.best, Some(date(2022, 1, 4)), "{dated:?}");
    assert!(dated.earliest >= Some(date(2022, 1, 3)) && dated.latest <= Some(date(2022, 1, 9)), "{dated:?}");
}

#[test]
fn a_given_day_stands() {
    let (mut findings, lore) = read(&["They met on 3 March 2021."]);
    findings[0].report.published =
        Some(Published { date: date(1999, 1, 2), basis: PublishedBasis::Given, why: "given by hand".into() });
    let dated = &published(&findings, &lore)[0];
    assert_eq!((dated.basis, dated.best), (Basis::Given, Some(date(1999, 1, 2))));
}

#[test]
fn the_order_of_reports_does_not_matter() {
    let one =
        "The alliance said Tuesday that its council would meet next week, on Wednesday, 12 January 2022.";
    let two =
        "The council of the alliance will meet next month, on 12 January 2022, officials said on Monday.";
    let (forward, lore) = read(&[one, two]);
    let back = vec![forward[1].clone(), forward[0].clone()];
    let a = published(&forward, &lore);
    let b = published(&back, &lore);
    assert_eq!((told(&a[0]), told(&a[1])), (told(&b[1]), told(&b[0])));
}

const BODY: &str = "The alliance said Monday that guns fired at a border post, the heaviest fighting since the treaty of \
    1982 was signed. The council will take it up on Wednesday, the alliance said.";

#[test]
fn a_dateline_and_an_old_year_leave_too_many_years() {
    // 7 May is a Monday in 1984 and in 1990, and a report of Tuesday may tell of Monday, too.
    check(
        &[&format!("LISBON, May 7 (UNW) -- {BODY}")],
        expect![
            "unknown: its words allow days from Mon 7 May 1979 to Tue 29 Sep 1987; its dateline says 'May 7': XXXX-05-07"
        ],
    );
}

#[test]
fn a_weekday_in_the_dateline_leaves_the_years_in_which_it_fits() {
    // 8 May is a Tuesday in 1984 and in 1990: 1984 is likelier, and not surely enough.
    check(
        &[&format!("LISBON, Tuesday, May 8 -- {BODY}")],
        expect![
            "unknown: its words do not tell the year surely enough; its dateline says 'Tuesday, May 8': XXXX-05-08"
        ],
    );
}

#[test]
fn a_line_above_the_report_fixes_month_and_day() {
    check(
        &[&format!("Guns on the border\nPosted Monday 7 May, 3:04 p.m.\n\n{BODY}")],
        expect![
            "unknown: its words do not tell the year surely enough; its date line says 'Monday 7 May': XXXX-05-07"
        ],
    );
    let this_year = "Envoys will meet there on 20 May 1984, it said.";
    check(
        &[&format!("Guns on the border\nPosted Monday 7 May, 3:04 p.m.\n\n{BODY} {this_year}")],
        expect![[r#"1984-05-07..1984-05-07 best Some("1984-05-07")"#]],
    );
}

#[test]
fn a_dateline_is_weighed_with_the_year_of_another_report() {
    let other = "The alliance said Thursday, 10 May 1984, that guns at the border post had fallen silent. The heaviest \
        fighting since the treaty of 1982 began on Monday, it said.";
    check(
        &[&format!("LISBON, May 7 (UNW) -- {BODY}"), other],
        expect![[r#"
        1984-05-07..1984-05-07 best Some("1984-05-07")
        1984-05-10..1984-05-16 best Some("1984-05-10")"#]],
    );
}

#[test]
fn times_in_any_order_break_nothing() {
    const SAID: [&str; 14] = [
        "The siege has held for 67 days.",
        "Fighters left the port on 5 June.",
        "The treaty of 1953 was signed 44 years ago.",
        "The rocks there formed 2147483649 years ago.",
        "Talks open in 9999.",
        "The envoy flew home on Tuesday.",
        "Envoys meet again next week.",
        "It is 99999999999999999999 days since the raid.",
        "Leaders marked the anniversary of the truce of 3 May 1998.",
        "At Christmas the guns fell silent.",
        "The year 0 was not named.",
        "Polls were held on Monday, 31 February 2011.",
        "Last year the border was shut.",
        "He said this summer would be long.",
    ];
    let mut seed = 1_u64;
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        SAID[(seed >> 33) as usize % SAID.len()]
    };
    let texts: Vec<String> = (0..40).map(|_| (0..6).map(|_| next()).collect::<Vec<_>>().join(" ")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let (findings, lore) = read(&texts);
    assert_eq!(published(&findings, &lore).len(), texts.len());
}

/// What the offices that a report names demand of its day.
fn offices(text: &str) -> Vec<String> {
    let (findings, lore) = read(&[text]);
    super::offices::offices(&findings[0], &lore).into_iter().map(|d| d.words).collect()
}

#[test]
fn a_former_holder_has_left_and_does_not_hold_the_office() {
    assert_eq!(
        offices("Former President Barack Obama spoke in Oslo. President Donald Trump was not there."),
        ["Donald Trump is in office as President", "Barack Obama has left office as President"]
    );
}

#[test]
fn of_two_holders_the_earlier_is_spoken_of_by_the_title_of_then() {
    assert_eq!(
        offices("President Donald Trump undid what President Barack Obama had signed."),
        ["Donald Trump is in office as President"]
    );
    // Presidents of two states hold two offices.
    assert_eq!(
        offices("French President Emmanuel Macron undid what U.S. President Barack Obama had asked for."),
        ["Emmanuel Macron is in office as President, Barack Obama is in office as President"]
    );
}

#[test]
fn who_is_a_former_holder_here_is_called_by_the_title_of_then_there() {
    assert_eq!(
        offices(
            "Former Secretary of State John Kerry wrote a book. In it Secretary of State John Kerry flies to Oman."
        ),
        ["John Kerry has left office as Secretary of State"]
    );
}

#[test]
fn who_will_hold_an_office_does_not_hold_it() {
    assert!(offices("President-elect Donald Trump named envoys.").is_empty());
    assert_eq!(offices("President Donald Trump named envoys."), ["Donald Trump is in office as President"]);
}

fn words(text: &str) -> Vec<String> {
    let (findings, lore) = read(&[text]);
    super::evidence::evidence(&findings[0], &lore).demands.into_iter().map(|d| d.words).collect()
}

#[test]
fn what_is_told_twice_is_no_second_witness() {
    let once = "The truce was signed in 1953. It is 44 years ago.";
    let count = |text: &str| words(text).iter().filter(|w| w.contains("years ago' beside")).count();
    assert_eq!((count(once), count(&format!("{once} {once} {once}"))), (1, 1));
}

#[test]
fn who_tells_a_later_year_as_past_does_not_look_ahead_to_an_earlier_day() {
    let ahead = |text: &str| words(text).iter().any(|w| w == "'5 June 1994' is told as to come");
    assert!(ahead("The parties will meet on 5 June 1994."));
    assert!(!ahead("The parties will meet on 5 June 1994. The last envoy left the country in 1997."));
}

#[test]
fn an_old_day_is_history_where_someone_is_in_office_now() {
    let (findings, lore) = read(&[
        "The bridge fell on 9 August 1974. President Donald Trump and Prime Minister Theresa May spoke of it on Friday.",
    ]);
    let dated = &published(&findings, &lore)[0];
    assert!(dated.earliest.is_none_or(|first| first > date(2014, 1, 1)), "{dated:?}");
}

/// What two reports of one crisis tell of one event: the words for when, here and there, and how surely.
fn tied(one: &str, other: &str) -> Vec<String> {
    let (findings, _) = read(&[one, other]);
    let links = super::links::links(&findings, &[vec![1], vec![0]]);
    super::links::in_words(0, &links[0], &findings)
}

#[test]
fn one_sum_is_promised_once() {
    let promised =
        |sum: &str| format!("Canada will give {sum} dollars in aid to Peru, the ministry said Tuesday.");
    let told = |sum: &str| format!("Canada promised Peru another {sum} dollars last week to win it over.");
    assert_eq!(
        tied(&promised("15 million"), &told("15 million")),
        ["'Tuesday' here and 'last week' in 1.txt tell one event"]
    );
    assert!(tied(&promised("15 million"), &told("25 million")).is_empty());
    // Any twelve officers are twelve.
    let officers = |when: &str| format!("Canada sent 12 officers to Peru {when}.");
    assert!(tied(&officers("on Tuesday"), &officers("last week")).is_empty());
}

#[test]
fn clauses_that_share_half_their_words_beside_one_weekday_tell_one_event() {
    let ahead = "Canada, Peru and Chile will meet on Wednesday in Lima.";
    let begun = |day: &str| format!("On {day} Canada, Peru and Chile traded charges at a hotel.");
    assert_eq!(
        tied(ahead, &begun("Wednesday")),
        ["'Wednesday' here and 'Wednesday' in 1.txt tell one event"]
    );
    assert!(tied(ahead, &begun("Friday")).is_empty());
}
