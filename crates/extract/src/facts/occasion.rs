//! On what occasion something is said: "speaking in Lima on Monday", "in a speech in Cairo", "on arrival in Oslo",
//! "while in Harare", "told a rally in Baku". Its day and its place are those of what is said.

use super::{Scene, choose::Draft, reading::Reading};

/// Words of the occasions on which an utterance is made; none for what is done.
pub(super) fn occasions(scene: Scene, reading: &Reading, draft: &Draft) -> Vec<usize> {
    if !draft.kind.is_utterance() {
        return Vec::new();
    }
    let tellers = tellers(scene, reading, draft);
    let mut found: Vec<usize> = Vec::new();
    for &verb in &tellers {
        let below = reading.view.graph.children(verb).iter().copied();
        found.extend(
            below.filter(|&c| is_occasion(scene, reading, c) || is_audience(reading, &tellers, verb, c)),
        );
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The verb of the stance, and the verbs of saying that it is the content of.
fn tellers(scene: Scene, reading: &Reading, draft: &Draft) -> Vec<usize> {
    /// "said that he had told the council that": so many verbs up.
    const UP: usize = 2;
    let tokens = &reading.sentence().tokens;
    let mut list: Vec<usize> = std::iter::once(draft.trigger).chain(draft.found.all("said")).collect();
    let mut at = draft.trigger;
    for _ in 0..UP {
        let above = tokens[at].head.filter(|&h| h < tokens.len() && tokens[at].deprel == "ccomp");
        let Some(verb) = above.filter(|&h| scene.lore.book().any_in_class("say", &reading.view.lemmas[h]))
        else {
            break;
        };
        list.push(verb);
        at = verb;
    }
    list
}

fn is_occasion(scene: Scene, reading: &Reading, word: usize) -> bool {
    let token = &reading.sentence().tokens[word];
    let of_class = |class| scene.lore.book().any_in_class(class, &reading.view.lemmas[word]);
    match token.deprel.split(':').next() {
        Some("advcl") => token.xpos == "VBG" && of_class("speaking"),
        Some("obl") => token.upos == "NOUN" && of_class("occasion_noun"),
        _ => false,
    }
}

/// "told a rally in Baku": those who are told something stand where it is told.
fn is_audience(reading: &Reading, tellers: &[usize], verb: usize, word: usize) -> bool {
    let token = &reading.sentence().tokens[word];
    reading.sentence().tokens[verb].lemma == "tell"
        && matches!(token.deprel, "obj" | "iobj")
        && token.upos == "NOUN"
        && !tellers.contains(&word)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::facts::tests::{findings, time_words};

    /// Each claim: its kind, the words that give its time, its place, and what it is about.
    fn told(text: &str) -> String {
        let found = findings(text);
        let words = |mention: usize| found.mentions.all()[mention].span.of(text);
        let line = |c: &crate::Claim| {
            let when = time_words(&found, c, text);
            let about = c.about.map_or("-", |s| s.of(text));
            format!("{} | {when} | {} | {about}\n", c.kind.name(), c.place.map_or("-", words))
        };
        found.claims.iter().map(line).collect()
    }

    fn check(text: &str, expected: &Expect) {
        expected.assert_eq(&told(text));
    }

    #[test]
    fn what_is_said_has_the_day_and_the_place_of_its_occasion() {
        check(
            "Speaking in Ankara on Monday, Norway's foreign minister ruled out any concession. \
             In a speech in Cairo on Friday, the president of Chad rejected the plan. \
             During a visit to Tbilisi on Wednesday, the president of Chad promised more aid. \
             “We will never surrender,” the general told troops in Oslo on Thursday.",
            &expect![[r"
                refusal | Monday | Ankara | any concession
                refusal | Friday | Cairo | the plan
                pledge | Wednesday | Tbilisi | more aid
                refusal | Thursday | Oslo | will never surrender
            "]],
        );
    }

    #[test]
    fn the_day_of_an_interview_is_that_of_what_is_said_in_it() {
        check(
            "In an interview published on Sunday, Norway's foreign minister said his country would never recognise the border.",
            &expect![[r"
                refusal | Sunday | - | recognise the border
            "]],
        );
    }

    #[test]
    fn the_setting_is_not_what_is_demanded() {
        check(
            "Addressing parliament in Oslo, the prime minister demanded an apology from Chad. \
             On arrival in Lima, the envoy of Norway called on both sides to stop the shelling.",
            &expect![[r"
                demand | news | Oslo | an apology
                demand | news | Lima | stop the shelling
            "]],
        );
    }
}
