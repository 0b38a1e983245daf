//! The day that the head of a report states without its year, and what looks like one and is none.

#![allow(clippy::needless_pass_by_value, reason = "`expect!` is written at the call")]

use chancery_extract::time::{TimeLore, expressions, filed};
use chancery_text::Sentences;
use expect_test::{Expect, expect};

const BODY: &str = "The two ministers met on Monday in the old customs house and talked for three hours about the bridge, \
    the prisoners and the price of gas, a spokesman said.\n\nNo day was set for another meeting, he added.";

fn check(head: &str, expected: Expect) {
    let lore = TimeLore::shipped().unwrap_or_else(|e| panic!("{e}"));
    let document = chancery_read::text("head.txt", &format!("{head}{BODY}"));
    let sentences = Sentences::default();
    let times = expressions(&document, &sentences, &lore);
    let line = match filed(&document, &sentences, &times, &lore) {
        Some(day) => {
            format!("{:?} {:?} {:?} {:?}: {}", day.place, day.month, day.day, day.weekday, day.words)
        }
        None => "none".into(),
    };
    expected.assert_eq(&line);
}

#[test]
fn datelines() {
    check("BELMAR, Orvania, May 7 (UNW) -- ", expect!["Dateline Some(5) Some(7) None: May 7"]);
    check("BELMAR, June 7 (UNW) - ", expect!["Dateline Some(6) Some(7) None: June 7"]);
    check("BELMAR, Tuesday, May 7 -- ", expect!["Dateline Some(5) Some(7) Some(2): Tuesday, May 7"]);
    check("BELMAR, Tuesday 7 May – ", expect!["Dateline Some(5) Some(7) Some(2): Tuesday 7 May"]);
    check("BELMAR, Tuesday – ", expect!["Dateline None None Some(2): Tuesday"]);
    check(
        "Ministers meet at the border\n\nBELMAR, Sept. 7 /UNW/ -- ",
        expect!["Dateline Some(9) Some(7) None: Sept. 7"],
    );
}

#[test]
fn lines_above_the_report() {
    check(
        "Ministers meet at the border\nPosted Tuesday 7 May, 3:04 p.m.\n\n",
        expect!["DateLine Some(5) Some(7) Some(2): Tuesday 7 May"],
    );
    check(
        "Ministers meet at the border\nTuesday, May 7\n\n",
        expect!["DateLine Some(5) Some(7) Some(2): Tuesday, May 7"],
    );
    check(
        "Ministers meet at the border\nBy Ada Perrin | 7 May\n\n",
        expect!["DateLine Some(5) Some(7) None: 7 May"],
    );
    check(
        "Ministers meet at the border\nPublished 7 May Updated 9 May\n\n",
        expect!["DateLine Some(5) Some(7) None: 7 May"],
    );
}

#[test]
fn what_states_no_day() {
    check("PARIS, Texas (AP) - ", expect!["none"]);
    check("BELMAR (UNW) -- ", expect!["none"]);
    check("In May 1997 the bridge was built. ", expect!["none"]);
    check("On May 7 the bridge was closed - by force. ", expect!["none"]);
    check("Ministers meet at the border\nUpdated 9 May\n\n", expect!["none"]);
    check("Ministers meet at the border\nBy Ada Perrin, Sunday Herald\n\n", expect!["none"]);
    check("May 7 talks fail at the border\n\n", expect!["none"]);
    // With its year it is a stated day, and no part of one.
    check("BELMAR, May 7, 1984 (UNW) -- ", expect!["none"]);
}
