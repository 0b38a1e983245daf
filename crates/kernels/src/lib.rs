//! Integer matrix products with one activation scale for each row, and the float parts between them.
//!
//! The same input gives the same bits on every [`Path`]: integer sums are exact, and float operations are
//! written once over sixteen lanes, in one order, with fused multiply-adds wherever they are written.
//! This is the only crate with `unsafe`, for instructions that a processor may lack.
#![deny(missing_docs)]

mod attend;
mod float;
mod lanes;
mod path;
mod product;
mod rows;

pub use attend::{HEAD, attend};
pub use float::{add_norm, dots, norm, softmax};
pub use path::Path;
pub use product::{Bend, Packed, product};
pub use rows::Rows;
