//! What may reach a terminal: no control code of an article, colour only where asked for.

use std::borrow::Cow;
use std::io::IsTerminal;

use crate::args::Color;

/// Whether standard output gets colours: asked for, or a terminal without `NO_COLOR`.
pub(crate) fn colours(asked: Color) -> bool {
    match asked {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            std::io::stdout().is_terminal()
                && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
                && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
        }
    }
}

/// `text` with every control code and every mark that turns the writing direction made visible or dropped.
///
/// Line ends and tabs stay; all other controls become `�`, as do the bidirectional overrides and isolates.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(harmful) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if harmful(c) { '\u{fffd}' } else { c }).collect())
}

fn harmful(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    turns || (c.is_control() && c != '\n' && c != '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_control_code_passes() {
        assert_eq!(
            clean("red \u{1b}[31m\u{7}\u{9b}2J\u{202e}x\r\n"),
            "red \u{fffd}[31m\u{fffd}\u{fffd}2J\u{fffd}x\u{fffd}\n"
        );
        assert!(matches!(clean("plain – text\n"), Cow::Borrowed(_)));
    }
}
