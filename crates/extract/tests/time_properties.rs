//! Properties of times: no value is finer than its words, spans stand in the text, no text breaks the reading.

use chancery_extract::time::{Resolved, TimeLore, TimexKind, expressions, resolve};
use chancery_text::{Document, Sentences};
use jiff::civil::Date;

fn lore() -> TimeLore {
    TimeLore::shipped().unwrap_or_else(|e| panic!("{e}"))
}

fn read(lore: &TimeLore, text: &str, published: Option<Date>) -> Vec<(String, TimexKind, Resolved)> {
    let document = Document::new("sha256:0".into(), "made.txt".into(), text);
    let times = expressions(&document, &Sentences::default(), lore);
    let values = resolve(&times, published);
    let all = times.all().iter().zip(values);
    all.map(|(ann, value)| (ann.span.of(text).to_owned(), ann.value.kind, value)).collect()
}

/// How fine words can be, and how fine a TIMEX3 value is; the finer the greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Fine {
    Century,
    Decade,
    Year,
    Part,
    Month,
    Week,
    Day,
    PartOfDay,
    Minute,
}

/// The fineness of a value; none for lengths, sets and references such as "now".
fn of_value(value: &str) -> Option<Fine> {
    let value = value.trim_start_matches("BC");
    if value.starts_with('P') || value.ends_with("_REF") {
        return None;
    }
    let (date, time) = value.split_once('T').map_or((value, None), |(d, t)| (d, Some(t)));
    if let Some(time) = time {
        return Some(if time.contains(':') { Fine::Minute } else { Fine::PartOfDay });
    }
    let parts: Vec<&str> = date.split('-').collect();
    Some(match (parts.len(), parts[0].len(), parts.get(1)) {
        (1, 2, _) => Fine::Century,
        (1, 3, _) => Fine::Decade,
        (1, ..) => Fine::Year,
        (2, _, Some(p)) if p.starts_with('W') && p.len() == 3 => Fine::Week,
        (2, _, Some(p)) if p.chars().all(|c| c.is_ascii_digit() || c == 'X') => Fine::Month,
        (2, ..) => Fine::Part,
        _ => Fine::Day,
    })
}

/// Phrases by how fine they are; `{}` takes a year, a month, a weekday.
const PHRASES: &[(Fine, &[&str])] = &[
    (Fine::Century, &["the 19th century", "the early 20th century", "the twentieth century"]),
    (Fine::Decade, &["the 1990s", "the mid-1980s", "the nineties", "the early 2000s"]),
    (
        Fine::Year,
        &[
            "1998",
            "last year",
            "next year",
            "early 2003",
            "the end of 2015",
            "three years ago",
            "a year later",
            "two years from now",
            "later this year",
            "mid-year",
            "fiscal 2004",
            "490 BC",
        ],
    ),
    (
        Fine::Part,
        &[
            "the third quarter of 2021",
            "the first half of 2020",
            "last summer",
            "the spring of 2011",
            "the winter",
        ],
    ),
    (
        Fine::Month,
        &[
            "March 2021",
            "last June",
            "next September",
            "last month",
            "two months ago",
            "late February",
            "mid-March",
            "the end of June",
            "August",
            "earlier this month",
            "three months later",
            "the following month",
        ],
    ),
    (
        Fine::Week,
        &["last week", "next week", "two weeks ago", "this week", "the coming week", "the week of March 7"],
    ),
    (
        Fine::Day,
        &[
            "12 January 2021",
            "January 12",
            "Tuesday",
            "next Friday",
            "yesterday",
            "three days ago",
            "the next day",
            "the tenth of next May",
            "Christmas Day",
            "2021-03-09",
            "29/11/2021",
            "last weekend",
            "the day after tomorrow",
        ],
    ),
    (
        Fine::PartOfDay,
        &["Tuesday night", "this morning", "last night", "tomorrow evening", "the next morning"],
    ),
    (Fine::Minute, &["9 a.m.", "10:57", "4 p.m. Tuesday", "noon on Friday", "4 in the morning"]),
];

#[test]
fn no_value_is_finer_than_its_words() {
    let lore = lore();
    let days = [None, Some("2022-04-06"), Some("1997-12-31"), Some("2016-02-29"), Some("1962-10-21")];
    let frames = [
        "They met in {}.",
        "They will meet on {}.",
        "It was built {}, he said.",
        "On 3 May 2001 they met. By {} it was over.",
    ];
    let mut faults = Vec::new();
    let mut seen = 0;
    for (fine, phrases) in PHRASES {
        for phrase in *phrases {
            for frame in frames {
                let text = frame.replace("{}", phrase);
                for day in days {
                    let found = read(&lore, &text, day.and_then(|d| d.parse().ok()));
                    for (words, _, value) in
                        found.iter().filter(|(words, ..)| phrase.contains(words.as_str()))
                    {
                        seen += 1;
                        if of_value(&value.value).is_some_and(|f| f > *fine) {
                            faults.push(format!("{words:?} in {text:?} on {day:?} is {}", value.value));
                        }
                    }
                }
            }
        }
    }
    assert!(seen > 900, "only {seen} were read");
    assert!(faults.is_empty(), "{} faults: {:#?}", faults.len(), &faults[..faults.len().min(10)]);
}

#[test]
fn days_and_values_agree() {
    let lore = lore();
    for (_, phrases) in PHRASES {
        for phrase in *phrases {
            for day in ["2022-04-06", "1999-01-01"] {
                for (words, _, value) in read(&lore, &format!("They met {phrase}."), day.parse().ok()) {
                    let Some((first, last)) = value.days else { continue };
                    assert!(first <= last, "{words:?} runs from {first} to {last}");
                    let year = value.value.trim_start_matches("BC");
                    let dated = of_value(&value.value) == Some(Fine::Day) && !year.contains('W');
                    assert!(
                        !dated || year == first.to_string() || value.value.starts_with("BC"),
                        "{words:?}: {value:?}"
                    );
                }
            }
        }
    }
}

/// A small generator of its own, so that every run reads the same texts.
struct Turns(u64);

impl Turns {
    fn next(&mut self, many: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % many
    }
}

#[test]
fn no_jumble_of_words_breaks_the_reading() {
    const WORDS: &[&str] = &[
        "the",
        "May",
        "March",
        "12",
        "31",
        "2021",
        "-",
        "/",
        ".",
        ",",
        ":",
        "last",
        "next",
        "week",
        "Friday",
        "of",
        "and",
        "to",
        "9th",
        "first",
        "quarter",
        "century",
        "BC",
        "a.m.",
        "GMT",
        "1990s",
        "'",
        "\u{201c}",
        "\"",
        "day",
        "before",
        "after",
        "ago",
        "two",
        "half",
        "year",
        "\u{2013}",
        "0",
        "99",
        "9999",
        "31/02/2020",
        "29",
        "February",
        "1900",
        "later",
        "that",
        "same",
        "every",
        "q3",
        "in",
        "\n\n",
        "tomorrow",
        "noon",
        "Easter",
        "é",
        "10:61",
        "\u{202e}",
    ];
    let lore = lore();
    let mut turns = Turns(1959);
    for _ in 0..3000 {
        let many = 1 + turns.next(14);
        let words: Vec<&str> = (0..many).map(|_| WORDS[turns.next(WORDS.len())]).collect();
        let text = words.join(if turns.next(3) == 0 { "" } else { " " });
        for day in [None, "9999-12-31".parse().ok(), "0001-01-01".parse().ok(), "2020-02-29".parse().ok()] {
            for (words, _, value) in read(&lore, &text, day) {
                assert!(!words.is_empty() && !value.value.is_empty(), "{text:?}");
                assert!(value.days.is_none_or(|(a, b)| a <= b), "{text:?}: {value:?}");
            }
        }
    }
}

#[test]
fn the_cost_of_a_text_is_linear_in_its_length() {
    let lore = lore();
    let sentence = "On Monday, 3 May 2021, two days before the vote, he said \u{201c}today\u{201d} and the next day left. ";
    let time = |copies: usize| {
        let text = sentence.repeat(copies);
        let start = std::time::Instant::now();
        let found = read(&lore, &text, "2022-04-06".parse().ok()).len();
        (start.elapsed().as_secs_f64(), found)
    };
    let ((short, few), (long, many)) = (time(200), time(1600));
    assert_eq!(many, 8 * few);
    assert!(long < 40.0 * short.max(0.002), "{short} s for 200 copies, {long} s for 1,600");
}
