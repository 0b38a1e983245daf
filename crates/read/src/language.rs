//! Which language a text is in: only English is read, the rest is marked.

use whatlang::{Lang, detect};

/// Bytes that are enough to tell a language.
const ENOUGH: usize = 8_000;
/// A text shorter than this many letters is not judged.
const TOO_SHORT: usize = 200;

/// The ISO 639-1 code of the language of `text`: "en" unless another one is clear, "und" if it has no such code.
pub(crate) fn language(text: &str) -> String {
    let mut end = text.len().min(ENOUGH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    if head.chars().filter(|c| c.is_alphabetic()).count() < TOO_SHORT || is_english(head) {
        return "en".into();
    }
    match detect(head) {
        Some(found) if found.is_reliable() && found.lang() != Lang::Eng => two_letters(found.lang()).into(),
        _ => "en".into(),
    }
}

/// A tenth of the words of English prose are among these six; in other languages hardly any.
fn is_english(text: &str) -> bool {
    let (mut words, mut hits) = (0_usize, 0_usize);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        words += 1;
        hits += usize::from(["the", "of", "and", "to", "that", "with"].contains(&word));
    }
    hits * 12 > words
}

fn two_letters(lang: Lang) -> &'static str {
    match lang {
        Lang::Ara => "ar",
        Lang::Ben => "bn",
        Lang::Bul => "bg",
        Lang::Ces => "cs",
        Lang::Cmn => "zh",
        Lang::Dan => "da",
        Lang::Deu => "de",
        Lang::Ell => "el",
        Lang::Fin => "fi",
        Lang::Fra => "fr",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Hun => "hu",
        Lang::Hye => "hy",
        Lang::Ind => "id",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kat => "ka",
        Lang::Kor => "ko",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Nld => "nl",
        Lang::Nob => "nb",
        Lang::Pes => "fa",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Ron => "ro",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Srp => "sr",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Urd => "ur",
        Lang::Vie => "vi",
        _ => "und",
    }
}

#[cfg(test)]
mod tests {
    use super::language;

    #[test]
    fn tells_english_from_others() {
        let german = "Die Außenminister beider Staaten trafen sich am Montag in Genf, um über die Lage an der Grenze \
            zu sprechen. Nach Angaben des Ministeriums dauerte das Gespräch drei Stunden und blieb ohne Ergebnis, \
            weitere Treffen seien für die kommende Woche geplant, hieß es am Abend aus Kreisen der Delegation.";
        assert_eq!(language(german), "de");
        let english =
            "The foreign ministers of both states met in Geneva on Monday to talk about the border. ";
        assert_eq!(language(&english.repeat(4)), "en");
        assert_eq!(language("Kurz"), "en");
    }
}
