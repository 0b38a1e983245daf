//! What hangs on a word: auxiliaries, negation, adjectives.

use super::Climb;
use crate::Status;

impl Climb<'_, '_> {
    /// Auxiliaries, negation and adjectives that hang on the word.
    pub(super) fn words_of(&mut self, at: usize) {
        let tokens = &self.view.sentence.tokens;
        let noun = matches!(tokens[at].upos, "NOUN" | "PROPN") && !self.has_copula(at);
        let loose = matches!(tokens[at].deprel, "root" | "parataxis") && tokens[at].xpos == "VB";
        if self.is_inverted(at) || self.is_habit(at) {
            self.drop();
            return;
        }
        if self.is_to(at) {
            self.say(if self.is_perfect(at) { Status::Missed } else { Status::Scheduled });
        }
        let marks = |word: &str| {
            self.view.graph.children(at).iter().any(|&c| tokens[c].deprel == "mark" && self.lemma(c) == word)
        };
        // "The plan had been for the king to meet the rebels": what is for someone to do is not done.
        if marks("for") && marks("to") {
            self.say(Status::Proposed);
        }
        let mut had = false;
        let mut perfect = tokens[at].xpos == "VBN";
        for &c in self.view.graph.children(at) {
            let lemma = self.lemma(c);
            match tokens[c].deprel {
                "aux" | "aux:pass" | "cop" => match lemma.as_str() {
                    "will" | "shall" | "'ll" | "wo" => self.say(Status::Scheduled),
                    "would" => self.would(at),
                    "may" | "might" | "could" | "can" | "must" | "should" | "ought" => {
                        self.say(Status::Proposed);
                    }
                    "have" => {
                        had |= tokens[c].form.eq_ignore_ascii_case("had");
                        perfect = true;
                    }
                    _ => {}
                },
                "advmod" | "det" | "cc:preconj" if self.is("negation", c) && !self.not_only(c) => self.deny(),
                "nsubj" | "nsubj:pass" | "obj" if self.no_one(c) => self.deny(),
                "amod" | "compound" if noun => self.modifier(c),
                "acl" if noun && tokens[c].xpos == "VBN" => self.modifier(c),
                "mark" if lemma == "to" && loose && !self.is_to(at) => self.drop(),
                // "The envoy is due to arrive", with "due to" read as one word of introduction.
                "mark" | "case" if lemma == "due" && self.has_copula(at) => self.say(Status::Scheduled),
                _ => {}
            }
        }
        self.mood.earlier |= had && perfect;
        if tokens[at].xpos == "VBG"
            && matches!(tokens[at].deprel, "root" | "ccomp" | "csubj" | "parataxis")
            && !self.has_auxiliary(at)
        {
            self.say(Status::Proposed);
        }
    }

    /// "The ministers were to meet", "talks are to be held", and a headline's "Premier to visit Rome".
    pub(super) fn is_to(&self, at: usize) -> bool {
        let tokens = &self.view.sentence.tokens;
        let has = |deprel: &str, lemma: Option<&str>| {
            self.view
                .graph
                .children(at)
                .iter()
                .any(|&c| tokens[c].deprel == deprel && lemma.is_none_or(|l| self.lemma(c) == l))
        };
        let root = tokens[at].deprel == "root";
        has("mark", Some("to"))
            && (has("aux", Some("be")) || (root && (has("nsubj", None) || has("nsubj:pass", None))))
    }

    /// "were to have met on Monday": they did not.
    fn is_perfect(&self, at: usize) -> bool {
        let have = |&c: &usize| {
            let t = &self.view.sentence.tokens[c];
            t.deprel == "aux" && t.xpos == "VB" && self.lemma(c) == "have"
        };
        self.view.graph.children(at).iter().any(have)
    }

    /// "Had the envoy met the rebels", "should Chad attack": a condition without its "if".
    fn is_inverted(&self, at: usize) -> bool {
        let tokens = &self.view.sentence.tokens;
        let children = || self.view.graph.children(at).iter().copied();
        let Some(subject) = children().find(|&c| tokens[c].deprel.starts_with("nsubj")) else { return false };
        let first = |&c: &usize| {
            let begins = c == 0 || matches!(tokens[c - 1].form.as_str(), "," | "\"" | "“" | "and" | "but");
            matches!(tokens[c].deprel, "aux" | "cop" | "aux:pass")
                && matches!(tokens[c].form.to_lowercase().as_str(), "had" | "should" | "were")
                && begins
                && c < subject
        };
        tokens[at].deprel != "root" && children().any(|c| first(&c))
    }

    /// "Every spring the armies hold drills", "they usually meet in May": what is always so is no event.
    fn is_habit(&self, at: usize) -> bool {
        let tokens = &self.view.sentence.tokens;
        let each = |c: usize| {
            let mut below = self.view.graph.children(c).iter();
            self.is("time_noun", c) && below.any(|&d| matches!(self.lemma(d).as_str(), "every" | "each"))
        };
        let always = |&c: &usize| match tokens[c].deprel.split(':').next() {
            Some("advmod") => self.is("habitually", c),
            Some("obl") => each(c),
            _ => false,
        };
        matches!(tokens[at].xpos, "VBZ" | "VBP") && self.view.graph.children(at).iter().any(always)
    }

    /// "was expected to visit Rome, but the trip was called off": what is done by the next clause to what is planned.
    pub(super) fn undone_by_the_next(&mut self, at: usize) {
        let tokens = &self.view.sentence.tokens;
        let occasion = |&s: &usize| {
            let known = |&c: &usize| matches!(self.lemma(c).as_str(), "the" | "that" | "this");
            let kin = if self.is_encounter() { "meeting_noun" } else { "visit_noun" };
            tokens[s].deprel == "nsubj:pass"
                && (self.is(kin, s) || self.lemma(s) == "plan")
                && self.view.graph.children(s).iter().any(known)
        };
        let next = self.view.graph.children(at).iter().copied();
        let passive = |&c: &usize| {
            tokens[c].deprel == "conj"
                && tokens[c].xpos == "VBN"
                && self.view.graph.children(c).iter().any(occasion)
        };
        let Some(undone) = next.filter(passive).find(|&c| self.calls_off(c) || self.puts_off(c)) else {
            return;
        };
        if self.mood.status == Some(Status::Scheduled) {
            let off = if self.calls_off(undone) { Status::Cancelled } else { Status::Postponed };
            self.mood.status = Some(off);
        }
    }

    /// "no side", "neither party", "nobody", "neither he nor the king".
    pub(super) fn no_one(&self, subject: usize) -> bool {
        let determined = self.view.graph.children(subject).iter();
        let none = determined.into_iter().any(|&c| {
            let relation = self.view.sentence.tokens[c].deprel;
            (relation.starts_with("det") || relation == "cc:preconj") && self.is("negation", c)
        });
        none || self.is("negation", subject)
    }

    pub(super) fn not_only(&self, c: usize) -> bool {
        let next = self.view.sentence.tokens.get(c + 1).map(|t| t.lemma.to_lowercase());
        next.is_some_and(|n| matches!(n.as_str(), "only" | "just" | "least"))
    }

    pub(super) fn has_auxiliary(&self, at: usize) -> bool {
        let children = self.view.graph.children(at).iter();
        children.into_iter().any(|&c| self.view.sentence.tokens[c].deprel.starts_with("aux"))
    }

    pub(super) fn has_copula(&self, at: usize) -> bool {
        self.view.graph.children(at).iter().any(|&c| self.view.sentence.tokens[c].deprel == "cop")
    }

    /// "would": the future of a past report, or a condition's consequence.
    pub(super) fn would(&mut self, at: usize) {
        let conditional = self.view.graph.down(at).iter().any(|e| e.is("advcl:if") || e.is("advcl:unless"));
        self.mood.conditional |= conditional;
        let frames = self.view.graph.up(at).iter().filter(|e| e.is("content") || e.is("ccomp"));
        let frames: Vec<usize> = frames.map(|e| e.to).collect();
        let reported = !frames.is_empty();
        let wished = frames.iter().any(|&f| self.is("that_proposed", f));
        self.say(match (conditional, reported) {
            (true, _) => Status::Conditional,
            (false, true) if wished => Status::Proposed,
            (false, true) => Status::Scheduled,
            (false, false) => Status::Proposed,
        });
    }

    /// "upcoming talks", "a proposed visit", "the meeting scheduled for Monday".
    pub(super) fn modifier(&mut self, c: usize) {
        let plain = self.mood.status == Some(Status::Happened);
        if self.is("noun_scheduled", c) {
            self.say(Status::Scheduled);
        } else if self.is("noun_proposed", c) {
            self.say(Status::Proposed);
        } else if self.is("noun_cancelled", c) {
            self.say(Status::Cancelled);
        } else if self.is("noun_postponed", c) {
            self.say(Status::Postponed);
        }
        self.described |= plain && self.mood.status != Some(Status::Happened);
    }
}
