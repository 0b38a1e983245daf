//! Questions in SQL: only read, stopped after a while, bounded in size.

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::types::ValueRef;

use super::fault::plain;
use super::{Case, CaseError, CaseFault};

/// The most rows that are given back.
const MOST_ROWS: usize = 1_000_000;
/// The most bytes that are given back.
const MOST_BYTES: usize = 256 << 20;

/// One cell.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// `NULL`.
    Null,
    /// A whole number.
    Whole(i64),
    /// A number.
    Real(f64),
    /// Text; what is no UTF-8 in it is replaced.
    Text(String),
    /// So many bytes.
    Bytes(usize),
}

/// What a question gave.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Rows {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
}

impl Case {
    /// Asks the case in SQL. `stop` is asked now and then whether time is up.
    ///
    /// # Errors
    /// If the words are no single question, would write, attach or load anything, or take too long.
    pub fn ask(
        &mut self,
        words: &str,
        stop: impl FnMut() -> bool + Send + 'static,
    ) -> Result<Rows, CaseError> {
        self.ask_within(words, MOST_BYTES, stop)
    }

    /// The same with at most so many bytes for an answer.
    pub fn ask_within(
        &mut self,
        words: &str,
        most: usize,
        stop: impl FnMut() -> bool + Send + 'static,
    ) -> Result<Rows, CaseError> {
        let Case { db, path, .. } = self;
        db.authorizer(Some(only_reads))
            .and_then(|()| db.progress_handler(10_000, Some(stop)))
            .map_err(|e| CaseError::of(path, &e))?;
        let rows = self.answer(words, most);
        let Case { db, path, .. } = self;
        db.progress_handler(0, None::<fn() -> bool>)
            .and_then(|()| db.authorizer(None::<fn(AuthContext<'_>) -> Authorization>))
            .map_err(|e| CaseError::of(path, &e))?;
        rows
    }

    fn answer(&self, words: &str, most: usize) -> Result<Rows, CaseError> {
        let fault = |e: &rusqlite::Error| self.query_fault(e);
        let mut asked = self.db.prepare(words).map_err(|e| fault(&e))?;
        if !asked.readonly() {
            return Err(refused("the question would change the case"));
        }
        let columns: Vec<String> = asked.column_names().map(str::to_owned).collect();
        let mut out = Rows { columns, rows: Vec::new() };
        let mut bytes = 0;
        let mut rows = asked.query([]).map_err(|e| fault(&e))?;
        while let Some(row) = rows.next().map_err(|e| fault(&e))? {
            let mut cells = Vec::with_capacity(out.columns.len());
            for column in 0..out.columns.len() {
                let cell = value(row.get_ref(column).map_err(|e| fault(&e))?);
                bytes += if let Value::Text(text) = &cell { text.len() } else { 8 };
                cells.push(cell);
            }
            out.rows.push(cells);
            if out.rows.len() > MOST_ROWS || bytes > most {
                return Err(refused("the answer is too large").hinting("ask for fewer rows with LIMIT"));
            }
        }
        Ok(out)
    }

    fn query_fault(&self, fault: &rusqlite::Error) -> CaseError {
        use rusqlite::ErrorCode::{AuthorizationForStatementDenied, OperationInterrupted, Unknown};
        match (fault, fault.sqlite_error_code()) {
            (rusqlite::Error::MultipleStatement, _) => refused("expected one question, found several"),
            (_, Some(AuthorizationForStatementDenied)) => refused(&plain(fault)),
            (_, Some(OperationInterrupted)) => {
                refused("the question took too long").hinting("ask for less, or use sqlite3 on a copy")
            }
            (rusqlite::Error::SqlInputError { msg, .. }, _) => refused(msg)
                .hinting("the views are facts, calendar, statements, positions, disputes, actors, sources"),
            (_, Some(Unknown)) => refused(&plain(fault))
                .hinting("the views are facts, calendar, statements, positions, disputes, actors, sources"),
            _ => CaseError::of(&self.path, fault),
        }
    }
}

impl CaseError {
    fn hinting(mut self, hint: &str) -> CaseError {
        hint.clone_into(&mut self.hint);
        self
    }
}

fn refused(message: &str) -> CaseError {
    CaseError::new(
        CaseFault::Query,
        message,
        "a case is only read here: SELECT, WITH … SELECT, EXPLAIN, VALUES",
    )
}

fn only_reads(context: AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => Authorization::Allow,
        AuthAction::Function { function_name } if harmless(function_name) => Authorization::Allow,
        AuthAction::Pragma { pragma_name, pragma_value: _ } if tells(pragma_name) => Authorization::Allow,
        _ => Authorization::Deny,
    }
}

/// Functions that reach beyond the answer: extensions, tokenizers, files.
fn harmless(function: &str) -> bool {
    !matches!(
        function.to_lowercase().as_str(),
        "load_extension" | "fts3_tokenizer" | "readfile" | "writefile" | "edit"
    )
}

fn tells(pragma: &str) -> bool {
    matches!(
        pragma.to_lowercase().as_str(),
        "table_info" | "table_xinfo" | "table_list" | "index_list" | "index_info" | "data_version"
    )
}

fn value(cell: ValueRef<'_>) -> Value {
    match cell {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(n) => Value::Whole(n),
        ValueRef::Real(n) => Value::Real(n),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.len()),
    }
}
