//! JSON Lines to documents: one report a line, as crawlers and corpora write them.

use chancery_text::{Document, text_sha256};
use serde_json::{Map, Value};

use crate::{LARGEST_TEXT, Outside, Reading, Rejected, file::too_large, plain, published};

/// Faulty lines of one file that are told one by one.
const MOST_FAULTS: usize = 20;

/// The names that tools give to what is needed here, the surest first.
/// (trafilatura, news-please, fundus, newspaper4k, common corpora; read from their own documentation.)
const TEXT: [&str; 14] = [
    "text",
    "maintext",
    "plaintext",
    "plain_text",
    "fulltext",
    "full_text",
    "articlebody",
    "article_body",
    "article_text",
    "cleaned_text",
    "body",
    "content",
    "article",
    "story",
];
const TITLE: [&str; 3] = ["title", "headline", "head"];
const URL: [&str; 8] = [
    "url",
    "link",
    "canonical_url",
    "canonical_link",
    "source_url",
    "original_url",
    "permalink",
    "requested_url",
];
const OUTLET: [&str; 12] = [
    "outlet",
    "source",
    "publisher",
    "sitename",
    "site_name",
    "source_name",
    "publication",
    "newspaper",
    "source_domain",
    "hostname",
    "domain",
    "website",
];
const PUBLISHED: [&str; 14] = [
    "date_publish",
    "date_published",
    "datepublished",
    "published",
    "published_at",
    "publishedat",
    "published_date",
    "published_time",
    "publish_date",
    "publishing_date",
    "publication_date",
    "pub_date",
    "pubdate",
    "date",
];

/// The reports of the JSON Lines file `name`; a faulty line is told and the others come out.
pub(crate) fn documents(name: &str, bytes: &[u8], outside: &Outside) -> Reading {
    let mut reading = Reading::default();
    let mut faults = 0;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    for (i, line) in bytes.split(|&b| b == b'\n').enumerate() {
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        match document(format!("{name}#{}", i + 1), line) {
            Ok(mut document) => {
                outside.apply(&mut document);
                reading.documents.push(document);
            }
            Err(fault) => {
                faults += 1;
                if faults <= MOST_FAULTS {
                    reading.rejected.push(fault);
                }
            }
        }
    }
    if faults > MOST_FAULTS {
        let found = format!("{} more lines that are none", faults - MOST_FAULTS);
        reading.rejected.push(Rejected::new(name, "a report on each line", found, "mend or remove them"));
    }
    reading
}

fn document(name: String, line: &[u8]) -> Result<Document, Rejected> {
    if line.len() > 8 * LARGEST_TEXT {
        return Err(too_large(&name, line.len()));
    }
    let fields = fields(&name, line)?;
    let Some(text) = string(&fields, &TEXT) else {
        if TEXT.iter().any(|key| fields.get(*key).is_some_and(Value::is_string)) {
            return Err(Rejected::new(
                &name,
                "a report",
                "an empty text",
                "remove the line or fetch it anew",
            ));
        }
        let keys: Vec<&str> = fields.keys().take(12).map(String::as_str).collect();
        let found = format!("only the fields {}", keys.join(", "));
        return Err(Rejected::new(
            &name,
            "a field `text`",
            found,
            "name the field with the report's words `text`",
        ));
    };
    if text.len() > LARGEST_TEXT {
        return Err(too_large(&name, text.len()));
    }
    let mut document = Document::new(text_sha256(&text), name, text);
    document.title = string(&fields, &TITLE);
    document.url = string(&fields, &URL);
    document.outlet = string(&fields, &OUTLET);
    plain::mark(&mut document);
    let dated = PUBLISHED.iter().find_map(|key| {
        let day = published::in_field(&plain_value(fields.get(*key)?)?)?;
        Some(published::stated(day, format!("field `{key}`")))
    });
    let by_url = || {
        let day = published::in_url(document.url.as_deref()?)?;
        Some(published::stated(day, "the day in its address"))
    };
    document.published = dated.or_else(by_url).or(document.published.take());
    Ok(document)
}

/// The fields of the object on a line, by their names in lower case.
fn fields(name: &str, line: &[u8]) -> Result<Map<String, Value>, Rejected> {
    const EXPECTED: &str = "a JSON object with a report";
    const HINT: &str = "mend or remove the line";
    match serde_json::from_slice(line) {
        Ok(Value::Object(object)) => {
            let mut fields = Map::new();
            for (key, value) in object {
                fields.entry(key.to_lowercase()).or_insert(value);
            }
            Ok(fields)
        }
        Ok(other) => {
            let found = match other {
                Value::Array(_) => "a list",
                Value::String(_) => "a string",
                _ => "a bare value",
            };
            Err(Rejected::new(name, EXPECTED, found, "write one object {\"text\": …} on each line"))
        }
        Err(_) if std::str::from_utf8(line).is_err() => {
            Err(Rejected::new(name, "text in UTF-8", "a broken character", "save the file again as UTF-8"))
        }
        Err(fault) => Err(Rejected::new(
            name,
            EXPECTED,
            format!("broken JSON (column {}: {})", fault.column(), cause(&fault)),
            HINT,
        )),
    }
}

/// The parser's words without its place, which would count from the line's own start.
fn cause(fault: &serde_json::Error) -> String {
    let words = fault.to_string();
    words.split(" at line ").next().unwrap_or_default().to_owned()
}

fn string(fields: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match fields.get(*name)? {
        Value::String(words) if !words.trim().is_empty() => Some(words.clone()),
        // {"source": {"name": "…"}} and the like.
        Value::Object(inner) => {
            let name = inner.get("name").or_else(|| inner.get("title")).and_then(Value::as_str)?;
            Some(name.to_owned()).filter(|n| !n.trim().is_empty())
        }
        _ => None,
    })
}

fn plain_value(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use expect_test::{Expect, expect};

    use super::*;

    fn check(lines: &str, expected: &Expect) {
        let reading = documents("pile.jsonl", lines.as_bytes(), &Outside::default());
        let mut out = String::new();
        for d in &reading.documents {
            let day = d.published.as_ref().map(|p| format!("{} ({})", p.date, p.why));
            let (name, text, title, outlet) = (&d.name, d.text(), &d.title, &d.outlet);
            writeln!(out, "{name} {text:?} title {title:?} outlet {outlet:?} published {day:?}").unwrap();
        }
        for fault in &reading.rejected {
            writeln!(out, "! {fault}").unwrap();
        }
        expected.assert_eq(&out);
    }

    #[test]
    fn reads_the_fields_of_the_usual_tools() {
        check(
            "{\"text\":\"One.\",\"title\":\"T\",\"date\":\"1984-05-02\",\"source\":\"Herald\"}\n\n\
             {\"maintext\":\"Two.\",\"date_publish\":\"1984-05-03 10:00:00\",\"date_download\":\"2023-01-01\",\"source_domain\":\"herald.example\"}\n\
             {\"plaintext\":\"Three.\",\"Headline\":\"H\",\"publisher\":{\"name\":\"Post\"},\"publishing_date\":null,\"url\":\"https://x.example/1984/05/04/a\"}\n",
            &expect![[r#"
                pile.jsonl#1 "One." title Some("T") outlet Some("Herald") published Some("1984-05-02 (field `date`)")
                pile.jsonl#3 "Two." title None outlet Some("herald.example") published Some("1984-05-03 (field `date_publish`)")
                pile.jsonl#4 "Three." title Some("H") outlet Some("Post") published Some("1984-05-04 (the day in its address)")
            "#]],
        );
    }

    #[test]
    fn tells_faulty_lines_and_reads_the_others() {
        check(
            "{\"text\":\"One.\"}\n{\"text\":\"Two\n[1]\n{\"words\":\"x\"}\n{\"text\":\" \"}\n{\"text\":\"Six.\"}\n",
            &expect![[r#"
                pile.jsonl#1 "One." title None outlet None published None
                pile.jsonl#6 "Six." title None outlet None published None
                ! pile.jsonl#2: expected a JSON object with a report, found broken JSON (column 12: EOF while parsing a string); mend or remove the line
                ! pile.jsonl#3: expected a JSON object with a report, found a list; write one object {"text": …} on each line
                ! pile.jsonl#4: expected a field `text`, found only the fields words; name the field with the report's words `text`
                ! pile.jsonl#5: expected a report, found an empty text; remove the line or fetch it anew
            "#]],
        );
    }
}
