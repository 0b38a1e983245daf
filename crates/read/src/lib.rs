//! Bytes to documents: the only crate that meets untrusted bytes.
