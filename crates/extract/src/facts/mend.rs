//! Heads that the parse is known to misplace in news prose, set right before the rules look.
//!
//! Each repair names the construction it is for; a sentence without that construction is left as it is.

mod clauses;
mod days;
mod phrases;
mod voices;

use chancery_rules::Book;
use chancery_text::{Sentence, Sentences};

use super::reading::WORDS;

/// The sentences with those heads moved.
pub(super) fn mended(sentences: &Sentences, book: &Book) -> Sentences {
    Sentences { list: sentences.list.iter().map(|s| mend(s, book)).collect(), cut: sentences.cut.clone() }
}

/// One sentence with those heads moved; a sentence too long to be read is left alone.
pub(super) fn mend(sentence: &Sentence, book: &Book) -> Sentence {
    let mut mended = sentence.clone();
    if mended.tokens.len() > WORDS {
        return mended;
    }
    for i in 0..mended.tokens.len() {
        voices::name_across_a_verb(&mut mended, i);
        phrases::particle_before_object(&mut mended, i);
        clauses::after_semicolon(&mut mended, i);
        clauses::shot_dead(&mut mended, i);
        voices::subject_after_and(&mut mended, i);
        phrases::participle_as_noun(&mut mended, i);
        phrases::test_fired(&mut mended, i);
        phrases::added_with_and(&mut mended, i);
        phrases::taken_prisoner(&mut mended, i);
        phrases::accused_of(&mut mended, i, book);
        clauses::infinitive_of_its_verb(&mut mended, i, book);
        phrases::day_as_object(&mut mended, i);
        phrases::done_after(&mut mended, i);
        clauses::object_read_as_clause(&mut mended, i);
        clauses::participle_after_comma(&mut mended, i);
        phrases::phrase_before_its_verb(&mut mended, i);
        clauses::participle_of_a_fronted_noun(&mut mended, i);
        phrases::second_object(&mut mended, i);
        phrases::object_of_an_adjective(&mut mended, i);
        phrases::handed_to(&mut mended, i, book);
        phrases::object_after_an_aside(&mut mended, i);
        clauses::participle_without_subject(&mut mended, i);
        clauses::subject_inside_its_participle(&mut mended, i);
        voices::teller_read_as_relative(&mut mended, i);
        voices::teller_read_as_subject(&mut mended, i);
        voices::teller_read_as_object(&mut mended, i);
        voices::subject_read_as_teller(&mut mended, i);
        clauses::due_to_do(&mut mended, i, book);
        voices::said_on_that_day(&mut mended, i);
        voices::day_before_that(&mut mended, i, book);
        days::day_after_its_teller(&mut mended, i, book);
        days::day_of_its_verb(&mut mended, i, book);
        voices::did_it(&mut mended, i);
        clauses::told_that(&mut mended, i, book);
        clauses::second_thing_told(&mut mended, i, book);
        clauses::left_for(&mut mended, i, book);
        clauses::is_to_do(&mut mended, i);
        clauses::not_to_do(&mut mended, i, book);
        phrases::blamed_on(&mut mended, i, book);
        voices::accused_by_who_tells(&mut mended, i, book);
        phrases::cease_fire(&mut mended, i);
        phrases::moved_themselves(&mut mended, i, book);
        phrases::meeting_set_for(&mut mended, i, book);
        phrases::between_after_a_day(&mut mended, i, book);
        phrases::noun_of_a_verb(&mut mended, i);
        voices::second_subject(&mut mended, i, book);
        phrases::before_its_preposition(&mut mended, i);
        clauses::clause_with_a_gap(&mut mended, i, book);
    }
    mended
}

fn base(relation: &str) -> &str {
    relation.split(':').next().unwrap_or(relation)
}

fn head(sentence: &Sentence, i: usize) -> Option<usize> {
    sentence.tokens[i].head.filter(|&h| h < sentence.tokens.len())
}

fn is_verb(sentence: &Sentence, i: usize) -> bool {
    matches!(sentence.tokens[i].upos, "VERB")
}

fn hangs_below(sentence: &Sentence, mut i: usize, top: usize) -> bool {
    for _ in 0..sentence.tokens.len() {
        match head(sentence, i) {
            Some(h) if h == top => return true,
            Some(h) => i = h,
            None => return false,
        }
    }
    false
}

/// The first word of the phrase that hangs on the word `i`.
fn leftmost(sentence: &Sentence, i: usize) -> Option<usize> {
    (0..=i).find(|&t| t == i || (sentence.tokens[t].upos != "PUNCT" && hangs_below(sentence, t, i)))
}
