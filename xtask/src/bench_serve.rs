//! `cargo xtask bench serve`: what adding costs over reading, and how soon each served view answers eight clients.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const BULK: &str = "../shared/stories/bulk/world_news_2012_2020.jsonl";
const CLIENTS: usize = 8;
/// Requests of one client.
const ASKED: usize = 250;
/// What issue 8 asks for: median and 99th percentile in milliseconds, memory in megabytes, share of adding in percent.
const AIMS: (f64, f64, u64, f64) = (50.0, 200.0, 200, 10.0);

/// Prints the figures. `--case PATH` takes a case that is there; without it one is made of the bulk file, timed beside
/// plain reading, and kept for the next run. `--program PATH` takes a program that is built.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let given =
        |name: &str| args.iter().position(|a| a == name).and_then(|i| args.get(i + 1)).map(PathBuf::from);
    let program = match given("--program") {
        Some(program) => program,
        None => super::bench::released()?,
    };
    let case = match given("--case") {
        Some(case) => case,
        None => made(&program)?,
    };
    let served = Served::start(&program, &case)?;
    let views = served.views()?;
    println!("{} views of {}", views.len(), case.display());
    let mut times: BTreeMap<&'static str, Vec<f64>> = BTreeMap::new();
    let mut largest: (usize, String) = (0, String::new());
    let outcomes: Vec<Result<Vec<Outcome>, String>> = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|n| (n, &served, &views))
            .map(|(n, s, v)| scope.spawn(move || s.client(n, v)))
            .collect();
        clients.into_iter().map(|c| c.join().unwrap_or_else(|_| Err("a client failed".into()))).collect()
    });
    for outcome in outcomes {
        for Outcome { kind, path, took, bytes } in outcome? {
            times.entry(kind).or_default().push(took);
            times.entry("any view").or_default().push(took);
            if bytes > largest.0 {
                largest = (bytes, path);
            }
        }
    }
    let peak = super::bench::high_water(served.child.id()) / 1024;
    for (kind, list) in &mut times {
        list.sort_by(f64::total_cmp);
        let at = |share: f64| list[((list.len() - 1) as f64 * share).round() as usize];
        println!("{kind:<12} {:>5} asked, median {:>6.1} ms, p99 {:>6.1} ms", list.len(), at(0.5), at(0.99));
    }
    let any = &times["any view"];
    let (median, p99) = (any[any.len() / 2], any[(any.len() - 1) * 99 / 100]);
    println!(
        "{CLIENTS} clients; memory of serve {peak} MB at most; largest answer {} kB ({})",
        largest.0 / 1024,
        largest.1
    );
    let met = median < AIMS.0 && p99 < AIMS.1 && peak < AIMS.2;
    println!("aims {} ms, {} ms, {} MB: {}", AIMS.0, AIMS.1, AIMS.2, if met { "met" } else { "NOT met" });
    Ok(())
}

/// The case of the bulk file beside the program, made once; making it is timed against reading alone.
fn made(program: &Path) -> Result<PathBuf, String> {
    let folder = program.parent().ok_or("the program lies in no folder")?.join("bench");
    std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let case = folder.join("world.db");
    if case.is_file() {
        return Ok(case);
    }
    if !Path::new(BULK).is_file() {
        return Err(format!("no {BULK}: give a case with --case"));
    }
    let reading = spent(program, &["brief", "--quiet", "--json", BULK])?;
    let path = case.display().to_string();
    let adding = spent(program, &["add", "--quiet", &path, BULK])?;
    let over = (adding.as_secs_f64() / reading.as_secs_f64() - 1.0) * 100.0;
    println!(
        "reading {:.1} s of processor, adding {:.1} s: {over:.1} % over (aim {} %)",
        reading.as_secs_f64(),
        adding.as_secs_f64(),
        AIMS.3
    );
    Ok(case)
}

/// The processor time of one run, from what Linux says of it shortly before it ends.
fn spent(program: &Path, args: &[&str]) -> Result<Duration, String> {
    let mut child = Command::new(program)
        .args(args)
        .stdout(Stdio::null())
        .spawn()
        .map_err(|e| format!("{}: {e}", program.display()))?;
    let mut ticks = 0;
    loop {
        if let Some(status) = child.try_wait().map_err(|e| e.to_string())? {
            // Linux counts in hundredths of a second.
            let spent = Duration::from_millis(ticks * 10);
            return if status.success() { Ok(spent) } else { Err(format!("{args:?} failed")) };
        }
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
        let field = |n: usize| fields.get(n).and_then(|f| f.parse::<u64>().ok()).unwrap_or(0);
        ticks = ticks.max(field(11) + field(12));
        std::thread::sleep(Duration::from_millis(10));
    }
}

struct Served {
    child: Child,
    address: String,
    token: String,
}

struct Outcome {
    kind: &'static str,
    path: String,
    took: f64,
    bytes: usize,
}

impl Drop for Served {
    fn drop(&mut self) {
        // It has nothing to finish.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Served {
    fn start(program: &Path, case: &Path) -> Result<Served, String> {
        let begun = Instant::now();
        let mut child = Command::new(program)
            .args(["serve", "--quiet"])
            .arg(case)
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|e| e.to_string())?;
        let mut line = String::new();
        let pipe = child.stdout.take().ok_or("no output")?;
        BufReader::new(pipe).read_line(&mut line).map_err(|e| e.to_string())?;
        let link = line.trim().strip_prefix("http://").and_then(|l| l.split_once("/?token="));
        let (address, token) = link.ok_or("serve gave no address")?;
        println!("serve is ready after {} ms", begun.elapsed().as_millis());
        Ok(Served { child, address: address.to_owned(), token: token.to_owned() })
    }

    /// Addresses of every sort of view, over the whole of the case.
    fn views(&self) -> Result<Vec<(&'static str, String)>, String> {
        let mut line = Line::open(self)?;
        let mut ask = |question: &str| -> Result<Vec<String>, String> {
            let path =
                format!("/api/sql?q={}", question.replace(' ', "+").replace('\'', "%27").replace(',', "%2C"));
            let body = line.ask(&path)?;
            let rows: serde_json::Value = serde_json::from_slice(&body).map_err(|e| e.to_string())?;
            let cell = |row: &serde_json::Value| match &row["x"] {
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            Ok(rows.as_array().ok_or_else(|| format!("{question}: {rows}"))?.iter().map(cell).collect())
        };
        let facts = ask("select id as x from fact where n % 400 = 7 limit 60")?;
        let reports: usize = ask("select count(*) as x from document")?[0].parse().map_err(|_| "no count")?;
        let actors = ask("select name as x from actors limit 12")?;
        let days = ask("select distinct published as x from document where n % 100 = 3 limit 12")?;
        let mut views: Vec<(&'static str, String)> = vec![("overview", "/".into()); 12];
        let word = |name: &str| name.replace(' ', "+").replace('&', "%26");
        for actor in &actors {
            views.push(("actor", format!("/?actor={}", word(actor))));
            views.push(("search", format!("/?q={}", word(actor))));
            views.push(("decide", format!("/decide?q={}", word(actor))));
        }
        for kind in ["meeting", "threat", "statement", "call", "attack"] {
            views.push(("kind", format!("/?kind={kind}")));
            views.push(("api", format!("/api/facts?kind={kind}&limit=100")));
        }
        for day in days.iter().filter(|d| *d != "null") {
            views.push(("since", format!("/?since={day}")));
            views.push(("days", format!("/?from={day}&to={day}")));
        }
        for part in ["due", "ahead", "happened", "planned", "said", "wants", "differ", "people", "reports"] {
            for page in [1, 2, 7, 40, 400] {
                views.push(("list", format!("/list/{part}?page={page}")));
            }
        }
        views.extend(facts.iter().map(|id| ("fact", format!("/fact/{id}"))));
        for n in 0..60 {
            let no = 1 + n * reports / 60;
            views.push(("report", format!("/report/{no}")));
            views.push(("one report", format!("/?r={no}")));
        }
        Ok(views)
    }

    fn client(&self, n: usize, views: &[(&'static str, String)]) -> Result<Vec<Outcome>, String> {
        let mut line = Line::open(self)?;
        let mut chance = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(n as u64 + 1);
        let mut outcomes = Vec::new();
        for _ in 0..ASKED {
            chance ^= chance << 13;
            chance ^= chance >> 7;
            chance ^= chance << 17;
            let (kind, path) = &views[chance as usize % views.len()];
            let begun = Instant::now();
            let bytes = line.ask(path)?.len();
            let took = begun.elapsed().as_secs_f64() * 1000.0;
            outcomes.push(Outcome { kind, path: path.clone(), took, bytes });
        }
        Ok(outcomes)
    }
}

/// One connection that is kept.
struct Line {
    stream: BufReader<TcpStream>,
    head: String,
}

impl Line {
    fn open(served: &Served) -> Result<Line, String> {
        let stream = TcpStream::connect(&served.address).map_err(|e| e.to_string())?;
        stream.set_nodelay(true).map_err(|e| e.to_string())?;
        let head = format!("Host: {}\r\nCookie: chancery={}\r\n\r\n", served.address, served.token);
        Ok(Line { stream: BufReader::new(stream), head })
    }

    /// The body of the answer, which must be a good one.
    fn ask(&mut self, path: &str) -> Result<Vec<u8>, String> {
        let request = format!("GET {path} HTTP/1.1\r\n{}", self.head);
        self.stream.get_mut().write_all(request.as_bytes()).map_err(|e| e.to_string())?;
        let (mut length, mut status) = (0, String::new());
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).map_err(|e| e.to_string())?;
            if status.is_empty() {
                status.clone_from(&line);
            }
            if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().map_err(|_| "no length")?;
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).map_err(|e| e.to_string())?;
        if status.contains(" 200 ") {
            Ok(body)
        } else {
            Err(format!("{path}: {}{}", status.trim(), String::from_utf8_lossy(&body)))
        }
    }
}
