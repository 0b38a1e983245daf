//! One writer at a time, and the second is told who the first is.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::CaseError;

/// Held as long as a case is written. The system lets go of it when the process ends, however it ends.
///
/// It is a file of its own beside the case: a second handle on the database file would drop SQLite's own locks.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock of the case at `path` and leaves a line that says who holds it.
    pub(super) fn take(path: &Path, holder: &str) -> Result<Lock, CaseError> {
        let mut name = path.as_os_str().to_owned();
        name.push(".lock");
        let beside = PathBuf::from(name);
        // The holder before us removes the file when it is done: a lock on a removed file locks nothing.
        for _ in 0..100 {
            let mut file = OpenOptions::new()
                .create(true)
                .truncate(false)
                .read(true)
                .write(true)
                .open(&beside)
                .map_err(|e| CaseError::of_file(path, &e))?;
            match file.try_lock() {
                Ok(()) if !still_there(&file, &beside) => {}
                Ok(()) => {
                    let said = file.set_len(0).and_then(|()| writeln!(file, "{holder}"));
                    said.map_err(|e| CaseError::of_file(path, &e))?;
                    return Ok(Lock { file, path: beside });
                }
                Err(TryLockError::WouldBlock) => return Err(CaseError::locked(path, &who(&mut file))),
                Err(TryLockError::Error(e)) => return Err(CaseError::of_file(path, &e)),
            }
        }
        Err(CaseError::locked(path, "others, by turns"))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While the lock is held nobody else can take this file for theirs. If it stays, it locks nothing.
        let _ = std::fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

fn who(file: &mut File) -> String {
    let mut line = String::new();
    let read = file.rewind().and_then(|()| file.take(200).read_to_string(&mut line));
    let line = line.trim();
    if read.is_err() || line.is_empty() { "another process".to_owned() } else { line.to_owned() }
}

#[cfg(unix)]
fn still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |a: &std::fs::Metadata, b: &std::fs::Metadata| a.ino() == b.ino() && a.dev() == b.dev();
    matches!((file.metadata(), std::fs::metadata(path)), (Ok(a), Ok(b)) if same(&a, &b))
}

/// Elsewhere an open file cannot be removed.
#[cfg(not(unix))]
fn still_there(_: &File, path: &Path) -> bool {
    path.exists()
}
