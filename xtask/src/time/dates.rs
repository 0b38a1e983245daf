//! Dating reports whose date is hidden.

use std::path::Path;

pub(crate) fn run(_shared: &Path, _args: &[String]) -> Result<(), String> {
    Err("not yet".into())
}
