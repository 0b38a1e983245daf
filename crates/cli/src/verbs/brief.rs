//! `chancery brief`: the main job.

use crate::args::{Brief, Global};
use crate::{Exit, Failure, screen};

/// Reads the pile and prints its brief, or its chronicle with `--json`; writes the page with `-o`.
pub(crate) fn run(args: &Brief, global: &Global) -> Result<Exit, Failure> {
    let (read, register) = super::story::read(&args.inputs, args.story.as_deref(), global)?;
    if let Some(path) = &args.output {
        let page = crate::page::page(&register, &read.texts(), args.since)
            .map_err(|e| Failure::new(e.to_string()))?;
        crate::whole_file::write(path, page.as_bytes())?;
    }
    if global.json {
        super::print_json(&read.chronicle(&register))?;
    } else {
        let colours = screen::colours(global.color);
        super::print(&crate::brief::brief(&register, &read.texts(), colours, args.since))?;
    }
    Ok(read.exit())
}
