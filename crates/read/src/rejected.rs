//! Input that cannot be read, said so that a person knows what to do.

/// One input that did not become a document.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Rejected {
    /// Which input, as the user named it; `file.jsonl#7` for line 7.
    pub name: String,
    /// What was expected there.
    pub expected: String,
    /// What was found.
    pub found: String,
    /// What to do.
    pub hint: String,
}

impl Rejected {
    /// A rejection of the input `name`.
    pub fn new(
        name: &str,
        expected: impl Into<String>,
        found: impl Into<String>,
        hint: impl Into<String>,
    ) -> Rejected {
        Rejected {
            name: plain(name),
            expected: expected.into(),
            found: plain(&found.into()),
            hint: hint.into(),
        }
    }
}

/// One line, with nothing in it that a terminal obeys.
fn plain(words: &str) -> String {
    words.chars().map(|c| if c.is_control() || is_bidi_control(c) { '\u{fffd}' } else { c }).collect()
}

/// Characters that turn the direction of the text around them: they could disguise the rest of the line.
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl std::fmt::Display for Rejected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: expected {}, found {}; {}", self.name, self.expected, self.found, self.hint)
    }
}

impl std::error::Error for Rejected {}
