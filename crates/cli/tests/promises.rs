//! What the program promises of every run, shown on our own golden stories through the binary itself.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus")
}

fn stories() -> Vec<PathBuf> {
    let mut stories: Vec<PathBuf> =
        std::fs::read_dir(corpus()).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    stories.sort();
    assert!(!stories.is_empty(), "corpus/ holds the golden stories");
    stories
}

fn reports(story: &Path) -> Vec<PathBuf> {
    let is_report = |p: &PathBuf| p.extension().is_some_and(|e| e == "txt");
    let mut reports: Vec<PathBuf> =
        std::fs::read_dir(story).unwrap().map(|e| e.unwrap().path()).filter(is_report).collect();
    reports.sort();
    reports
}

fn chancery(args: &[&str], inputs: &[PathBuf]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chancery")).args(args).args(inputs).output().unwrap()
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn the_same_pile_gives_the_same_bytes_whatever_the_threads_and_the_order() {
    for story in stories() {
        let mut inputs = reports(&story);
        let one = chancery(&["brief", "--json", "--threads", "1"], &inputs);
        inputs.reverse();
        let two = chancery(&["brief", "--json", "--threads", "2"], &inputs);
        assert!(one.status.success(), "{}", String::from_utf8_lossy(&one.stderr));
        assert!(one.stdout == two.stdout, "{} differs", story.display());
    }
}

#[test]
fn every_citation_is_proved_and_a_flipped_letter_is_found() {
    for story in stories() {
        let folder = scratch("verify");
        let chronicle = folder.join("chronicle.json");
        let made = chancery(&["brief", "--json"], &reports(&story));
        std::fs::write(&chronicle, &made.stdout).unwrap();
        let proof =
            |texts: &Path| chancery(&["verify", chronicle.to_str().unwrap(), "--texts"], &[texts.to_owned()]);
        let proved = proof(&story);
        assert_eq!(proved.status.code(), Some(0), "{}", String::from_utf8_lossy(&proved.stdout));
        for (n, report) in reports(&story).iter().enumerate() {
            let mut bytes = std::fs::read(report).unwrap();
            if n == 0 {
                let letter = bytes.iter().position(u8::is_ascii_lowercase).unwrap();
                bytes[letter] ^= 1;
            }
            std::fs::write(folder.join(report.file_name().unwrap()), bytes).unwrap();
        }
        let stale = proof(&folder);
        assert_eq!(stale.status.code(), Some(4), "a changed report is stale");
        assert!(String::from_utf8_lossy(&stale.stdout).contains("stale"));
        std::fs::remove_dir_all(folder).unwrap();
    }
}

#[test]
fn a_copy_adds_no_witness_and_an_unrelated_report_changes_no_id() {
    let story = stories().remove(0);
    let folder = scratch("copy");
    for report in reports(&story) {
        std::fs::copy(&report, folder.join(report.file_name().unwrap())).unwrap();
    }
    let facts = |output: &Output| -> BTreeMap<String, u64> {
        let chronicle: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let fact = |f: &serde_json::Value| {
            (f["id"].as_str().unwrap().to_owned(), f["independent_sources"].as_u64().unwrap())
        };
        chronicle["facts"].as_array().unwrap().iter().map(fact).collect()
    };
    let input = [folder.clone()];
    let before = facts(&chancery(&["brief", "--json"], &input));
    assert!(!before.is_empty());
    let first = std::fs::read_to_string(&reports(&folder)[0]).unwrap();
    std::fs::write(folder.join("zz_copy.txt"), format!("{first}\n")).unwrap();
    let copied = facts(&chancery(&["brief", "--json"], &input));
    for (id, witnesses) in &copied {
        assert!(before.get(id).is_none_or(|b| b == witnesses), "{id} gained a witness by a copy");
    }
    std::fs::write(folder.join("zz_other.txt"), "The bakery on Mill Lane won a prize for its rye bread.\n")
        .unwrap();
    assert_eq!(copied, facts(&chancery(&["brief", "--json"], &input)), "an unrelated report changed a fact");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn no_input_makes_it_panic_and_no_control_code_reaches_the_screen() {
    let folder = scratch("hostile");
    let texts: Vec<String> =
        stories().iter().flat_map(|s| reports(s)).map(|r| std::fs::read_to_string(r).unwrap()).collect();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    let poison = [
        "\u{1b}[31m",
        "\u{202e}",
        "\0",
        "<script>alert(1)</script>",
        "“",
        "\"",
        "..",
        "\r",
        "🜚",
        "e\u{301}",
        "1",
        "-",
        "(",
        "    ",
    ];
    for n in 0..40 {
        let mut chars: Vec<char> = texts[random(texts.len())].chars().collect();
        for _ in 0..random(60) {
            let at = random(chars.len());
            match random(3) {
                0 => drop(chars.drain(at..(at + random(20)).min(chars.len()))),
                1 => chars.splice(at..at, poison[random(poison.len())].chars()).for_each(drop),
                _ => {
                    let other = random(chars.len());
                    if other < chars.len() {
                        chars.swap(at, other);
                    }
                }
            }
        }
        std::fs::write(folder.join(format!("{n:02}.txt")), chars.iter().collect::<String>()).unwrap();
    }
    let page = folder.join("page.html");
    let ran = chancery(&["brief", "-o", page.to_str().unwrap()], std::slice::from_ref(&folder));
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(matches!(ran.status.code(), Some(0 | 3)), "{:?} {said}", ran.status);
    assert!(!said.contains("panicked"), "{said}");
    let screen = String::from_utf8(ran.stdout).unwrap();
    let harmful = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
    assert!(!screen.contains(harmful), "{screen}");
    let html = std::fs::read_to_string(&page).unwrap();
    assert_eq!(html.matches("<script>").count(), 1, "only our own script stands on the page");
    std::fs::remove_dir_all(folder).unwrap();
}
