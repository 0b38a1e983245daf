//! Every export is read back: by strict readers here, and by the programs it is meant for where Python has them.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops where it fails, and says what it skips"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const FORMATS: [(&str, &str); 11] = [
    ("w3c", "w3c.jsonld"),
    ("ics", "calendar.ics"),
    ("csv", "csv"),
    ("jsonl", "chronicle.jsonl"),
    ("parquet", "parquet"),
    ("timelinejs", "timeline.json"),
    ("ftm", "ftm.jsonl"),
    ("gexf", "contacts.gexf"),
    ("geojson", "places.geojson"),
    ("markdown", "register.md"),
    ("csl", "sources.json"),
];

/// Words that are markup, formulas, controls or structure to some reader; letters beyond ASCII of every width.
const HOSTILE: [&str; 8] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(2)>",
    "=cmd|' /C calc'!A0",
    "]]></node><node id=\"x\">",
    "\u{1b}[31m\u{7}\u{202e}",
    "[x](javascript:alert(3)) ![y](z)",
    "\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:forged",
    "e\u{301} 🜚 שלום",
];

fn folder(test: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("exports-{test}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

/// All formats of `input` in `into`.
fn export(input: &Path, into: &Path) {
    for (format, name) in FORMATS {
        let output = Command::new(env!("CARGO_BIN_EXE_chancery"))
            .args(["export", "--quiet", "--to", format])
            .arg(input)
            .arg("-o")
            .arg(into.join(name))
            .output()
            .unwrap();
        assert!(output.status.success(), "{format}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

fn chronicle(input: &Path) -> serde_json::Value {
    let output = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["brief", "--quiet", "--json"])
        .arg(input)
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A pile in which every field that comes from outside is hostile, and every kind of line end and letter occurs.
fn hostile_pile(folder: &Path) -> PathBuf {
    let mut lines = String::new();
    for (n, words) in HOSTILE.iter().enumerate() {
        let text = format!(
            "{words} Ministers meet\r\n\r\nThe foreign minister of Austria, {words} Smith, met the foreign minister of Hungary in \
             Vienna on Monday. \u{201c}We demand {words} that observers leave the border,\u{201d} the minister {words} said.\r\n\r\n\
             He will visit Geneva on 14 May. Hungary warned that it would respond {words} if shelling went on. 🜚 e\u{301}"
        );
        let line = serde_json::json!({
            "text": text, "title": format!("{words} title"), "outlet": words, "url": format!("https://a.example/{n}\"><b>"),
            "published": format!("2020-05-{:02}", n + 1),
        });
        lines += &line.to_string();
        lines.push('\n');
    }
    let path = folder.join("hostile.jsonl");
    fs::write(&path, lines).unwrap();
    path
}

fn texts(input: &Path, work: &Path) -> Vec<(String, String)> {
    let case = work.join("texts.db");
    let added = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["add", "--quiet"])
        .arg(&case)
        .arg(input)
        .output()
        .unwrap();
    assert!(added.status.success());
    let db = rusqlite::Connection::open(&case).unwrap();
    let mut found = db.prepare("SELECT text_sha256, text FROM sources").unwrap();
    found.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap().map(Result::unwrap).collect()
}

/// `text[start..end] == quote`, counted in code points, under the hash that names the text.
fn holds(texts: &[(String, String)], sha256: &str, start: u64, end: u64, quote: &str) {
    let text = &texts.iter().find(|(hash, _)| hash == sha256).unwrap_or_else(|| panic!("no text {sha256}")).1;
    let found: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
    assert_eq!(found, quote);
}

#[test]
fn every_export_of_hostile_reports_is_read_back_unharmed() {
    let here = folder("hostile");
    let pile = hostile_pile(&here);
    export(&pile, &here);
    let texts = texts(&pile, &here);
    let whole = chronicle(&pile);
    assert!(whole["facts"].as_array().unwrap().len() > 10, "there is something to export");
    w3c(&here, &texts, &whole);
    jsonl(&here, &whole);
    csv(&here, &texts, &whole);
    calendar(&here);
    timeline(&here, &whole);
    markup(&here);
    for name in ["places.geojson", "sources.json"] {
        serde_json::from_slice::<serde_json::Value>(&fs::read(here.join(name)).unwrap()).unwrap();
    }
    for line in fs::read_to_string(here.join("ftm.jsonl")).unwrap().lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
    fs::remove_dir_all(here).unwrap();
}

fn w3c(here: &Path, texts: &[(String, String)], whole: &serde_json::Value) {
    let page: serde_json::Value =
        serde_json::from_slice(&fs::read(here.join("w3c.jsonld")).unwrap()).unwrap();
    let items = page["first"]["items"].as_array().unwrap();
    let passages: usize =
        whole["facts"].as_array().unwrap().iter().map(|f| f["sources"].as_array().unwrap().len()).sum();
    assert_eq!(items.len(), passages);
    for item in items {
        let (quote, place) = (&item["target"]["selector"][0], &item["target"]["selector"][1]);
        let source = item["target"]["source"]["id"].as_str().unwrap().strip_prefix("urn:").unwrap();
        let exact = quote["exact"].as_str().unwrap();
        let (start, end) = (place["start"].as_u64().unwrap(), place["end"].as_u64().unwrap());
        holds(texts, source, start, end, exact);
        let around =
            format!("{}{exact}{}", quote["prefix"].as_str().unwrap(), quote["suffix"].as_str().unwrap());
        assert!(texts.iter().any(|(_, text)| text.contains(&around)));
    }
}

fn jsonl(here: &Path, whole: &serde_json::Value) {
    let text = fs::read_to_string(here.join("chronicle.jsonl")).unwrap();
    let mut facts = Vec::new();
    for line in text.lines() {
        let mut object: serde_json::Value = serde_json::from_str(line).unwrap();
        let kind = object.as_object_mut().unwrap().shift_remove("object").unwrap();
        if kind == "fact" {
            facts.push(object);
        }
    }
    assert_eq!(&serde_json::Value::from(facts), &whole["facts"]);
}

fn csv(here: &Path, texts: &[(String, String)], whole: &serde_json::Value) {
    let read = |name: &str| {
        let mut reader = csv::Reader::from_path(here.join("csv").join(name)).unwrap();
        let header = reader.headers().unwrap().clone();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        (header, rows)
    };
    for name in ["events.csv", "mentions.csv"] {
        let (_, rows) = read(name);
        for cell in rows.iter().flatten() {
            let first = cell.trim_start().chars().next();
            let runs =
                matches!(first, Some('=' | '+' | '@' | '-' | '|' | '%')) && cell.parse::<f64>().is_err();
            assert!(!runs, "a spreadsheet would run {cell:?}");
            assert!(!cell.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')), "{cell:?}");
        }
    }
    let (_, events) = read("events.csv");
    assert_eq!(events.len(), whole["facts"].as_array().unwrap().len());
    let (header, mentions) = read("mentions.csv");
    let at = |name: &str| header.iter().position(|h| h == name).unwrap();
    let clean = |words: &str| {
        words.replace(
            |c: char| c.is_control() && !"\r\n\t".contains(c) || ('\u{202a}'..='\u{202e}').contains(&c),
            "\u{fffd}",
        )
    };
    for row in &mentions {
        let texts: Vec<(String, String)> = texts.iter().map(|(h, t)| (h.clone(), clean(t))).collect();
        let number = |name: &str| row[at(name)].parse().unwrap();
        let quote = row[at("quote")].strip_prefix('\'').unwrap_or(&row[at("quote")]);
        holds(&texts, &row[at("text_sha256")], number("start"), number("end"), quote);
    }
}

fn calendar(here: &Path) {
    let text = fs::read_to_string(here.join("calendar.ics")).unwrap();
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
    let unfolded = text.replace("\r\n ", "");
    let count = |line: &str| unfolded.split("\r\n").filter(|l| *l == line).count();
    assert_eq!(count("BEGIN:VEVENT"), count("END:VEVENT"));
    assert_eq!(count("BEGIN:VEVENT"), unfolded.split("\r\n").filter(|l| l.starts_with("UID:")).count());
    assert_eq!(count("SUMMARY:forged"), 0, "a report's line ends make no line of the calendar");
}

fn timeline(here: &Path, whole: &serde_json::Value) {
    let timeline: serde_json::Value =
        serde_json::from_slice(&fs::read(here.join("timeline.json")).unwrap()).unwrap();
    let dated =
        whole["facts"].as_array().unwrap().iter().filter(|f| !f["when"]["earliest"].is_null()).count();
    let events = timeline["events"].as_array().unwrap();
    assert_eq!(events.len(), dated, "what has no day stays out, all else is in");
    for event in events {
        for part in ["headline", "text"] {
            let html = event["text"][part].as_str().unwrap();
            let tags: Vec<&str> =
                html.split('<').skip(1).map(|t| t.split(['>', ' ']).next().unwrap()).collect();
            let known = ["p", "/p", "blockquote", "/blockquote", "a", "/a"];
            assert!(tags.iter().all(|t| known.contains(t)), "{html}");
            assert!(!html.contains("javascript:\""), "{html}");
        }
    }
}

fn markup(here: &Path) {
    let graph = fs::read_to_string(here.join("contacts.gexf")).unwrap();
    assert!(!graph.chars().any(|c| c.is_control() && c != '\n'), "XML has no control codes");
    assert!(!graph.contains("<script") && !graph.contains("<img"));
    let markdown = fs::read_to_string(here.join("register.md")).unwrap();
    for (at, _) in markdown.match_indices(['<', '>', '&', '!', '*']) {
        assert!(markdown[..at].ends_with('\\'), "{}", &markdown[at..].chars().take(40).collect::<String>());
    }
    assert!(!markdown.contains("[x]("), "a report's link is no link");
    let cited: std::collections::BTreeSet<&str> =
        markdown.split("[^").skip(1).map(|c| c.split(']').next().unwrap()).collect();
    for note in cited {
        assert_eq!(markdown.matches(&format!("\n[^{note}]: ")).count(), 1, "footnote {note}");
    }
}

#[test]
fn what_is_narrowed_is_exported_and_nothing_else() {
    let here = folder("narrow");
    let story = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/strait");
    let kinds = |args: &[&str]| -> Vec<String> {
        let output = Command::new(env!("CARGO_BIN_EXE_chancery"))
            .args(["export", "--quiet", "--to", "jsonl"])
            .args(args)
            .arg(&story)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        let objects = text.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
        objects.filter(|o| o["object"] == "fact").map(|o| o["kind"].as_str().unwrap().to_owned()).collect()
    };
    let all = kinds(&[]);
    let some = kinds(&["--kind", "meeting", "--kind", "visit"]);
    assert!(some.len() < all.len());
    assert_eq!(some.len(), all.iter().filter(|k| *k == "meeting" || *k == "visit").count());
    assert!(kinds(&["--from", "2999-01-01"]).is_empty());
    assert!(kinds(&["--until", "1998-03-10"]).len() < all.len());
    for args in [vec!["--kind", "nonsense"], vec!["--to", "docx"], vec!["--to", "csv"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_chancery"))
            .arg("export")
            .arg(&story)
            .args(["--to", "jsonl"])
            .args(&args[..])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
    }
    fs::remove_dir_all(here).unwrap();
}

/// The programs that the exports are meant for. `CHANCERY_PYTHON` names a Python that has them.
#[test]
fn the_programs_they_are_meant_for_read_them() {
    let python = std::env::var("CHANCERY_PYTHON").unwrap_or_else(|_| "python3".into());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readback.py");
    let here = folder("python");
    let pile = hostile_pile(&here);
    let strait = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/strait");
    for (name, input) in [("hostile", pile.as_path()), ("strait", strait.as_path())] {
        let into = here.join(name);
        fs::create_dir_all(&into).unwrap();
        export(input, &into);
        fs::write(into.join("chronicle.json"), chronicle(input).to_string()).unwrap();
        let Ok(output) = Command::new(&python).arg(&script).arg(&into).output() else {
            println!("skipped: no {python}; CHANCERY_PYTHON names another");
            return;
        };
        print!("{}", String::from_utf8_lossy(&output.stdout));
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    }
    fs::remove_dir_all(here).unwrap();
}
