//! `chancery positions`: who wants what, with the answers.

use crate::args::{Global, Inputs};
use crate::{Exit, Failure};

/// Prints the view; `--json` the register's part.
pub(crate) fn run(args: &Inputs, global: &Global) -> Result<Exit, Failure> {
    let (read, register) = super::story::read(&args.inputs, args.story.as_deref(), global)?;
    if global.json {
        super::print_json(&read.chronicle(&register).positions)?;
    } else {
        super::print(&crate::brief::positions(&register, &read.texts()))?;
    }
    Ok(read.exit())
}
