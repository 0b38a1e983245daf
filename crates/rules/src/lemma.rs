//! Dictionary forms that a word may have.
//!
//! The model's lemma is right for the words it knows; for a verb that it has not met the ending is cut at a guess.
//! A rule names its words, so every form that regular endings allow may be tried against it.

use chancery_text::Token;

/// Forms whose past no ending shows and that the model's table may lack.
const IRREGULAR: [(&str, &str); 35] = [
    ("wound", "wind"),
    ("froze", "freeze"),
    ("frozen", "freeze"),
    ("sank", "sink"),
    ("sunk", "sink"),
    ("struck", "strike"),
    ("shot", "shoot"),
    ("fought", "fight"),
    ("fled", "flee"),
    ("withdrew", "withdraw"),
    ("withdrawn", "withdraw"),
    ("swore", "swear"),
    ("sworn", "swear"),
    ("sought", "seek"),
    ("overthrew", "overthrow"),
    ("overthrown", "overthrow"),
    ("overran", "overrun"),
    ("retook", "retake"),
    ("took", "take"),
    ("broke", "break"),
    ("broken", "break"),
    ("arose", "arise"),
    ("drove", "drive"),
    ("flew", "fly"),
    ("flown", "fly"),
    ("laid", "lay"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("told", "tell"),
    ("met", "meet"),
    ("held", "hold"),
    ("undertook", "undertake"),
    ("forbade", "forbid"),
    ("forbidden", "forbid"),
    ("beaten", "beat"),
];

/// The model's lemma, then what the ending allows; lower case, each once.
pub fn candidates(token: &Token) -> Vec<String> {
    let form = token.form.to_lowercase();
    let mut all = vec![token.lemma.to_lowercase()];
    if let Some((_, lemma)) = IRREGULAR.iter().find(|(f, _)| *f == form) {
        all.push((*lemma).to_owned());
    }
    match token.upos {
        "VERB" | "AUX" | "ADJ" => verb_forms(&form, &mut all),
        "NOUN" | "PROPN" => noun_forms(&form, &mut all),
        _ => {}
    }
    let mut seen: Vec<String> = Vec::new();
    all.retain(|l| {
        l.len() > 1 && !seen.contains(l) && {
            seen.push(l.clone());
            true
        }
    });
    all
}

fn verb_forms(form: &str, all: &mut Vec<String>) {
    if let Some(stem) = form.strip_suffix("ied").or_else(|| form.strip_suffix("ies")) {
        all.push(format!("{stem}y"));
    }
    for ending in ["ed", "ing", "es"] {
        if let Some(stem) = form.strip_suffix(ending) {
            all.push(stem.to_owned());
            all.push(format!("{stem}e"));
            all.extend(undoubled(stem));
        }
    }
    all.extend(form.strip_suffix('s').map(str::to_owned));
}

fn noun_forms(form: &str, all: &mut Vec<String>) {
    all.push(form.to_owned());
    if let Some(stem) = form.strip_suffix("ies") {
        all.push(format!("{stem}y"));
    }
    all.extend(form.strip_suffix("es").map(str::to_owned));
    all.extend(form.strip_suffix('s').map(str::to_owned));
}

/// "barr" is "bar" before "-ed".
fn undoubled(stem: &str) -> Option<String> {
    let mut letters = stem.chars().rev();
    let (last, before) = (letters.next()?, letters.next()?);
    (last == before).then(|| stem[..stem.len() - last.len_utf8()].to_owned())
}
