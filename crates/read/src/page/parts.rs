//! What an element of a page holds, by its name and by the words in its class and id.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    part: Vec<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    what: String,
    words: Vec<String>,
}

/// Words (one, or several joined by hyphens) to what they say; empty if the file were at fault, which a test excludes.
static WORDS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let file: Option<File> = toml::from_str(include_str!("../../../../lore/read/page_parts.toml")).ok();
    let parts = file.map_or(Vec::new(), |file| file.part);
    parts.into_iter().flat_map(|part| part.words.into_iter().map(move |w| (w, part.what.clone()))).collect()
});

/// What an element of this name holds by that alone.
pub(crate) fn of_element(name: &str) -> Option<&'static str> {
    match name {
        "nav" => Some("page navigation"),
        "footer" => Some("page footer"),
        "aside" | "dialog" => Some("side box"),
        "form" | "button" | "select" => Some("form"),
        "figcaption" => Some("caption"),
        _ => None,
    }
}

/// What the words of a class or id say that an element holds.
pub(crate) fn of_class(class: &str) -> Option<&'static str> {
    for name in class.split_whitespace().take(24).filter(|name| name.len() <= 80) {
        let words = words(name);
        for many in (1..=3).rev() {
            for run in words.windows(many) {
                if let Some(what) = WORDS.get(&run.join("-")) {
                    return Some(what.as_str());
                }
            }
        }
    }
    None
}

/// `relatedPosts_2` to "related", "posts", "2". `has-sidebar` speaks of another element and gives nothing.
fn words(name: &str) -> Vec<String> {
    let mut list = vec![String::new()];
    let mut lower = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && lower) {
            list.push(String::new());
        }
        lower = c.is_lowercase();
        if let Some(last) = list.last_mut().filter(|_| c.is_alphanumeric()) {
            last.extend(c.to_lowercase());
        }
    }
    list.retain(|word| !word.is_empty());
    if list.first().is_some_and(|w| matches!(w.as_str(), "has" | "with" | "no" | "without" | "is" | "not")) {
        list.clear();
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_names_of_parts() {
        for (class, expected) in [
            ("relatedPosts_2", Some("link list")),
            ("post-share-buttons", Some("share buttons")),
            ("wp-caption-text", Some("caption")),
            ("has-sidebar", None),
            ("entry-content single", None),
            ("article-body read-next", Some("link list")),
            ("headline", None),
            ("loads", None),
        ] {
            assert_eq!(of_class(class), expected, "{class}");
        }
    }
}
