//! A row of a comma-separated table by the names of its head line.

use std::{path::Path, rc::Rc};

/// One row, its fields by the names of the head line.
pub(super) struct Row {
    head: Rc<csv::StringRecord>,
    fields: csv::StringRecord,
}

impl Row {
    /// The field under `name`, empty where there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        let at = self.head.iter().position(|h| h.trim_start_matches('\u{feff}') == name);
        at.and_then(|i| self.fields.get(i)).map_or("", str::trim)
    }
}

/// All rows of the file at `path`; a row may be shorter than the head.
pub(super) fn read(path: &Path) -> Result<Vec<Row>, String> {
    let fault = |e: csv::Error| format!("cannot read {}: {e}", path.display());
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path).map_err(fault)?;
    let head = Rc::new(reader.headers().map_err(fault)?.clone());
    let rows = reader.into_records().map(|r| r.map(|fields| Row { head: Rc::clone(&head), fields }));
    rows.collect::<Result<Vec<Row>, csv::Error>>().map_err(fault)
}
