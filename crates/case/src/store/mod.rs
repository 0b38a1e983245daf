//! The case: reports, findings, a person's decisions and the chronicle in one SQLite file.
//!
//! Losing power loses nothing confirmed: the write-ahead log is synced at every commit, and every step (a batch of
//! reports, a batch of findings, the whole chronicle) is one transaction. A file may come from a stranger: nothing in
//! it is run, and everything read from it is checked.

mod chronicle;
mod decisions;
mod fault;
mod findings;
mod lists;
mod lock;
mod proof;
mod query;
mod reports;
mod shown;

use std::io::Read;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

pub use chronicle::Stored;
pub use decisions::{Decided, Word};
pub use fault::{CaseError, CaseFault};
pub(crate) use findings::hex;
pub use findings::{Kept, Reader};
pub use lists::Part;
pub use query::{Rows, Value};
pub use reports::{TakenIn, each_once};
pub use shown::{ShownRow, Slice, Wanted};

const SCHEMA: &str = include_str!("schema.sql");
/// What format 2 has beside it.
const SHOWN: &str = include_str!("shown.sql");
/// "Chcy": says in the file's head that it is a case, as SQLite's `application_id` is meant to.
const APPLICATION: i32 = i32::from_be_bytes(*b"Chcy");
/// Raised when the tables change; older cases are brought forward in `Case::write`.
const VERSION: i32 = 2;
/// The longest text or blob of a case, in bytes: a report's text is at most 64 MiB.
const LONGEST: i32 = 256 << 20;

/// A case, open to be read, or to be written by this process alone.
#[derive(Debug)]
pub struct Case {
    db: Connection,
    path: PathBuf,
    /// Let go after the database is closed.
    _lock: Option<lock::Lock>,
}

impl Case {
    /// Whether the file at `path` begins as an SQLite file does.
    pub fn is_at(path: &Path) -> bool {
        let mut head = [0; 16];
        let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
        read.is_ok() && &head == b"SQLite format 3\0"
    }

    /// Opens a case to be read. Nothing is written, whatever the file holds.
    pub fn read(path: &Path) -> Result<Case, CaseError> {
        let about = std::fs::metadata(path).map_err(|e| CaseError::of_file(path, &e))?;
        if !about.is_file() {
            return Err(CaseError::foreign(path, "no file"));
        }
        if !Case::is_at(path) {
            return Err(CaseError::foreign(path, "another kind of file"));
        }
        let db = reader(path).map_err(|e| CaseError::of(path, &e))?;
        let case = Case { db, path: path.to_owned(), _lock: None };
        case.check_made_by_us()?;
        Ok(case)
    }

    /// Opens a case to be written, and makes it if there is none. `holder` is what a second writer is told.
    pub fn write(path: &Path, holder: &str) -> Result<Case, CaseError> {
        let there = std::fs::metadata(path).ok();
        let lock = lock::Lock::take(path, holder)?;
        if there.is_some_and(|about| about.len() > 0) && !is_empty(path)? {
            // A stranger's file is looked at before anything in it may run.
            Case::read(path)?;
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags).map_err(|e| CaseError::of(path, &e))?;
        let mut case = Case { db, path: path.to_owned(), _lock: Some(lock) };
        case.prepare().map_err(|e| CaseError::of(path, &e))?;
        Ok(case)
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn prepare(&mut self) -> rusqlite::Result<()> {
        harden(&self.db)?;
        self.db.busy_timeout(std::time::Duration::from_secs(5))?;
        self.db.pragma_update(None, "journal_mode", "WAL")?;
        self.db.pragma_update(None, "synchronous", "FULL")?;
        self.db.pragma_update(None, "foreign_keys", "ON")?;
        let tables: i64 = self.db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if tables == 0 {
            let step = self.db.transaction()?;
            step.execute_batch(SCHEMA)?;
            step.execute_batch(SHOWN)?;
            step.pragma_update(None, "application_id", APPLICATION)?;
            step.pragma_update(None, "user_version", VERSION)?;
            step.execute("INSERT INTO about VALUES ('format', ?)", [format_name()])?;
            step.commit()?;
        }
        self.bring_forward()
    }

    /// An older case gets what its format lacks, in one transaction; what it holds stays as it is.
    fn bring_forward(&mut self) -> rusqlite::Result<()> {
        let version: i32 = self.db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if version >= VERSION {
            return Ok(());
        }
        let step = self.db.transaction()?;
        step.execute_batch(SHOWN)?;
        step.pragma_update(None, "user_version", VERSION)?;
        step.execute("INSERT OR REPLACE INTO about VALUES ('format', ?)", [format_name()])?;
        step.commit()
    }

    /// Whether it has all that this program's format has; an older case that is only read has not.
    fn is_of_now(&self) -> bool {
        self.db
            .pragma_query_value(None, "user_version", |row| row.get::<_, i32>(0))
            .is_ok_and(|v| v >= VERSION)
    }

    /// One line in `about`.
    pub fn about(&self, key: &str) -> Result<Option<String>, CaseError> {
        self.asking(|db| {
            let mut found = db.prepare_cached("SELECT value FROM about WHERE key = ?")?;
            let mut rows = found.query([key])?;
            rows.next()?.map(|row| row.get(0)).transpose()
        })
    }

    fn asking<T>(&self, ask: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, CaseError> {
        ask(&self.db).map_err(|e| CaseError::of(&self.path, &e))
    }

    /// Runs `change` as one transaction: all of it is kept, or nothing.
    fn changing<T>(
        &mut self,
        change: impl FnOnce(&rusqlite::Transaction) -> rusqlite::Result<T>,
    ) -> Result<T, CaseError> {
        let Case { db, path, .. } = self;
        let done = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).and_then(|step| {
            let value = change(&step)?;
            step.commit()?;
            Ok(value)
        });
        done.map_err(|e| CaseError::of(path, &e))
    }

    /// Every table, index and view of ours is there in our own words, and no trigger is: then nothing of a
    /// stranger's runs when the case is asked or changed. Tables of others beside ours are left alone.
    fn check_made_by_us(&self) -> Result<(), CaseError> {
        let number =
            |name: &str| self.asking(|db| db.pragma_query_value(None, name, |row| row.get::<_, i32>(0)));
        if number("application_id")? != APPLICATION {
            return Err(CaseError::foreign(&self.path, "an SQLite file of another program"));
        }
        let version = number("user_version")?;
        if version > VERSION {
            let found =
                format!("one of format {version}, made by a newer Chancery (this one writes {VERSION})");
            return Err(CaseError::foreign(&self.path, &found));
        }
        if version < 1 {
            let found = format!("one of format {version}, which no Chancery wrote");
            return Err(CaseError::foreign(&self.path, &found));
        }
        let here = self.asking(schema)?;
        let ours = made(version).map_err(|e| CaseError::of(&self.path, &e))?;
        if here.iter().any(|(kind, ..)| kind == "trigger") {
            return Err(CaseError::foreign(&self.path, "one with triggers, which no case has"));
        }
        match ours.iter().find(|row| !here.contains(row)) {
            Some((kind, name, _)) => Err(CaseError::foreign(
                &self.path,
                &format!("one whose {kind} `{name}` is missing or another"),
            )),
            None => Ok(()),
        }
    }
}

fn format_name() -> String {
    format!("chancery-case/{VERSION}")
}

/// The schema as this version of the format makes it.
fn made(version: i32) -> rusqlite::Result<Vec<(String, String, Option<String>)>> {
    let db = Connection::open_in_memory()?;
    db.execute_batch(SCHEMA)?;
    if version > 1 {
        db.execute_batch(SHOWN)?;
    }
    schema(&db)
}

/// Whether it is an SQLite file that holds nothing and is nobody's: what is left where making a case was cut short.
fn is_empty(path: &Path) -> Result<bool, CaseError> {
    if !Case::is_at(path) {
        return Ok(false);
    }
    let count = |db: &Connection| {
        let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        let id: i32 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
        Ok(tables == 0 && id == 0)
    };
    reader(path).and_then(|db| count(&db)).map_err(|e| CaseError::of(path, &e))
}

/// Kind, name and words of all that the schema holds.
fn schema(db: &Connection) -> rusqlite::Result<Vec<(String, String, Option<String>)>> {
    let mut found = db.prepare("SELECT type, name, sql FROM sqlite_schema")?;
    let rows = found.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    rows.collect()
}

/// A handle that asks and never changes. Where the file may be written, the log's side files are cleared away when the
/// last handle closes; where nothing may be written, not even they, the file is read as it stands.
fn reader(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = |flags| Connection::open_with_flags(path, flags).and_then(|db| ready(&db).map(|()| db));
    let barred = |e: &rusqlite::Error| {
        use rusqlite::ErrorCode::{CannotOpen, PermissionDenied, ReadOnly};
        matches!(e.sqlite_error_code(), Some(CannotOpen | ReadOnly | PermissionDenied))
    };
    let opened = match open(flags | OpenFlags::SQLITE_OPEN_READ_WRITE) {
        Err(e) if barred(&e) => open(flags | OpenFlags::SQLITE_OPEN_READ_ONLY),
        other => other,
    };
    match opened {
        Err(e) if barred(&e) => {
            let address = format!("file:{}?immutable=1", escaped(&path.to_string_lossy()));
            let flags = flags | OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            let db = Connection::open_with_flags(address, flags)?;
            ready(&db).map(|()| db)
        }
        other => other,
    }
}

fn ready(db: &Connection) -> rusqlite::Result<()> {
    harden(db)?;
    db.busy_timeout(std::time::Duration::from_secs(5))?;
    db.pragma_update(None, "query_only", "ON")?;
    db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
}

/// A stranger's schema may call no function of ours, and its pages are checked as they are read.
fn harden(db: &Connection) -> rusqlite::Result<()> {
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    db.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST)?;
    db.set_limit(Limit::SQLITE_LIMIT_SQL_LENGTH, 1_000_000)?;
    db.set_limit(Limit::SQLITE_LIMIT_EXPR_DEPTH, 200)?;
    db.pragma_update(None, "cell_size_check", "ON")?;
    db.pragma_update(None, "mmap_size", 0)
}

fn escaped(path: &str) -> String {
    path.replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}
