//! `cargo xtask time`: measures the reading of times, and the dating of reports, as the field does.
//!
//! Times: TempEval-3's definitions (relaxed and strict span, type, value) on AQUAINT, WikiWars and the gold stories.
//! Dates: the bulk file with its date field hidden. Both live in `../shared` and are skipped where that is absent.

mod corpora;
mod dates;
mod pile;
mod speed;
mod tally;

use std::path::Path;

use chancery_extract::time::{TimeLore, expressions, resolve};
use chancery_parse::Model;
use chancery_text::Sentences;

use corpora::Text;
use tally::Tally;

/// `cargo xtask time [times|dates|pile|speed] [--corpus NAME] [--show] [--forms] [--every N] [--pile N]`.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let shared = Path::new("../shared");
    if !shared.join("data/time").is_dir() {
        println!("skipped: no ../shared/data/time beside the checkout, so nothing was measured");
        return Ok(());
    }
    let what = args.first().map_or("times", String::as_str);
    match what {
        "dates" => dates::run(shared, args),
        "pile" => pile::run(shared, args),
        "speed" => speed::run(shared, args),
        _ => times(shared, args),
    }
}

/// The value of `--name VALUE`.
pub(crate) fn option<'a>(args: &'a [String], name: &str) -> Option<&'a str> {
    args.iter().position(|a| a == name).and_then(|i| args.get(i + 1)).map(String::as_str)
}

fn times(shared: &Path, args: &[String]) -> Result<(), String> {
    let lore = TimeLore::shipped().map_err(|e| e.to_string())?;
    let model = Model::shipped().map_err(|e| e.to_string())?;
    let only = option(args, "--corpus");
    let show = args.iter().any(|a| a == "--show");
    let forms_only = args.iter().any(|a| a == "--forms");
    println!("{:<26} {:>5}  relaxed  strict    type   value (F1)", "corpus", "times");
    for (name, texts) in corpora::all(shared)? {
        if only.is_some_and(|o| o != name) {
            continue;
        }
        let mut tally = Tally::default();
        for text in &texts {
            measure(text, &lore, (!forms_only).then_some(&model), &mut tally, show);
        }
        println!("{name:<26} {tally}");
    }
    Ok(())
}

fn measure(text: &Text, lore: &TimeLore, model: Option<&Model>, tally: &mut Tally, show: bool) {
    let document = &text.document;
    let sentences = model.map_or_else(Sentences::default, |m| chancery_parse::sentences(document, m));
    let times = expressions(document, &sentences, lore);
    let values = resolve(&times, text.published);
    let found: Vec<tally::Found> = times
        .all()
        .iter()
        .zip(&values)
        .map(|(ann, value)| tally::Found {
            start: ann.span.start(),
            end: ann.span.end(),
            kind: ann.value.kind.name(),
            value: value.value.clone(),
            rule: ann.why.rule.clone(),
        })
        .collect();
    tally.add(text, &found, show);
}
