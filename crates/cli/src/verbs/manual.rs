//! `chancery completions` and `chancery man`: made from the same definition as the help.

use clap::CommandFactory;
use serde_json::json;

use crate::args::{Args, Completions, Global, Man};
use crate::{Exit, Failure};

/// Prints the completions of one shell.
pub(crate) fn completions(args: &Completions, global: &Global) -> Result<Exit, Failure> {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "chancery", &mut out);
    let script = String::from_utf8_lossy(&out);
    if global.json {
        super::print_json(&json!({ "shell": args.shell.to_string(), "script": script }))?;
    } else {
        super::print(&script)?;
    }
    Ok(Exit::Done)
}

/// Prints the manual page, or writes one for each verb into a folder.
pub(crate) fn man(args: &Man, global: &Global) -> Result<Exit, Failure> {
    let command = Args::command();
    let Some(folder) = &args.output else {
        let page = page(command)?;
        if global.json {
            super::print_json(&json!({ "page": page }))?;
        } else {
            super::print(&page)?;
        }
        return Ok(Exit::Done);
    };
    std::fs::create_dir_all(folder)
        .map_err(|e| Failure::new(format!("{}: could not be made a folder: {e}", folder.display())))?;
    clap_mangen::generate_to(command, folder)
        .map_err(|e| Failure::new(format!("{}: could not be written: {e}", folder.display())))?;
    if global.json {
        super::print_json(&json!({ "folder": folder.display().to_string() }))?;
    }
    Ok(Exit::Done)
}

fn page(command: clap::Command) -> Result<String, Failure> {
    let mut out = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut out)
        .map_err(|e| Failure::new(format!("the manual page could not be made: {e}")))?;
    Ok(String::from_utf8_lossy(&out).into_owned())
}
