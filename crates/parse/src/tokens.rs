//! Tokens as UD English EWT has them: clitics, hyphens, symbols and closing punctuation stand apart.
//!
//! Time and memory grow with the length of the text alone, whatever the text.

use std::ops::Range;

use crate::words::Words;

/// The tokens of `text[within]`, as byte ranges of `text`, in order, without gaps but white space.
pub(crate) fn tokens(text: &str, within: Range<usize>, words: &Words) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut chunk: Option<usize> = None;
    for (at, c) in text[within.clone()].char_indices().map(|(i, c)| (within.start + i, c)) {
        match (is_gap(c), chunk) {
            (true, Some(start)) => {
                split_chunk(text, start..at, words, &mut out);
                chunk = None;
            }
            (false, None) => chunk = Some(at),
            _ => {}
        }
    }
    if let Some(start) = chunk {
        split_chunk(text, start..within.end, words, &mut out);
    }
    out
}

/// White space, and the invisible characters that carry no text.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{2060}' | '\u{ad}')
}

fn split_chunk(text: &str, chunk: Range<usize>, words: &Words, out: &mut Vec<Range<usize>>) {
    if let Some(address) = address(text, &chunk, words) {
        split_plain(text, chunk.start..address.start, words, out);
        out.push(address.clone());
        split_plain(text, address.end..chunk.end, words, out);
    } else {
        split_plain(text, chunk, words, out);
    }
}

/// A web or mail address that fills the chunk but for brackets, quotes and closing punctuation.
fn address(text: &str, chunk: &Range<usize>, words: &Words) -> Option<Range<usize>> {
    let whole = &text[chunk.clone()];
    let inner = whole.trim_start_matches(|c: char| "([{<\"'“‘«".contains(c));
    let start = chunk.end - inner.len();
    let inner = inner.trim_end_matches(|c: char| ".,;:!?)]}>\"'”’»…".contains(c));
    let lower = inner.get(..8.min(inner.len())).unwrap_or(inner).to_ascii_lowercase();
    let is_web = lower.starts_with("http:/") || lower.starts_with("https:/") || lower.starts_with("www.");
    let found = is_web || is_mail(inner) || is_host(inner, words) || is_handle(inner);
    found.then_some(start..start + inner.len())
}

fn is_mail(word: &str) -> bool {
    let plain =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || "._-+".contains(c));
    word.split_once('@').is_some_and(|(user, host)| plain(user) && plain(host) && host.contains('.'))
}

/// `norland.example.org/news`: dotted lower-case parts that end as hosts do.
fn is_host(word: &str, words: &Words) -> bool {
    let host = word.split('/').next().unwrap_or(word);
    let Some((front, last)) = host.rsplit_once('.') else { return false };
    front.chars().any(char::is_alphabetic)
        && front.split('.').all(|p| p.len() > 1 && p.chars().all(|c| c.is_alphanumeric() || c == '-'))
        && words.domains.contains(last.to_ascii_lowercase().as_str())
        && (last.chars().all(char::is_lowercase) || last.chars().all(char::is_uppercase))
}

/// `@name` and `#topic`.
fn is_handle(word: &str) -> bool {
    let mut chars = word.chars();
    matches!(chars.next(), Some('@' | '#'))
        && chars.clone().next().is_some_and(char::is_alphabetic)
        && chars.all(|c| c.is_alphanumeric() || c == '_')
}

/// Walks a chunk once from left to right.
fn split_plain(text: &str, chunk: Range<usize>, words: &Words, out: &mut Vec<Range<usize>>) {
    let mut at = chunk.start;
    while at < chunk.end {
        let rest = &text[at..chunk.end];
        let Some(first) = rest.chars().next() else { return };
        let len = if is_wordy(first) {
            let len = word_len(rest, words);
            split_word(text, at..at + len, words, out);
            len
        } else if let Some(len) = clitic_len(rest) {
            out.push(at..at + len);
            len
        } else {
            let len = symbol_len(rest, first);
            out.push(at..at + len);
            len
        };
        at += len;
    }
}

fn is_wordy(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_mark(c)
}

/// Combining marks, joiners and variation selectors belong to the word around them.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
        || matches!(c, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | 'ʼ' | '＇')
}

/// A free-standing `'s` or `n't` at the start of `rest`.
fn clitic_len(rest: &str) -> Option<usize> {
    let first = rest.chars().next().filter(|&c| is_apostrophe(c))?;
    let tail: String = rest.chars().skip(1).take_while(|&c| is_wordy(c)).take(3).collect();
    let known =
        ["s", "re", "ve", "ll", "d", "m", "em", "til", "cause"].contains(&tail.to_lowercase().as_str());
    known.then(|| first.len_utf8() + tail.len())
}

/// The length of the word at the start of `rest`, with what joins its parts and its own full stop.
fn word_len(rest: &str, words: &Words) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    let mut before = ' ';
    // Whether a full stop has already been taken in; asking the text again would be quadratic.
    let mut dotted = false;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, n)| n);
        let inner = is_wordy(c)
            || next.is_some_and(|n| joins(before, c, n, dotted, (&rest[..at], &rest[at + c.len_utf8()..])));
        if !inner {
            break;
        }
        end = at + c.len_utf8();
        dotted |= c == '.';
        before = c;
    }
    let word = &rest[..end];
    let after = &rest[end..];
    let keeps_stop =
        after.starts_with('.') && !after.starts_with("..") && takes_stop(word, &after[1..], words);
    end + usize::from(keeps_stop)
}

/// Whether `c` stands inside a word, between `before` and `next`.
fn joins(before: char, c: char, next: char, dotted: bool, (done, rest): (&str, &str)) -> bool {
    match c {
        '.' if before.is_numeric() && next.is_numeric() => true,
        '.' => before.is_alphanumeric() && next.is_alphanumeric() && is_inner_stop(done, rest, dotted),
        ',' => before.is_numeric() && rest.chars().take_while(char::is_ascii_digit).take(4).count() == 3,
        ':' | '/' => before.is_numeric() && next.is_numeric(),
        '&' => before.is_uppercase() && next.is_uppercase() || before.is_lowercase() && next.is_lowercase(),
        _ if is_apostrophe(c) => before.is_alphanumeric() && next.is_alphanumeric(),
        _ => is_hyphen(c) && before.is_alphanumeric() && next.is_alphanumeric(),
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

/// A full stop inside `U.S`, `v2.doc` or `node.js`, not one whose space was lost (`talks.The`, `1997.In`).
fn is_inner_stop(done: &str, rest: &str, dotted: bool) -> bool {
    let word = |c: &char| c.is_alphanumeric();
    let back = done.chars().rev().take_while(word).take(3).count();
    let ahead = rest.chars().take_while(word).take(3).count();
    let upper_ahead = rest.chars().next().is_some_and(char::is_uppercase);
    back == 1 && (ahead == 1 || !upper_ahead || dotted)
        || back > 1 && !upper_ahead && ahead > 1
        || dotted && ahead == 1 && back == 1
}

/// Whether the full stop after `word` is part of it.
fn takes_stop(word: &str, after: &str, words: &Words) -> bool {
    let next = after.chars().next();
    if next.is_some_and(is_wordy) && !word.contains('.') {
        // `Dr.Alder`: the abbreviation keeps its stop though the space was lost.
        return words.is_abbreviation(&format!("{word}."));
    }
    let mut letters = word.chars();
    let single = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    let dotted = word.split('.').all(|p| p.chars().count() == 1 && p.chars().all(char::is_alphabetic));
    single && word != "I"
        || dotted && word.contains('.')
        || word.len() < 12 && words.is_abbreviation(&format!("{word}."))
}

/// Cuts a word at its hyphens, slashes, clitics and units.
fn split_word(text: &str, word: Range<usize>, words: &Words, out: &mut Vec<Range<usize>>) {
    let body = &text[word.clone()];
    if stays_whole(body) {
        out.push(word);
        return;
    }
    let mut from = word.start;
    let parts = body.char_indices().filter(|&(_, c)| is_hyphen(c));
    for (at, c) in parts.map(|(i, c)| (word.start + i, c)) {
        let part = &text[from..at];
        if words.affixes.contains(part.to_lowercase().as_str()) {
            continue;
        }
        split_part(text, from..at, words, out);
        out.push(at..at + c.len_utf8());
        from = at + c.len_utf8();
    }
    split_part(text, from..word.end, words, out);
}

/// Telephone numbers and numbered dates are one token: digits in three groups, or 555-1234.
fn stays_whole(body: &str) -> bool {
    if !body.contains(is_hyphen) || body.len() > 32 {
        return false;
    }
    let groups: Vec<&str> = body.split(is_hyphen).collect();
    let digits = groups.iter().all(|g| g.chars().all(|c| c.is_ascii_digit()));
    digits && (groups.len() > 2 || groups[0].len() == 3 && groups[1].len() == 4)
}

/// Cuts clitics and units off one part of a word.
fn split_part(text: &str, part: Range<usize>, words: &Words, out: &mut Vec<Range<usize>>) {
    if part.is_empty() {
        return;
    }
    let body = &text[part.clone()];
    let cut = clitic_cut(body).or_else(|| unit_cut(body, words));
    match cut {
        Some(at) => {
            out.push(part.start..part.start + at);
            out.push(part.start + at..part.end);
        }
        None => out.push(part),
    }
}

/// Where `don't`, `Norland's`, `cannot` fall apart.
fn clitic_cut(body: &str) -> Option<usize> {
    if body.len() <= 8 && ["cannot", "gonna", "gotta", "wanna"].contains(&body.to_lowercase().as_str()) {
        return Some(3);
    }
    let (at, mark) = body.char_indices().rev().find(|&(_, c)| is_apostrophe(c))?;
    let tail = body[at + mark.len_utf8()..].to_lowercase();
    match tail.as_str() {
        "t" if at > 1 && body[..at].ends_with(['n', 'N']) => Some(at - 1),
        "s" if body[..at].ends_with(|c: char| c.is_ascii_digit()) => None,
        "s" | "re" | "ve" | "ll" | "d" | "m" if at > 0 => Some(at),
        _ => None,
    }
}

/// Where `5km`, `3pm` fall apart.
fn unit_cut(body: &str, words: &Words) -> Option<usize> {
    let at = body.find(|c: char| !(c.is_ascii_digit() || ".,:".contains(c)))?;
    let known = at > 0 && body.len() - at <= 4 && words.units.contains(body[at..].to_lowercase().as_str());
    known.then_some(at)
}

/// The length of the symbol at the start of `rest`: runs of stops, dashes and the like are one token.
fn symbol_len(rest: &str, first: char) -> usize {
    let run = |of: &str| rest.chars().take_while(|&c| of.contains(c)).map(char::len_utf8).sum::<usize>();
    if let Some(len) = emoticon_len(rest) {
        return len;
    }
    let same = || rest.chars().take_while(|&c| c == first).map(char::len_utf8).sum::<usize>();
    match first {
        '!' | '?' => run("!?"),
        '.' | '…' | '-' | '–' | '—' | '=' | '*' | '~' | '+' | '<' | '>' | '#' | '\'' | '`' | '$' => {
            same()
        }
        _ => first.len_utf8(),
    }
}

/// `:)` and `;-(` standing alone at the end of a chunk.
fn emoticon_len(rest: &str) -> Option<usize> {
    let known = [":)", ":(", ":-)", ":-(", ";)", ";-)", "=)", ":/", ":-/", ":D", ":P", ":p"];
    known.contains(&rest.get(..rest.len().min(4))?).then_some(rest.len())
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::tokens;
    use crate::words::Words;

    fn check(text: &str, expect: &Expect) {
        let found = tokens(text, 0..text.len(), &Words::shipped());
        expect.assert_eq(&found.iter().map(|t| &text[t.clone()]).collect::<Vec<_>>().join("|"));
    }

    #[test]
    fn clitics_stand_apart() {
        check("He can't go; they'll stay.", &expect!["He|ca|n't|go|;|they|'ll|stay|."]);
        check("Norland’s envoy cannot come", &expect!["Norland|’s|envoy|can|not|come"]);
        check("the ministers' 1990's O'Hara", &expect!["the|ministers|'|1990's|O'Hara"]);
    }

    #[test]
    fn hyphens_stand_apart_but_after_affixes() {
        check("Port-Alba talks", &expect!["Port|-|Alba|talks"]);
        check("a 15-year-old cease-fire", &expect!["a|15|-|year|-|old|cease|-|fire"]);
        check("anti-war ex-minister e-mail", &expect!["anti-war|ex-minister|e-mail"]);
        check("call 555-1234", &expect!["call|555-1234"]);
    }

    #[test]
    fn numbers_dates_and_units_hold_together() {
        check("$2,000.50, 5% and 29/11/2023", &expect!["$|2,000.50|,|5|%|and|29/11/2023"]);
        check("at 10:30am, 5km off", &expect!["at|10:30|am|,|5|km|off"]);
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        check("Mr. J. Alder of the U.S. left.", &expect!["Mr.|J.|Alder|of|the|U.S.|left|."]);
        check("e.g. Inc. talks...", &expect!["e.g.|Inc.|talks|..."]);
    }

    #[test]
    fn lost_spaces_are_found() {
        check("the talks.The envoy said.”She", &expect!["the|talks|.|The|envoy|said|.|”|She"]);
        check("in 1997.In May", &expect!["in|1997|.|In|May"]);
    }

    #[test]
    fn addresses_are_one_token() {
        check("(see http://news.example.org/a?b=1).", &expect!["(|see|http://news.example.org/a?b=1|)|."]);
        check("desk@news.example.org, example.org", &expect!["desk@news.example.org|,|example.org"]);
    }

    #[test]
    fn quotes_and_brackets_stand_apart() {
        check("\"No,\" he said (twice).", &expect!["\"|No|,|\"|he|said|(|twice|)|."]);
        check("“Go!” ‘now’", &expect!["“|Go|!|”|‘|now|’"]);
    }

    #[test]
    fn no_character_is_lost_and_no_token_overlaps() {
        let words = Words::shipped();
        for text in [
            "a.b.c.'s-n't--x",
            "é\u{301}x ’’‘ \u{200b}z\u{ad}y",
            "١٢٣، 会谈。x",
            "..,,;;!?!?[]{}",
            "x-x-co-co-",
            "🜚's 👍🏽n't",
        ] {
            let found = tokens(text, 0..text.len(), &words);
            assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start), "{text}");
            let kept: String = found.iter().map(|t| &text[t.clone()]).collect();
            let gap = |c: &char| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{ad}');
            assert_eq!(kept, text.chars().filter(gap).collect::<String>());
        }
    }

    #[test]
    fn time_is_linear_on_a_megabyte_without_spaces() {
        let words = Words::shipped();
        for unit in ["a", "a.", "a-", "1,111", "x'", "'", "\"", "co-", "a/", "!", "www.a", "é\u{301}", "A&"]
        {
            let text = unit.repeat(1_000_000 / unit.len());
            let start = std::time::Instant::now();
            let count = tokens(&text, 0..text.len(), &words).len();
            assert!(count > 0 && start.elapsed().as_secs() < 5, "{unit}: {:?}", start.elapsed());
        }
    }
}
