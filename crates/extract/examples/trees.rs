//! Prints how the model reads a text: `cargo run -p chancery-extract --example trees FILE`.
#![allow(clippy::print_stdout, reason = "an example prints")]

use chancery_parse::{Model, sentences};
use chancery_text::Document;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: trees FILE")?;
    let document = Document::new("sha256:0".into(), path.clone(), std::fs::read_to_string(&path)?);
    let model = Model::shipped()?;
    for sentence in &sentences(&document, &model).list {
        for (i, t) in sentence.tokens.iter().enumerate() {
            let head = t.head.map_or(0, |h| h + 1);
            println!("{}\t{}\t{}\t{}\t{}\t{head}\t{}", i + 1, t.form, t.lemma, t.upos, t.xpos, t.deprel);
        }
        for name in &sentence.names {
            println!("# {:?} {}", name.kind, sentence.span_of(name.first, name.last).of(document.text()));
        }
        println!();
    }
    Ok(())
}
