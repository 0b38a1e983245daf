//! `chancery calendar`: meetings, calls, visits and deadlines, ahead and past counted from the as-of day.

use crate::args::{Calendar, Global};
use crate::{Exit, Failure};

/// Prints the calendar, or with `--ics` an iCalendar file for a calendar program.
pub(crate) fn run(args: &Calendar, global: &Global) -> Result<Exit, Failure> {
    let (read, register) = super::story::read(&args.of.inputs, args.of.story.as_deref(), global)?;
    if args.ics {
        super::print(&crate::brief::ics(&register, &read.texts()))?;
    } else if global.json {
        let mut chronicle = read.chronicle(&register);
        chronicle.facts.retain(|f| matches!(f.kind.as_str(), "meeting" | "call" | "visit" | "deadline"));
        super::print_json(&chronicle.facts)?;
    } else {
        super::print(&crate::brief::calendar(&register, &read.texts()))?;
    }
    Ok(read.exit())
}
