//! The hash that lets exactly our own style and script run, and nothing else.

use base64::Engine;
use sha2::{Digest, Sha256};

/// `sha256-…` of an inline style or script, as a Content-Security-Policy names it.
pub(crate) fn hash(inline: &str) -> String {
    let digest = Sha256::digest(inline.as_bytes());
    format!("sha256-{}", base64::engine::general_purpose::STANDARD.encode(digest))
}
