//! Prints how a text is read: `cargo run -p chancery-parse --example look FILE`.
#![allow(clippy::print_stdout)]

use chancery_parse::{Model, sentences};
use chancery_text::Document;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("a file is needed")?;
    let start = std::time::Instant::now();
    let model = Model::shipped()?;
    let loaded = start.elapsed();
    let text = String::from_utf8_lossy(&std::fs::read(path)?).into_owned();
    let document = Document::new(String::new(), String::new(), text);
    let start = std::time::Instant::now();
    let read = sentences(&document, &model);
    let took = start.elapsed();
    for sentence in &read.list {
        println!("# {}", sentence.span.of(document.text()).replace('\n', " "));
        for (i, t) in sentence.tokens.iter().enumerate() {
            let name = sentence.names.iter().find(|n| (n.first..=n.last).contains(&i));
            let name = name.map(|n| format!("{:?}{}", n.kind, if n.first == i { "" } else { "+" }));
            println!(
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                i + 1,
                t.form,
                t.lemma,
                t.upos,
                t.xpos,
                t.head.map_or(0, |h| h + 1),
                t.deprel,
                name.unwrap_or_default()
            );
        }
    }
    let count: usize = read.list.iter().map(|s| s.tokens.len()).sum();
    eprintln!("loaded in {loaded:.2?}; {count} tokens in {took:.2?}");
    Ok(())
}
