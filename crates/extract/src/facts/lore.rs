//! The rules that the binary carries, and those that a user adds.

use chancery_rules::{Book, Source};

use super::plover::Codes;
use crate::LoreError;

/// Rules that make claims.
#[derive(Debug)]
pub struct FactLore {
    book: Book,
    codes: Codes,
}

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

    /// The rules that the binary carries and those of `files`.
    ///
    /// # Errors
    /// With every fault of every file.
    pub fn with(files: &[Source]) -> Result<FactLore, LoreError> {
        let mut all: Vec<Source> =
            SHIPPED.iter().map(|(name, text)| Source { name: (*name).into(), text: (*text).into() }).collect();
        all.extend(files.iter().cloned());
        let faults = |f: chancery_rules::Faults| f.list.iter().map(ToString::to_string).collect();
        let book = Book::read(&all).map_err(|f| LoreError { faults: faults(f) })?;
        let unknown: Vec<String> = book
            .rules()
            .iter()
            .filter(|r| crate::FactKind::named(&r.gives).is_none())
            .map(|r| format!("{}:{}: rule `{}`: expected a kind of fact, found `{}`", r.file, r.line, r.id, r.gives))
            .collect();
        if unknown.is_empty() { Ok(FactLore { book, codes: Codes::shipped()? }) } else { Err(LoreError { faults: unknown }) }
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
