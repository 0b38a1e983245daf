//! News of several decades and regions, invented, with the times that it tells: a table to read (`time_sentences.txt`).

use std::fmt::Write;

use chancery_extract::time::{TimeLore, expressions, resolve};
use chancery_parse::Model;
use expect_test::expect_file;

/// Each line with a day is a report of that day; under it its times, one a line: words, type, value, modifier.
#[test]
fn every_time_is_read_and_nothing_else() {
    let table = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/time_sentences.txt"));
    let table = table.unwrap_or_else(|e| panic!("{e}"));
    let lore = TimeLore::shipped().unwrap_or_else(|e| panic!("{e}"));
    let model = Model::shipped().unwrap_or_else(|e| panic!("{e}"));
    let mut found = String::new();
    for line in table.lines().filter(|line| !line.starts_with("    ")) {
        let _ = writeln!(found, "{line}");
        let Some((day, text)) =
            line.split_once(": ").filter(|_| line.starts_with(|c: char| c.is_ascii_digit()))
        else {
            continue;
        };
        let published = day.parse().unwrap_or_else(|e| panic!("{day}: {e}"));
        let document = chancery_read::text("sentence.txt", text);
        let times = expressions(&document, &chancery_parse::sentences(&document, &model), &lore);
        for (time, value) in times.all().iter().zip(resolve(&times, Some(published))) {
            let words = time.span.of(document.text());
            let modifier = time.value.modifier.as_ref().map(|m| format!(" {m}")).unwrap_or_default();
            let _ = writeln!(found, "    {words} | {} {}{modifier}", time.value.kind.name(), value.value);
        }
    }
    expect_file!["time_sentences.txt"].assert_eq(&found);
}
