//! What a person decided about the pile; it outlives every re-run.

use jiff::civil::Date;

/// A person's word, which the solver and the mergers obey.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Decisions {
    /// "Count ahead and past from this day."
    pub as_of: Option<Date>,
    /// Entities that are one, by id or name.
    pub merged: Vec<(String, String)>,
    /// Spellings that are not one, by id or name.
    pub split: Vec<(String, String)>,
    /// Entity and its name to show.
    pub renamed: Vec<(String, String)>,
    /// Ids of facts that are wrong.
    pub rejected: Vec<String>,
}
