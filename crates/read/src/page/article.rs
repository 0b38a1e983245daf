//! Which blocks of a page are the article, in the judgement of `rs-trafilatura`.
//!
//! It only marks: the text is ours. It is quadratic in depth and reads no more than a million bytes,
//! so that both are bounded here before it is asked.

use std::ops::Range;

use super::render::Page;

/// Bytes of a page beyond which it is not asked.
const LARGEST: usize = 1_000_000;
/// Nesting beyond which it is not asked.
const DEEPEST: usize = 200;
/// A block of fewer letters may stand anywhere by chance.
const TELLING: usize = 40;

/// From the first to the last block that the library takes for the article; nothing where it is of no help.
pub(crate) fn blocks(html: &str, page: &Page) -> Option<Range<usize>> {
    if html.len() > LARGEST || page.depth > DEEPEST {
        return None;
    }
    let found = std::panic::catch_unwind(|| rs_trafilatura::extract(html)).ok()?.ok()?;
    let article = letters(&found.content_text);
    let mut at = 0;
    let mut inside: Vec<usize> = Vec::new();
    let (mut taken, mut whole) = (0, 0);
    for (i, block) in page.blocks.iter().enumerate() {
        let words = letters(&page.text[block.start..block.end]);
        if words.len() < TELLING {
            continue;
        }
        whole += words.len();
        if let Some(found) = article.get(at..).and_then(|rest| rest.find(&words)) {
            at += found + words.len();
            taken += words.len();
            inside.push(i);
        }
    }
    // Where it takes less than a third of the page's prose, it may well have missed the article.
    let helps = taken * 3 >= whole && taken >= 300;
    helps.then(|| Some(*inside.first()?..*inside.last()? + 1)).flatten()
}

fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
