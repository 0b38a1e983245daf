//! The corpora with gold times: TimeML, TIMEX2 inline, and the gold stories.

use std::path::{Path, PathBuf};

use chancery_text::Document;
use jiff::civil::Date;
use serde_json::Value;

/// One text with the times that people marked in it.
pub(crate) struct Text {
    pub(crate) name: String,
    pub(crate) document: Document,
    pub(crate) published: Option<Date>,
    pub(crate) gold: Vec<Gold>,
}

/// One time of the gold, in bytes.
pub(crate) struct Gold {
    /// Right spans, the first the best.
    pub(crate) spans: Vec<(usize, usize)>,
    pub(crate) kind: Option<String>,
    /// Right values, the first the best; none where the gold gives none.
    pub(crate) values: Vec<String>,
    /// Neither a miss nor an extra.
    pub(crate) optional: bool,
}

type Named = (String, Vec<Text>);

/// All corpora that are there.
pub(crate) fn all(shared: &Path) -> Result<Vec<Named>, String> {
    let time = shared.join("data/time");
    let mut list = vec![
        ("aquaint".to_owned(), marked_up(&time.join("aquaint"), "TIMEX3", "value")?),
        ("wikiwars".to_owned(), marked_up(&time.join("wikiwars/keyinline"), "TIMEX2", "val")?),
    ];
    for (story, texts) in [
        ("seeds", "seeds"),
        ("korea_four_party_1997", "stories/korea_four_party_1997"),
        ("taliban_camp_david_2019", "stories/taliban_camp_david_2019"),
    ] {
        list.push((story.to_owned(), gold_story(&shared.join("gold").join(story), &shared.join(texts))?));
    }
    Ok(list)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn marked_up(folder: &Path, tag: &str, value: &str) -> Result<Vec<Text>, String> {
    files(folder)?
        .iter()
        .map(|path| {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            Ok(text_of_markup(&name, &read(path)?, tag, value))
        })
        .collect()
}

/// The body of a marked-up file; the document's own day stands before it.
fn text_of_markup(name: &str, source: &str, tag: &str, value: &str) -> Text {
    let (head, body) = source.split_once("<TEXT>").unwrap_or(("", source));
    let body = body.split_once("</TEXT>").map_or(body, |(b, _)| b);
    let published = head
        .find(&format!("<{tag}"))
        .and_then(|i| attribute(&head[i..], value))
        .and_then(|v| v.get(..10).and_then(|d| d.parse().ok()));
    let mut text = String::new();
    let mut gold: Vec<Gold> = Vec::new();
    let mut open: Vec<(usize, Gold)> = Vec::new();
    let mut rest = body;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('&') {
            let end = rest.find(';').map_or(1, |i| i + 1);
            text.push_str(match &rest[..end] {
                "&amp;" => "&",
                "&lt;" => "<",
                "&gt;" => ">",
                "&quot;" => "\"",
                "&apos;" => "'",
                _ => " ",
            });
            rest = &rest[end..];
            continue;
        }
        let end = rest.find('>').map_or(rest.len(), |i| i + 1);
        let mark = &rest[..end];
        if mark.starts_with(&format!("<{tag}")) {
            let kind = attribute(mark, "type");
            let values: Vec<String> = attribute(mark, value).into_iter().filter(|v| !v.is_empty()).collect();
            let set = attribute(mark, "set").is_some_and(|s| s == "YES");
            let values = values.into_iter().map(|v| if set { as_timex3_set(&v) } else { v }).collect();
            open.push((text.len(), Gold { spans: Vec::new(), kind, values, optional: false }));
        } else if mark.starts_with(&format!("</{tag}"))
            && let Some((start, mut time)) = open.pop()
        {
            time.spans.push((start, text.len()));
            gold.push(time);
        }
        rest = &rest[end..];
    }
    text.push_str(rest);
    // TIMEX2 nests; every one of a nest counts, as an annotator marked each.
    gold.sort_by_key(|g| g.spans[0]);
    let document = chancery_read::text(name, &text);
    Text { name: name.to_owned(), document, published, gold }
}

/// TIMEX2 writes "daily" as a pattern with SET="YES", TIMEX3 as a length of type SET.
fn as_timex3_set(value: &str) -> String {
    match value {
        "XXXX-XX-XX" => "P1D",
        "XXXX-WXX" => "P1W",
        "XXXX-XX" => "P1M",
        "XXXX" => "P1Y",
        other => other,
    }
    .to_owned()
}

fn attribute(mark: &str, name: &str) -> Option<String> {
    let end = mark.find('>').unwrap_or(mark.len());
    let mark = &mark[..end];
    let at = mark.find(&format!(" {name}=\""))? + name.len() + 3;
    let tail = &mark[at..];
    Some(tail[..tail.find('"')?].to_owned())
}

fn gold_story(gold: &Path, texts: &Path) -> Result<Vec<Text>, String> {
    let value: Value = serde_json::from_str(&read(&gold.join("times.json"))?).map_err(|e| e.to_string())?;
    let documents = value["documents"].as_object().ok_or("times.json: expected documents")?;
    documents
        .iter()
        .filter(|(_, d)| d["timexes"].is_array())
        .map(|(name, d)| gold_text(name, d, texts))
        .collect()
}

fn gold_text(name: &str, gold: &Value, texts: &Path) -> Result<Text, String> {
    let source = read(&texts.join(name))?;
    let bytes: Vec<usize> = source.char_indices().map(|(i, _)| i).chain([source.len()]).collect();
    let span = |start: &Value, end: &Value| {
        let at = |v: &Value| v.as_u64().and_then(|n| bytes.get(n as usize).copied()).unwrap_or(0);
        (at(start), at(end))
    };
    let list = gold["timexes"].as_array().cloned().unwrap_or_default();
    let times = list
        .iter()
        .filter(|t| t["boilerplate"] != true)
        .map(|t| {
            let others = t["alt_spans"].as_array().cloned().unwrap_or_default();
            let values =
                std::iter::once(&t["value"]).chain(t["also_accept"].as_array().into_iter().flatten());
            Gold {
                spans: std::iter::once(span(&t["start"], &t["end"]))
                    .chain(others.iter().map(|s| span(&s[0], &s[1])))
                    .collect(),
                kind: t["type"].as_str().map(Into::into),
                values: values.filter_map(Value::as_str).map(Into::into).collect(),
                optional: t["optional"] == true,
            }
        })
        .collect();
    Ok(Text {
        name: name.to_owned(),
        document: chancery_read::text(name, &source),
        published: gold["publication_date"].as_str().and_then(|d| d.parse().ok()),
        gold: times,
    })
}
