//! A reader for the comma-separated tables: quoted fields, doubled quotes, a head line.

use std::{fs, path::Path, rc::Rc};

/// One row, its fields by the names of the head line.
pub(super) struct Row {
    head: Rc<Vec<String>>,
    fields: Vec<String>,
}

impl Row {
    /// The field under `name`, empty where there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        let at = self.head.iter().position(|h| h == name);
        at.and_then(|i| self.fields.get(i)).map_or("", |f| f.trim())
    }
}

/// All rows of the file at `path`.
pub(super) fn read(path: &Path) -> Result<Vec<Row>, String> {
    let text = fs::read_to_string(path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
    let mut records = records(&text).into_iter();
    let head = Rc::new(records.next().unwrap_or_default());
    Ok(records.filter(|r| r.len() > 1).map(|fields| Row { head: Rc::clone(&head), fields }).collect())
}

fn records(text: &str) -> Vec<Vec<String>> {
    let (mut out, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                field.push('"');
                chars.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                out.push(std::mem::take(&mut row));
            }
            '\r' => {}
            _ => field.push(c),
        }
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        out.push(row);
    }
    out
}
