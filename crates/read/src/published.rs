//! The day on which a report says of itself that it was published: metadata, address, date line.
//!
//! Dates of crawling, of updates and of widgets are no evidence, and a day that could be read two ways is none.

use std::sync::LazyLock;

use chancery_text::{Ann, Furniture, Published, PublishedBasis, Span};
use jiff::civil::Date;
use regex::{Captures, Regex};

/// Years that a report can be of.
const YEARS: std::ops::RangeInclusive<i16> = 1800..=2200;

/// A stated day with its reason.
pub(crate) fn stated(date: Date, why: impl Into<String>) -> Published {
    Published { date, basis: PublishedBasis::Stated, why: why.into() }
}

/// The day in the value of a metadata field, in any of the usual ways to write one.
pub(crate) fn in_field(words: &str) -> Option<Date> {
    let words = words.trim();
    if words.is_empty() || words.len() > 80 {
        return None;
    }
    in_words(words).or_else(|| in_seconds(words))
}

/// The day in an address: `/2022/01/18/`, `/2022/jan/18/`, `/2022-01-18`, `20220118`.
pub(crate) fn in_url(url: &str) -> Option<Date> {
    static PARTS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let month = r"(?P<m>0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";
        let day = r"(?P<d>0?[1-9]|[12]\d|3[01])";
        Regex::new(&format!(r"(?i)[/_-](?P<y>(?:19|20)\d\d)[/_-]{month}[/_-]{day}(?:[/_.?-]|$)")).ok()
    });
    static SOLID: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?:^|[^0-9])(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?:[^0-9]|$)",
        )
        .ok()
    });
    if url.len() > 2_000 {
        return None;
    }
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let found = |regex: &LazyLock<Option<Regex>>| regex.as_ref()?.captures(path).and_then(|c| date(&c));
    found(&PARTS).or_else(|| found(&SOLID))
}

/// The day in a date line or byline above the report, which begins at byte `from`.
pub(crate) fn in_head(text: &str, from: usize, furniture: &[Ann<Furniture>]) -> Option<Published> {
    let of_kind = |kind: &str| -> Vec<Span> {
        furniture.iter().filter(|ann| ann.value.what == kind).map(|ann| ann.span).collect()
    };
    let line = |span: &Span| 1 + text[..span.start()].matches('\n').count();
    let lines: Vec<(Span, &str)> = of_kind("date line")
        .into_iter()
        .map(|span| (span, "date line"))
        .chain(of_kind("byline").into_iter().map(|span| (span, "byline")))
        .filter(|(span, _)| (from..from + 3_000).contains(&span.start()))
        .collect();
    lines.iter().find_map(|(span, what)| {
        let words = span.of(text);
        // What stands after "updated" is a later day, what stands before it may be the day.
        let lower = words.to_ascii_lowercase();
        let words = ["updated", "modified"]
            .iter()
            .filter_map(|w| lower.find(w))
            .min()
            .map_or(words, |at| &words[..at]);
        in_words(words).map(|date| stated(date, format!("{what} in line {}", line(span))))
    })
}

/// The day in the dateline of an agency: "GENEVA, May 5, 1984 (AP) -".
pub(crate) fn in_dateline(text: &str, paragraphs: &[Span]) -> Option<Published> {
    static DATELINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^\W{0,2}\p{Lu}[\p{Lu}\p{L} .'’/,-]{1,60}[,:]? ?\(?\b(?P<day>(?:\p{L}{3,9}\.?,? )?(?:\d{1,2} \p{L}{3,9}\.?,?|\p{L}{3,9}\.? \d{1,2},?) \d{4})\)? ?(?:\([^)]{2,40}\)|/[^/]{2,40}/)? ?(?:-|–|—|:)")
            .ok()
    });
    let regex = DATELINE.as_ref()?;
    paragraphs.iter().take(4).find_map(|span| {
        let head: String = span.of(text).chars().take(160).collect();
        let day = regex.captures(&head)?.name("day")?.as_str().to_owned();
        let line = 1 + text[..span.start()].matches('\n').count();
        in_words(&day).map(|date| stated(date, format!("dateline in line {line}")))
    })
}

/// The first day written out with its year in `words`.
fn in_words(words: &str) -> Option<Date> {
    static FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        let month = r"(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?";
        [
            r"\b(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:\b|T)".to_owned(),
            r"^(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:T?\d{4,6}Z?)?$".to_owned(),
            format!(r"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?{month},?[ -](?P<y>\d{{4}})\b"),
            format!(r"\b{month} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})\b"),
            r"\b(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})[/.-](?P<y>\d{4})\b".to_owned(),
        ]
        .iter()
        .filter_map(|form| Regex::new(&format!("(?i){form}")).ok())
        .collect()
    });
    FORMS.iter().find_map(|form| form.captures(words).and_then(|c| date(&c)))
}

fn date(found: &Captures) -> Option<Date> {
    let number = |name: &str| found.name(name).and_then(|m| m.as_str().parse::<i8>().ok());
    let year: i16 = found.name("y")?.as_str().parse().ok()?;
    let (month, day) = match (number("a"), number("b")) {
        // 13/4/2001 can only be one day; 3/4/2001 is two, unless points say that the day comes first.
        (Some(a), Some(b)) if b > 12 && a <= 12 => (a, b),
        (Some(a), Some(b)) if a > 12 || a == b => (b, a),
        (Some(a), Some(b)) if found.name("sep").is_some_and(|s| s.as_str() == ".") => (b, a),
        (Some(_), Some(_)) => return None,
        _ => (month(found.name("m")?.as_str())?, number("d")?),
    };
    YEARS.contains(&year).then(|| Date::new(year, month, day).ok()).flatten()
}

fn month(words: &str) -> Option<i8> {
    const NAMES: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let lower = words.to_lowercase();
    words.parse().ok().or_else(|| NAMES.iter().position(|n| lower.starts_with(n)).map(|i| i as i8 + 1))
}

/// Seconds or milliseconds since 1970, as some tools write a time.
fn in_seconds(words: &str) -> Option<Date> {
    let number: i64 = words.parse::<f64>().ok().filter(|n| n.is_finite()).map(|n| n as i64)?;
    let seconds = match number {
        100_000_000..=9_999_999_999 => number,
        100_000_000_000..=9_999_999_999_999 => number / 1000,
        _ => return None,
    };
    let days = i32::try_from(seconds.div_euclid(86_400)).ok()?;
    jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(days)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(found: Option<Date>) -> String {
        found.map_or("none".into(), |d| d.to_string())
    }

    #[test]
    fn reads_fields() {
        for (words, expected) in [
            ("2022-01-18", "2022-01-18"),
            ("2022-01-18T23:30:00+03:00", "2022-01-18"),
            ("Tue, 18 Jan 2022 10:00:00 GMT", "2022-01-18"),
            ("January 18, 2022", "2022-01-18"),
            ("18 January 1983", "1983-01-18"),
            ("20220118", "2022-01-18"),
            ("18/01/2022", "2022-01-18"),
            ("03/04/2022", "none"),
            ("3.4.2022", "2022-04-03"),
            ("1642500000", "2022-01-18"),
            ("1642500000000", "2022-01-18"),
            ("2022-02-30", "none"),
            ("2022", "none"),
            ("yesterday", "none"),
        ] {
            assert_eq!(day(in_field(words)), expected, "{words}");
        }
    }

    #[test]
    fn reads_addresses() {
        for (url, expected) in [
            ("https://example.com/world/2022/01/18/talks", "2022-01-18"),
            ("https://example.com/2022/jan/18/talks", "2022-01-18"),
            ("https://example.com/talks-2022-01-18", "2022-01-18"),
            ("https://example.com/a/20220118/talks.html", "2022-01-18"),
            ("https://example.com/2022/01/talks", "none"),
            ("https://example.com/story-1202201181", "none"),
            ("https://example.com/history-of-1938-09-talks", "none"),
        ] {
            assert_eq!(day(in_url(url)), expected, "{url}");
        }
    }

    #[test]
    fn reads_head_and_dateline() {
        let check =
            |text: &str| crate::text("a.txt", text).published.map(|p| format!("{} {}", p.date, p.why));
        let body = "The two ministers met on Monday in the old customs house and talked for three hours about the \
            bridge, the prisoners and the price of gas, a spokesman said.";
        let published = format!("Ministers meet at the border\nBy Ada Perrin | 4 Jan 1983\n\n{body}");
        assert_eq!(check(&published).as_deref(), Some("1983-01-04 byline in line 2"));
        let updated = format!(
            "Ministers meet at the border\nPublished 4 January 1983 Updated 6 January 1983\n\n{body}"
        );
        assert_eq!(check(&updated).as_deref(), Some("1983-01-04 date line in line 2"));
        let only_updated = format!("Ministers meet at the border\nUpdated 6 January 1983\n\n{body}");
        assert_eq!(check(&only_updated), None);
        let wire = format!("LISBON, Jan. 4, 1983 (AP) - {body}");
        assert_eq!(check(&wire).as_deref(), Some("1983-01-04 dateline in line 1"));
        let wire = format!("LISBON/PORTO, March 4, 1983 (AP) - {body}");
        assert_eq!(check(&wire).as_deref(), Some("1983-03-04 dateline in line 1"));
        let widget = format!("{body}\n\n{body}\n\n{body}\nLatest entries\nWorld29/11/2003Ports reopen");
        assert_eq!(check(&widget), None);
    }
}
