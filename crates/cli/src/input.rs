//! From arguments to documents.

use std::path::PathBuf;

use chancery_text::Document;
use jiff::civil::Date;

use crate::Failure;

/// What the user says about the inputs.
pub(crate) struct Outside {
    pub(crate) published: Option<Date>,
    pub(crate) sources: Option<PathBuf>,
}

/// What came of the inputs.
pub(crate) struct Gathered {
    pub(crate) documents: Vec<Document>,
    pub(crate) rejected: Vec<String>,
    pub(crate) notes: Vec<String>,
}

/// Reads the inputs.
pub(crate) fn gather(inputs: &[PathBuf], _outside: &Outside) -> Result<Gathered, Failure> {
    let mut documents = Vec::new();
    let mut files: Vec<PathBuf> = Vec::new();
    for input in inputs {
        if input.is_dir() {
            files.extend(
                std::fs::read_dir(input).into_iter().flatten().filter_map(|e| e.ok().map(|e| e.path())),
            );
        } else {
            files.push(input.clone());
        }
    }
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "txt")) {
        let bytes = std::fs::read(file).map_err(|e| Failure::new(e.to_string()))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let name = file.file_name().map_or(String::new(), |n| n.to_string_lossy().into_owned());
        documents.push(Document::new(chancery_text::text_sha256(&text), name, text));
    }
    Ok(Gathered { documents, rejected: Vec::new(), notes: Vec::new() })
}
