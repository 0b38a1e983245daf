//! `chancery text`: the text that offsets count in.

use crate::args::{Global, Text};
use crate::{Exit, Failure, pile};

/// Prints the one report's text, byte for byte, so that offsets can be checked by other programs.
pub(crate) fn run(args: &Text, global: &Global) -> Result<Exit, Failure> {
    let (documents, rejected) = pile::documents(&args.inputs, global)?;
    let [document] = documents.as_slice() else {
        return Err(Failure::usage(format!("expected one report, found {}", documents.len()))
            .hint("name one file; a line of a .jsonl file is printed by `chancery show`"));
    };
    if global.json {
        let object = serde_json::json!({
            "id": document.id, "name": document.name, "text_sha256": document.text_sha256(), "text": document.text(),
        });
        super::print_json(&object)?;
    } else {
        super::print(document.text())?;
    }
    Ok(if rejected > 0 { Exit::SomeRejected } else { Exit::Done })
}
