//! The file of weights: what is in it, checked before anything is believed.

use std::collections::BTreeMap;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::ModelError;
use crate::linear::Plain;

/// The layout this program reads, as the file's metadata names it.
const FORMAT: &str = "chancery-analyser/2";

/// An int8 matrix with one scale for each row.
pub(crate) struct Matrix {
    pub(crate) cols: usize,
    pub(crate) values: Vec<i8>,
    pub(crate) scales: Vec<f32>,
}

impl Matrix {
    /// The matrix widened to float, row by row.
    pub(crate) fn widened(&self) -> Vec<f32> {
        let rows = self.values.chunks_exact(self.cols.max(1)).zip(&self.scales);
        rows.flat_map(|(row, &scale)| row.iter().map(move |&v| f32::from(v) * scale)).collect()
    }
}

/// A file of weights (safetensors), its tensors found by name.
pub(crate) struct Weights<'a> {
    tensors: BTreeMap<String, Tensor<'a>>,
    labels: BTreeMap<String, Vec<String>>,
}

struct Tensor<'a> {
    kind: String,
    shape: Vec<usize>,
    bytes: &'a [u8],
}

/// The hex SHA-256 of these bytes.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

impl<'a> Weights<'a> {
    /// The tensors of the file `bytes`, whose data must have the hash that its metadata states,
    /// unless the file is `known` as a whole.
    pub(crate) fn of(bytes: &'a [u8], known: bool) -> Result<Weights<'a>, ModelError> {
        let (header, data) = split(bytes).ok_or_else(|| {
            ModelError::new("expected a safetensors file of weights, found something else or a cut file")
        })?;
        let header: BTreeMap<String, Value> = serde_json::from_slice(header)
            .map_err(|e| ModelError::new(format!("the weights' header is damaged: {e}")))?;
        let meta = |key: &str| header.get("__metadata__").and_then(|m| m.get(key)).and_then(Value::as_str);
        let format = meta("format").unwrap_or("none");
        if format != FORMAT {
            return Err(ModelError::new(format!(
                "expected weights of format {FORMAT}, found {format:?}: the file belongs to another version"
            )));
        }
        if !known {
            whole(data, meta("data_sha256"))?;
        }
        let labels = serde_json::from_str(meta("labels").unwrap_or_default())
            .map_err(|e| ModelError::new(format!("the weights' label lists are damaged: {e}")))?;
        let mut tensors = BTreeMap::new();
        for (name, value) in header.iter().filter(|(name, _)| *name != "__metadata__") {
            let tensor = tensor(value, data).ok_or_else(|| {
                ModelError::new(format!("tensor {name:?} lies outside the file or is misdescribed"))
            })?;
            tensors.insert(name.clone(), tensor);
        }
        Ok(Weights { tensors, labels })
    }

    /// The list of labels of a head (`u`, `x`, `r`, `n`, `g`).
    pub(crate) fn labels(&self, head: &str) -> Result<&[String], ModelError> {
        self.labels
            .get(head)
            .map(Vec::as_slice)
            .ok_or_else(|| ModelError::new(format!("the weights have no label list {head}")))
    }

    /// The float tensor `name` with `len` values.
    pub(crate) fn floats(&self, name: &str, len: usize) -> Result<Vec<f32>, ModelError> {
        let tensor = self.find(name, "F32")?;
        let found = tensor.bytes.len() / 4;
        if found != len {
            return Err(ModelError::new(format!("tensor {name}: expected {len} values, found {found}")));
        }
        let words = tensor.bytes.chunks_exact(4);
        Ok(words.map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
    }

    /// The int8 matrix `name` of this shape.
    pub(crate) fn matrix(&self, name: &str, rows: usize, cols: usize) -> Result<Matrix, ModelError> {
        let tensor = self.find(name, "I8")?;
        if tensor.shape != [rows, cols] {
            return Err(ModelError::new(format!(
                "tensor {name}: expected {rows} x {cols}, found {:?}",
                tensor.shape
            )));
        }
        let scales = self.floats(&format!("{name}.scale"), rows)?;
        Ok(Matrix { cols, values: tensor.bytes.iter().map(|&b| b.cast_signed()).collect(), scales })
    }

    /// The linear layer `name`: a matrix and its bias.
    pub(crate) fn layer(&self, name: &str, outputs: usize, inputs: usize) -> Result<Plain, ModelError> {
        let matrix = self.matrix(&format!("{name}.weight"), outputs, inputs)?;
        let bias = self.floats(&format!("{name}.bias"), outputs)?;
        Ok(Plain { values: matrix.values, scales: matrix.scales, bias })
    }

    fn find(&self, name: &str, kind: &str) -> Result<&Tensor<'a>, ModelError> {
        let tensor = self
            .tensors
            .get(name)
            .ok_or_else(|| ModelError::new(format!("the weights lack tensor {name}")))?;
        if tensor.kind == kind {
            return Ok(tensor);
        }
        Err(ModelError::new(format!("tensor {name}: expected {kind}, found {}", tensor.kind)))
    }
}

/// Whether the tensors' bytes are those that the file's writer hashed.
fn whole(data: &[u8], expected: Option<&str>) -> Result<(), ModelError> {
    let Some(expected) = expected else {
        return Err(ModelError::new(
            "expected data_sha256 among the weights' metadata, found none: export them anew with training/export.py",
        ));
    };
    let found = sha256(data);
    if expected == found {
        return Ok(());
    }
    Err(ModelError::new(format!(
        "the weights are damaged or cut: expected SHA-256 {expected:?} of their data, found {found}"
    )))
}

fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<8>()?;
    rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)
}

fn tensor<'a>(value: &Value, data: &'a [u8]) -> Option<Tensor<'a>> {
    let number = |v: &Value| usize::try_from(v.as_u64()?).ok();
    let shape = value.get("shape")?.as_array()?.iter().map(number).collect::<Option<Vec<_>>>()?;
    let kind = value.get("dtype")?.as_str()?.to_string();
    let offsets = value.get("data_offsets")?;
    let bytes = data.get(number(offsets.get(0)?)?..number(offsets.get(1)?)?)?;
    let width = if kind == "F32" { 4 } else { 1 };
    let values = shape.iter().try_fold(1usize, |n, &d| n.checked_mul(d))?;
    (values.checked_mul(width)? == bytes.len()).then_some(Tensor { kind, shape, bytes })
}
