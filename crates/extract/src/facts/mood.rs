//! Whether what a word tells took place, is due, is proposed or only imagined: modality, tense and framing.

use chancery_rules::{Book, View};

use crate::Status;

/// How far a predicate's governors are followed.
const DEPTH: usize = 8;

/// What the words around a predicate make of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Mood {
    /// Its status; `None` where it is not asserted at all (a hypothesis, a purpose, a negation).
    pub(super) status: Option<Status>,
    /// Told as earlier than the rest: past perfect.
    pub(super) earlier: bool,
    /// Under a conditional clause or with one.
    pub(super) conditional: bool,
    /// Where something else is done: "failed to agree at their summit".
    pub(super) setting: bool,
}

/// The mood of the predicate at `token`.
pub(super) fn mood(view: &View, book: &Book, token: usize) -> Mood {
    let mut climb = Climb {
        view,
        book,
        mood: Mood { status: Some(Status::Happened), earlier: false, conditional: false, setting: false },
        described: false,
        start: token,
    };
    climb.from(token);
    climb.mood
}

struct Climb<'v, 's> {
    view: &'v View<'s>,
    book: &'v Book,
    mood: Mood,
    /// Whether the status is only what an adjective beside the noun says.
    described: bool,
    /// The predicate.
    start: usize,
}

impl Climb<'_, '_> {
    fn from(&mut self, token: usize) {
        let mut at = token;
        for _ in 0..DEPTH {
            self.words_of(at);
            if self.mood.status.is_none() {
                return;
            }
            match self.governor(at) {
                Some(next) => at = next,
                None => return,
            }
        }
    }

    fn lemma(&self, i: usize) -> String {
        self.view.sentence.tokens[i].lemma.to_lowercase()
    }

    fn is(&self, class: &str, i: usize) -> bool {
        self.book.any_in_class(class, &self.view.lemmas[i])
    }

    /// Status only ever moves away from "happened"; what is nearest to the event counts. Who only threatens to
    /// stay away, or may call it off, has not done so.
    fn say(&mut self, status: Status) {
        match (self.mood.status, status) {
            (Some(Status::Happened), _) => self.mood.status = Some(status),
            (Some(Status::Missed), Status::Scheduled)
            | (Some(Status::Missed | Status::Cancelled | Status::Postponed), Status::Proposed) => self.drop(),
            _ => {}
        }
    }

    /// What is called off, put off or missed is so, however its noun is described.
    fn undo(&mut self, status: Status) {
        let open = self.mood.status == Some(Status::Happened) || self.described;
        if open && self.mood.status.is_some() {
            self.mood.status = Some(status);
        }
    }

    fn drop(&mut self) {
        self.mood.status = None;
    }

    /// What is not done, or only refused, at a meeting does not undo the meeting.
    fn deny(&mut self) {
        if !self.mood.setting {
            self.drop();
        }
    }

    /// Auxiliaries, negation and adjectives that hang on the word.
    fn words_of(&mut self, at: usize) {
        let tokens = &self.view.sentence.tokens;
        let noun = matches!(tokens[at].upos, "NOUN" | "PROPN") && !self.has_copula(at);
        let loose = matches!(tokens[at].deprel, "root" | "parataxis") && tokens[at].xpos == "VB";
        if self.is_to(at) {
            self.say(Status::Scheduled);
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
    fn is_to(&self, at: usize) -> bool {
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

    /// "no side", "neither party", "nobody", "neither he nor the king".
    fn no_one(&self, subject: usize) -> bool {
        let determined = self.view.graph.children(subject).iter();
        let none = determined.into_iter().any(|&c| {
            let relation = self.view.sentence.tokens[c].deprel;
            (relation.starts_with("det") || relation == "cc:preconj") && self.is("negation", c)
        });
        none || self.is("negation", subject)
    }

    fn not_only(&self, c: usize) -> bool {
        let next = self.view.sentence.tokens.get(c + 1).map(|t| t.lemma.to_lowercase());
        next.is_some_and(|n| matches!(n.as_str(), "only" | "just" | "least"))
    }

    fn has_auxiliary(&self, at: usize) -> bool {
        let children = self.view.graph.children(at).iter();
        children.into_iter().any(|&c| self.view.sentence.tokens[c].deprel.starts_with("aux"))
    }

    fn has_copula(&self, at: usize) -> bool {
        self.view.graph.children(at).iter().any(|&c| self.view.sentence.tokens[c].deprel == "cop")
    }

    /// "would": the future of a past report, or a condition's consequence.
    fn would(&mut self, at: usize) {
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
    fn modifier(&mut self, c: usize) {
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

    /// Reads the tie to the word above; the next word to look at, if the mood hangs on it.
    fn governor(&mut self, at: usize) -> Option<usize> {
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

    fn by(&self, at: usize, head: usize) -> String {
        let edges = self.view.graph.down(head);
        edges.iter().find(|e| e.to == at && e.by.is_some()).and_then(|e| e.by.clone()).unwrap_or_default()
    }

    /// "plans to", "is expected to", "refused to", "began to".
    fn under_verb(&mut self, head: usize, by: &str) -> usize {
        let going = self.lemma(head) == "go" && self.view.sentence.tokens[head].xpos == "VBG";
        if going || self.is("verb_scheduled", head) {
            self.say(Status::Scheduled);
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

    /// "it is expected that", "hopes that", "denied that"; a plain report leaves the event as it is.
    fn in_complement(&mut self, head: usize) -> Option<usize> {
        if self.is("verb_doubted", head) || self.is("verb_denied", head) || self.is_negated(head) {
            self.drop();
        } else if self.is("that_scheduled", head) || self.is("noun_of_plan", head) {
            self.say(Status::Scheduled);
        } else if self.is("that_proposed", head) || self.is("noun_of_wish", head) {
            self.say(Status::Proposed);
        }
        None
    }

    fn is_negated(&self, at: usize) -> bool {
        let children = self.view.graph.children(at).iter();
        children
            .into_iter()
            .any(|&c| self.view.sentence.tokens[c].deprel == "advmod" && self.is("negation", c))
    }

    fn in_adverbial(&mut self, at: usize, head: usize, by: &str) -> Option<usize> {
        let token = &self.view.sentence.tokens[at];
        let by = if by.is_empty() && self.asks_when(at) { "when" } else { by };
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

    /// "now that its forces have arrived": told as done, whatever the clause above plans.
    fn has_come_true(&self, at: usize) -> bool {
        let has = |&c: &usize| {
            let t = &self.view.sentence.tokens[c];
            t.deprel == "aux" && matches!(t.xpos, "VBZ" | "VBP" | "VBD") && self.lemma(c) == "have"
        };
        self.view.graph.children(at).iter().any(has)
    }

    /// "if it leaves", "in order to leave", "instead of leaving", "not until it leaves".
    fn is_supposed(&self, at: usize, head: usize, by: &str) -> bool {
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

    fn asks_when(&self, at: usize) -> bool {
        self.view.graph.children(at).iter().any(|&c| self.lemma(c) == "when")
    }

    /// Whether the clause tells what will, would or may be: what it waits for has not come.
    fn is_open(&self, at: usize) -> bool {
        let children = self.view.graph.children(at).iter();
        let refused = self.view.sentence.tokens[at].deprel == "xcomp"
            && self.view.sentence.tokens[at].head.is_some_and(|h| self.is("verb_denied", h));
        refused
            || children
                .into_iter()
                .any(|&c| self.view.sentence.tokens[c].xpos == "MD" || self.is("negation", c))
    }

    /// "a plan to withdraw", "the refusal to meet", "talks held in May".
    fn in_noun_clause(&mut self, at: usize, head: usize, by: &str) -> Option<usize> {
        let token = &self.view.sentence.tokens[at];
        if by.is_empty() && matches!(token.xpos, "VBG" | "VBN") {
            return None;
        }
        if self.is("noun_of_plan", head) {
            self.say(Status::Scheduled);
        } else if self.is("noun_of_wish", head) {
            self.say(Status::Proposed);
        } else {
            self.drop();
        }
        None
    }

    fn in_coordination(&mut self, at: usize, head: usize) -> Option<usize> {
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

    /// An event noun as subject or object: what the verb does to it.
    fn as_argument(&mut self, at: usize, head: usize, by: &str) -> Option<usize> {
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
        } else if self.is("verb_postpones", head)
            || self.particle(head, "put", "off")
            || self.particle(head, "push", "back")
        {
            self.undo(Status::Postponed);
        } else if self.is("verb_schedules", head) || self.convenes(at, head) {
            self.say(Status::Scheduled);
        } else if self.is("verb_prevents", head) {
            self.drop();
        } else if self.is("verb_misses", head) || self.particle(head, "stay", "away") {
            self.undo(Status::Missed);
        }
        Some(head)
    }

    /// "The visit was planned for May but was put off": what is done to the subject by the next verb.
    fn undone_next(&mut self, verb: usize) {
        let tokens = &self.view.sentence.tokens;
        let own =
            |c: usize| self.view.graph.children(c).iter().any(|&t| tokens[t].deprel.starts_with("nsubj"));
        let next = self.view.graph.children(verb).iter().copied();
        for c in next.filter(|&c| tokens[c].deprel == "conj" && tokens[c].xpos == "VBN" && !own(c)) {
            if self.calls_off(c) {
                self.undo(Status::Cancelled);
            } else if self.is("verb_postpones", c) || self.particle(c, "put", "off") {
                self.undo(Status::Postponed);
            }
        }
    }

    /// "called a meeting", "a session was called for Thursday"; but "called the meeting a success".
    fn convenes(&self, at: usize, head: usize) -> bool {
        let tokens = &self.view.sentence.tokens;
        let taken = matches!(tokens[at].deprel, "obj" | "nsubj:pass");
        let named = self.view.graph.children(head).iter().any(|&c| tokens[c].deprel == "xcomp");
        let strike = matches!(self.lemma(at).as_str(), "strike" | "protest" | "election");
        taken && !named && !strike && self.lemma(head) == "call"
    }

    fn calls_off(&self, verb: usize) -> bool {
        self.is("verb_cancels", verb) || self.particle(verb, "call", "off")
    }

    /// A verb with its particle: "called off", "put off".
    fn particle(&self, head: usize, verb: &str, particle: &str) -> bool {
        let off = |&c: &usize| self.lemma(c) == particle && self.view.sentence.tokens[c].deprel != "case";
        self.view.lemmas[head].iter().any(|l| l == verb) && self.view.graph.children(head).iter().any(off)
    }

    /// "a proposal for talks", "the risk of an attack", "a day after talks".
    fn under_noun(&mut self, head: usize, by: &str) -> Option<usize> {
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
        if self.is("noun_cancels", head) {
            self.undo(Status::Cancelled);
        } else if self.is("noun_postpones", head) {
            self.undo(Status::Postponed);
        } else if self.is("noun_of_part", head) {
            return Some(head);
        } else if self.is("noun_of_risk", head) {
            self.drop();
        } else if self.is("noun_of_wish", head) {
            self.say(Status::Proposed);
        } else if self.is("noun_of_plan", head) || matches!(by, "ahead_of" | "before") {
            self.say(Status::Scheduled);
        }
        Some(head).filter(|&h| self.has_copula(h))
    }
}
