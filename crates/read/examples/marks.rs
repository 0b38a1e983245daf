//! Prints each block of the files with its kind, and the furniture: for looking at what the rules do.
#![allow(clippy::print_stdout, reason = "an example prints")]

use chancery_read::{Outside, file};

fn main() {
    for path in std::env::args().skip(1) {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let reading = file(&path, &bytes, &Outside::default());
        for fault in &reading.rejected {
            println!("! {fault}");
        }
        for document in &reading.documents {
            println!(
                "=== {} [{}] title {:?} outlet {:?} url {:?}",
                document.name, document.language, document.title, document.outlet, document.url
            );
            println!("    published {:?}", document.published);
            for block in document.blocks.all() {
                let words: String = block.span.of(document.text()).chars().take(110).collect();
                let marked: Vec<&str> = document
                    .furniture
                    .all()
                    .iter()
                    .filter(|f| f.span.meets(block.span))
                    .map(|f| f.value.what.as_str())
                    .collect();
                println!(
                    "{:9} {:14} {}",
                    format!("{:?}", block.value.kind),
                    marked.join(","),
                    words.replace('\n', "⏎")
                );
            }
        }
    }
}
