//! A user's own office holders: read row by row, each fault named, the rest kept.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::{fs, path::PathBuf, process::Command};

#[test]
fn a_broken_row_is_named_and_the_rest_is_read() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("lore");
    fs::create_dir_all(&folder).unwrap();
    let (rows, terms) = (folder.join("holders.csv"), folder.join("terms.tsv"));
    let good = "Ada Test,Q999999999,foreign minister,FRA,2020-01-01,2021-01-01";
    let bad = "Ben Test,Q1,foreign minister,XXX,2020-01-01,";
    fs::write(&rows, format!("person,qid,office,state,from,to\n{good}\n{bad}\n")).unwrap();
    let run = |verb: &str, file: &PathBuf| {
        Command::new(env!("CARGO_BIN_EXE_chancery")).args(["lore", verb]).arg(file).output().unwrap()
    };
    let imported = run("import", &rows);
    assert_eq!(imported.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&imported.stderr).contains("line 3"));
    let kept = String::from_utf8(imported.stdout).unwrap();
    assert!(kept.contains("Ada Test") && !kept.contains("Ben Test"));
    fs::write(&terms, kept).unwrap();
    assert!(run("check", &terms).status.success());
}
