//! The whole readable output of our own golden stories, committed beside them.
//!
//! After a wanted change: `UPDATE_EXPECT=1 cargo test -p chancery-cli --test golden`, then read the diff.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::path::Path;
use std::process::Command;

fn check(story: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus").join(story);
    let ran = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["brief", "--color", "never", "--quiet"])
        .arg(&folder)
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    expect_test::expect_file![folder.with_extension("brief")]
        .assert_eq(&String::from_utf8(ran.stdout).unwrap());
}

#[test]
fn strait() {
    check("strait");
}

#[test]
fn ridge() {
    check("ridge");
}
