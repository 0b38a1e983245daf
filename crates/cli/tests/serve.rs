//! The server answers this machine, under its own address, with the token, and nobody else.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

struct Server {
    child: Child,
    address: String,
    token: String,
    folder: PathBuf,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Server {
    fn of(test: &str, inputs: &[PathBuf]) -> Server {
        let folder =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("serve-{test}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let case = folder.join("c.db");
        let added = Command::new(env!("CARGO_BIN_EXE_chancery"))
            .args(["add", "--quiet"])
            .arg(&case)
            .args(inputs)
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(added.success());
        let mut child = Command::new(env!("CARGO_BIN_EXE_chancery"))
            .args(["serve", "--quiet"])
            .arg(&case)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let (address, token) = line.trim().strip_prefix("http://").unwrap().split_once("/?token=").unwrap();
        Server { child, address: address.to_owned(), token: token.to_owned(), folder }
    }

    /// Status and the whole answer.
    fn ask(&self, head: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let request = format!("{head}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        (answer.split(' ').nth(1).unwrap().parse().unwrap(), answer)
    }

    fn get(&self, path: &str) -> (u16, String) {
        self.ask(
            &format!("GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: chancery={}", self.address, self.token),
            "",
        )
    }

    fn post(&self, path: &str, body: &str) -> (u16, String) {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nCookie: chancery={1}\r\n\
             Content-Type: application/x-www-form-urlencoded",
            self.address, self.token
        );
        self.ask(&head, body)
    }
}

fn strait() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/strait")
}

fn json(answer: &str) -> serde_json::Value {
    serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
}

#[test]
fn nobody_else_is_answered() {
    let server = Server::of("guard", &[strait()]);
    let (host, token) = (&server.address, &server.token);
    let port = host.rsplit(':').next().unwrap();
    assert!(host.starts_with("127.0.0.1:"), "loopback only");
    for (status, head) in [
        (401, format!("GET / HTTP/1.1\r\nHost: {host}")),
        (401, format!("GET /?token=0 HTTP/1.1\r\nHost: {host}")),
        (401, format!("GET /api/facts HTTP/1.1\r\nHost: {host}\r\nCookie: chancery={}0", &token[1..])),
        (421, format!("GET /?token={token} HTTP/1.1\r\nHost: evil.example")),
        (421, format!("GET / HTTP/1.1\r\nHost: evil.example:{port}\r\nCookie: chancery={token}")),
        (
            403,
            format!(
                "GET / HTTP/1.1\r\nHost: {host}\r\nOrigin: http://evil.example\r\nCookie: chancery={token}"
            ),
        ),
        (403, format!("GET / HTTP/1.1\r\nHost: {host}\r\nOrigin: null\r\nCookie: chancery={token}")),
        (
            403,
            format!(
                "GET / HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: cross-site\r\nCookie: chancery={token}"
            ),
        ),
        (
            403,
            format!(
                "POST /decide HTTP/1.1\r\nHost: {host}\r\nOrigin: http://evil.example\r\nCookie: chancery={token}"
            ),
        ),
        (401, format!("POST /decide HTTP/1.1\r\nHost: {host}\r\nCookie: chancery={token}")),
        (405, format!("DELETE / HTTP/1.1\r\nHost: {host}\r\nCookie: chancery={token}")),
        (404, format!("GET /etc/passwd HTTP/1.1\r\nHost: {host}\r\nCookie: chancery={token}")),
    ] {
        let (found, answer) = server.ask(&head, "");
        assert_eq!(found, status, "{head}\n{answer}");
        assert!(!answer.contains("Norland"), "nothing of the case is told: {head}");
    }
    let (status, answer) = server.ask(&format!("GET /?token={token} HTTP/1.1\r\nHost: {host}"), "");
    assert_eq!(status, 303);
    assert!(answer.contains("HttpOnly; SameSite=Strict"), "{answer}");
    assert!(answer.contains("location: /\r\n"), "the token leaves the address");
}

#[test]
fn the_page_is_the_dossier_and_asks_nobody() {
    let server = Server::of("page", &[strait()]);
    let (status, page) = server.get("/");
    assert_eq!(status, 200);
    assert!(page.contains("default-src 'none'"));
    for outside in ["src=\"http", "href=\"http", "@import", "url(http", "<iframe", "<base"] {
        let found = page.find(outside).map(|at| page[at..].chars().take(80).collect::<String>());
        // A report's own address may be a link that the reader follows; nothing is loaded from it.
        assert!(found.is_none() || outside.starts_with("href"), "{found:?}");
    }
    let (status, facts) = server.get("/api/facts?kind=meeting");
    assert_eq!(status, 200);
    let facts = json(&facts);
    assert!(!facts.as_array().unwrap().is_empty());
    assert!(facts.as_array().unwrap().iter().all(|f| f["kind"] == "meeting"));
    let shown: Vec<&str> = facts.as_array().unwrap().iter().map(|f| f["id"].as_str().unwrap()).collect();
    let (_, exported) = server.get("/export/jsonl?kind=meeting");
    let lines = exported.lines().filter(|l| l.starts_with("{\"object\":\"fact\""));
    let ids: Vec<String> = lines
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids, shown, "what is exported is what is shown");
    let (_, found) = server.get("/api/search?q=frigates%22%20OR%20*");
    assert!(json(&found).is_array(), "operators are words");
    assert_eq!(server.get("/api/sql?q=DELETE+FROM+fact").0, 400);
    let endless = "WITH+RECURSIVE+n(i)+AS+(SELECT+1+UNION+ALL+SELECT+i%2B1+FROM+n)+SELECT+count(*)+FROM+n";
    let before = std::time::Instant::now();
    assert_eq!(server.get(&format!("/api/sql?q={endless}")).0, 400);
    assert!(before.elapsed().as_secs() < 8, "a question has one second");
    assert_eq!(json(&server.get("/api/sql?q=SELECT+count(*)+AS+n+FROM+document").1)[0]["n"], 5);
}

#[test]
fn decisions_are_taken_by_form_and_taken_back() {
    let server = Server::of("decide", &[strait()]);
    let facts = json(&server.get("/api/facts").1);
    let id = facts[0]["id"].as_str().unwrap().to_owned();
    let all = facts.as_array().unwrap().len();
    let form =
        |verb: &str, other: &str| format!("token={}&verb={verb}&one={id}&other={other}&q=x", server.token);
    assert_eq!(
        server.post("/decide", &format!("verb=reject&one={id}")).0,
        401,
        "the form's token is asked for"
    );
    let (status, answer) = server.post("/decide", &form("annotate", "%3Cscript%3Ealert(1)%3C/script%3E"));
    assert_eq!(status, 303, "{answer}");
    let (_, page) = server.get(&format!("/decide?q={id}"));
    assert!(
        page.contains("&#60;script&#62;alert(1)") || page.contains("&lt;script&gt;alert(1)"),
        "a remark is no markup"
    );
    assert!(!page.contains("<script"));
    assert!(
        page.contains("referrer-policy: same-origin"),
        "or a browser's own forms come with `Origin: null`"
    );
    assert!(!page.contains("no-referrer"));
    assert_eq!(server.post("/decide", &form("reject", "")).0, 303);
    assert_eq!(json(&server.get("/api/facts").1).as_array().unwrap().len(), all - 1);
    assert!(server.get("/api/decisions").1.contains(&format!("reject: {id}")));
    assert_eq!(server.get(&format!("/fact/{id}")).0, 404, "it has left the register");
    assert_eq!(server.post("/undo", &format!("token={}", server.token)).0, 303);
    assert_eq!(json(&server.get("/api/facts").1).as_array().unwrap().len(), all);
    assert_eq!(server.post("/decide", &form("explode", "")).0, 400);
    assert_eq!(server.post("/decide", &form("merge", "two%0Alines")).0, 400);
}

#[test]
fn every_part_has_pages_of_its_own_and_one_report_at_a_time() {
    let server = Server::of("parts", &[strait()]);
    let (_, whole) = server.get("/");
    assert_eq!(whole.matches("<article class=\"report\"").count(), 1, "the pane holds one report");
    for part in ["due", "ahead", "happened", "planned", "said", "wants", "differ", "people", "reports"] {
        let (status, page) = server.get(&format!("/list/{part}"));
        assert_eq!(status, 200, "{part}");
        assert!(page.contains(" of ") && page.contains("back to the overview"), "{part}");
        assert_eq!(server.get(&format!("/list/{part}?page=999999")).0, 200, "beyond the end is the end");
    }
    for path in [
        "/list/frame",
        "/list/text",
        "/list/x",
        "/fact/F0",
        "/fact/",
        "/report/0",
        "/report/-1",
        "/report/99",
        "/report/x",
    ] {
        assert_eq!(server.get(path).0, 404, "{path}");
    }
    let facts = json(&server.get("/api/facts").1);
    for fact in facts.as_array().unwrap() {
        let id = fact["id"].as_str().unwrap();
        let (status, page) = server.get(&format!("/fact/{id}"));
        assert!(status == 200 && page.contains(&format!("id=\"{id}\"")), "{id}");
        // Every passage of it is a link to its report.
        for part in page.split("class=\"cite\" href=\"").skip(1) {
            let link = part.split('"').next().unwrap();
            assert!(link.starts_with('#') || link.starts_with("?r=") || link.contains("&amp;r="), "{link}");
        }
    }
    assert_eq!(json(&server.get("/api/facts?limit=1&offset=1").1)[0], facts[1]);
    let kind = facts[0]["kind"].as_str().unwrap();
    let of_kind = facts.as_array().unwrap().iter().filter(|f| f["kind"] == kind).count();
    let (_, page) = server.get(&format!("/?kind={kind}"));
    assert!(page.contains(&format!("{of_kind} of {} facts", facts.as_array().unwrap().len())));
}

/// What is shown comes from the file, and the file may come from a stranger: its words are words.
#[test]
fn a_strangers_rows_are_no_markup_and_broken_ones_one_line() {
    let server = Server::of("rows", &[strait()]);
    let case = server.folder.join("c.db");
    let db = rusqlite::Connection::open(&case).unwrap();
    let evil = "<script>alert(1)</script>\" href=\"#F1\" onclick=\"alert(2)";
    let swapped: usize = db
        .execute(
            "UPDATE shown SET json = json_set(json, '$.text', ?1, '$.day', ?1, '$.title', ?1, '$.name', ?1, '$.holder', ?1) \
             WHERE part NOT IN ('frame', 'ics')",
            [evil],
        )
        .unwrap();
    assert!(swapped > 10);
    for path in ["/", "/list/said", "/list/people", "/list/wants", "/list/reports", "/report/1", "/decide"] {
        let (status, page) = server.get(path);
        assert_eq!(status, 200, "{path}");
        assert!(page.contains("&#60;script") || page.contains("&lt;script"), "{path}");
        assert!(!page.contains("<script>alert"), "{path}");
        assert!(!page.contains("onclick=\"alert"), "{path}");
    }
    db.execute("UPDATE shown SET json = '{' WHERE part = 'said'", []).unwrap();
    let (status, answer) = server.get("/list/said");
    assert_eq!(status, 500);
    assert!(answer.contains("the case is damaged") && answer.contains("hint:"), "{answer}");
    assert_eq!(server.get("/list/people").0, 200, "the other parts are answered");
}

#[test]
fn words_of_a_report_are_no_markup_on_any_page() {
    let folder =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("serve-hostile-in-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
    let text = format!(
        "The foreign minister of Austria met the foreign minister of Hungary {hostile} in Vienna on Monday. \
         Hungary demanded that {hostile} observers leave, {hostile} said Minister {hostile} Smith."
    );
    let line = serde_json::json!({ "text": text, "title": hostile, "outlet": hostile, "url": "javascript:alert(3)", "published": "2020-05-04" });
    std::fs::write(folder.join("a.jsonl"), line.to_string()).unwrap();
    let server = Server::of("hostile", &[folder.join("a.jsonl")]);
    let pages = [
        "/",
        "/decide",
        "/?q=minister",
        "/?actor=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/?q=%22%3E%3Cscript%3Ealert(1)",
        "/list/said",
        "/list/wants",
        "/list/people",
        "/list/reports",
        "/report/1",
    ];
    for path in pages {
        let (status, page) = server.get(path);
        assert_eq!(status, 200, "{path}");
        assert!(!page.contains("<script>alert"), "{path}");
        assert!(!page.contains("<img src=x"), "{path}");
        assert!(!page.contains("href=\"javascript:"), "{path}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}
