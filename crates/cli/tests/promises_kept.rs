//! More of what EVIDENCE promises: each is shown through the binary or the proof itself, and each can fail.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
#![allow(clippy::print_stdout, reason = "what is skipped is said")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use chancery_case::{ChronicleJson, verify};

fn strait() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/strait")
}

fn folder(test: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("kept-{test}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn chancery(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.arg("--quiet").args(args);
    command
}

fn good(command: &mut Command) -> Vec<u8> {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    output.stdout
}

fn said(output: &Output) -> String {
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!words.contains("panicked"), "{words}");
    words
}

fn shell(script: &str, args: &[&Path]) -> Output {
    Command::new("bash").args(["-c", script, env!("CARGO_BIN_EXE_chancery")]).args(args).output().unwrap()
}

struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % n.max(1)
    }
}

/// Promise 2: after any edit the report is stale as a whole; no citation of it is proved, at its place or elsewhere.
#[test]
fn a_thousand_edits_are_each_stale_and_move_no_citation() {
    let json = good(chancery(&["brief", "--json"]).arg(strait()));
    let chronicle: ChronicleJson = serde_json::from_slice(&json).unwrap();
    let texts: BTreeMap<String, String> = chronicle
        .documents
        .iter()
        .map(|d| (d.name.clone(), fs::read_to_string(strait().join(&d.name)).unwrap()))
        .collect();
    let whole = verify(&chronicle, &texts);
    assert!(whole.failures.is_empty() && whole.proved > 50);
    let mut chance = Chance(2022);
    for n in 0..1000 {
        let edited = &chronicle.documents[chance.below(chronicle.documents.len())].name;
        let before: Vec<char> = texts[edited].chars().collect();
        let mut after = before.clone();
        let at = chance.below(before.len());
        let much = 1 + chance.below(200);
        match n % 5 {
            0 => after.insert(at, 'x'),
            1 => {
                after.remove(at);
            }
            // A passage moves elsewhere: its words are still in the text.
            2 => {
                let moved: Vec<char> = after.drain(at..(at + much).min(before.len())).collect();
                let to = chance.below(after.len());
                after.splice(to..to, moved);
            }
            // A second copy of it stands before the first.
            3 => drop(after.splice(0..0, before[at..(at + much).min(before.len())].to_vec())),
            _ => after[at] = if after[at] == 'e' { 'a' } else { 'e' },
        }
        if after == before {
            continue;
        }
        let mut changed = texts.clone();
        changed.insert(edited.clone(), after.into_iter().collect());
        let verdict = verify(&chronicle, &changed);
        assert!(!verdict.failures.is_empty(), "edit {n} of {edited} is not seen");
        assert!(
            verdict.failures.iter().all(|f| f.document == *edited && f.message.contains("stale")),
            "edit {n}"
        );
        let of_others = verify(&chronicle, &without(&texts, edited)).proved;
        assert_eq!(verdict.proved, of_others, "edit {n}: a citation of the changed report was proved");
    }
}

fn without(texts: &BTreeMap<String, String>, name: &str) -> BTreeMap<String, String> {
    texts.iter().filter(|(n, _)| *n != name).map(|(n, t)| (n.clone(), t.clone())).collect()
}

/// Promise 3, beside threads and order: the zone, the language, the place and the name of the user.
#[test]
fn the_same_bytes_in_every_zone_and_language() {
    let here = folder("zone");
    let plain = good(chancery(&["brief", "--json"]).arg(strait()));
    let elsewhere = good(
        chancery(&["brief", "--json"])
            .arg(strait())
            .current_dir(&here)
            .env_clear()
            .env("TZ", "Pacific/Kiritimati")
            .env("LC_ALL", "tr_TR.UTF-8")
            .env("LANG", "ar_EG.UTF-8")
            .env("HOME", "/nowhere")
            .env("COLUMNS", "40"),
    );
    assert!(plain == elsewhere);
    fs::remove_dir_all(here).unwrap();
}

/// Promises 6 and 7: what stood in the place of an output stays until the new one is there as a whole.
#[test]
fn an_output_that_cannot_be_written_leaves_the_old_one_and_nothing_beside_it() {
    let here = folder("outputs");
    let page = here.join("dossier.html");
    fs::write(&page, "the old page").unwrap();
    let script = "trap '' XFSZ; ulimit -f 8; exec \"$0\" brief --quiet -o \"$1\" \"$2\"";
    let output = shell(script, &[&page, &strait()]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("could not be written") && said(&output).contains("hint:"));
    assert_eq!(fs::read_to_string(&page).unwrap(), "the old page");
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" export --quiet --to csv -o \"$1\" \"$2\"";
    let tables = here.join("tables");
    fs::create_dir(&tables).unwrap();
    fs::write(tables.join("events.csv"), "the old table").unwrap();
    assert_eq!(shell(script, &[&tables, &strait()]).status.code(), Some(1));
    assert_eq!(fs::read_to_string(tables.join("events.csv")).unwrap(), "the old table");
    for place in [&here, &tables] {
        let left: Vec<_> = fs::read_dir(place).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert!(left.iter().all(|n| !n.to_string_lossy().contains(".part")), "{left:?}");
    }
    if Path::new("/dev/full").exists() {
        let output = shell("exec \"$0\" brief --quiet \"$1\" > /dev/full", &[&strait()]);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(said(&output).contains("standard output could not be written"));
    }
    fs::remove_dir_all(here).unwrap();
}

/// Promise 6 on a disk that is really full, where one can be made.
#[test]
fn on_a_full_disk_the_case_stays_as_it_was() {
    let here = folder("disk");
    let disk = here.join("disk");
    fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=8m", "tmpfs"]).arg(&disk).output();
    if !mounted.is_ok_and(|m| m.status.success()) {
        println!("skipped: no small disk can be mounted here");
        fs::remove_dir_all(here).unwrap();
        return;
    }
    let case = disk.join("c.db");
    let outcome = std::panic::catch_unwind(|| {
        good(chancery(&["add"]).arg(&case).arg(strait()));
        let before = good(chancery(&["brief", "--json"]).arg(&case));
        let room = fs::File::create(disk.join("filler")).unwrap();
        let filled = std::io::copy(&mut std::io::repeat(b'x'), &mut &room);
        assert!(filled.is_err(), "the disk is full");
        // A file that is held open keeps its room after it is removed.
        drop(room);
        let output = chancery(&["add"]).arg(&case).arg(strait().join("../ridge")).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(said(&output).contains("what was committed before is kept"), "{}", said(&output));
        fs::remove_file(disk.join("filler")).unwrap();
        assert!(good(chancery(&["brief", "--json"]).arg(&case)) == before, "as it was");
        good(chancery(&["verify"]).arg(&case));
    });
    let _ = Command::new("umount").arg("-l").arg(&disk).status();
    outcome.unwrap();
    fs::remove_dir_all(here).unwrap();
}

/// Promise 13: names that come from outside lead nowhere but to the folder that was named.
#[test]
fn no_name_from_outside_is_a_path() {
    let here = folder("paths");
    let pile = here.join("pile");
    fs::create_dir_all(pile.join("below")).unwrap();
    let text = "The envoys met in Vienna on Monday, 4 May 2020, a spokesman of the ministry said.";
    let line = serde_json::json!({ "text": text, "title": "../../up", "outlet": "/etc/passwd", "url": "file:///etc/passwd", "id": "../../../x" });
    fs::write(pile.join("a.jsonl"), line.to_string()).unwrap();
    fs::write(pile.join("..b.txt"), text).unwrap();
    fs::write(pile.join("sources.csv"), "name,outlet\n../../escape.txt,x\n/etc/passwd,y\n").unwrap();
    std::os::unix::fs::symlink(&here, pile.join("below/loop")).unwrap();
    let secret = here.join("secret.txt");
    fs::write(&secret, "The secret envoy met nobody in Vienna on Monday, 4 May 2020.").unwrap();
    let names = |path: &Path| -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(path)
            .unwrap()
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    let before = names(&here);
    let json = chancery(&["brief", "--json"]).arg(&pile).output().unwrap();
    let told = String::from_utf8_lossy(&json.stdout).into_owned();
    assert!(!told.contains("secret"), "a link to a folder is not followed");
    for (verb, to, name) in [("export", "--to=csv", "csv"), ("export", "--to=w3c", "w.jsonld")] {
        let output =
            chancery(&[verb, to, "-o"]).arg(here.join("out").join(name)).arg(&pile).output().unwrap();
        let _ = said(&output);
    }
    fs::create_dir_all(here.join("out")).unwrap();
    good(chancery(&["export", "--to=csv", "-o"]).arg(here.join("out/csv")).arg(pile.join("a.jsonl")));
    let _ = fs::remove_dir_all(here.join("out"));
    assert_eq!(names(&here), before, "nothing was written beside what was named");
    fs::remove_dir_all(here).unwrap();
}

/// Promise 14: the same answer where there is no network at all.
#[test]
fn it_needs_no_network() {
    let can = Command::new("unshare").args(["-rn", "true"]).output().is_ok_and(|o| o.status.success());
    if !can {
        println!("skipped: a run without a network cannot be made here (unshare -rn)");
        return;
    }
    let plain = good(chancery(&["brief", "--json"]).arg(strait()));
    let alone = shell("exec unshare -rn \"$0\" brief --quiet --json \"$1\"", &[&strait()]);
    assert!(alone.status.success(), "{}", said(&alone));
    assert!(alone.stdout == plain);
}

/// Promise 17: the policy of the page names exactly its own style and script, and allows nothing else.
#[test]
fn the_pages_policy_allows_nothing_but_its_own_style_and_script() {
    let here = folder("policy");
    let page = here.join("page.html");
    good(chancery(&["brief", "-o"]).arg(&page).arg(strait()));
    let html = fs::read_to_string(&page).unwrap();
    let policy =
        html.split("Content-Security-Policy\" content=\"").nth(1).unwrap().split('"').next().unwrap();
    let policy = policy.replace("&#39;", "'");
    for part in policy.split(';').map(str::trim) {
        let known = ["default-src 'none'", "img-src data:", "base-uri 'none'", "form-action 'none'"];
        let hashed = ["style-src 'sha256-", "script-src 'sha256-"];
        let one = hashed.iter().any(|h| part.starts_with(h)) && part.matches('\'').count() == 2;
        assert!(known.contains(&part) || one, "{part}");
    }
    assert_eq!(html.matches("<script").count(), 1);
    assert_eq!(html.matches("<style").count(), 1);
    assert!(!html.contains(" style=\""), "no style beside it");
    assert!(!html.contains(" onclick") && !html.contains("javascript:"));
    fs::remove_dir_all(here).unwrap();
}
