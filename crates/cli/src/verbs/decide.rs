//! `chancery merge`, `split`, `rename`: a person's word, kept in a small text file that every run obeys.

use chancery_story::Decisions;

use crate::args::Decide;
use crate::{Exit, Failure, screen, whole_file};

/// What was said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Said {
    Merge,
    Split,
    Rename,
}

/// Adds the decision to the file and prints it.
pub(crate) fn run(args: &Decide, said: Said) -> Result<Exit, Failure> {
    let path = args.file.display();
    let text = match std::fs::read_to_string(&args.file) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(e) => return Err(Failure::new(format!("{path}: {e}"))),
    };
    Decisions::read(&text).map_err(|e| Failure::usage(format!("{path}: {e}")))?;
    for name in [&args.one, &args.other] {
        if name.contains(['\n', '\r']) || name.contains(" = ") || name.trim().is_empty() {
            return Err(Failure::usage(format!("expected a name or an id, found “{name}”")));
        }
    }
    let verb = match said {
        Said::Merge => "merge",
        Said::Split => "split",
        Said::Rename => "rename",
    };
    let line = format!("{verb}: {} = {}", args.one.trim(), args.other.trim());
    if !text.lines().any(|l| l.trim() == line) {
        let before = if text.trim().is_empty() { Decisions::default().written() } else { text };
        let end = if before.ends_with('\n') { "" } else { "\n" };
        whole_file::write(&args.file, format!("{before}{end}{line}\n").as_bytes())?;
    }
    super::print(&format!("{}\n", screen::clean(&line)))?;
    Ok(Exit::Done)
}
