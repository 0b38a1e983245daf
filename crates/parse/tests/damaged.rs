//! A file of weights that is cut, changed or of another version is one clear line, never a panic or a silent misreading.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::path::{Path, PathBuf};

use chancery_parse::Model;
use sha2::{Digest, Sha256};

fn shipped() -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../model/analyser-int8.safetensors"))
        .unwrap()
}

fn header_end(bytes: &[u8]) -> usize {
    8 + usize::try_from(u64::from_le_bytes(bytes[..8].try_into().unwrap())).unwrap()
}

/// The file with `from` in its header replaced, lengths mended.
fn with_header(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let end = header_end(bytes);
    let header = std::str::from_utf8(&bytes[8..end]).unwrap();
    assert!(header.contains(from), "the header holds {from}");
    let header = header.replacen(from, to, 1);
    [&(header.len() as u64).to_le_bytes(), header.as_bytes(), &bytes[end..]].concat()
}

/// The file with the hash that its data has, as `training/export.py` writes it.
fn hashed(bytes: &[u8]) -> Vec<u8> {
    if bytes[..header_end(bytes)].windows(11).any(|w| w == b"data_sha256") {
        return bytes.to_vec();
    }
    let hash = Sha256::digest(&bytes[header_end(bytes)..]);
    let hex = hash.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    with_header(bytes, "\"format\":", &format!("\"data_sha256\":\"{hex}\",\"format\":"))
}

fn read(name: &str, bytes: &[u8]) -> Result<Model, String> {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    std::fs::write(&path, bytes).unwrap();
    let model = Model::read(&path).map_err(|e| e.to_string());
    std::fs::remove_file(&path).unwrap();
    if let Err(message) = &model {
        assert!(!message.contains(['\n', '\u{1b}']), "one line: {message:?}");
        assert!(message.contains(name), "names the file: {message}");
    }
    model
}

#[track_caller]
fn refused(name: &str, bytes: &[u8], says: &str) {
    let message = read(name, bytes).unwrap_err();
    assert!(message.contains(says), "expected {says:?}, found {message:?}");
}

#[test]
fn the_shipped_file_and_an_exported_one_are_read() {
    let bytes = shipped();
    assert_eq!(read("shipped", &bytes).unwrap().sha256(), Model::shipped().unwrap().sha256());
    assert!(read("exported", &hashed(&bytes)).is_ok());
}

#[test]
fn a_cut_file_is_said_wherever_it_is_cut() {
    let bytes = shipped();
    let end = header_end(&bytes);
    for length in [0, 7, 8, 9, end / 2, end - 1] {
        assert!(read("cut", &bytes[..length]).is_err(), "cut to {length}");
    }
    let exported = hashed(&bytes);
    for length in [end + 200, exported.len() / 2, exported.len() - 1] {
        refused("cut", &exported[..length], "damaged or cut");
    }
    refused("longer", &[exported.as_slice(), b"x"].concat(), "damaged or cut");
}

#[test]
fn a_flipped_bit_of_the_data_is_said() {
    let mut bytes = hashed(&shipped());
    let (from, to) = (header_end(&bytes), bytes.len());
    for at in [from, from + 1_000, from + (to - from) / 2, to - 1] {
        bytes[at] ^= 0x10;
        refused("flipped", &bytes, "damaged or cut");
        bytes[at] ^= 0x10;
    }
}

#[test]
fn a_flipped_bit_of_the_header_is_said_or_harmless() {
    let mut bytes = hashed(&shipped());
    let before = Model::shipped().unwrap();
    let end = header_end(&bytes);
    for at in (0..end).step_by(end / 24) {
        bytes[at] ^= 0x04;
        // What the header says beside names, kinds, places and labels (the shapes before flattening) is not read.
        if let Ok(model) = read("header", &bytes) {
            assert_ne!(model.sha256(), before.sha256());
        }
        bytes[at] ^= 0x04;
    }
}

#[test]
fn another_version_is_said() {
    let bytes = hashed(&shipped());
    refused(
        "version",
        &with_header(&bytes, "chancery-analyser/2", "chancery-analyser/1"),
        "belongs to another version",
    );
    refused("version", &with_header(&bytes, "\"upos.weight\":{", "\"upos.Weight\":{"), "lack tensor");
    refused(
        "version",
        &with_header(&bytes, "\\\"VERB\\\"", "\\\"WERB\\\""),
        "a label this version does not know",
    );
    refused("version", b"PK\x03\x04 not weights at all", "expected a safetensors file");
}

#[test]
fn weights_without_a_hash_are_refused_unless_they_are_the_shipped_ones() {
    let exported = hashed(&shipped());
    refused("unhashed", &with_header(&exported, "data_sha256", "data_sha255"), "found none");
}

#[test]
fn a_file_that_is_not_there_is_said() {
    let message = Model::read(Path::new("/nowhere/weights")).unwrap_err().to_string();
    assert!(message.starts_with("cannot read the weights /nowhere/weights"), "{message}");
}
