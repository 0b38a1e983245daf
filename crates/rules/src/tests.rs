//! The reader's messages and the index.

use expect_test::expect;

use crate::{Book, Source};

fn faults(text: &str) -> String {
    match Book::read(&[Source { name: "own.toml".into(), text: text.into() }]) {
        Ok(_) => String::from("no fault"),
        Err(faults) => faults.to_string(),
    }
}

#[test]
fn all_faults_come_at_once_with_their_lines() {
    let text = "[[rule]]\nid = \"a\"\ngives = \"x\"\nmatch = '''\ntrigger: lemma=$none\nhost agent\nguest: agent colour=red\n'''\nyes = [\"[open\"]\n\n[[rule]]\nid = \"a\"\ngives = \"x\"\nmatch = \"when: obl\"\n";
    expect![[r"
        own.toml:5: rule `a`: expected a word class, found `$none` (hint: classes stand under [class] in a rule file)
        own.toml:6: rule `a`: expected `name: path tests`, found `host agent` (hint: a space follows the colon)
        own.toml:7: rule `a`: expected lemma, form, tag, xpos or deprel, found `colour`
        own.toml:9: rule `a`: expected `]` before the end, found `[open` (hint: marks look like [the envoy](source))
        own.toml:11: expected an id of its own, found `a` again (hint: it stands already at own.toml:1)
        own.toml:14: rule `a`: expected a line `trigger: …`, found none (hint: every pattern starts from one word)"]].assert_eq(&faults(text));
}

#[test]
fn a_broken_file_is_named_with_its_line() {
    expect!["own.toml:2: invalid type: integer `3`, expected a string (hint: a rule has id, gives, match, yes, no; maybe rank, set, known_wrong)"].assert_eq(&faults("[[rule]]\nid = 3\n"));
}

#[test]
fn a_word_asks_only_the_rules_it_may_trigger() {
    let rule =
        |n: usize| format!("[[rule]]\nid = \"r{n}\"\ngives = \"x\"\nmatch = \"trigger: lemma=word{n}\"\n");
    let text: String = (0..1000).map(rule).collect();
    let book = Book::read(&[Source { name: "many.toml".into(), text }]).expect("sound");
    assert_eq!(book.triggered_by(&["word7".into()]), [(7, 0)]);
}
