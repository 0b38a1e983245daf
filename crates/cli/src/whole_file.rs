//! Output files appear whole or not at all.

use std::io::Write;
use std::path::Path;

use crate::Failure;

/// Writes `bytes` beside `path` and then puts them in its place; what stood there stays if that fails.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.part", std::process::id()));
    let beside = Path::new(&beside);
    let written = std::fs::File::create(beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(beside, path));
    written.map_err(|e| {
        // The half-written file is ours; if it cannot be removed either, the first error says why.
        let _ = std::fs::remove_file(beside);
        Failure::new(format!("{}: could not be written: {e}", path.display()))
            .hint("is there room, and may you write there?")
    })
}
