//! Bad input is one clear line each, and the rest of the pile still comes out.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
};

const GOOD: &str = "Ministers meet at the border\n\nThe foreign minister of Austria met the foreign minister of \
    Hungary in Vienna on Monday, a spokesman said. The talks will go on next week.\n";

/// A new empty folder for one test.
fn folder(test: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("chancery-bad-input-{}-{test}", std::process::id()));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("a folder for the test");
    path
}

fn brief(inputs: &[PathBuf]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["brief", "--json", "--quiet"])
        .args(inputs)
        .output()
        .expect("the program starts")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn each_bad_file_is_one_line_and_the_rest_comes_out() {
    let pile = folder("each");
    let files: [(&str, Vec<u8>); 7] = [
        ("empty.txt", Vec::new()),
        ("blank.txt", b" \n\t\n".to_vec()),
        ("binary.txt", vec![0, 1, 2, 3, 255, 254, 0, 0, 7, 8]),
        ("paper.txt", b"%PDF-1.7 and so on".to_vec()),
        ("broken.txt", b"The talks in G\xc3\xa9n\xff\xfe\xc3 ended.".to_vec()),
        ("long.txt", vec![b'a'; 50_000_000]),
        ("good.txt", GOOD.into()),
    ];
    for (name, bytes) in &files {
        fs::write(pile.join(name), bytes).expect("a file for the test");
    }
    let lines: Vec<String> = (1..=8)
        .map(|n| {
            if n == 7 {
                "{\"text\": \"cut".into()
            } else {
                format!("{{\"text\": \"{n} {}\"}}", GOOD.replace('\n', " "))
            }
        })
        .collect();
    fs::write(pile.join("pile.jsonl"), lines.join("\n")).expect("a file for the test");

    let output = brief(&[pile.clone(), pile.join("missing.txt")]);
    let told = stderr(&output);
    assert_eq!(output.status.code(), Some(3), "{told}");
    for name in [
        "empty.txt",
        "blank.txt",
        "binary.txt",
        "paper.txt",
        "broken.txt",
        "long.txt",
        "pile.jsonl#7",
        "missing.txt",
    ] {
        let lines: Vec<&str> = told.lines().filter(|l| l.contains(name)).collect();
        assert_eq!(lines.len(), 1, "{name} in:\n{told}");
        for part in ["expected ", ", found ", "; "] {
            assert!(lines[0].contains(part), "{}", lines[0]);
        }
    }
    let chronicle = String::from_utf8(output.stdout).expect("the chronicle is UTF-8");
    for name in ["\"good.txt\"", "\"pile.jsonl#1\"", "\"pile.jsonl#8\""] {
        assert!(chronicle.contains(name), "{name} is missing");
    }
    let _ = fs::remove_dir_all(pile);
}

#[test]
fn a_folder_without_reports_is_said() {
    let pile = folder("none");
    fs::write(pile.join("notes.docx"), "x").expect("a file for the test");
    fs::write(pile.join("meta.json"), "{}").expect("a file for the test");
    let output = brief(std::slice::from_ref(&pile));
    assert!(
        stderr(&output).contains("expected a folder with reports, found none in it"),
        "{}",
        stderr(&output)
    );
    assert_ne!(output.status.code(), Some(0));
    let _ = fs::remove_dir_all(pile);
}

#[test]
fn duplicates_are_listed_once_and_order_makes_no_difference() {
    let pile = folder("twice");
    for name in ["b.txt", "a.txt"] {
        fs::write(pile.join(name), GOOD).expect("a file for the test");
    }
    fs::write(pile.join("c.txt"), GOOD.replace("Monday", "Tuesday")).expect("a file for the test");
    let whole = brief(std::slice::from_ref(&pile));
    let turned = brief(&[pile.join("c.txt"), pile.join("b.txt"), pile.join("a.txt")]);
    let chronicle = String::from_utf8(whole.stdout).expect("the chronicle is UTF-8");
    assert_eq!(chronicle, String::from_utf8_lossy(&turned.stdout));
    assert_eq!(chronicle.matches("\"also_named\"").count(), 1, "only one report has other names");
    let _ = fs::remove_dir_all(pile);
}

#[test]
fn sources_give_the_day_and_a_bad_row_is_said() {
    let pile = folder("sources");
    fs::write(pile.join("a.txt"), GOOD).expect("a file for the test");
    fs::write(pile.join("sources.csv"), "name,published,outlet\na.txt,1988-03-07,Herald\nb.txt,soon,\n")
        .expect("a file for the test");
    let output = brief(std::slice::from_ref(&pile));
    let chronicle = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(chronicle.contains("1988-03-07"), "{chronicle}");
    assert!(stderr(&output).contains("sources.csv#3: expected a day"), "{}", stderr(&output));
    let _ = fs::remove_dir_all(pile);
}
