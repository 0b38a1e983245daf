//! The brief on the terminal: two pages, whatever the pile.

use std::sync::Arc;

use chancery_story::Chronicle;

/// The brief of a register, at most 100 columns wide.
pub(crate) fn brief(register: &Chronicle, _texts: &[Arc<str>], _colours: bool) -> String {
    format!("{} reports\n", register.reports.len())
}
