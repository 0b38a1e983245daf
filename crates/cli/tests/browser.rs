//! The page in a real browser: a newcomer's whole way by mouse and keyboard, axe-core, no request.
//!
//! `browser/way.mjs` has the steps. Where node, chromium or their two packages cannot be had, this says so and passes.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
#![allow(clippy::print_stdout, reason = "what is skipped is said")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn runs(program: &str) -> bool {
    let ran = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    ran.is_ok_and(|status| status.success())
}

/// What is missing, if anything is.
fn missing() -> Option<&'static str> {
    let browser = root().join("browser");
    let there = || browser.join("node_modules/playwright-core").is_dir();
    if !runs("node") {
        return Some("node");
    }
    if !runs(&std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".into())) {
        return Some("chromium");
    }
    if !there() {
        let _ = Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund", "--fetch-retries=0", "--prefix"])
            .arg(&browser)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }
    (!there()).then_some("playwright-core and axe-core (npm ci --prefix browser)")
}

fn page(folder: &Path, name: &str, input: &Path) -> PathBuf {
    let page = folder.join(name).with_extension("html");
    let ran = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["brief", "--quiet", "-o"])
        .args([&page, input])
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    page
}

/// Reports that would like to be markup, in the text, in the title and in a name.
fn hostile(folder: &Path) -> PathBuf {
    let pile = folder.join("hostile");
    std::fs::create_dir_all(&pile).unwrap();
    let text = "<script>alert(1)</script> \" onclick=alert(1) Ministers <img src=//x.example/a.png onerror=alert(1)> meet\n\n\
        Foreign Minister Anna <b>Keller</b> of Austria met her Hungarian counterpart in Vienna on Monday, 2 March 1998, \
        </mark></li></aside><script>alert(2)</script> a spokesman said.\n\
        Austria demanded \"</title><svg onload=alert(3)>\" from Hungary on Tuesday; \u{202e}Hungary\u{202c} refused.\n\
        The two ministers will meet again in Budapest on 9 March 1998, javascript:alert(4) &lt;script&gt;.\n";
    std::fs::write(pile.join("a'\"<i>.txt"), text).unwrap();
    std::fs::write(pile.join("b.txt"), text.replace("Monday", "Friday").replace("9 March", "10 March"))
        .unwrap();
    pile
}

#[test]
fn a_newcomer_finds_the_way_by_mouse_and_by_keyboard() {
    if let Some(missing) = missing() {
        println!("skipped: the browser tests need {missing}");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("browser-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut pages = vec![
        page(&folder, "strait", &root().join("corpus/strait")),
        page(&folder, "ridge", &root().join("corpus/ridge")),
        page(&folder, "hostile", &hostile(&folder)),
    ];
    let seeds = root().join("../shared/seeds");
    if seeds.is_dir() {
        // The seeds have a dispute and days that move: theirs is the whole way.
        pages.insert(0, page(&folder, "seeds", &seeds));
    } else {
        println!("skipped: the page of the seeds needs ../shared/seeds");
    }
    let way = Command::new("node").arg(root().join("browser/way.mjs")).args(&pages).output().unwrap();
    assert!(way.status.success(), "{}", String::from_utf8_lossy(&way.stderr));
    std::fs::remove_dir_all(folder).unwrap();
}

/// The server of a case of `input`, ended when it goes.
struct Server(std::process::Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_person_decides_in_the_browser_by_mouse_and_by_keyboard() {
    use std::io::BufRead;
    if let Some(missing) = missing() {
        println!("skipped: the browser tests need {missing}");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("served-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let case = folder.join("c.db");
    let run = |verb: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
        command.args([verb, "--quiet"]).arg(&case);
        command
    };
    assert!(run("add").arg(root().join("corpus/strait")).stdout(Stdio::null()).status().unwrap().success());
    let mut server = Server(run("serve").stdout(Stdio::piped()).spawn().unwrap());
    let mut address = String::new();
    std::io::BufReader::new(server.0.stdout.take().unwrap()).read_line(&mut address).unwrap();
    let mut node = Command::new("node");
    node.arg(root().join("browser/serve.mjs")).arg(address.trim());
    if let Some(pictures) = std::env::var_os("CHANCERY_PICTURES") {
        node.arg(pictures);
    }
    let way = node.output().unwrap();
    assert!(way.status.success(), "{}", String::from_utf8_lossy(&way.stderr));
    drop(server);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_page_of_the_seeds_stays_under_300_kilobytes() {
    let seeds = root().join("../shared/seeds");
    if !seeds.is_dir() {
        println!("skipped: the page of the seeds needs ../shared/seeds");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("size-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let size = std::fs::metadata(page(&folder, "seeds", &seeds)).unwrap().len();
    assert!(size < 300_000, "{size} bytes");
    std::fs::remove_dir_all(folder).unwrap();
}
