//! Exports from the server: made by a process of its own, so that what it needs of memory goes with it.

use std::path::{Path, PathBuf};

use axum::http::{StatusCode, header};
use chancery_case::export::{Filter, Format};

use super::answer::{Answer, NOTHING};
use super::desk::Desk;
use crate::Failure;

/// What is exported is what the address narrows it to; of several files one is asked for by name.
pub(super) fn exported(
    desk: &Desk,
    format: Format,
    filter: &Filter,
    file: Option<&str>,
) -> Result<Answer, Failure> {
    let place = Place::new()?;
    let output = place.0.join(format!("chancery.{}", ending(format)));
    desk.export(format, filter, &output)?;
    let (name, bytes) = if format.is_several() {
        one_of(&output, file.unwrap_or_default())?
    } else {
        let name = output.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        (name, read(&output)?)
    };
    Ok(Answer::of(StatusCode::OK, "application/octet-stream", bytes)
        .with(header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{name}\""))
        .with(header::CONTENT_SECURITY_POLICY, NOTHING))
}

/// The file of this name, else the first one.
fn one_of(folder: &Path, wanted: &str) -> Result<(String, Vec<u8>), Failure> {
    let entries = std::fs::read_dir(folder).map_err(|e| Failure::new(e.to_string()))?;
    let mut names: Vec<String> =
        entries.filter_map(|e| Some(e.ok()?.file_name().to_string_lossy().into_owned())).collect();
    names.sort();
    let found = names.into_iter().find(|name| wanted.is_empty() || name == wanted);
    let name = found.ok_or_else(|| Failure::usage("there is no such file of this format"))?;
    let bytes = read(&folder.join(&name))?;
    Ok((name, bytes))
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|e| Failure::new(format!("the export could not be read: {e}")))
}

/// A folder that is there as long as it is needed, for this user alone.
struct Place(PathBuf);

impl Place {
    fn new() -> Result<Place, Failure> {
        let path = std::env::temp_dir().join(format!("chancery-{}", super::token()?));
        let made = std::fs::DirBuilder::new();
        #[cfg(unix)]
        let made = {
            use std::os::unix::fs::DirBuilderExt;
            let mut made = made;
            made.mode(0o700);
            made
        };
        made.create(&path).map_err(|e| {
            Failure::new(format!("{}: could not be made: {e}", path.display()))
                .hint("is there room on the disk?")
        })?;
        Ok(Place(path))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // What cannot be removed is left to the system's own clearing of this folder.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn ending(format: Format) -> &'static str {
    match format {
        Format::W3c => "jsonld",
        Format::Timelinejs | Format::Csl => "json",
        Format::Ftm => "ftm.jsonl",
        Format::Markdown => "md",
        other => other.name(),
    }
}
