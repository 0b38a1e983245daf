//! `cargo xtask rules`: what the rules and the facts cost beside the parse, and what a thousand rules cost beside a hundred.

use std::path::Path;
use std::time::{Duration, Instant};

use chancery_extract::facts::{FactLore, analyse, claims};
use chancery_extract::{Lore, actors, time};
use chancery_parse::{Model, sentences};
use chancery_rules::{Analysed, Book, View, matches};
use chancery_text::Document;

/// Reports that are read, where `../shared` is there.
const REPORTS: &str = "../shared/seeds";

/// Prints the figures.
pub(crate) fn run(_: &[String]) -> Result<(), String> {
    let folder = Path::new(REPORTS);
    if !folder.is_dir() {
        println!("skipped: no {REPORTS} beside the checkout, so nothing was timed");
        return Ok(());
    }
    let model = Model::shipped().map_err(|e| e.to_string())?;
    let lore = Lore::shipped().map_err(|e| e.to_string())?;
    let texts = texts(folder)?;
    let (mut parse, mut facts, mut found) = (Duration::ZERO, Duration::ZERO, 0);
    let mut views = Vec::new();
    for text in &texts {
        let document = Document::new(String::new(), "report".into(), text.as_str());
        let begun = Instant::now();
        let read = sentences(&document, &model);
        parse += begun.elapsed();
        let times = time::expressions(&document, &read, &lore.time);
        let (mentions, people) = actors::mentions(&document, &read, &lore.actors);
        let begun = Instant::now();
        found += claims(&document, &read, &times, &mentions, &people, &lore.facts).len();
        facts += begun.elapsed();
        views.extend(analyse(&read, &lore.facts));
    }
    let share = 100.0 * facts.as_secs_f64() / parse.as_secs_f64();
    println!(
        "{} reports, {found} claims: parse {} ms, rules and facts {} ms ({share:.1} % of parse)",
        texts.len(),
        parse.as_millis(),
        facts.as_millis()
    );
    let books = [book_of(100)?, book_of(1000)?];
    let [few, many] = matched(&books, &views).map(|t| t.as_micros());
    println!("{} sentences: a hundred rules {few} us, a thousand {many} us", views.len());
    Ok(())
}

fn texts(folder: &Path) -> Result<Vec<String>, String> {
    let list = std::fs::read_dir(folder).map_err(|e| e.to_string())?;
    let mut files: Vec<_> = list.filter_map(|e| Some(e.ok()?.path())).collect();
    files.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    files.sort();
    files.iter().map(|p| std::fs::read_to_string(p).map_err(|e| e.to_string())).collect()
}

/// A made-up rule, of the shape of the shipped ones; `N` stands for its number.
const MADE: &str = r#"
[[rule]]
id = "made-N"
gives = "statement"
match = '''
trigger: lemma=makeN|doN & tag=VERB
speaker+: agent @actor
target*: patient|obl:to @actor
content?: obj|xcomp|ccomp
'''
yes = ["[He](speaker) [made](trigger) it.", "[She](speaker) [did](trigger) so."]
no = ["Nothing."]
"#;

/// The shipped rules, filled up to `size` with made-up rules on other words.
fn book_of(size: usize) -> Result<Book, String> {
    let shipped = FactLore::shipped().map_err(|e| e.to_string())?;
    let more = size.saturating_sub(shipped.book().rules().len());
    let file: String = (0..more).map(|n| MADE.replace('N', &n.to_string())).collect();
    let licence = "licence = \"MIT OR Apache-2.0\"\n";
    let all = FactLore::with(&[("made.toml".to_owned(), format!("{licence}{file}"))]);
    Ok(all.map_err(|e| e.to_string())?.book().clone())
}

/// Runs of each book, turn and turn about, so that a busy machine troubles both alike.
const RUNS: usize = 25;

/// The best run of the matcher over all sentences, for each book.
fn matched(books: &[Book; 2], views: &[Analysed]) -> [Duration; 2] {
    let views: Vec<View> = views.iter().map(|a| View::new(&a.sentence, a.labels.clone())).collect();
    let once = |book: &Book| {
        let begun = Instant::now();
        let count: usize = views.iter().map(|view| matches(book, view).len()).sum();
        (begun.elapsed(), count)
    };
    let mut best = [Duration::MAX; 2];
    for _ in 0..RUNS {
        for (best, book) in best.iter_mut().zip(books) {
            *best = once(book).0.min(*best);
        }
    }
    best
}
