//! The dictionary form of a word, from its form and tag.

use std::collections::HashMap;

static TABLE: &str = include_str!("../../../model/lemmas.tsv");

/// How lemmas are made of forms; looked up by tag and word end, never walked.
pub(crate) struct Lemmas {
    edits: HashMap<&'static str, HashMap<&'static str, Edit>>,
}

#[derive(Clone, Copy)]
struct Edit {
    /// Letters to cut from the end.
    cut: usize,
    add: &'static str,
}

/// Longer words are their own lemma.
const LONGEST: usize = 64;

impl Lemmas {
    /// The table in the binary.
    pub(crate) fn shipped() -> Lemmas {
        let mut edits: HashMap<&str, HashMap<&str, Edit>> = HashMap::new();
        for line in TABLE.lines().filter(|line| !line.starts_with("# ")) {
            let columns: Vec<&str> = line.split('\t').collect();
            if let [tag, end, cut, add] = columns[..]
                && let Ok(cut) = cut.parse()
            {
                edits.entry(tag).or_default().insert(end, Edit { cut, add });
            }
        }
        Lemmas { edits }
    }

    /// The lemma of `form` with these tags: lower case but for proper nouns and `I`.
    pub(crate) fn lemma(&self, form: &str, upos: &str, xpos: &str) -> String {
        let is_i = form == "I" || form == "i" && xpos == "PRP";
        let form = match upos {
            "PROPN" => form.to_string(),
            _ if is_i => "I".to_string(),
            _ => form.to_lowercase(),
        };
        let Some(edit) = self.edit(&form, xpos) else { return form };
        let kept = form.char_indices().rev().nth(edit.cut.wrapping_sub(1)).map_or(form.len(), |(at, _)| at);
        let made = format!("{}{}", &form[..kept], edit.add);
        if made.is_empty() { form } else { made }
    }

    /// The edit of the longest end of the word that the table lists.
    fn edit(&self, form: &str, xpos: &str) -> Option<Edit> {
        let ends = self.edits.get(xpos)?;
        if form.len() > LONGEST {
            return None;
        }
        let marked = format!("^{form}");
        let found =
            marked.char_indices().find_map(|(at, _)| ends.get(&marked[at..])).or_else(|| ends.get(""))?;
        (found.cut <= form.chars().count()).then_some(*found)
    }
}

#[cfg(test)]
mod tests {
    use super::Lemmas;

    #[test]
    fn forms_give_their_lemmas() {
        let lemmas = Lemmas::shipped();
        let cases = [
            ("met", "VERB", "VBD", "meet"),
            ("Said", "VERB", "VBD", "say"),
            ("urging", "VERB", "VBG", "urge"),
            ("summoned", "VERB", "VBN", "summon"),
            ("was", "AUX", "VBD", "be"),
            ("n't", "PART", "RB", "not"),
            ("ministers", "NOUN", "NNS", "minister"),
            ("parties", "NOUN", "NNS", "party"),
            ("men", "NOUN", "NNS", "man"),
            ("them", "PRON", "PRP", "they"),
            ("Zandovia", "PROPN", "NNP", "Zandovia"),
            ("I", "PRON", "PRP", "I"),
            ("worse", "ADJ", "JJR", "bad"),
        ];
        for (form, upos, xpos, lemma) in cases {
            assert_eq!(lemmas.lemma(form, upos, xpos), lemma, "{form} {xpos}");
        }
    }
}
