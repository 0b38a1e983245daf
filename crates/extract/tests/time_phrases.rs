//! Phrase by phrase what issue 4 lists, each with what is a time and what is none, through the language model.

#![allow(clippy::needless_raw_string_hashes, reason = "the hashes are expect-test's own")]
#![allow(
    clippy::format_push_string,
    clippy::needless_pass_by_value,
    reason = "plain lines of a test's output"
)]

use chancery_extract::time::{TimeLore, expressions, resolve};
use chancery_parse::Model;
use chancery_text::{BlockKind, Document, Span};
use expect_test::{Expect, expect};
use std::sync::OnceLock;

fn both() -> &'static (TimeLore, Model) {
    static BOTH: OnceLock<(TimeLore, Model)> = OnceLock::new();
    BOTH.get_or_init(|| {
        let lore = TimeLore::shipped().unwrap_or_else(|e| panic!("{e}"));
        (lore, Model::shipped().unwrap_or_else(|e| panic!("{e}")))
    })
}

/// One line for each expression: words, type, value, modifier, and the note in brackets.
fn check_on(published: Option<&str>, text: &str, expected: Expect) {
    let (lore, model) = both();
    let document = chancery_read::text("phrases.txt", text);
    let sentences = chancery_parse::sentences(&document, model);
    let times = expressions(&document, &sentences, lore);
    let values = resolve(&times, published.and_then(|d| d.parse().ok()));
    let mut out = String::new();
    for (ann, value) in times.all().iter().zip(&values) {
        let words = ann.span.of(document.text()).split_whitespace().collect::<Vec<_>>().join(" ");
        out.push_str(&format!("{words} | {} {}", ann.value.kind.name(), value.value));
        out.push_str(&ann.value.modifier.as_ref().map(|m| format!(" {m}")).unwrap_or_default());
        if let (true, Some((a, b))) =
            (value.value.starts_with('P') && !value.value.contains("REF"), value.days)
        {
            out.push_str(&if a == b { format!(" = {a}") } else { format!(" = {a} to {b}") });
        }
        out.push_str(&value.note.as_ref().map(|n| format!(" [{n}]")).unwrap_or_default());
        out.push('\n');
    }
    expected.assert_eq(&out);
}

/// In a report of Wednesday 6 April 2022.
fn check(text: &str, expected: Expect) {
    check_on(Some("2022-04-06"), text, expected);
}

#[test]
fn explicit_and_partial_dates_in_every_order() {
    check(
        "Norland signed on 12 January 2021. Sudria signed on January 12, 2021, and the League on 2021-01-12.",
        expect![[r#"
            12 January 2021 | DATE 2021-01-12
            January 12, 2021 | DATE 2021-01-12
            2021-01-12 | DATE 2021-01-12
        "#]],
    );
    check(
        "The court ruled on 29/11/2021 and again on 30.11.2021; the form of 11/30/2021 was lost.",
        expect![[r#"
            29/11/2021 | DATE 2021-11-29
            30.11.2021 | DATE 2021-11-30
            11/30/2021 | DATE 2021-11-30
        "#]],
    );
    check(
        "The envoy left on Feb. 3. He will be back on the 25th of May.",
        expect![[r#"
        Feb. 3 | DATE 2022-02-03
        the 25th of May | DATE 2022-05-25
    "#]],
    );
    check(
        "They agreed in March 2021, or so they said in late February.",
        expect![[r#"
        March 2021 | DATE 2021-03
        late February | DATE 2021-02 END
    "#]],
    );
}

#[test]
fn numbers_that_are_no_dates() {
    check("He quoted Article 5, 12 annexes and verse 3:16. The score was 10-7.", expect![""]);
    check("Some 2000 troops and 1950 refugees crossed; it cost $1999 and lay 2010 miles off.", expect![[""]]);
    check("A 24-nation league met for the 3rd time and named 3 dates. Flight 1989 was late.", expect![[""]]);
}

#[test]
fn weekdays_and_their_possessives() {
    check(
        "The minister said Tuesday that Thursday's talks had failed.",
        expect![[r#"
        Tuesday | DATE 2022-04-05
        Thursday | DATE 2022-03-31
    "#]],
    );
    check(
        "The council will meet on Friday. Ahead of Sunday's vote both sides called for calm.",
        expect![[r#"
            Friday | DATE 2022-04-08
            Sunday | DATE 2022-04-10
        "#]],
    );
    check(
        "He flew home last Friday and will return next Tuesday. The talks scheduled for Saturday were cancelled.",
        expect![[r#"
            last Friday | DATE 2022-04-01
            next Tuesday | DATE 2022-04-12
            Saturday | DATE 2022-04-09
        "#]],
    );
}

#[test]
fn weekdays_that_are_names() {
    check(
        "The Sunday Times and the Friday prayers; the Bloody Sunday inquiry; Black Friday sales.",
        expect![[""]],
    );
}

#[test]
fn ordinals() {
    check(
        "The talks will be held on the tenth of next January.",
        expect![[r#"
        the tenth of next January | DATE 2023-01-10
    "#]],
    );
    check(
        "The council met on 3 March 2021. The 9th and 10th of the same month were feasts, and on the 12th it met again.",
        expect![[r#"
            3 March 2021 | DATE 2021-03-03
            The 9th | DATE 2021-03-09
            10th of the same month | DATE 2021-03-10
            the 12th | DATE 2021-03-12
        "#]],
    );
    check("They met on the 9th floor, for the 9th round, across the 38th parallel.", expect![[""]]);
}

#[test]
fn ranges_and_lists() {
    check(
        "The summit of 9-10 June 2021 failed. They meet on May 9, 10 and 12.",
        expect![[r#"
        9 | DATE 2021-06-09
        10 June 2021 | DATE 2021-06-10
        May 9 | DATE 2022-05-09
        10 | DATE 2022-05-10
        12 | DATE 2022-05-12
    "#]],
    );
    check(
        "The session runs from 28 February to 3 March 2021. His term (1994-1998) was quiet.",
        expect![[r#"
            28 February | DATE 2021-02-28
            3 March 2021 | DATE 2021-03-03
            1994 | DATE 1994
            1998 | DATE 1998
        "#]],
    );
    check("The vote was 12-13, pages 3 to 5 are missing, and they lost 9 and 10 men.", expect![[""]]);
}

#[test]
fn parts_of_longer_times() {
    check(
        "It fell in early 1999, in mid-March 2020, at the end of June and late last month.",
        expect![[r#"
        early 1999 | DATE 1999 START
        mid-March 2020 | DATE 2020-03 MID
        the end of June | DATE 2020-06 END
        late last month | DATE 2022-03 END
    "#]],
    );
    check(
        "Famine is forecast by mid-year. In the early hours of Thursday the port burned.",
        expect![[r#"
        mid-year | DATE 2022 MID
        the early hours of Thursday | TIME 2022-03-31TMO
    "#]],
    );
    check("He was early. Late again, the mid-range missile was shown.", expect![[""]]);
}

#[test]
fn seasons() {
    check(
        "They fled in the spring of 2011. It was agreed last fall; talks resume this summer.",
        expect![[r#"
            the spring of 2011 | DATE 2011-SP
            last fall | DATE 2021-FA
            this summer | DATE 2022-SU
        "#]],
    );
    check("A spring of water; the fall of the city; the last spring of the clock.", expect![[""]]);
}

#[test]
fn quarters_and_fiscal_years() {
    check(
        "Output fell in the third quarter of 2021 from the year-ago quarter. It rose in the first quarter.",
        expect![[r#"
            the third quarter of 2021 | DATE 2021-Q3
            the year-ago quarter | DATE 2020-Q3
            the first quarter | DATE 2022-Q1
        "#]],
    );
    check(
        "The budget of fiscal 2021 and of the second half of 2020; trade in Q3 2021.",
        expect![[r#"
        fiscal 2021 | DATE 2021
        the second half of 2020 | DATE 2020-H2
        Q3 2021 | DATE 2021-Q3
    "#]],
    );
    check("A quarter of them left, in the second half of the match, from the Latin Quarter.", expect![[""]]);
}

#[test]
fn decades_and_centuries() {
    check(
        "It was built in the 1970s and closed in the late 1990s. The fort is of the 19th century.",
        expect![[r#"
            the 1970s | DATE 197
            the late 1990s | DATE 199 END
            the 19th century | DATE 18
        "#]],
    );
    check(
        "He was in his 70s, and the century-old bridge fell.",
        expect![[r#"
        century-old | DURATION P1CE
    "#]],
    );
}

#[test]
fn holidays() {
    check(
        "They freed him on Christmas Day. It opened on Easter Monday 2021. Thousands came on May Day.",
        expect![[r#"
            Christmas Day | DATE 2021-12-25
            Easter Monday 2021 | DATE 2021-04-05
            May Day | DATE 2022-05-01
        "#]],
    );
    check("The Easter Rising, Christmas Island, and mother's day off.", expect![[""]]);
}

#[test]
fn parts_of_the_day_and_clock_times() {
    check(
        "He called this morning at 9 a.m.; the raid began at 0430 GMT on Tuesday.",
        expect![[r#"
        this morning | TIME 2022-04-06TMO
        9 a.m. | TIME 2022-04-06T09:00
        0430 GMT on Tuesday | TIME 2022-04-05T04:30Z
    "#]],
    );
    check(
        "They left on Monday night, at noon, at dawn, and at 4 in the morning. The truce ends at midnight on Friday.",
        expect![[r#"
            Monday night | TIME 2022-04-04TNI
            noon | TIME 2022-04-04T12:00
            dawn | TIME 2022-04-04TMO
            4 in the morning | TIME 2022-04-04T04:00
            midnight on Friday | TIME 2022-04-08T24:00
        "#]],
    );
    check("The score was 10:7, and I am 9. The dawn of an age; a Morning Star report.", expect![[""]]);
}

#[test]
fn counted_from_the_reports_day() {
    check(
        "They met yesterday, meet today and will meet tomorrow.",
        expect![[r#"
        yesterday | DATE 2022-04-05
        today | DATE 2022-04-06
        tomorrow | DATE 2022-04-07
    "#]],
    );
    check(
        "It was agreed last June. They meet next week. He came earlier this month. It was closed three days ago.",
        expect![[r#"
            last June | DATE 2021-06
            next week | DATE 2022-W15
            earlier this month | DATE 2022-04 START
            three days ago | DATE 2022-04-03
        "#]],
    );
    check("USA Today said so; the Tomorrow Party agreed; the next may be worse.", expect![""]);
}

#[test]
fn counted_from_the_time_before() {
    check(
        "They met on March 1, 2021. The next day they parted; two days later he died. He had left the day before.",
        expect![[r#"
            March 1, 2021 | DATE 2021-03-01
            The next day | DATE 2021-03-02
            two days later | DATE 2021-03-04
            the day before | DATE 2021-03-03
        "#]],
    );
    check(
        "The league was founded in 1920 and dissolved the following year. It was on sale later that year.",
        expect![[r#"
            1920 | DATE 1920
            the following year | DATE 1921
            later that year | DATE 1921 END
        "#]],
    );
}

#[test]
fn lengths() {
    check(
        "They could meet within 24 hours. It has asked for more than a decade, in recent weeks too.",
        expect![[r#"
            24 hours | DURATION PT24H
            more than a decade | DURATION P1DE MORE_THAN
            recent weeks | DURATION PXW
        "#]],
    );
    check(
        "The siege lasted two and a half years, ten bloody months of it without bread.",
        expect![[r#"
        two and a half years | DURATION P2.5Y
        ten bloody months | DURATION P10M
    "#]],
    );
    check("Minutes of the meeting; a second meeting; five seconds-in-command.", expect![[""]]);
}

#[test]
fn since_and_until() {
    check(
        "It has been closed since 2014 and will be until June. Until Tuesday, they had not spoken.",
        expect![[r#"
            2014 | DATE 2014
            June | DATE 2022-06
            Tuesday | DATE 2022-04-05
        "#]],
    );
}

#[test]
fn ages_and_names() {
    check(
        "A 34-year-old man, 26 years of age, at the age of 12. The 47-year-old war goes on.",
        expect![[r#"
            47-year-old | DURATION P47Y
        "#]],
    );
    check(
        "May the talks succeed. Theresa May said so. March on the capital, he told them. The Long March ended.",
        expect![[""]],
    );
    check(
        "April Jones and August Bebel met in May. It may rain.",
        expect![[r#"
        May | DATE 2021-05
    "#]],
    );
}

#[test]
fn times_that_return() {
    check(
        "They meet every day, twice a year, every other week, on Mondays and every spring. It is guarded 24 hours a day.",
        expect![[r#"
            every day | SET P1D
            twice a year | SET P1Y
            every other week | SET P2W
            Mondays | SET XXXX-WXX-1
            every spring | SET XXXX-SP
            24 hours a day | SET P1D
        "#]],
    );
    check("Every dayroom was full; the Daily Planet said so.", expect![[""]]);
}

#[test]
fn an_event_whose_day_is_told_is_an_anchor() {
    check(
        "The summit will be held on 12 May. Two days before the summit the envoys meet; the day after the summit they leave.",
        expect![[r#"
            12 May | DATE 2022-05-12
            Two days | DURATION P2D = 2022-05-10
            the day | DATE 2022-05-13
        "#]],
    );
    check(
        "Rebels invaded on 3 March 2021. A week after the invasion the port fell.",
        expect![[r#"
        3 March 2021 | DATE 2021-03-03
        A week | DURATION P1W = 2021-03-08 to 2021-03-14
    "#]],
    );
    check(
        "He left two days before 9 May, and a day after Sunday's vote.",
        expect![[r#"
        two days | DURATION P2D = 2022-05-07
        9 May | DATE 2022-05-09
        a day | DURATION P1D = 2022-04-04
        Sunday | DATE 2022-04-03
    "#]],
    );
    check(
        "They spoke on Monday, the day after the vote.",
        expect![[r#"
        Monday | DATE 2022-04-04
        the day | DATE 2022-04-04
    "#]],
    );
}

#[test]
fn an_event_whose_day_is_not_told_is_none() {
    check(
        "Two days before the summit the envoys met. The day after the talks he left.",
        expect![[r#"
        Two days | DURATION P2D [the day of the event it names is not told]
        The day | DATE XXXX-XX-XX [the day of the event it names is not told]
    "#]],
    );
    check(
        "Talks were held on 3 March and talks were held on 9 March. A day after the talks he left.",
        expect![[r#"
            3 March | DATE 2022-03-03
            9 March | DATE 2022-03-09
            A day | DURATION P1D [the day of the event it names is not told]
        "#]],
    );
    check(
        "A visit was planned for 3 March. Two days before a visit he died.",
        expect![[r#"
        3 March | DATE 2022-03-03
        Two days | DURATION P2D [the day of the event it names is not told]
    "#]],
    );
}

#[test]
fn within_a_quotation_the_day_is_the_speakers() {
    check(
        "\u{201c}We signed today,\u{201d} the minister told reporters on Sunday.",
        expect![[r#"
        today | DATE 2022-04-03
        Sunday | DATE 2022-04-03
    "#]],
    );
    check(
        "\u{201c}We will sign tomorrow. It is done,\u{201d} said Ann Vale, who spoke on 1 March. She left today.",
        expect![[r#"
            tomorrow | DATE 2022-03-02
            1 March | DATE 2022-03-01
            today | DATE 2022-04-06
        "#]],
    );
    check(
        "Ann Vale received the president on Monday.\n\n\u{201c}The message today is calm,\u{201d} she said.",
        expect![[r#"
            Monday | DATE 2022-04-04
            today | DATE 2022-04-04
        "#]],
    );
    check(
        "\u{201c}We signed today,\u{201d} the minister said. They will meet on Sunday.",
        expect![[r#"
        today | DATE 2022-04-06
        Sunday | DATE 2022-04-10
    "#]],
    );
}

#[test]
fn tense_and_aspect_decide_the_side() {
    check(
        "He met her on Monday. He will meet her on Monday. They are to meet on Thursday. He has met her Friday.",
        expect![[r#"
            Monday | DATE 2022-04-04
            Monday | DATE 2022-04-11
            Thursday | DATE 2022-04-07
            Friday | DATE 2022-04-01
        "#]],
    );
    check(
        "It was closed in August. It will be closed in August. The October slaying shook them.",
        expect![[r#"
            August | DATE 2021-08
            August | DATE 2022-08
            October | DATE 2021-10
        "#]],
    );
    check(
        "The group planned a rally on Saturday. It has scheduled a vote for Monday. Talks had been set for Sunday.",
        expect![[r#"
            Saturday | DATE 2022-04-09
            Monday | DATE 2022-04-11
            Sunday | DATE 2022-04-03
        "#]],
    );
    check(
        "Rains started to pound the coast in October. He declined to comment Monday. Prices have been rising since May.",
        expect![[r#"
        October | DATE 2021-10
        Monday | DATE 2022-04-04
        May | DATE 2021-05
    "#]],
    );
    check(
        "A ship was set ablaze Thursday. Sudria requested a council meeting on Monday, to be held if it breaches the limit on Friday.",
        expect![[r#"
        Thursday | DATE 2022-03-31
        Monday | DATE 2022-04-04
        Friday | DATE 2022-04-08
    "#]],
    );
    check(
        "The decision, announced Thursday, stands. He could not be reached Friday.",
        expect![[r#"
        Thursday | DATE 2022-03-31
        Friday | DATE 2022-04-01
    "#]],
    );
}

#[test]
fn a_weekday_that_contradicts_its_date_is_noted() {
    check(
        "They met on Tuesday, 12 January 2022, and will meet on Wednesday 13 April.",
        expect![[r#"
        Tuesday, 12 January 2022 | DATE 2022-01-12 [the words say Tuesday, but 12 January 2022 is a Wednesday]
        Wednesday 13 April | DATE 2022-04-13
    "#]],
    );
    check(
        "They will meet on Thursday the 15th.",
        expect![[r#"
        Thursday the 15th | DATE 2022-04-15 [the words say Thursday, but 15 April 2022 is a Friday]
    "#]],
    );
}

#[test]
fn without_the_reports_day_a_pattern_and_its_reason_remain() {
    check_on(
        None,
        "They met on Tuesday and will meet on January 12. On 3 May 2021 they signed; the next day they left.",
        expect![[r#"
            Tuesday | DATE XXXX-WXX-2 [it hangs on the report's day, which is not known]
            January 12 | DATE XXXX-01-12 [it hangs on the report's day, which is not known]
            3 May 2021 | DATE 2021-05-03
            the next day | DATE 2021-05-04
        "#]],
    );
    check_on(
        None,
        "The following day they left. It was closed last month, in February, at 9 a.m.",
        expect![[r#"
            The following day | DATE XXXX-XX-XX [it hangs on the report's day, which is not known]
            last month | DATE XXXX-XX [it hangs on the report's day, which is not known]
            February | DATE XXXX-02 [it hangs on the report's day, which is not known]
            9 a.m. | TIME XXXX-XX-XXT09:00 [it hangs on the report's day, which is not known]
        "#]],
    );
}

#[test]
fn a_caption_tells_its_day_and_anchors_nothing_outside() {
    let (lore, _) = both();
    let text = "They met on 3 March 2021.\n\nThe minister in Castra, May 9, 2019. NEWSPIX/Ann Vale\n\nThe next day they left.";
    let mut document = Document::new("sha256:0".into(), "caption.txt".into(), text);
    let cut: Vec<Span> = text
        .match_indices('\n')
        .map(|(i, _)| i)
        .chain([text.len()])
        .scan(0, |from, to| Some(Span::new(text, std::mem::replace(from, to + 1), to)))
        .flatten()
        .filter(|span| span.start() < span.end())
        .collect();
    document.blocks = chancery_text::Layer::new(
        cut.iter()
            .enumerate()
            .map(|(i, &span)| chancery_text::Ann {
                span,
                value: chancery_text::Block {
                    kind: if i == 1 { BlockKind::Caption } else { BlockKind::Paragraph },
                },
                why: chancery_text::Why::rule("read/test"),
            })
            .collect(),
    );
    let times = expressions(&document, &chancery_text::Sentences::default(), lore);
    let values: Vec<String> = resolve(&times, None).into_iter().map(|r| r.value).collect();
    assert_eq!(values, ["2021-03-03", "2019-05-09", "2021-03-04"]);
}

#[test]
fn the_hour_of_a_deed_is_of_the_day_that_the_report_tells_for_it() {
    check(
        "The envoy was shot on March 2 in his garden. A guard said Tuesday that the envoy was shot again. \
            He was shot at 10 p.m. as he stood at the gate. \
            A neighbour saw a grey car at 6 a.m. near the house ten days before the shooting.",
        expect![[r#"
            March 2 | DATE 2022-03-02
            Tuesday | DATE 2022-04-05
            10 p.m. | TIME 2022-03-02T22:00
            6 a.m. | TIME 2022-02-20T06:00
            ten days | DURATION P10D = 2022-02-20
        "#]],
    );
    // Told of two days it is no anchor.
    check(
        "Guards arrived on March 2, others arrived on March 9. They arrived at 6 a.m. with dogs. \
            The minister said on March 3 that it was over; the office said so at 9 a.m. in a note.",
        expect![[r#"
            March 2 | DATE 2022-03-02
            March 9 | DATE 2022-03-09
            6 a.m. | TIME 2022-04-06T06:00
            March 3 | DATE 2022-03-03
            9 a.m. | TIME 2022-03-03T09:00
        "#]],
    );
}

#[test]
fn what_brackets_say_again_lies_on_the_side_that_the_verb_tells() {
    check(
        "\"The ferry will leave at 4 in the morning (4 a.m. EDT Thursday),\" the captain said.",
        expect![[r#"
            4 in the morning | TIME 2022-04-07T04:00
            4 a.m. EDT Thursday | TIME 2022-04-07T04:00-04
        "#]],
    );
    check(
        "The ferry left at 4 in the morning (4 a.m. EDT Thursday), the captain said.",
        expect![[r#"
        4 in the morning | TIME 2022-03-31T04:00
        4 a.m. EDT Thursday | TIME 2022-03-31T04:00-04
    "#]],
    );
}

#[test]
fn what_is_so_since_a_dated_deed_has_its_day_behind_it() {
    // October is nearer ahead than behind.
    check_on(
        Some("2022-05-06"),
        "Investigators have been looking for him since shortly after the Oct. 23 slaying.",
        expect![[r#"
            Oct. 23 | DATE 2021-10-23
        "#]],
    );
}
