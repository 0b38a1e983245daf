//! `chancery times --timeml` on our own golden stories and on hostile text: well-formed, and as TimeML 1.2.1 has it.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Attributes of TIMEX3 in TimeML 1.2.1, and the values of those that have a list.
const ATTRIBUTES: [(&str, &[&str]); 13] = [
    ("tid", &[]),
    ("type", &["DATE", "TIME", "DURATION", "SET"]),
    ("value", &[]),
    ("temporalFunction", &["true", "false"]),
    (
        "functionInDocument",
        &[
            "CREATION_TIME",
            "EXPIRATION_TIME",
            "MODIFICATION_TIME",
            "PUBLICATION_TIME",
            "RELEASE_TIME",
            "RECEPTION_TIME",
            "NONE",
        ],
    ),
    (
        "mod",
        &[
            "BEFORE",
            "AFTER",
            "ON_OR_BEFORE",
            "ON_OR_AFTER",
            "LESS_THAN",
            "MORE_THAN",
            "EQUAL_OR_LESS",
            "EQUAL_OR_MORE",
            "START",
            "MID",
            "END",
            "APPROX",
        ],
    ),
    ("quant", &["EVERY", "EACH"]),
    ("freq", &["1X", "2X", "3X"]),
    ("beginPoint", &[]),
    ("endPoint", &[]),
    ("anchorTimeID", &[]),
    ("comment", &[]),
    ("valueFromFunction", &[]),
];

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn written(input: &Path, folder: &Path) -> Vec<PathBuf> {
    let run = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["times", "--timeml", "-o"])
        .arg(folder)
        .arg(input)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files
}

/// Reads a file as XML, checks each TIMEX3, and gives back the text with their number.
fn checked(file: &Path) -> (String, usize) {
    let source = std::fs::read_to_string(file).unwrap();
    let mut reader = Reader::from_str(&source);
    reader.config_mut().check_end_names = true;
    let (mut text, mut open, mut ids, mut named) =
        (String::new(), Vec::new(), BTreeSet::new(), BTreeSet::new());
    loop {
        match reader.read_event().unwrap_or_else(|e| panic!("{}: {e}", file.display())) {
            Event::Start(tag) => {
                let name = String::from_utf8_lossy(tag.name().as_ref()).into_owned();
                if name == "TIMEX3" {
                    assert!(!open.contains(&name), "{}: TIMEX3 within TIMEX3", file.display());
                    timex(&tag, &mut ids, &mut named);
                }
                open.push(name);
            }
            Event::Empty(tag) => timex(&tag, &mut ids, &mut named),
            Event::End(_) => drop(open.pop()),
            Event::Text(words) if open.iter().any(|n| n == "TEXT") => {
                text.push_str(&String::from_utf8_lossy(&words));
            }
            Event::GeneralRef(name) if open.iter().any(|n| n == "TEXT") => {
                text.push_str(match name.as_ref() {
                    b"lt" => "<",
                    b"gt" => ">",
                    b"amp" => "&",
                    b"quot" => "\"",
                    b"#13" => "\r",
                    other => panic!("unknown reference {other:?}"),
                });
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
    assert!(named.is_subset(&ids), "{}: {named:?} are named, only {ids:?} exist", file.display());
    (text, ids.len())
}

fn timex(tag: &BytesStart, ids: &mut BTreeSet<String>, named: &mut BTreeSet<String>) {
    let found: BTreeMap<String, String> = tag
        .attributes()
        .map(|a| a.unwrap())
        .map(|a| {
            (
                String::from_utf8_lossy(a.key.as_ref()).into_owned(),
                String::from_utf8_lossy(&a.value).into_owned(),
            )
        })
        .collect();
    for (name, value) in &found {
        let known = ATTRIBUTES.iter().find(|(n, _)| n == name);
        let (_, values) = known.unwrap_or_else(|| panic!("TIMEX3 has no attribute {name}"));
        assert!(values.is_empty() || values.contains(&value.as_str()), "{name} cannot be {value}");
    }
    assert!(found.contains_key("type") && found.contains_key("value"), "{found:?}");
    assert!(ids.insert(found["tid"].clone()), "{} stands twice", found["tid"]);
    let points = ["anchorTimeID", "beginPoint", "endPoint"];
    named.extend(points.iter().filter_map(|p| found.get(*p).cloned()));
}

#[test]
fn every_report_of_the_golden_stories_is_a_file_of_its_own_and_its_text_is_whole() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut stories: Vec<PathBuf> =
        std::fs::read_dir(&corpus).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    stories.sort();
    for story in stories {
        let folder = scratch("timeml-story");
        let files = written(&story, &folder);
        let reports = std::fs::read_dir(&story)
            .unwrap()
            .filter(|e| e.as_ref().unwrap().path().extension().is_some_and(|x| x == "txt"));
        assert_eq!(files.len(), reports.count());
        for file in &files {
            let (_, times) = checked(file);
            assert!(times > 1, "{} has no time", file.display());
        }
        std::fs::remove_dir_all(folder).unwrap();
    }
}

#[test]
fn markup_and_control_characters_of_a_report_do_no_harm() {
    let folder = scratch("timeml-hostile");
    let text = "He said </TEXT><TIMEX3 tid=\"t0\"> on Monday & \"left\" \u{1}\u{b} on <b>Tuesday, 12 January 2021</b>.\r\n\
                They meet every day, twice a year. Two days before 9 May 2021 they left. ]]> <!-- -- -->";
    let report = folder.join("a <b>.txt");
    std::fs::write(&report, text).unwrap();
    let out = folder.join("out");
    let files = written(&report, &out);
    let (read, times) = checked(&files[0]);
    assert!(read.contains("</TEXT><TIMEX3 tid=\"t0\">"), "{read}");
    assert!(times >= 6, "{times}");
    std::fs::remove_dir_all(folder).unwrap();
}
