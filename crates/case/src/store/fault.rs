//! Why a case could not be used: what was expected, what was found, what to do.

use std::path::Path;

use rusqlite::ErrorCode;

/// Which sort of trouble.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CaseFault {
    /// Another process writes to it.
    Locked,
    /// It is no case, or a newer one, or one that was tampered with.
    Foreign,
    /// It was a case and is damaged.
    Damaged,
    /// The disk is full.
    Full,
    /// What was asked of it is not allowed or is no SQL.
    Query,
    /// Anything else of files and disks.
    File,
}

/// Why a case could not be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CaseError {
    /// Which sort of trouble.
    pub fault: CaseFault,
    /// What was expected and what was found.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl std::fmt::Display for CaseError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for CaseError {}

impl CaseError {
    pub(super) fn new(fault: CaseFault, message: impl Into<String>, hint: impl Into<String>) -> CaseError {
        CaseError { fault, message: message.into(), hint: hint.into() }
    }

    pub(super) fn locked(path: &Path, who: &str) -> CaseError {
        let message = format!("{}: the case is being written by {who}", path.display());
        CaseError::new(
            CaseFault::Locked,
            message,
            "wait until it is done, or end it: what it has read is kept",
        )
    }

    pub(super) fn foreign(path: &Path, found: &str) -> CaseError {
        let message = format!("{}: expected a case of Chancery, found {found}", path.display());
        CaseError::new(CaseFault::Foreign, message, "make a case with `chancery add CASE.db INPUT…`")
    }

    pub(super) fn damaged(path: &Path, found: &str) -> CaseError {
        let message = format!("{}: the case is damaged: {found}", path.display());
        let hint = "make it anew from the reports with `chancery add NEW.db INPUT…`";
        CaseError::new(CaseFault::Damaged, message, hint)
    }

    pub(super) fn of_file(path: &Path, fault: &std::io::Error) -> CaseError {
        let message = format!("{}: {fault}", path.display());
        match fault.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::FileTooLarge => CaseError::full(path),
            std::io::ErrorKind::NotFound => CaseError::new(CaseFault::File, message, "check the path"),
            _ => CaseError::new(CaseFault::File, message, "check the path and its permissions"),
        }
    }

    fn full(path: &Path) -> CaseError {
        let message = format!("{}: the disk is full; what was committed before is kept", path.display());
        CaseError::new(CaseFault::Full, message, "free some room and run the same command again")
    }

    /// What SQLite reports, in our words.
    pub(super) fn of(path: &Path, fault: &rusqlite::Error) -> CaseError {
        let code = fault.sqlite_error_code();
        let shown = path.display();
        match code {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                CaseError::locked(path, "another program")
            }
            Some(ErrorCode::DiskFull) => CaseError::full(path),
            Some(ErrorCode::NotADatabase) => CaseError::foreign(path, "another kind of file"),
            Some(ErrorCode::DatabaseCorrupt) | None => CaseError::damaged(path, &plain(fault)),
            Some(ErrorCode::SystemIoFailure) => {
                let hint = "is the disk full, or gone? what was committed before is kept: run the same command again";
                CaseError::new(
                    CaseFault::Full,
                    format!("{shown}: could not be written or read: {}", plain(fault)),
                    hint,
                )
            }
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                let message = format!("{shown}: {}", plain(fault));
                CaseError::new(CaseFault::File, message, "check the path and its permissions")
            }
            Some(_) => {
                CaseError::new(CaseFault::File, format!("{shown}: {}", plain(fault)), "check the file")
            }
        }
    }
}

/// SQLite's own words on one line.
pub(super) fn plain(fault: &rusqlite::Error) -> String {
    let words = match fault {
        rusqlite::Error::SqliteFailure(_, Some(words)) => words.clone(),
        other => other.to_string(),
    };
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
