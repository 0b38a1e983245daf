//! Whether what a word tells took place, is due, is proposed or only imagined: modality, tense and framing.

mod nouns;
mod ties;
mod words;

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
            self.undone_by_the_next(at);
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
}
