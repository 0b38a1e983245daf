//! The examples of the rule files, and properties of times.

use chancery_text::{Document, Layer, Sentences};
use jiff::civil::Date;

use super::{TimeLore, Timex, expressions, resolve};

#[derive(serde::Deserialize)]
struct File {
    published: String,
    rule: Vec<Examples>,
}

#[derive(serde::Deserialize)]
struct Examples {
    id: String,
    yes: Vec<String>,
    no: Vec<String>,
}

const FILES: [&str; 4] = [
    include_str!("../../../../lore/time/calendar.toml"),
    include_str!("../../../../lore/time/relative.toml"),
    include_str!("../../../../lore/time/duration.toml"),
    include_str!("../../../../lore/time/clock.toml"),
];

fn lore() -> TimeLore {
    TimeLore::shipped().unwrap_or_else(|e| panic!("{e}"))
}

fn read(lore: &TimeLore, text: &str) -> Layer<Timex> {
    let document = Document::new("sha256:0".into(), "example.txt".into(), text);
    expressions(&document, &Sentences::default(), lore)
}

/// The text with each expression as `[words](value)`.
fn marked(lore: &TimeLore, text: &str, published: Option<Date>) -> (String, Vec<String>) {
    let times = read(lore, text);
    let values = resolve(&times, published);
    let mut out = String::new();
    let mut at = 0;
    for (ann, value) in times.all().iter().zip(&values) {
        out.push_str(&text[at..ann.span.start()]);
        out.extend(["[", ann.span.of(text), "](", &value.value, ")"]);
        at = ann.span.end();
    }
    out.push_str(&text[at..]);
    (out, times.all().iter().map(|a| a.why.rule.clone()).collect())
}

/// The words of an example without its marks.
fn plain(example: &str) -> String {
    let mut out = String::new();
    let mut rest = example;
    while let Some(open) = rest.find('[') {
        out.push_str(&rest[..open]);
        let Some(close) = rest.find("](") else { break };
        out.push_str(&rest[open + 1..close]);
        let tail = &rest[close + 2..];
        let end = tail.find(')').unwrap_or(0);
        rest = &tail[end + 1..];
    }
    out.push_str(rest);
    out
}

#[test]
fn every_rule_keeps_its_examples() {
    let lore = lore();
    let mut faults = Vec::new();
    for text in FILES {
        let file: File = toml::from_str(text).expect("a rule file");
        let day: Date = file.published.parse().expect("a day");
        for rule in &file.rule {
            let name = format!("time/{}", rule.id);
            for example in &rule.yes {
                let (found, fired) = marked(&lore, &plain(example), Some(day));
                if found != *example || !fired.contains(&name) {
                    faults.push(format!(
                        "{} yes: expected {example}\n{:>20} {found} by {fired:?}",
                        rule.id, "found"
                    ));
                }
            }
            for example in &rule.no {
                let (found, fired) = marked(&lore, &plain(example), Some(day));
                if found != *example || fired.contains(&name) {
                    faults.push(format!(
                        "{} no: expected {example}\n{:>20} {found} by {fired:?}",
                        rule.id, "found"
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
