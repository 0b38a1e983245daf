//! `chancery timeline`: everything that has a day, by day.

use crate::args::{Global, Inputs};
use crate::{Exit, Failure};

/// Prints the view; `--json` the register's part.
pub(crate) fn run(args: &Inputs, global: &Global) -> Result<Exit, Failure> {
    let (read, register) = super::story::read(&args.inputs, args.story.as_deref(), global)?;
    if global.json {
        super::print_json(&read.chronicle(&register).facts)?;
    } else {
        super::print(&crate::brief::timeline(&register, &read.texts()))?;
    }
    Ok(read.exit())
}
