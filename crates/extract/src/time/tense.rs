//! Whether what happens at a time lies behind or ahead of the report, by the verb that governs it.

use chancery_text::{Sentence, Sentences, Span, Token};

use super::{
    classes::small,
    lore::TimeLore,
    words::{Shape, Word},
};

/// On which side of the report's day a time lies, by tense and aspect.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Direction {
    /// The verb tells of it as done.
    Past,
    /// The verb tells of it as to come.
    Future,
    /// The words do not tell.
    Unknown,
}

/// What the verb says of a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Tense {
    Past,
    Future,
    Unknown,
    /// The day of a plan that is told as past, and may have passed or not: "had been scheduled for Friday".
    Planned,
}

impl Tense {
    pub(crate) fn direction(self) -> Direction {
        match self {
            Tense::Past => Direction::Past,
            Tense::Future => Direction::Future,
            Tense::Unknown | Tense::Planned => Direction::Unknown,
        }
    }
}

/// The direction by the parse of the sentence that holds `span`, if it was parsed.
pub(crate) fn by_parse(lore: &TimeLore, sentences: &Sentences, span: Span) -> Option<Tense> {
    let (sentence, head) = top(sentences, span)?;
    if sentence.tokens[head].upos.is_empty() {
        return None;
    }
    let clause = Clause { lore, sentence };
    match sentence.tokens[head].deprel {
        // "the 12 January meeting": what stands within a name has no tense but that of the meeting.
        "compound" | "nummod" | "amod" | "nmod:poss" => Some(clause.beside_a_noun(head)),
        "parataxis" | "list" | "dep" | "root" => Some(Tense::Unknown),
        // The parse has not found what it hangs on: the words around tell more.
        "appos" | "nmod:unmarked" => None,
        _ => Some(clause.governed(head)),
    }
}

/// The sentence that holds `span`, and the token of it that hangs on nothing within `span`.
pub(crate) fn top(sentences: &Sentences, span: Span) -> Option<(&Sentence, usize)> {
    let place = sentences.list.partition_point(|s| s.span.end() <= span.start());
    let sentence = sentences.list.get(place).filter(|s| s.span.meets(span))?;
    let inside = |i: usize| sentence.tokens[i].span.meets(span);
    let head = (0..sentence.tokens.len())
        .filter(|&i| inside(i))
        .find(|&i| sentence.tokens[i].head.is_none_or(|h| !inside(h)))?;
    Some((sentence, head))
}

/// "said Tuesday", "the decision, announced Tuesday": the word before tells of a deed done that day.
pub(crate) fn tells_of_done(lore: &TimeLore, sentences: &Sentences, word: Span) -> bool {
    let Some((sentence, at)) = top(sentences, word) else { return false };
    let token = &sentence.tokens[at];
    let plans = ["SCHEDULES", "SLATED", "BIDS"].iter().any(|class| lore.lists(class, &token.lemma));
    let bare = || !sentence.children(at).any(|c| sentence.tokens[c].deprel.starts_with("aux"));
    match token.xpos {
        "VBD" => !lore.lists("SCHEDULES", &token.lemma),
        "VBN" => !plans && token.deprel != "conj" && bare(),
        _ => false,
    }
}

/// A sentence with the words that tell of plans and deeds.
struct Clause<'a> {
    lore: &'a TimeLore,
    sentence: &'a Sentence,
}

impl Clause<'_> {
    /// "the October slaying" is done, "ahead of Friday's vote" is to come; of others the verb over them tells.
    fn beside_a_noun(&self, head: usize) -> Tense {
        let Some(noun) = self.sentence.tokens[head].head else { return Tense::Unknown };
        let lemma = self.sentence.tokens[noun].lemma.as_str();
        if self.lore.lists("DEED", lemma) {
            return Tense::Past;
        }
        if !self.lore.lists("APPOINTMENT", lemma) {
            return Tense::Unknown;
        }
        let case = self.sentence.child(noun, "case").map(|c| self.sentence.tokens[c].lemma.as_str());
        match case {
            Some("ahead") => Tense::Future,
            _ if self.governed(noun) == Tense::Future => Tense::Future,
            _ => Tense::Unknown,
        }
    }

    /// Climbs from a token to the verb over it and reads its tense.
    fn governed(&self, from: usize) -> Tense {
        if let Some(moved) = self.moved_to(from) {
            return moved;
        }
        let mut at = from;
        for _ in 0..self.sentence.tokens.len() {
            let token = &self.sentence.tokens[at];
            if (at != from || token.upos == "VERB")
                && let Some(direction) = self.tense(at)
            {
                return direction;
            }
            match token.head {
                Some(head) => at = head,
                None => break,
            }
        }
        Tense::Unknown
    }

    /// What a predicate's form says of its time; `None` to climb on.
    fn tense(&self, at: usize) -> Option<Tense> {
        let (sentence, lore) = (self.sentence, self.lore);
        let token = &sentence.tokens[at];
        let lemma = token.lemma.as_str();
        let auxiliaries: Vec<&Token> = sentence
            .children(at)
            .map(|c| &sentence.tokens[c])
            .filter(|c| c.deprel.starts_with("aux") || c.deprel == "cop")
            .collect();
        if !matches!(token.upos, "VERB" | "AUX") && auxiliaries.is_empty() {
            let ahead = ["OUTLOOK", "SLATED"].iter().any(|class| lore.lists(class, lemma));
            return ahead.then_some(Tense::Future);
        }
        let has = |tag: &str, lemmas: &[&str]| {
            auxiliaries.iter().any(|a| {
                (tag.is_empty() || a.xpos == tag) && (lemmas.is_empty() || lemmas.contains(&a.lemma.as_str()))
            })
        };
        if has("MD", &[]) {
            let past = has("VB", &["have"]) || (has("MD", &["could", "can"]) && self.denied(at));
            return Some(if past { Tense::Past } else { Tense::Future });
        }
        let to = sentence
            .children(at)
            .any(|c| sentence.tokens[c].deprel == "mark" && sentence.tokens[c].lemma == "to");
        let was = has("VBD", &[]);
        let perfect = has("", &["have"]);
        match token.xpos {
            "VB" if to => self.infinitive(at),
            "VB" => match token.head {
                Some(head) if token.deprel == "conj" => self.tense(head),
                _ => None,
            },
            "VBD" | "VBN" | "VBG" if lore.lists("SCHEDULES", lemma) => Some(self.plan(at, perfect)),
            "VBN" if lore.lists("SLATED", lemma) && !perfect && self.looks_ahead(at) => Some(Tense::Future),
            "VBN" if lore.lists("BIDS", lemma) && has("", &["be"]) && !perfect => Some(Tense::Future),
            "VBD" if lore.lists("CONVENES", lemma) && self.of_an_appointment(at) => Some(Tense::Planned),
            "VBG" if was || perfect => Some(Tense::Past),
            "VBG" if has("", &["be"]) => Some(Tense::Future),
            "VBG" => None,
            "VBN" if auxiliaries.is_empty() && token.deprel == "conj" => {
                token.head.and_then(|h| self.tense(h))
            }
            "VBN" if has("VBZ", &["be"]) || has("VBP", &["be"]) => {
                Some(if perfect { Tense::Past } else { Tense::Unknown })
            }
            "VBN" | "VBD" => Some(Tense::Past),
            "VBZ" | "VBP" if lore.lists("SAYS", lemma) => Some(Tense::Past),
            "VBZ" | "VBP" if matches!(lemma, "be" | "have") => Some(Tense::Unknown),
            "VBZ" | "VBP" if lore.lists("TIMETABLE", lemma) => Some(Tense::Future),
            "VBZ" | "VBP" if self.is_condition(at) => Some(Tense::Future),
            // A caption tells in the present of the day of its picture.
            "VBZ" | "VBP" => Some(Tense::Unknown),
            _ if was => Some(Tense::Past),
            _ => Some(Tense::Unknown),
        }
    }

    /// "put off from Thursday to Monday", "called for March 12": the day to which something was moved lies ahead of
    /// the moving; the day from which, and for which something had been called, may have come or not.
    fn moved_to(&self, from: usize) -> Option<Tense> {
        let (sentence, lore) = (self.sentence, self.lore);
        let case = sentence.child(from, "case").map(|c| sentence.tokens[c].lemma.to_lowercase())?;
        let over = sentence.tokens[from].head?;
        let verb = &sentence.tokens[over];
        match case.as_str() {
            "to" | "until" | "till" if lore.lists("MOVES", &verb.lemma) => Some(Tense::Future),
            "from" if lore.lists("MOVES", &verb.lemma) => Some(Tense::Planned),
            "for" if lore.lists("CALLS", &verb.lemma) && verb.xpos == "VBN" => Some(Tense::Planned),
            // "called a meeting for Sunday", "agreed on talks for Monday"
            "for" if lore.lists("APPOINTMENT", &verb.lemma) => Some(Tense::Future),
            "for" if verb.xpos == "VBD" && self.of_an_appointment(over) => Some(Tense::Future),
            _ => None,
        }
    }

    /// "was scheduled for", "has scheduled", "planned a rally on" look ahead; "had been planned for" may have failed.
    fn plan(&self, at: usize, perfect: bool) -> Tense {
        let sentence = self.sentence;
        let had = sentence.children(at).any(|c| {
            let aux = &sentence.tokens[c];
            aux.deprel.starts_with("aux") && aux.lemma == "have" && aux.xpos == "VBD"
        });
        if perfect {
            return if had { Tense::Planned } else { Tense::Future };
        }
        let token = &sentence.tokens[at];
        let over = token.head.filter(|_| token.deprel == "acl" && token.xpos == "VBN");
        let missed = over.and_then(|noun| self.done(noun));
        if missed.is_some() { Tense::Planned } else { Tense::Future }
    }

    /// Whether what befalls the noun is told as done: "the talks planned for Saturday were cancelled".
    fn done(&self, noun: usize) -> Option<usize> {
        let mut verb = self.sentence.tokens[noun].head?;
        // "failed to come to talks scheduled for Friday"
        if self.sentence.tokens[verb].deprel == "xcomp" {
            verb = self.sentence.tokens[verb].head?;
        }
        let token = &self.sentence.tokens[verb];
        let told = token.upos == "VERB" && !self.lore.lists("SAYS", &token.lemma);
        (told && self.tense(verb) == Some(Tense::Past)).then_some(verb)
    }

    /// "could not be reached", "none could be found": what did not come about is told as past.
    fn denied(&self, at: usize) -> bool {
        self.sentence.children(at).map(|c| &self.sentence.tokens[c]).any(|c| {
            let lemma = c.lemma.as_str();
            matches!(lemma, "not" | "n't" | "never" | "neither")
                || (c.deprel.starts_with("nsubj")
                    && matches!(lemma, "none" | "nobody" | "nothing" | "neither" | "no-one"))
                || (c.deprel.starts_with("nsubj")
                    && self.sentence.tokens.iter().any(|t| {
                        t.deprel == "cc:preconj" && t.lemma == "neither" && t.span.end() <= c.span.end()
                    }))
        })
    }

    /// "agreed to meet", "a plan to meet" look ahead; "flew to meet" is of the time of the flight.
    fn infinitive(&self, at: usize) -> Option<Tense> {
        let token = &self.sentence.tokens[at];
        let over = token.head.map(|h| &self.sentence.tokens[h]);
        match token.deprel.split(':').next().unwrap_or_default() {
            "advcl" => None,
            "acl" => {
                let head = over.map(|t| t.lemma.as_str()).unwrap_or_default();
                self.lore.lists("PROSPECT", head).then_some(Tense::Future)
            }
            "xcomp" if over.is_some_and(|t| self.lore.lists("SCHEDULES", &t.lemma)) => Some(
                token
                    .head
                    .and_then(|h| self.tense(h))
                    .filter(|t| *t == Tense::Planned)
                    .unwrap_or(Tense::Future),
            ),
            // "were going to meet on Sunday": a plan of then.
            "xcomp" if over.is_some_and(|t| t.lemma == "go" && t.xpos == "VBG") => {
                let then = token.head.and_then(|h| self.tense(h)) == Some(Tense::Past);
                Some(if then { Tense::Planned } else { Tense::Future })
            }
            "xcomp" if over.is_some_and(|t| self.lore.lists("COMES_ABOUT", &t.lemma)) => {
                token.head.and_then(|h| self.tense(h))
            }
            _ => Some(Tense::Future),
        }
    }

    /// "if it breaches the limit on Thursday", "when they meet on Monday": the present of what is still open.
    fn is_condition(&self, at: usize) -> bool {
        self.sentence.children(at).map(|c| &self.sentence.tokens[c]).any(|c| {
            matches!(c.deprel.split(':').next(), Some("mark" | "advmod"))
                && matches!(
                    c.lemma.as_str(),
                    "if" | "unless" | "when" | "once" | "until" | "before" | "whether"
                )
        })
    }

    /// "is set for Monday", "set to begin on Monday", but not "set ablaze on Monday".
    fn looks_ahead(&self, at: usize) -> bool {
        let sentence = self.sentence;
        let token = |i: usize| &sentence.tokens[i];
        token(at).lemma != "set"
            || sentence.children(at).any(|c| {
                let to = || sentence.children(c).any(|m| token(m).deprel == "mark" && token(m).lemma == "to");
                let preposition = || sentence.child(c, "case").map(|m| token(m).lemma.as_str());
                (matches!(token(c).deprel, "xcomp" | "advcl") && to()) || preposition() == Some("for")
            })
    }

    /// "requested a meeting on Monday", "called a summit for Monday": the day is that of the meeting, as a rule.
    fn of_an_appointment(&self, at: usize) -> bool {
        let object = self.sentence.child(at, "obj").map(|c| self.sentence.tokens[c].lemma.as_str());
        object.is_some_and(|lemma| self.lore.lists("APPOINTMENT", lemma))
    }
}

const AHEAD: [&str; 22] = [
    "will",
    "would",
    "shall",
    "may",
    "might",
    "could",
    "should",
    "must",
    "expected",
    "scheduled",
    "due",
    "planned",
    "plans",
    "set",
    "slated",
    "intends",
    "hopes",
    "planning",
    "to",
    "ll",
    "upcoming",
    "expects",
];
const BEHIND: [&str; 34] = [
    "said", "told", "was", "were", "had", "has", "have", "did", "met", "held", "began", "came", "went",
    "took", "left", "made", "gave", "flew", "spoke", "saw", "ran", "won", "lost", "fell", "broke", "killed",
    "led", "put", "sent", "found", "got", "rose", "says", "been",
];

/// The direction by the nearest telling word of the sentence, where no parse is at hand.
pub(crate) fn by_words(text: &str, words: &[Word], from: usize, to: usize) -> Tense {
    let mut left = (from.saturating_sub(14)..from).rev().take_while(|&i| !ends_sentence(text, words, i));
    let mut right = (to..words.len().min(to + 9)).take_while(|&i| !ends_sentence(text, words, i));
    let cue = |i: usize| cue(&small(text, &words[i]), words[i].shape);
    left.find_map(cue).or_else(|| right.find_map(cue)).unwrap_or(Tense::Unknown)
}

fn ends_sentence(text: &str, words: &[Word], at: usize) -> bool {
    matches!(small(text, &words[at]).as_str(), "." | ";" | "!" | "?")
}

fn cue(small: &str, shape: Shape) -> Option<Tense> {
    if shape != Shape::Letters {
        return None;
    }
    if AHEAD.contains(&small) && small != "to" {
        return Some(Tense::Future);
    }
    let past = BEHIND.contains(&small) || (small.len() > 4 && small.ends_with("ed"));
    past.then_some(Tense::Past)
}
