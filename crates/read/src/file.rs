//! One file's bytes to its documents.

use chancery_text::Document;
use sha2::{Digest, Sha256};

use crate::{Outside, Rejected, decode::decode, feed, json_lines, page, plain, warc};

/// Bytes that a file of one report may have.
pub const LARGEST_FILE: usize = 16_000_000;
/// Bytes that a file of many reports may have.
pub const LARGEST_LINES: usize = 200_000_000;
/// Bytes that the text of one report may have.
pub const LARGEST_TEXT: usize = 2_000_000;

/// What came out of one file.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Its reports.
    pub documents: Vec<Document>,
    /// What could not be read, the file itself or parts of it.
    pub rejected: Vec<Rejected>,
}

impl From<Rejected> for Reading {
    fn from(rejected: Rejected) -> Reading {
        Reading { documents: Vec::new(), rejected: vec![rejected] }
    }
}

/// Whether files with this name are read when they are met in a folder.
pub fn reads(name: &str) -> bool {
    form_of_name(name).is_some()
}

/// How many bytes of a file with this name are worth reading at all.
pub fn largest(name: &str) -> usize {
    match form_of_name(name) {
        Some(Form::JsonLines | Form::Archive) => LARGEST_LINES,
        Some(Form::Plain | Form::Page | Form::Feed) => LARGEST_FILE,
        None => LARGEST_LINES,
    }
}

/// The forms a file can have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    Plain,
    Page,
    JsonLines,
    Feed,
    Archive,
}

fn form_of_name(name: &str) -> Option<Form> {
    let name = name.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|e| name.ends_with(e));
    if ends(&[".txt", ".md"]) {
        return Some(Form::Plain);
    }
    if ends(&[".html", ".htm", ".xhtml"]) {
        return Some(Form::Page);
    }
    if ends(&[".xml", ".rss", ".atom"]) {
        return Some(Form::Feed);
    }
    if ends(&[".warc", ".warc.gz"]) {
        return Some(Form::Archive);
    }
    if ends(&[".jsonl", ".ndjson"]) {
        return Some(Form::JsonLines);
    }
    None
}

/// What the bytes look like where the name does not say it: standard input, a file given by itself.
fn form_of_bytes(bytes: &[u8]) -> Form {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = bytes.trim_ascii_start();
    let head = head[..head.len().min(1024)].to_ascii_lowercase();
    if head.starts_with(b"warc/1") {
        Form::Archive
    } else if head.starts_with(b"<rss")
        || head.starts_with(b"<feed")
        || head.starts_with(b"<?xml") && !has(head.as_slice(), b"<html")
    {
        Form::Feed
    } else if head.starts_with(b"{") {
        Form::JsonLines
    } else if head.starts_with(b"<!doctype html")
        || head.starts_with(b"<html")
        || has(&head, b"<body")
        || has(&head, b"<head>")
    {
        Form::Page
    } else {
        Form::Plain
    }
}

fn has(words: &[u8], part: &[u8]) -> bool {
    words.windows(part.len()).any(|w| w == part)
}

/// Reads the bytes of the file `name` (its path within the input).
pub fn file(name: &str, bytes: &[u8], outside: &Outside) -> Reading {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Rejected::new(name, "a report", "an empty file", "remove it or fetch it anew").into();
    }
    match form_of_name(name).unwrap_or_else(|| form_of_bytes(bytes)) {
        Form::JsonLines => json_lines::documents(name, bytes, outside),
        Form::Feed => feed::documents(name, bytes, outside),
        Form::Archive => warc::documents(name, bytes, outside),
        Form::Page => one(page::document(name, bytes), outside),
        Form::Plain => one(plain_file(name, bytes), outside),
    }
}

fn one(read: Result<Document, Rejected>, outside: &Outside) -> Reading {
    match read {
        Ok(mut document) => {
            outside.apply(&mut document);
            Reading { documents: vec![document], rejected: Vec::new() }
        }
        Err(rejected) => rejected.into(),
    }
}

fn plain_file(name: &str, bytes: &[u8]) -> Result<Document, Rejected> {
    if bytes.len() > 2 * LARGEST_TEXT {
        return Err(too_large(name, bytes.len()));
    }
    let text = decode(name, bytes)?;
    if text.len() > LARGEST_TEXT {
        return Err(too_large(name, text.len()));
    }
    let mut document = Document::new(sha256(bytes), name.to_owned(), text);
    plain::mark(&mut document);
    Ok(document)
}

/// The rejection of a text that no single report has.
pub(crate) fn too_large(name: &str, size: usize) -> Rejected {
    Rejected::new(
        name,
        format!("a report of at most {}", megabytes(LARGEST_TEXT)),
        format!("a text of {}", megabytes(size)),
        if name.contains('#') {
            IN_FILE
        } else {
            "split it into its reports, or give many reports as JSON Lines"
        },
    )
}

/// What to do with a report too large that is already one of many.
const IN_FILE: &str = "split it into its reports";

fn megabytes(bytes: usize) -> String {
    format!("{} MB", bytes.div_ceil(1_000_000))
}

/// `sha256:` and the hex hash of `bytes`.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut out = String::from("sha256:");
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}
