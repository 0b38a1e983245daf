//! What is wrong with a rule file, with the place and a way out.

use std::fmt;

/// One fault of a rule file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Fault {
    /// The file's name.
    pub file: String,
    /// Line of the file, from 1.
    pub line: usize,
    /// What was expected and what was found.
    pub what: String,
    /// What to do.
    pub hint: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)?;
        if self.hint.is_empty() { Ok(()) } else { write!(f, " (hint: {})", self.hint) }
    }
}

/// All faults of a set of rule files, in order of file and line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Faults {
    /// The faults; never empty in an error.
    pub list: Vec<Fault>,
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.list.iter().map(Fault::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Faults {}
