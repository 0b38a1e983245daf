//! `chancery brief`: the main job.

use crate::args::{Brief, Global};
use crate::{Exit, Failure, pile, screen};

/// Reads the pile and prints its brief, or its chronicle with `--json`; writes the page with `-o`.
pub(crate) fn run(args: &Brief, global: &Global) -> Result<Exit, Failure> {
    let read = pile::read(&args.inputs, global)?;
    let register = read.register(global);
    if let Some(path) = &args.output {
        let page = crate::page::page(&register, &read.texts()).map_err(|e| Failure::new(e.to_string()))?;
        crate::whole_file::write(path, page.as_bytes())?;
    }
    if global.json {
        super::print_json(&read.chronicle(&register))?;
    } else {
        super::print(&crate::brief::brief(&register, &read.texts(), screen::colours(global.color)))?;
    }
    Ok(read.exit())
}
