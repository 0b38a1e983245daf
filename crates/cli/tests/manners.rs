//! The manners of the command line: examples in every help, `--json` on every verb, a terminal that sees what goes on.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
#![allow(clippy::print_stdout, reason = "what is skipped is said")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn strait() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/strait")
}

fn folder(test: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("manners-{test}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn chancery(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_chancery")).args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The verbs, as the help lists them.
fn verbs() -> Vec<String> {
    let help = chancery(&["--help"]);
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = list.lines().filter(|l| l.starts_with("  ") && !l.starts_with("   "));
    names.map(|l| l.split_whitespace().next().unwrap().to_owned()).filter(|v| v != "help").collect()
}

#[test]
fn every_help_has_an_example_and_every_verb_a_manual_page() {
    let here = folder("man");
    chancery(&["man", "-o", here.to_str().unwrap()]);
    let verbs = verbs();
    assert!(verbs.len() > 25, "{verbs:?}");
    for verb in &verbs {
        let help = chancery(&[verb, "--help"]);
        let example = help.split("Example").nth(1).unwrap_or_else(|| panic!("{verb} has no example"));
        assert!(
            example.contains(&format!("chancery {verb}")) || example.contains("chancery "),
            "{verb}: {example}"
        );
        assert!(here.join(format!("chancery-{verb}.1")).is_file(), "{verb}");
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(chancery(&["completions", shell]).contains("positions"), "{shell}");
    }
    fs::remove_dir_all(here).unwrap();
}

#[test]
fn every_verb_speaks_json() {
    let here = folder("json");
    let path = |name: &str| here.join(name).display().to_string();
    let story = strait();
    let report = story
        .join(
            fs::read_dir(&story)
                .unwrap()
                .map(|e| e.unwrap().file_name().into_string().unwrap())
                .filter(|n| Path::new(n).extension().is_some_and(|e| e == "txt"))
                .min()
                .unwrap(),
        )
        .display()
        .to_string();
    let story = story.display().to_string();
    let (case, decisions) = (path("c.db"), path("mine.decisions"));
    chancery(&["add", "--quiet", &case, &story]);
    let chronicle: serde_json::Value =
        serde_json::from_str(&chancery(&["brief", "--quiet", "--json", &case])).unwrap();
    fs::write(path("c.json"), chronicle.to_string()).unwrap();
    fs::write(
        path("terms.csv"),
        "person,qid,office,state,from,to\nAna Serrat,Q1,foreign minister,AUT,2030-01-01,\n",
    )
    .unwrap();
    let id = chronicle["facts"][0]["id"].as_str().unwrap().to_owned();
    let runs: Vec<(&str, Vec<&str>)> = vec![
        ("brief", vec![&story]),
        ("calendar", vec![&story]),
        ("timeline", vec![&story]),
        ("positions", vec![&story]),
        ("disputes", vec![&story]),
        ("dates", vec![&story]),
        ("times", vec![&report]),
        ("actors", vec![&story]),
        ("merge", vec![&decisions, "A", "B"]),
        ("split", vec![&decisions, "A", "C"]),
        ("rename", vec![&decisions, "A", "D"]),
        ("annotate", vec![&decisions, &id, "seen"]),
        ("reject", vec![&decisions, &id]),
        ("accept", vec![&case, &id]),
        ("decisions", vec![&case]),
        ("undo", vec![&case]),
        ("add", vec![&case]),
        ("sql", vec![&case, "SELECT id FROM facts LIMIT 1"]),
        ("completions", vec!["bash"]),
        ("man", vec![]),
        ("show", vec![&story, "1:1"]),
        ("text", vec![&report]),
        ("parse", vec![&report]),
        ("facts", vec![&report]),
        ("verify", vec![&case]),
        ("explain", vec![&case, &id]),
    ];
    let table = path("tables");
    let longer: Vec<(&str, Vec<&str>)> = vec![
        ("export", vec![&case, "--to", "csv", "-o", &table]),
        ("rules", vec!["list"]),
        ("lore", vec!["check"]),
    ];
    let terms = path("terms");
    for (verb, args) in runs.into_iter().chain(longer) {
        let mut all = vec![verb];
        all.extend(&args);
        if verb == "lore" {
            fs::write(&terms, chancery(&["lore", "import", &path("terms.csv")])).unwrap();
            all.push(&terms);
        }
        all.extend(["--json", "--quiet"]);
        let said = chancery(&all);
        serde_json::from_str::<serde_json::Value>(&said).unwrap_or_else(|e| panic!("{all:?}: {e}: {said}"));
    }
    // One object a line is what a server's start and several reports give; each is JSON by itself.
    let mut server = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["serve", &case, "--json", "--quiet"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said =
        serde_json::Deserializer::from_reader(server.stdout.take().unwrap()).into_iter::<serde_json::Value>();
    let address = said.next().unwrap().unwrap();
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(address["address"].as_str().unwrap().starts_with("http://127.0.0.1:"));
    fs::remove_dir_all(here).unwrap();
}

/// On a terminal a long run says how far it is and which file it is at; elsewhere it says nothing of the sort.
#[test]
fn a_terminal_sees_the_total_and_the_current_file() {
    let here = folder("progress");
    let pile = here.join("pile");
    fs::create_dir(&pile).unwrap();
    for n in 0..24 {
        let text =
            format!("The envoys of Norland and Sudria met in Vienna on Monday, spokesman number {n} said.\n");
        fs::write(pile.join(format!("report_{n:02}.txt")), text).unwrap();
    }
    let chancery = env!("CARGO_BIN_EXE_chancery");
    let case = here.join("c.db");
    let line = format!("'{chancery}' add '{}' '{}'", case.display(), pile.display());
    // `script` gives the run a terminal of its own.
    let seen = Command::new("script").args(["-qec", &line, "/dev/null"]).stdin(Stdio::null()).output();
    let Ok(seen) = seen else {
        println!("skipped: `script` gives no terminal here");
        return;
    };
    let seen = String::from_utf8_lossy(&seen.stdout).into_owned();
    assert!(seen.contains("of 24") && seen.contains("report_"), "{seen}");
    fs::remove_file(&case).unwrap();
    let plain = Command::new(chancery).arg("add").args([&case, &pile]).output().unwrap();
    assert!(!String::from_utf8_lossy(&plain.stderr).contains("of 24"));
    fs::remove_dir_all(here).unwrap();
}
