//! A report as TimeML 1.2.1: its day as the creation time, its expressions as `TIMEX3`.
//!
//! The frame (`DOCID`, `DCT`, `TEXT`) is that of TempEval-3.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chancery_extract::time::{Anchor, Relation, Timex, TimexKind};
use chancery_story::{Dated, TimeOut};
use chancery_text::Ann;
use jiff::civil::Date;

use super::Pair;
use crate::pile::ReadReport;

/// The whole file.
pub(super) fn timeml(report: &ReadReport, times: &[Pair<'_>], dated: &Dated) -> String {
    let text = report.document.text();
    let day = dated.best.map_or_else(|| "XXXX-XX-XX".to_owned(), |d| d.to_string());
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <TimeML xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:noNamespaceSchemaLocation=\"http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd\">\n\
         <DOCID>{}</DOCID>\n\
         <DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"{day}\" temporalFunction=\"false\" \
         functionInDocument=\"CREATION_TIME\">{day}</TIMEX3></DCT>\n<TEXT>",
        escaped(&report.document.name)
    );
    let mut at = 0;
    // The ends of lengths that are counted from an event are times without words, numbered after all others.
    let mut ends = Vec::new();
    for (i, (ann, time)) in times.iter().enumerate() {
        out.push_str(&escaped(&text[at..ann.span.start()]));
        let end = end_of_length(ann, time).map(|day| {
            ends.push((day, ann.value.anchor));
            times.len() + ends.len()
        });
        out.push_str(&tag(i, ann, time, dated, end));
        out.push_str(&escaped(ann.span.of(text)));
        out.push_str("</TIMEX3>");
        at = ann.span.end();
    }
    out.push_str(&escaped(&text[at..]));
    out.push_str("</TEXT>\n");
    for (i, (day, anchor)) in ends.iter().enumerate() {
        let anchor = anchor_id(*anchor, dated).map(|a| format!(" anchorTimeID=\"{a}\"")).unwrap_or_default();
        let tid = times.len() + i + 1;
        let _ = writeln!(
            out,
            "<TIMEX3 tid=\"t{tid}\" type=\"DATE\" value=\"{day}\" temporalFunction=\"true\"{anchor}/>"
        );
    }
    out.push_str("</TimeML>\n");
    out
}

/// The other end of "two days before the summit", where the summit's day is known.
fn end_of_length(ann: &Ann<Timex>, time: &TimeOut) -> Option<Date> {
    let counted = ann.value.relation.is_some() && time.kind == TimexKind::Duration;
    time.days.filter(|_| counted).map(|(first, _)| first)
}

fn tag(i: usize, ann: &Ann<Timex>, time: &TimeOut, dated: &Dated, end: Option<usize>) -> String {
    let function = !matches!(ann.value.anchor, Anchor::Stated);
    let mut out = format!(
        "<TIMEX3 tid=\"t{}\" type=\"{}\" value=\"{}\" temporalFunction=\"{function}\" functionInDocument=\"NONE\"",
        i + 1,
        ann.value.kind.name(),
        escaped(&time.value)
    );
    let mut attribute = |name: &str, value: &str| {
        let _ = write!(out, " {name}=\"{}\"", escaped(value));
    };
    if let Some(modifier) = &ann.value.modifier {
        attribute("mod", modifier);
    }
    if time.kind == TimexKind::Set {
        let (quant, freq) = how_often(&ann.value.words);
        if let Some(quant) = &quant {
            attribute("quant", quant);
        }
        if let Some(freq) = &freq {
            attribute("freq", freq);
        }
    }
    let anchor = anchor_id(ann.value.anchor, dated);
    match (end, &anchor, ann.value.relation) {
        (Some(end), Some(event), Some(Relation::Before)) => {
            attribute("beginPoint", &format!("t{end}"));
            attribute("endPoint", event);
        }
        (Some(end), Some(event), Some(Relation::After)) => {
            attribute("beginPoint", event);
            attribute("endPoint", &format!("t{end}"));
        }
        (_, Some(anchor), _) => attribute("anchorTimeID", anchor),
        _ => {}
    }
    if let Some(note) = &time.note {
        attribute("comment", note);
    }
    out.push('>');
    out
}

fn anchor_id(anchor: Anchor, dated: &Dated) -> Option<String> {
    match anchor {
        Anchor::Stated => None,
        Anchor::Published => dated.best.map(|_| "t0".to_owned()),
        Anchor::Previous(j) => Some(format!("t{}", j + 1)),
    }
}

/// `quant` and `freq` of a time that returns: "every day", "twice a week".
fn how_often(words: &str) -> (Option<&'static str>, Option<&'static str>) {
    let small = words.to_lowercase();
    let first = small.split(' ').next().unwrap_or_default();
    let quant = match first {
        "every" => Some("EVERY"),
        "each" => Some("EACH"),
        _ => None,
    };
    let freq = match first {
        "once" => Some("1X"),
        "twice" => Some("2X"),
        "thrice" => Some("3X"),
        _ => None,
    };
    (quant, freq)
}

/// A name for the file of each report, without any folder; names that come out alike are numbered.
pub(super) fn file_names<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut used = BTreeSet::new();
    names
        .map(|name| {
            let plain: String = name
                .chars()
                .map(|c| if c.is_alphanumeric() || "._-".contains(c) { c } else { '_' })
                .collect();
            let plain = plain.trim_start_matches('.');
            let numbered =
                (1..).map(|n| if n == 1 { format!("{plain}.tml") } else { format!("{plain}.{n}.tml") });
            numbered.into_iter().find(|file| used.insert(file.to_lowercase())).unwrap_or_default()
        })
        .collect()
}

/// Text for XML 1.0, which cannot hold most control characters at all.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_like_names_do_not_overwrite_each_other() {
        let names = ["a/1.txt", "a_1.txt", "..", "A_1.txt"];
        assert_eq!(file_names(names.into_iter()), ["a_1.txt.tml", "a_1.txt.2.tml", ".tml", "A_1.txt.3.tml"]);
    }

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(escaped("a<b>&\"c\u{1}\r\n"), "a&lt;b&gt;&amp;&quot;c\u{fffd}&#13;\n");
    }
}
