//! What a word hangs on: verbs, clauses, nouns with their clauses.

use super::Climb;
use crate::Status;

impl Climb<'_, '_> {
    /// Reads the tie to the word above; the next word to look at, if the mood hangs on it.
    pub(super) fn governor(&mut self, at: usize) -> Option<usize> {
        let token = &self.view.sentence.tokens[at];
        let head = token.head.filter(|&h| h < self.view.sentence.tokens.len())?;
        let by = self.by(at, head);
        let relation = token.deprel.split(':').next().unwrap_or_default();
        // "urged the rebels to join the talks": who is to take part is asked for, and not the talks.
        if at != self.start && self.is("takes_part", at) && self.is("calls_on", head) && relation != "conj" {
            self.drop();
            return None;
        }
        match token.deprel {
            "acl:relcl" => None,
            _ => match relation {
                "xcomp" => Some(self.under_verb(head, &by)),
                "ccomp" if matches!(by.as_str(), "whether" | "if") => {
                    self.drop();
                    None
                }
                "ccomp" | "csubj" => self.in_complement(head),
                "advcl" => self.in_adverbial(at, head, &by),
                "acl" => self.in_noun_clause(at, head, &by),
                "conj" => self.in_coordination(at, head),
                "obj" | "nsubj" | "obl" | "iobj" => self.as_argument(at, head, &by),
                "nmod" | "compound" => self.under_noun(head, &by),
                "appos" => Some(head),
                _ => None,
            },
        }
    }

    pub(super) fn by(&self, at: usize, head: usize) -> String {
        let edges = self.view.graph.down(head);
        edges.iter().find(|e| e.to == at && e.by.is_some()).and_then(|e| e.by.clone()).unwrap_or_default()
    }

    /// "plans to", "is expected to", "refused to", "began to".
    pub(super) fn under_verb(&mut self, head: usize, by: &str) -> usize {
        let going = self.lemma(head) == "go" && self.view.sentence.tokens[head].xpos == "VBG";
        if going || self.is("verb_scheduled", head) {
            self.say(Status::Scheduled);
        } else if matches!(self.lemma(head).as_str(), "hope" | "want" | "wish") && self.had(head) {
            self.drop();
        } else if self.is("verb_proposed", head) {
            self.say(Status::Proposed);
        } else if self.is("verb_missed", head) {
            if !self.mood.setting {
                self.undo(Status::Missed);
            }
        } else if self.is("verb_denied", head) || by == "from" && self.is("verb_prevents", head) {
            self.deny();
        }
        head
    }

    /// "had hoped to sign": what one had hoped for has not come.
    fn had(&self, at: usize) -> bool {
        let had = |&c: &usize| {
            let t = &self.view.sentence.tokens[c];
            t.deprel == "aux" && t.form.eq_ignore_ascii_case("had")
        };
        self.view.graph.children(at).iter().any(had)
    }

    /// "it is expected that", "hopes that", "denied that"; a plain report leaves the event as it is.
    pub(super) fn in_complement(&mut self, head: usize) -> Option<usize> {
        if self.is("verb_doubted", head) || self.is("verb_denied", head) || self.is_negated(head) {
            self.drop();
        } else if self.is("that_scheduled", head) || self.is("noun_of_plan", head) {
            self.say(Status::Scheduled);
        } else if self.is("that_proposed", head) || self.is("noun_of_wish", head) {
            self.say(Status::Proposed);
        }
        None
    }

    pub(super) fn is_negated(&self, at: usize) -> bool {
        let children = self.view.graph.children(at).iter();
        children
            .into_iter()
            .any(|&c| self.view.sentence.tokens[c].deprel == "advmod" && self.is("negation", c))
    }

    pub(super) fn in_adverbial(&mut self, at: usize, head: usize, by: &str) -> Option<usize> {
        let token = &self.view.sentence.tokens[at];
        let by = if by.is_empty() && self.asks_when(at) { "when" } else { by };
        if by == "to" && token.xpos == "VB" && self.is_encounter() && self.is("goes_to", head) {
            self.say(Status::Scheduled);
            return Some(head);
        }
        if self.is_supposed(at, head, by) {
            self.drop();
            return None;
        }
        match by {
            "to" if matches!(self.lemma(head).as_str(), "close" | "near" | "closer") => {
                self.say(Status::Proposed);
                None
            }
            // "will pay the price for barring the envoy": what something is done for has been done.
            "for" if token.xpos == "VBG" => None,
            _ if matches!(token.xpos, "VBG" | "VBN") => (!self.has_come_true(at)).then_some(head),
            "before" | "until" | "once" => {
                if token.xpos != "VBD" {
                    self.say(Status::Scheduled);
                }
                None
            }
            "when" | "as" | "while" | "after" if matches!(token.xpos, "VBZ" | "VBP") => Some(head),
            _ => None,
        }
    }

    /// "flew to Oslo to hold talks", "arrived to meet the king": what one goes somewhere for is due.
    pub(super) fn is_encounter(&self) -> bool {
        self.is("meeting_noun", self.start) || matches!(self.lemma(self.start).as_str(), "meet" | "confer")
    }

    /// "now that its forces have arrived": told as done, whatever the clause above plans.
    pub(super) fn has_come_true(&self, at: usize) -> bool {
        let has = |&c: &usize| {
            let t = &self.view.sentence.tokens[c];
            t.deprel == "aux" && matches!(t.xpos, "VBZ" | "VBP" | "VBD") && self.lemma(c) == "have"
        };
        self.view.graph.children(at).iter().any(has)
    }

    /// "if it leaves", "in order to leave", "instead of leaving", "not until it leaves".
    pub(super) fn is_supposed(&self, at: usize, head: usize, by: &str) -> bool {
        match by {
            // "accused the king of massing troops": what is charged is told as a fact, if only by who charges it.
            "of" if self.is("accuse", head) => false,
            "if" | "unless" | "whether" | "lest" | "without" | "against" | "from" | "instead"
            | "instead_of" | "rather_than" | "than" | "about" | "of" => true,
            "to" | "in_order" | "so" | "for" => self.view.sentence.tokens[at].xpos == "VB",
            "until" => self.is_open(head),
            _ => false,
        }
    }

    pub(super) fn asks_when(&self, at: usize) -> bool {
        self.view.graph.children(at).iter().any(|&c| self.lemma(c) == "when")
    }

    /// Whether the clause tells what will, would or may be: what it waits for has not come.
    pub(super) fn is_open(&self, at: usize) -> bool {
        let children = self.view.graph.children(at).iter();
        let refused = self.view.sentence.tokens[at].deprel == "xcomp"
            && self.view.sentence.tokens[at].head.is_some_and(|h| self.is("verb_denied", h));
        refused
            || children
                .into_iter()
                .any(|&c| self.view.sentence.tokens[c].xpos == "MD" || self.is("negation", c))
    }

    /// "a plan to withdraw", "the refusal to meet", "talks held in May".
    pub(super) fn in_noun_clause(&mut self, at: usize, head: usize, by: &str) -> Option<usize> {
        let token = &self.view.sentence.tokens[at];
        if by.is_empty() && matches!(token.xpos, "VBG" | "VBN") {
            return None;
        }
        if self.has_none(head) {
            self.drop();
        } else if self.is("noun_of_plan", head) {
            self.say(Status::Scheduled);
        } else if self.is("noun_of_wish", head) {
            self.say(Status::Proposed);
        } else {
            self.drop();
        }
        None
    }

    /// "has no plans to send troops", "does not have a plan for talks".
    pub(super) fn has_none(&self, noun: usize) -> bool {
        let token = &self.view.sentence.tokens[noun];
        let verb = token.head.filter(|&h| h < self.view.sentence.tokens.len() && token.deprel == "obj");
        self.no_one(noun) || verb.is_some_and(|v| self.is_negated(v))
    }

    pub(super) fn in_coordination(&mut self, at: usize, head: usize) -> Option<usize> {
        let token = &self.view.sentence.tokens[at];
        let bare = matches!(token.xpos, "VB" | "VBG" | "VBN" | "NN" | "NNS" | "NNP");
        let own = self.view.graph.children(at).iter().any(|&c| {
            let t = &self.view.sentence.tokens[c];
            t.deprel == "aux" || (t.deprel.starts_with("nsubj") && token.xpos != "VB")
        });
        let apart = ["on", "about", "against", "without", "of"];
        let under = |&c: &usize| {
            self.view.sentence.tokens[c].deprel == "mark" && apart.contains(&self.lemma(c).as_str())
        };
        if token.xpos == "VBG" && self.view.graph.children(at).iter().any(under) {
            self.drop();
            return None;
        }
        let but = self.view.graph.children(at).iter().any(|&c| self.lemma(c) == "but");
        let modal =
            |h: usize| self.view.graph.children(h).iter().any(|&c| self.view.sentence.tokens[c].xpos == "MD");
        let plain = self.view.graph.children(at).iter().any(|&c| {
            let t = &self.view.sentence.tokens[c];
            t.deprel == "cop" && t.xpos == "VB"
        });
        let bare = bare || plain || (token.xpos == "VBP" && modal(head));
        if bare && !own && but && self.is_negated(head) {
            if modal(head) {
                self.say(Status::Scheduled);
            }
            return None;
        }
        (bare && !own).then_some(head)
    }
}
