//! What each time expression is told of: the words of its clause, so that reports can be compared on it.
//!
//! "At Wednesday's meeting" here and "are to meet on 12 January" there tell one event, and that binds their days.

use std::collections::{BTreeMap, BTreeSet};

use chancery_text::{Layer, Sentence, Sentences, Span};

use crate::{LocalActor, Mention, time::Timex};

/// The most words kept of one clause.
const MOST: usize = 24;
/// Verbs whose clause is what they report: the time of saying is told of what is said.
const SAYS: [&str; 8] = ["say", "tell", "announce", "report", "state", "add", "note", "declare"];
/// Words that tell no event from another.
const PLAIN: [&str; 26] = [
    "be", "have", "do", "say", "tell", "make", "take", "hold", "go", "come", "get", "give", "official",
    "people", "day", "week", "month", "year", "time", "add", "also", "report", "mr", "part", "move", "step",
];

/// For each time expression the words of its clause, sorted: actors (`@` and the lore's key or name), lemmas of
/// nouns and verbs, and counts with their unit ("15 million dollar").
pub(crate) fn tellings(
    sentences: &Sentences,
    times: &Layer<Timex>,
    mentions: &Layer<Mention>,
    actors: &[LocalActor],
) -> Vec<Vec<String>> {
    let mut named: BTreeMap<usize, Vec<(Span, &Mention)>> = BTreeMap::new();
    for ann in mentions.all() {
        named.entry(ann.value.sentence).or_default().push((ann.span, &ann.value));
    }
    let stands: Vec<Option<(usize, usize)>> = times.all().iter().map(|t| stand(sentences, t.span)).collect();
    let mut within: BTreeMap<usize, Vec<(Span, usize)>> = BTreeMap::new();
    for (time, stand) in times.all().iter().zip(&stands) {
        if let Some((place, head)) = stand {
            within.entry(*place).or_default().push((time.span, *head));
        }
    }
    stands
        .iter()
        .map(|stand| {
            let Some((place, head)) = *stand else { return Vec::new() };
            let clause = Clause { sentence: &sentences.list[place], times: &within[&place] };
            words(&clause, head, named.get(&place).map_or(&[][..], Vec::as_slice), actors)
        })
        .collect()
}

/// The sentence and the head token of a stretch of text.
fn stand(sentences: &Sentences, span: Span) -> Option<(usize, usize)> {
    let place = sentences.list.partition_point(|s| s.span.end() <= span.start());
    let sentence = sentences.list.get(place).filter(|s| s.span.meets(span))?;
    let inside = |i: usize| sentence.tokens[i].span.meets(span);
    let head = (0..sentence.tokens.len())
        .filter(|&i| inside(i))
        .find(|&i| sentence.tokens[i].head.is_none_or(|h| !inside(h)))?;
    Some((place, head))
}

/// A sentence with its time expressions and their heads.
struct Clause<'a> {
    sentence: &'a Sentence,
    times: &'a [(Span, usize)],
}

fn words(clause: &Clause, time: usize, named: &[(Span, &Mention)], actors: &[LocalActor]) -> Vec<String> {
    let mut found = BTreeSet::new();
    for i in clause.tokens(time) {
        let token = &clause.sentence.tokens[i];
        if clause.times.iter().any(|(span, _)| span.meets(token.span)) {
            continue;
        }
        if let Some((_, mention)) = named.iter().find(|(span, _)| span.meets(token.span)) {
            if let Some(actor) = actors.get(mention.actor).filter(|_| mention.head == i) {
                found.insert(format!("@{}", actor.lore.as_ref().unwrap_or(&actor.name)));
            }
        } else if token.upos == "NUM" {
            found.extend(count(clause.sentence, i));
        } else if matches!(token.upos, "NOUN" | "PROPN" | "VERB") {
            let lemma = token.lemma.to_lowercase();
            if lemma.chars().count() > 2 && !PLAIN.contains(&lemma.as_str()) {
                found.insert(lemma);
            }
        }
        if found.len() >= MOST {
            break;
        }
    }
    found.into_iter().collect()
}

impl Clause<'_> {
    /// The tokens of the clause that a time stands in, with the subject or noun that the clause hangs on;
    /// of "Thursday's attack on the port" only these words.
    fn tokens(&self, time: usize) -> Vec<usize> {
        let tokens = &self.sentence.tokens;
        if let Some(noun) = tokens[time].head.filter(|&noun| is_own(self.sentence, time, noun)) {
            return self.within(noun, noun);
        }
        let mut verb = time;
        while let Some(head) = tokens[verb].head.filter(|_| tokens[verb].upos != "VERB") {
            verb = head;
        }
        let mut found = self.within(verb, verb);
        let mut at = verb;
        // What a clause shares with the one it hangs on: its subject, or the noun that it describes.
        for _ in 0..4 {
            let Some(head) = tokens[at].head else { break };
            match tokens[at].deprel {
                "xcomp" | "conj" | "advcl" => {
                    found.extend(
                        self.sentence.child(head, "nsubj").into_iter().flat_map(|s| self.within(s, s)),
                    );
                    found.extend((tokens[at].deprel == "xcomp").then_some(head));
                }
                "acl" | "acl:relcl" => {
                    found.extend(self.within(head, verb));
                    break;
                }
                _ => break,
            }
            at = head;
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The token and what hangs on it; other clauses, but for what is said, and what has its own time are left out.
    fn within(&self, top: usize, keep: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut stack = vec![top];
        while let Some(at) = stack.pop().filter(|_| found.len() < self.sentence.tokens.len()) {
            found.push(at);
            let says = SAYS.contains(&self.sentence.tokens[at].lemma.as_str());
            stack.extend(
                self.sentence.children(at).filter(|&child| child == keep || !self.is_apart(child, says)),
            );
        }
        found
    }

    fn is_apart(&self, token: usize, said: bool) -> bool {
        let here = &self.sentence.tokens[token];
        match here.deprel {
            "ccomp" | "parataxis" => !said,
            "conj" => here.upos == "VERB",
            "advcl" | "acl:relcl" | "acl" | "advcl:relcl" | "punct" => true,
            _ => self.times.iter().any(|&(_, time)| {
                self.sentence.tokens[time].head == Some(token) && is_own(self.sentence, time, token)
            }),
        }
    }
}

/// Whether a time hangs on a noun, so that it is told of what the noun names and of nothing else.
fn is_own(sentence: &Sentence, time: usize, head: usize) -> bool {
    sentence.tokens[head].upos == "NOUN"
        && (sentence.tokens[time].deprel.starts_with("nmod") || sentence.tokens[time].deprel == "compound")
}

/// A count worth comparing, with its unit: "15 million dollar"; small bare numbers say nothing.
fn count(sentence: &Sentence, number: usize) -> Option<String> {
    let token = &sentence.tokens[number];
    let unit =
        token.head.map(|h| &sentence.tokens[h]).filter(|h| matches!(h.upos, "NOUN" | "NUM" | "SYM"))?;
    let figure = token.form.to_lowercase();
    let large = figure.chars().filter(char::is_ascii_digit).count() >= 2 || unit.upos == "NUM";
    large.then(|| format!("{figure} {}", unit.lemma.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use crate::{Lore, article};
    use chancery_text::Document;

    fn told(text: &str) -> Vec<String> {
        let lore = Lore::shipped().unwrap_or_else(|e| panic!("{e}"));
        let model = chancery_parse::Model::shipped().unwrap_or_else(|e| panic!("{e}"));
        let document = Document::new("sha256:0".into(), "a.txt".into(), text);
        let sentences = chancery_parse::sentences(&document, &model);
        let findings = article(&document, &sentences, &lore);
        let words = findings.fingerprint.tellings;
        findings
            .times
            .all()
            .iter()
            .zip(words)
            .map(|(t, w)| format!("{}: {}", t.value.words, w.join(", ")))
            .collect()
    }

    #[test]
    fn each_clause_of_a_sentence_tells_its_own_event() {
        let told = told(
            "France in February sent 10 million dollars of aid and promised another 25 million dollars last week.",
        );
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("10 million") && !told[0].contains("25 million"), "{told:?}");
        assert!(told[1].contains("25 million") && told[1].contains("@FRA"), "{told:?}");
    }

    #[test]
    fn the_time_of_saying_is_told_of_what_is_said() {
        let told = told("The ministry said on Tuesday that the ferry had left the harbour.");
        assert!(told[0].contains("ferry") && told[0].contains("harbour"), "{told:?}");
    }

    #[test]
    fn the_time_of_what_is_said_is_not_told_of_saying() {
        let told = told("The minister told reporters that the council met on Friday.");
        assert!(told[0].contains("council") && !told[0].contains("reporter"), "{told:?}");
    }
}
