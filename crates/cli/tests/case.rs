//! What the case promises, shown through the binary itself: nothing is lost, nothing is run, nothing is doubled.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use rusqlite::Connection;

fn corpus(story: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus").join(story)
}

/// A new empty folder for one test.
fn folder(test: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("case-{test}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn command(verb: &str, args: &[&Path]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.arg(verb).arg("--quiet").args(args);
    command
}

fn run(verb: &str, args: &[&Path]) -> Output {
    command(verb, args).output().unwrap()
}

fn good(verb: &str, args: &[&Path]) -> String {
    let output = run(verb, args);
    assert!(output.status.success(), "{verb}: {}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

fn chronicle(input: &Path) -> String {
    good("brief", &[Path::new("--json"), input])
}

/// Standard error in one piece; a panic is never an answer.
fn said(output: &Output) -> String {
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!words.contains("panicked"), "{words}");
    words
}

fn reports(story: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(corpus(story)).unwrap().map(|e| e.unwrap().path()).collect();
    found.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    found.sort();
    found
}

/// xorshift64*: the same run every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % n
    }
}

/// A pile large enough to be interrupted: invented reports, each with a day of its own.
fn pile(folder: &Path, count: usize) -> PathBuf {
    let text = |n: usize| {
        format!(
            "The foreign minister of Austria met the foreign minister of Hungary in Vienna on {} March 1998, \
             spokesman number {n} said. The two sides will hold talks in Geneva on {} April 1998. Hungary demanded \
             that {} observers leave the border, and Austria refused.",
            n % 28 + 1,
            n % 27 + 2,
            n + 10
        )
    };
    let line = |n: usize| {
        let text = text(n);
        format!(
            "{{\"text\": \"{text}\", \"published\": \"1998-03-{:02}\", \"title\": \"Talks, day {n}\"}}\n",
            n % 28 + 1
        )
    };
    let path = folder.join("pile.jsonl");
    fs::write(&path, (0..count).map(line).collect::<String>()).unwrap();
    path
}

#[test]
fn a_case_gives_the_bytes_that_the_folder_gives_however_it_was_filled() {
    for story in ["strait", "ridge"] {
        let here = folder(&format!("same-{story}"));
        let whole = chronicle(&corpus(story));
        let at_once = here.join("once.db");
        good("add", &[&at_once, &corpus(story)]);
        assert!(chronicle(&at_once) == whole, "{story}: at once");
        // What `sources.csv` says of a folder is not said of its files one by one.
        if corpus(story).join("sources.csv").exists() {
            continue;
        }
        let by_steps = here.join("steps.db");
        for report in reports(story).iter().rev() {
            good("add", &[&by_steps, report]);
        }
        assert!(chronicle(&by_steps) == whole, "{story}: one by one");
        let text = |input: &Path| good("brief", &[input]);
        assert_eq!(text(&by_steps), text(&corpus(story)));
    }
}

#[test]
fn the_tables_hold_the_chronicle_and_the_same_pile_twice_adds_nothing() {
    let here = folder("twice");
    let case = here.join("c.db");
    let first = good("add", &[Path::new("--json"), &case, &corpus("strait")]);
    let first: serde_json::Value = serde_json::from_str(&first).unwrap();
    assert_eq!(first["new"], first["reports"]);
    let before = fs::read(&case).unwrap();
    let second = good("add", &[Path::new("--json"), &case, &corpus("strait"), &corpus("strait")]);
    let second: serde_json::Value = serde_json::from_str(&second).unwrap();
    assert_eq!((&second["new"], &second["read"]), (&0.into(), &0.into()));
    assert_eq!(second["reports"], first["reports"]);
    assert!(fs::read(&case).unwrap() == before, "nothing new was written");

    let whole: serde_json::Value = serde_json::from_str(&chronicle(&corpus("strait"))).unwrap();
    let db = Connection::open(&case).unwrap();
    for (table, list) in
        [("fact", "facts"), ("entity", "entities"), ("time", "times"), ("document", "documents")]
    {
        let rows: Vec<serde_json::Value> = db
            .prepare(&format!("SELECT json FROM {table} ORDER BY n"))
            .unwrap()
            .query_map([], |row| row.get::<_, String>(0))
            .unwrap()
            .map(|json| serde_json::from_str(&json.unwrap()).unwrap())
            .collect();
        assert_eq!(serde_json::Value::from(rows), whole[list], "{table}");
    }
    for view in ["facts", "calendar", "statements", "positions", "disputes", "actors", "sources"] {
        let rows: i64 = db.query_row(&format!("SELECT count(*) FROM {view}"), [], |r| r.get(0)).unwrap();
        let told = view != "disputes" || !whole["disputes"].as_array().unwrap().is_empty();
        assert_eq!(rows > 0, told, "view {view}");
    }
    let mode: String = db.query_row("PRAGMA journal_mode", [], |r| r.get(0)).unwrap();
    assert_eq!(mode, "wal");
    fs::remove_dir_all(here).unwrap();
}

#[test]
fn in_is_new_and_duplicate_and_rejected() {
    let here = folder("counts");
    fs::write(here.join("a.txt"), "The envoys met in Vienna on Monday, a spokesman of the ministry said.\n")
        .unwrap();
    fs::copy(here.join("a.txt"), here.join("b.txt")).unwrap();
    fs::write(here.join("c.txt"), "The minister left Geneva on Tuesday, his office said in a statement.\n")
        .unwrap();
    fs::write(here.join("bad.txt"), [0, 1, 2, 255, 254, 0, 7]).unwrap();
    let case = here.join("c.db");
    let output = run(
        "add",
        &[
            Path::new("--json"),
            &case,
            &here.join("a.txt"),
            &here.join("b.txt"),
            &here.join("c.txt"),
            &here.join("bad.txt"),
        ],
    );
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    let counts: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&counts["new"], &counts["duplicates"], &counts["rejected"]),
        (&2.into(), &1.into(), &1.into())
    );
    assert_eq!(chronicle(&case).matches("also_named").count(), 1);
    fs::remove_dir_all(here).unwrap();
}

/// `CHANCERY_KILLS=300` for the promise in full; fewer in the daily run.
#[test]
fn kill_9_at_any_moment_loses_nothing_that_was_kept() {
    let kills: usize = std::env::var("CHANCERY_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(12);
    let here = folder("kill");
    let pile = pile(&here, 40);
    let whole = chronicle(&pile);
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let (mut killed, mut rounds) = (0, 0);
    while killed < kills {
        rounds += 1;
        let case = here.join(format!("{rounds}.db"));
        let mut kept = 0;
        loop {
            let mut child =
                command("add", &[&case, &pile]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            std::thread::sleep(Duration::from_millis(chance.below(900) as u64));
            if child.try_wait().unwrap().is_some() || killed == kills {
                child.wait().unwrap();
                break;
            }
            child.kill().unwrap();
            child.wait().unwrap();
            killed += 1;
            kept = still_there(&case, kept);
        }
        assert!(chronicle(&case) == whole, "round {rounds}");
        assert!(run("verify", &[&case]).status.success(), "round {rounds}");
        assert!(!here.join(format!("{rounds}.db.lock")).exists(), "the lock is gone with its holder");
    }
    fs::remove_dir_all(here).unwrap();
}

/// How many reports are read; never fewer than before.
fn still_there(case: &Path, before: i64) -> i64 {
    let Ok(db) = Connection::open(case) else { return before };
    let whole: rusqlite::Result<String> = db.query_row("PRAGMA integrity_check", [], |r| r.get(0));
    assert_eq!(whole.unwrap(), "ok");
    let now = db.query_row("SELECT count(*) FROM finding", [], |r| r.get(0)).unwrap_or(0);
    assert!(now >= before, "{now} findings after {before}");
    now
}

#[test]
fn a_log_cut_anywhere_leaves_a_case_that_goes_on() {
    let here = folder("cut");
    let pile = pile(&here, 24);
    let case = here.join("c.db");
    let whole = chronicle(&pile);
    let mut child =
        command("add", &[Path::new("--threads=1"), &case, &pile]).stdout(Stdio::null()).spawn().unwrap();
    let log = here.join("c.db-wal");
    for _ in 0..2000 {
        if fs::metadata(&log).is_ok_and(|m| m.len() > 40_000) {
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let (main, log) = (fs::read(&case).unwrap(), fs::read(&log).unwrap_or_default());
    let mut chance = Chance(7);
    for n in 0..6 {
        let copy = here.join(format!("cut{n}.db"));
        fs::write(&copy, &main).unwrap();
        fs::write(here.join(format!("cut{n}.db-wal")), &log[..chance.below(log.len() + 1)]).unwrap();
        good("add", &[&copy, &pile]);
        assert!(chronicle(&copy) == whole, "cut {n}");
    }
    fs::remove_dir_all(here).unwrap();
}

#[test]
fn a_second_writer_is_told_who_the_first_is() {
    let here = folder("lock");
    let case = here.join("c.db");
    good("add", &[&case, &corpus("strait")]);
    let before = fs::read(&case).unwrap();
    let lock = fs::File::create(here.join("c.db.lock")).unwrap();
    fs::write(here.join("c.db.lock"), "`chancery add`, process 4711\n").unwrap();
    lock.lock().unwrap();
    for args in [vec!["add", "c.db"], vec!["merge", "c.db", "A", "B"], vec!["undo", "c.db"]] {
        let output =
            Command::new(env!("CARGO_BIN_EXE_chancery")).current_dir(&here).args(&args).output().unwrap();
        assert_eq!(output.status.code(), Some(5), "{args:?}");
        assert!(said(&output).contains("process 4711"), "{}", said(&output));
    }
    assert!(run("brief", &[&case]).status.success(), "reading goes on");
    assert!(fs::read(&case).unwrap() == before);
    drop(lock);
    good("add", &[&case]);
    assert!(!here.join("c.db.lock").exists());
    fs::remove_dir_all(here).unwrap();
}

#[test]
fn ctrl_c_leaves_a_case_that_goes_on() {
    let here = folder("ctrl-c");
    let pile = pile(&here, 120);
    let case = here.join("c.db");
    let child =
        command("add", &[Path::new("--threads=1"), &case, &pile]).stderr(Stdio::piped()).spawn().unwrap();
    for _ in 0..2000 {
        if fs::metadata(here.join("c.db-wal")).is_ok_and(|m| m.len() > 100_000) {
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", said(&output));
    assert!(said(&output).contains("run the same command again"));
    assert!(!here.join("c.db.lock").exists());
    good("add", &[&case, &pile]);
    assert!(chronicle(&case) == chronicle(&pile));
    fs::remove_dir_all(here).unwrap();
}

/// A limit on the size of files stands for a full disk: the write fails in the same place.
#[test]
fn a_full_disk_is_said_and_what_was_there_stays() {
    let here = folder("full");
    let case = here.join("c.db");
    good("add", &[&case, &corpus("strait")]);
    let before = chronicle(&case);
    let blocks = fs::metadata(&case).unwrap().len() / 1024 + 8;
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" add --quiet \"$1\" \"$2\"");
    let output = Command::new("bash")
        .args(["-c", &script, env!("CARGO_BIN_EXE_chancery")])
        .args([&case, &pile(&here, 60)])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("run the same command again"), "{}", said(&output));
    assert!(run("verify", &[&case]).status.code().is_some_and(|c| c == 0 || c == 4), "it opens");
    good("add", &[&case, &pile(&here, 60)]);
    assert_ne!(chronicle(&case), before);
    fs::remove_dir_all(here).unwrap();
}

#[test]
fn a_question_only_reads() {
    let here = folder("sql");
    let case = here.join("c.db");
    good("add", &[&case, &corpus("strait")]);
    let before = fs::read(&case).unwrap();
    let other = here.join("other.db");
    let other = other.display();
    for question in [
        "INSERT INTO about VALUES ('a', 'b')",
        "UPDATE fact SET kind = 'x'",
        "DELETE FROM fact",
        "DROP TABLE fact",
        "CREATE TABLE t (a)",
        "CREATE TEMP TABLE t (a)",
        "REPLACE INTO about VALUES ('a', 'b')",
        "WITH x AS (SELECT 1) DELETE FROM fact",
        &format!("ATTACH '{other}' AS o"),
        &format!("VACUUM INTO '{other}'"),
        "PRAGMA writable_schema = 1",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA query_only = 0",
        "PRAGMA user_version = 9",
        "SELECT load_extension('x')",
        "SELECT 1; DELETE FROM fact",
        "BEGIN IMMEDIATE",
        "REINDEX",
        "ANALYZE",
        "nonsense",
    ] {
        let output = run("sql", &[&case, Path::new(question)]);
        assert_eq!(output.status.code(), Some(2), "{question}: {}", said(&output));
        assert!(said(&output).contains("hint:"), "{question}");
    }
    assert!(fs::read(&case).unwrap() == before, "not a byte was changed");
    assert!(!here.join("other.db").exists());
    let endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    let output = run("sql", &[Path::new("--seconds=1"), &case, Path::new(endless)]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("too long"), "{}", said(&output));
    let rows = good(
        "sql",
        &[Path::new("--json"), &case, Path::new("SELECT id, kind FROM facts ORDER BY id LIMIT 2")],
    );
    let rows: serde_json::Value = serde_json::from_str(&rows).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), 2);
    let found = good(
        "sql",
        &[&case, Path::new("SELECT count(*) AS n FROM text_search WHERE text_search MATCH 'minister'")],
    );
    assert!(found.lines().last().unwrap().trim().parse::<i64>().unwrap() > 0);
    fs::remove_dir_all(here).unwrap();
}

#[test]
fn a_strangers_file_is_one_clear_line() {
    let here = folder("stranger");
    let case = here.join("c.db");
    good("add", &[&case, &corpus("strait")]);
    let whole = fs::read(&case).unwrap();
    let tampered = |name: &str, sql: &str| {
        let path = here.join(name);
        fs::write(&path, &whole).unwrap();
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        path
    };
    let trigger = "CREATE TRIGGER t AFTER INSERT ON finding BEGIN DELETE FROM fact; END";
    let view = "DROP VIEW facts; CREATE VIEW facts AS SELECT load_extension('x') AS id";
    let virtual_table = "CREATE VIRTUAL TABLE v USING fts5 (a); DROP TABLE shown_search; \
         CREATE VIEW shown_search AS SELECT 1 AS words";
    let strangers = [
        tampered("virtual.db", virtual_table),
        tampered("older.db", "PRAGMA user_version = 0"),
        tampered("shown.db", "DROP TABLE shown; CREATE TABLE shown (at, part, n, json)"),
        tampered("trigger.db", trigger),
        tampered("view.db", view),
        tampered("newer.db", "PRAGMA user_version = 99"),
        tampered("other.db", "PRAGMA application_id = 5"),
        tampered("table.db", "DROP TABLE passage; CREATE TABLE passage (a)"),
    ];
    let other = here.join("firefox.db");
    Connection::open(&other)
        .unwrap()
        .execute_batch("CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url TEXT); INSERT INTO moz_places VALUES (1, 'x')")
        .unwrap();
    let bytes = fs::read(&other).unwrap();
    for verb in ["brief", "verify", "add", "serve", "sql"] {
        let mut args = vec![other.as_path()];
        args.extend((verb == "sql").then_some(Path::new("SELECT 1")));
        let output = run(verb, &args);
        assert_eq!(output.status.code(), Some(1), "{verb}");
        let words = said(&output);
        assert!(
            words.contains("expected a case of Chancery, found an SQLite file of another program"),
            "{words}"
        );
    }
    assert!(fs::read(&other).unwrap() == bytes, "another program's file is left as it was");
    let plain = here.join("plain.db");
    fs::write(&plain, "no database\n").unwrap();
    let cut = here.join("cut.db");
    fs::write(&cut, &whole[..whole.len() / 3]).unwrap();
    for stranger in strangers.iter().chain([&cut]) {
        for verb in ["brief", "verify", "add"] {
            let output = run(verb, &[stranger]);
            let words = said(&output);
            assert_ne!(output.status.code(), Some(0), "{verb} {}", stranger.display());
            assert!(words.lines().count() <= 2, "{words}");
            assert!(words.contains("expected a case") || words.contains("damaged"), "{words}");
        }
    }
    let output = run("add", &[&plain, &corpus("strait")]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read(&plain).unwrap(), b"no database\n", "it is left as it was");
    fs::remove_dir_all(here).unwrap();
}

/// What format 1 had not.
const NEWER: &str = "DROP TABLE shown; DROP TABLE shown_key; DROP TABLE shown_search; DROP INDEX entity_name; DROP INDEX document_text; \
    DELETE FROM about WHERE key IN ('shown', 'sha256 of shown', 'sha256 of shown_key'); \
    UPDATE about SET value = 'chancery-case/1' WHERE key = 'format'; PRAGMA user_version = 1;";

#[test]
fn an_older_case_opens_as_it_is_and_is_brought_forward_by_the_next_writer() {
    let here = folder("older");
    let case = here.join("c.db");
    good("add", &[&case, &corpus("strait")]);
    let whole = chronicle(&case);
    Connection::open(&case).unwrap().execute_batch(NEWER).unwrap();
    let before = fs::read(&case).unwrap();
    assert!(chronicle(&case) == whole, "the same chronicle");
    assert!(good("verify", &[&case]).contains(" 0 fail"));
    assert!(good("export", &[Path::new("--to=jsonl"), &case]).lines().count() > 10);
    good("sql", &[&case, Path::new("SELECT count(*) FROM facts")]);
    assert!(fs::read(&case).unwrap() == before, "reading changes nothing");
    let number =
        |sql: &str| -> i64 { Connection::open(&case).unwrap().query_row(sql, [], |row| row.get(0)).unwrap() };
    let reads = number("SELECT count(*) FROM finding");
    let counts = good("add", &[Path::new("--json"), &case]);
    assert!(counts.contains("\"read\": 0"), "no report is read again: {counts}");
    assert_eq!(number("SELECT count(*) FROM finding"), reads);
    assert_eq!(number("PRAGMA user_version"), 2);
    assert!(number("SELECT count(*) FROM shown") > 10);
    assert!(chronicle(&case) == whole);
    assert!(good("verify", &[&case]).contains(" 0 fail"));

    // A table of a stranger's stands where ours would: it is neither overwritten nor believed.
    Connection::open(&case).unwrap().execute_batch(NEWER).unwrap();
    Connection::open(&case).unwrap().execute_batch("CREATE TABLE shown (a)").unwrap();
    let output = run("add", &[&case]);
    assert_eq!(output.status.code(), Some(1));
    let words = said(&output);
    assert!(words.contains("shown") && words.lines().count() == 2, "{words}");
    assert_eq!(number("PRAGMA user_version"), 1);
    fs::remove_dir_all(here).unwrap();
}

#[test]
fn a_damaged_case_is_named_and_never_a_panic() {
    let here = folder("damage");
    let case = here.join("c.db");
    good("add", &[&case, &corpus("strait")]);
    let whole = fs::read(&case).unwrap();
    let flips: usize = std::env::var("CHANCERY_FLIPS").ok().and_then(|n| n.parse().ok()).unwrap_or(12);
    let mut chance = Chance(42);
    let copy = here.join("copy.db");
    for n in 0..flips {
        let mut bytes = whole.clone();
        for _ in 0..=n % 3 {
            let at = chance.below(bytes.len());
            bytes[at] ^= 1 << chance.below(8);
        }
        fs::write(&copy, &bytes).unwrap();
        for verb in ["brief", "verify"] {
            let output = run(verb, &[&copy]);
            said(&output);
            assert!(
                output.status.code().is_some_and(|c| c <= 4),
                "{verb} after flip {n}: {:?}",
                output.status
            );
        }
        let _ = fs::remove_file(here.join("copy.db-wal"));
    }
    // A bit of a text, wherever the file keeps its words: `verify` names what holds it.
    let text = fs::read(&reports("strait")[0]).unwrap();
    let words = &text[text.len() / 2..text.len() / 2 + 24];
    let places: Vec<usize> =
        (0..whole.len() - words.len()).filter(|&at| whole[at..].starts_with(words)).collect();
    let mut stale = 0;
    for at in places {
        let mut bytes = whole.clone();
        bytes[at + 3] ^= 1;
        fs::write(&copy, &bytes).unwrap();
        // Where a page has room left, old bytes may lie that belong to nothing.
        let touched = content(&copy) != content(&case);
        let output = run("verify", &[&copy]);
        assert_eq!(output.status.code(), Some(if touched { 4 } else { 0 }), "byte {at}: {}", said(&output));
        let named = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(!touched || ["stale", "not what was written"].iter().any(|w| named.contains(w)), "{named}");
        stale += usize::from(named.contains("stale"));
    }
    assert!(stale > 0, "the text itself is among them");
    fs::remove_dir_all(here).unwrap();
}

/// All that the tables hold.
fn content(case: &Path) -> Vec<String> {
    let db = Connection::open(case).unwrap();
    let tables = [
        "text",
        "input",
        "finding",
        "document",
        "time",
        "entity",
        "mention",
        "fact",
        "passage",
        "position",
        "dispute",
        "note",
        "shown",
        "shown_key",
    ];
    let rows = |table: &&str| {
        let mut found = db.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = found.column_count();
        let mut rows = found.query([]).unwrap();
        let mut out = String::new();
        while let Some(row) = rows.next().unwrap() {
            out.extend((0..columns).map(|c| format!("{:?}\n", row.get_ref(c).unwrap())));
        }
        out
    };
    tables.iter().map(rows).collect()
}

/// Findings that were forged in every byte in turn are read again or refused, and nothing panics.
#[test]
fn forged_findings_are_not_believed() {
    let here = folder("forged");
    let case = here.join("c.db");
    good("add", &[&case, &corpus("strait")]);
    let whole = chronicle(&case);
    let db = Connection::open(&case).unwrap();
    let (report, bytes): (String, Vec<u8>) = db
        .query_row("SELECT report, bytes FROM finding ORDER BY report LIMIT 1", [], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })
        .unwrap();
    let forgeries: usize = std::env::var("CHANCERY_FLIPS").ok().and_then(|n| n.parse().ok()).unwrap_or(12);
    let mut chance = Chance(99);
    for _ in 0..forgeries {
        let mut forged = bytes.clone();
        let at = chance.below(forged.len());
        forged[at] = chance.below(256) as u8;
        db.execute("UPDATE finding SET bytes = ? WHERE report = ?", rusqlite::params![forged, report])
            .unwrap();
        let output = run("brief", &[&case]);
        said(&output);
        assert!(output.status.code().is_some_and(|c| c <= 4), "{:?}", output.status);
    }
    db.execute("UPDATE finding SET bytes = x'00ff' WHERE report = ?", [&report]).unwrap();
    drop(db);
    assert!(chronicle(&case) == whole, "what cannot be read is read again");
    fs::remove_dir_all(here).unwrap();
}

/// A cell that is longer than any that we write is refused before it is held.
#[test]
fn a_cell_beyond_all_measure_is_refused_in_one_line() {
    let here = folder("oversize");
    let case = here.join("c.db");
    good("add", &[&case, &corpus("strait")]);
    let db = Connection::open(&case).unwrap();
    // 300 MB that a stranger's SQLite may write and ours does not read.
    db.execute("UPDATE finding SET bytes = zeroblob(300000000) WHERE rowid = 1", []).unwrap();
    drop(db);
    let output = run("verify", &[&case]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("too big") && said(&output).lines().count() == 2, "{}", said(&output));
    fs::remove_dir_all(here).unwrap();
}

#[test]
fn decisions_stand_apart_survive_a_new_run_and_can_be_taken_back() {
    let here = folder("decide");
    let case = here.join("c.db");
    good("add", &[&case, &corpus("strait")]);
    let whole = chronicle(&case);
    let parsed: serde_json::Value = serde_json::from_str(&whole).unwrap();
    let fact = parsed["facts"][0]["id"].as_str().unwrap().to_owned();
    let actor = parsed["entities"][0]["name"].as_str().unwrap().to_owned();
    good("reject", &[&case, Path::new(&fact)]);
    good("rename", &[&case, Path::new(&actor), Path::new("A Name by Hand")]);
    good("accept", &[&case, Path::new(parsed["facts"][1]["id"].as_str().unwrap())]);
    good(
        "annotate",
        &[&case, Path::new(parsed["facts"][1]["id"].as_str().unwrap()), Path::new("seen: by us")],
    );
    let decided = chronicle(&case);
    assert!(!decided.contains(&format!("\"id\": \"{fact}\"")), "a rejected fact leaves the register");
    assert!(decided.contains("A Name by Hand"));
    let kept: i64 = Connection::open(&case)
        .unwrap()
        .query_row("SELECT count(*) FROM finding WHERE instr(bytes, 'A Name by Hand') > 0", [], |r| r.get(0))
        .unwrap();
    assert_eq!(kept, 0, "findings know nothing of decisions");

    let file = here.join("mine.decisions");
    fs::write(&file, good("decisions", &[&case])).unwrap();
    let exported = good("brief", &[Path::new("--json"), Path::new("--decisions"), &file, &corpus("strait")]);
    assert!(exported == decided, "the exported decisions say the same of the folder");
    Connection::open(&case).unwrap().execute("DELETE FROM finding", []).unwrap();
    good("add", &[&case, &corpus("strait")]);
    assert!(chronicle(&case) == decided, "they outlive the findings");

    for _ in 0..4 {
        good("undo", &[&case]);
    }
    assert!(chronicle(&case) == whole, "all taken back");
    assert_eq!(run("undo", &[&case]).status.code(), Some(2));
    let listed = good("decisions", &[Path::new("--json"), &case]);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&listed).unwrap().as_array().unwrap().len(), 4);
    fs::remove_dir_all(here).unwrap();
}

#[test]
fn every_view_takes_the_case() {
    let here = folder("views");
    let case = here.join("c.db");
    let story = corpus("strait");
    good("add", &[&case, &story]);
    for verb in ["brief", "calendar", "timeline", "positions", "disputes", "actors", "dates"] {
        assert_eq!(good(verb, &[&case]), good(verb, &[&story]), "{verb}");
        assert_eq!(
            good(verb, &[Path::new("--json"), &case]),
            good(verb, &[Path::new("--json"), &story]),
            "{verb}"
        );
    }
    let show = |input: &Path| good("show", &[input, Path::new("1:1")]);
    assert_eq!(show(&case), show(&story));
    let facts: serde_json::Value = serde_json::from_str(&chronicle(&case)).unwrap();
    assert!(good("explain", &[&case, Path::new(facts["facts"][0]["id"].as_str().unwrap())]).contains("“"));
    assert!(good("verify", &[&case]).contains(" 0 fail"));
    let both = run("brief", &[&case, &story]);
    assert_eq!(both.status.code(), Some(2), "{}", said(&both));
    let page = here.join("dossier.html");
    good("brief", &[&case, Path::new("-o"), &page]);
    let from_case = fs::read(&page).unwrap();
    good("brief", &[&story, Path::new("-o"), &page]);
    assert!(from_case == fs::read(&page).unwrap(), "the same page");
    fs::remove_dir_all(here).unwrap();
}
