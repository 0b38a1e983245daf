//! Which way from the report the words around a day point, where the verb's tense alone would mislead.

use chancery_extract::time::Direction;
use chancery_text::Document;

fn directions(text: &str) -> Vec<(String, Direction)> {
    let lore = chancery_extract::Lore::shipped().unwrap_or_else(|e| panic!("{e}"));
    let model = chancery_parse::Model::shipped().unwrap_or_else(|e| panic!("{e}"));
    let document = Document::new("sha256:0".into(), "example".into(), text);
    let found = chancery_extract::article(&document, &chancery_parse::sentences(&document, &model), &lore);
    found.times.all().iter().map(|t| (t.span.of(text).to_owned(), t.value.direction)).collect()
}

#[test]
fn the_day_to_which_something_was_put_off_lies_ahead() {
    let told = directions("The council put off its session from Thursday to Monday, March 16.");
    assert_eq!(
        told,
        [("Thursday".into(), Direction::Unknown), ("Monday, March 16".into(), Direction::Future)]
    );
}

#[test]
fn the_day_for_which_something_had_been_called_may_have_come_or_not() {
    assert_eq!(
        directions("The session had been called for March 12."),
        [("March 12".into(), Direction::Unknown)]
    );
    assert_eq!(directions("The session was held on March 12."), [("March 12".into(), Direction::Past)]);
}
