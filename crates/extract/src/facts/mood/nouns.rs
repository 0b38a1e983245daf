//! Event nouns: what the verb or noun above does to them.

use super::Climb;
use crate::Status;

impl Climb<'_, '_> {
    /// An event noun as subject or object: what the verb does to it.
    pub(super) fn as_argument(&mut self, at: usize, head: usize, by: &str) -> Option<usize> {
        let noun = matches!(self.view.sentence.tokens[at].upos, "NOUN" | "PROPN");
        if !noun {
            return None;
        }
        if self.mood.setting {
            return Some(head);
        }
        match by {
            "ahead_of" | "before" | "pending" => {
                self.say(Status::Scheduled);
                return None;
            }
            "over"
                if ["verb_cancels", "verb_postpones", "verb_prevents"].iter().any(|c| self.is(c, head)) =>
            {
                return None;
            }
            "after" | "since" | "following" | "because_of" | "due_to" | "despite" | "amid" | "amidst" => {
                return None;
            }
            "without" | "against" => {
                self.drop();
                return None;
            }
            // "flew to Oslo for talks", "left for a summit".
            "for" if self.is("goes_to", head) && !matches!(self.lemma(head).as_str(), "arrive" | "come") => {
                self.say(Status::Scheduled);
                return Some(head);
            }
            "during" => {
                self.mood.setting = true;
                return Some(head);
            }
            "at" | "in" if !self.is("takes_part", head) => {
                self.mood.setting = true;
                return Some(head);
            }
            _ => {}
        }
        // "The truce proposed by Chad took effect": what was only proposed or planned has come about.
        let verb = &self.view.sentence.tokens[head];
        let subject = self.view.sentence.tokens[at].deprel == "nsubj";
        if self.described && subject && verb.xpos == "VBD" && self.is("came_about", head) {
            self.mood.status = Some(Status::Happened);
            self.described = false;
        }
        // "cancelled the visit near the border", "proposed it with an attack": only what the verb takes is undone.
        let taken = matches!(
            by,
            "" | "for" | "to" | "on" | "of" | "from" | "about" | "into" | "out_of" | "in" | "at"
        );
        if self.view.sentence.tokens[at].deprel.starts_with("obl") && !taken {
            return Some(head);
        }
        if subject || self.view.sentence.tokens[at].deprel == "nsubj:pass" {
            self.undone_next(head);
        }
        let called_for = matches!(by, "for" | "to") && self.is("verb_wants_for", head);
        if self.calls_off(head) {
            self.undo(Status::Cancelled);
        } else if called_for || self.is("verb_proposes", head) {
            self.say(Status::Proposed);
        } else if self.puts_off(head) {
            self.undo(Status::Postponed);
        } else if (self.is("verb_schedules", head) && !self.is("stance_noun", at)) || self.convenes(at, head)
        {
            self.say(Status::Scheduled);
        } else if self.is("verb_prevents", head) {
            self.drop();
        } else if self.is("verb_misses", head) || self.particle(head, "stay", "away") {
            self.undo(Status::Missed);
        }
        Some(head)
    }

    /// "The visit was planned for May but was put off": what is done to the subject by the next verb.
    pub(super) fn undone_next(&mut self, verb: usize) {
        let tokens = &self.view.sentence.tokens;
        let own =
            |c: usize| self.view.graph.children(c).iter().any(|&t| tokens[t].deprel.starts_with("nsubj"));
        let next = self.view.graph.children(verb).iter().copied();
        for c in next.filter(|&c| tokens[c].deprel == "conj" && tokens[c].xpos == "VBN" && !own(c)) {
            if self.calls_off(c) {
                self.undo(Status::Cancelled);
            } else if self.puts_off(c) {
                self.undo(Status::Postponed);
            }
        }
    }

    /// "called a meeting", "a session was called for Thursday"; but "called the meeting a success".
    pub(super) fn convenes(&self, at: usize, head: usize) -> bool {
        let tokens = &self.view.sentence.tokens;
        let taken = matches!(tokens[at].deprel, "obj" | "nsubj:pass");
        let named = self.view.graph.children(head).iter().any(|&c| tokens[c].deprel == "xcomp");
        let strike = matches!(self.lemma(at).as_str(), "strike" | "protest" | "election");
        taken && !named && !strike && self.lemma(head) == "call"
    }

    pub(super) fn calls_off(&self, verb: usize) -> bool {
        self.is("verb_cancels", verb) || self.particle(verb, "call", "off")
    }

    pub(super) fn puts_off(&self, verb: usize) -> bool {
        self.is("verb_postpones", verb)
            || self.particle(verb, "put", "off")
            || self.particle(verb, "push", "back")
            || self.particle(verb, "put", "hold")
    }

    /// A verb with its particle: "called off", "put off".
    pub(super) fn particle(&self, head: usize, verb: &str, particle: &str) -> bool {
        let off = |&c: &usize| self.lemma(c) == particle && self.view.sentence.tokens[c].deprel != "case";
        self.view.lemmas[head].iter().any(|l| l == verb) && self.view.graph.children(head).iter().any(off)
    }

    /// "a proposal for talks", "the risk of an attack", "a day after talks".
    pub(super) fn under_noun(&mut self, head: usize, by: &str) -> Option<usize> {
        if matches!(by, "after" | "since" | "during" | "following" | "over" | "despite" | "amid") {
            // "an accord after weeks of talks": what went before it is not what it foresees.
            self.mood.earlier |= matches!(by, "after" | "following");
            return None;
        }
        if self.mood.setting {
            return Some(head);
        }
        if by == "at" && !self.is("noun_of_plan", head) && !self.is("noun_of_wish", head) {
            self.mood.setting = true;
            return Some(head);
        }
        let planned = self.is("noun_of_plan", head) || self.is("noun_of_wish", head);
        if planned && self.has_none(head) {
            self.drop();
        } else if self.is("noun_cancels", head) {
            self.undo(Status::Cancelled);
        } else if self.is("noun_postpones", head) {
            self.undo(Status::Postponed);
        } else if self.is("noun_of_part", head) {
            return Some(head);
        } else if self.is("noun_of_risk", head) {
            self.drop();
        } else if self.is("noun_of_wish", head) || by == "for" && self.is("moves_out", self.start) {
            // "a draft accord for the withdrawal of troops": what something is for has not come by it.
            self.say(Status::Proposed);
        } else if self.is("noun_of_plan", head) || matches!(by, "ahead_of" | "before") {
            self.say(Status::Scheduled);
        }
        Some(head).filter(|&h| self.has_copula(h))
    }
}
