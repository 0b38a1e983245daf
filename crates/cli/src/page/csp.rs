//! The hash that lets exactly our own style and script run, and nothing else.

use base64::Engine;
use sha2::{Digest, Sha256};

/// `sha256-…` of an inline style or script, as a Content-Security-Policy names it.
fn hash(inline: &str) -> String {
    let digest = Sha256::digest(inline.as_bytes());
    format!("sha256-{}", base64::engine::general_purpose::STANDARD.encode(digest))
}

/// The page's own policy; a served page may also send forms to its server and ask it for passages.
pub(crate) fn policy(style: &str, script: &str, served: bool) -> String {
    let (forms, asks) = if served { ("'self'", " connect-src 'self';") } else { ("'none'", "") };
    format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; img-src data:;{asks} base-uri 'none'; form-action {forms}",
        hash(style),
        hash(script)
    )
}
