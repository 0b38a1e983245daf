//! The rules that the binary carries, and those that a user adds.

use chancery_rules::{Book, Source};
use chancery_text::text_sha256;

use super::plover::Codes;
use crate::LoreError;

/// Rules that make claims.
#[derive(Debug)]
pub struct FactLore {
    book: Book,
    codes: Codes,
    sha256: String,
}

const CODES: &str = include_str!("../../../../lore/rules/plover.toml");
const SHIPPED: [(&str, &str); 5] = [
    ("lore/rules/words.toml", include_str!("../../../../lore/rules/words.toml")),
    ("lore/rules/statement.toml", include_str!("../../../../lore/rules/statement.toml")),
    ("lore/rules/contact.toml", include_str!("../../../../lore/rules/contact.toml")),
    ("lore/rules/stance.toml", include_str!("../../../../lore/rules/stance.toml")),
    ("lore/rules/act.toml", include_str!("../../../../lore/rules/act.toml")),
];

impl FactLore {
    /// The rules that the binary carries.
    ///
    /// # Errors
    /// If a shipped file is at fault.
    pub fn shipped() -> Result<FactLore, LoreError> {
        FactLore::with(&[])
    }

    /// The rules that the binary carries, and these files (name, text) beside them.
    ///
    /// # Errors
    /// With every fault of every file.
    pub fn with(files: &[(String, String)]) -> Result<FactLore, LoreError> {
        let shipped =
            SHIPPED.iter().map(|(name, text)| Source { name: (*name).into(), text: (*text).into() });
        let given = files.iter().map(|(name, text)| Source { name: name.clone(), text: text.clone() });
        let all: Vec<Source> = shipped.chain(given).collect();
        let faults = |f: chancery_rules::Faults| f.list.iter().map(ToString::to_string).collect();
        let book = Book::read(&all).map_err(|f| LoreError { faults: faults(f) })?;
        let unknown = unknown_kinds(&book);
        if !unknown.is_empty() {
            return Err(LoreError { faults: unknown });
        }
        let texts: Vec<&str> = all.iter().map(|s| s.text.as_str()).chain([CODES]).collect();
        Ok(FactLore { book, codes: Codes::read(CODES)?, sha256: text_sha256(&texts.join("\n")) })
    }

    /// `sha256:…` of the files it was read from.
    pub fn sha256(&self) -> String {
        self.sha256.clone()
    }

    /// The PLOVER table.
    pub(super) fn codes(&self) -> &Codes {
        &self.codes
    }

    /// The rules.
    pub fn book(&self) -> &Book {
        &self.book
    }
}

fn unknown_kinds(book: &Book) -> Vec<String> {
    let unknown = book.rules().iter().filter(|r| crate::FactKind::named(&r.gives).is_none());
    unknown
        .map(|r| {
            format!("{}:{}: rule `{}`: expected a kind of fact, found `{}`", r.file, r.line, r.id, r.gives)
        })
        .collect()
}
