//! Findings as bytes: what a report was found to say, kept so that it is not read again.
//!
//! The bytes are a cache, not a document: whatever reads them checks a key that names the program, its rules and
//! the report, and where the key differs the report is read again from its text, which is kept beside them.
//! They may come from a stranger, so that every length, span and index is checked on the way in.

mod findings;
mod sound;

use std::sync::Arc;

use chancery_extract::Findings;
use chancery_text::{Ann, Layer, Span, Why};

/// Raised whenever the bytes of the same findings change, so that older ones are read again.
pub(crate) const KEPT_AS: &str = "findings/4";

/// How deep a derivation or a meaning may nest.
const DEEPEST: usize = 200;
/// How many items are made room for before they are seen.
const ROOM: usize = 1024;

/// The findings as bytes.
pub fn written(findings: &Findings) -> Vec<u8> {
    let mut out = Vec::new();
    findings.put(&mut out);
    out
}

/// The findings that the bytes hold, over this text.
///
/// # Errors
/// If the bytes are no findings over this text.
pub fn read(bytes: &[u8], text: &Arc<str>) -> Result<Findings, Unsound> {
    let mut from = Reader { bytes, text, depth: 0 };
    let findings = Findings::take(&mut from)?;
    if !from.bytes.is_empty() {
        return Err(Unsound);
    }
    sound::check(&findings)?;
    Ok(findings)
}

/// The bytes are no findings over the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unsound;

/// What is left to be read, and the text that spans lie in.
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    text: &'a Arc<str>,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Result<u8, Unsound> {
        let (&first, rest) = self.bytes.split_first().ok_or(Unsound)?;
        self.bytes = rest;
        Ok(first)
    }

    fn some(&mut self, count: usize) -> Result<&'a [u8], Unsound> {
        let (first, rest) = self.bytes.split_at_checked(count).ok_or(Unsound)?;
        self.bytes = rest;
        Ok(first)
    }

    /// Goes one level down; bytes cannot make the reader recurse without end.
    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Unsound>) -> Result<T, Unsound> {
        if self.depth == DEEPEST {
            return Err(Unsound);
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }
}

/// What can be kept as bytes.
pub(crate) trait Keep: Sized {
    fn put(&self, out: &mut Vec<u8>);
    fn take(from: &mut Reader) -> Result<Self, Unsound>;
}

/// A struct by all its fields: a new field does not compile until it is kept.
macro_rules! keep_struct {
    ($name:ident { $($field:ident),* $(,)? }) => {
        impl Keep for $name {
            fn put(&self, out: &mut Vec<u8>) {
                let $name { $($field),* } = self;
                $(Keep::put($field, out);)*
            }
            fn take(from: &mut Reader) -> Result<Self, Unsound> {
                $(let $field = Keep::take(from)?;)*
                Ok($name { $($field),* })
            }
        }
    };
}

/// An enum by number and fields: a new variant does not compile until it is kept.
macro_rules! keep_enum {
    ($name:ident { $($number:literal $variant:ident $({ $($field:ident),* })? $(( $($item:ident),* ))?),* $(,)? }) => {
        impl Keep for $name {
            fn put(&self, out: &mut Vec<u8>) {
                match self {
                    $($name::$variant $({ $($field),* })? $(( $($item),* ))? => {
                        out.push($number);
                        $($(Keep::put($field, out);)*)?
                        $($(Keep::put($item, out);)*)?
                    })*
                }
            }
            fn take(from: &mut Reader) -> Result<Self, Unsound> {
                from.deeper(|from| match from.byte()? {
                    $($number => {
                        $($(let $field = Keep::take(from)?;)*)?
                        $($(let $item = Keep::take(from)?;)*)?
                        Ok($name::$variant $({ $($field),* })? $(( $($item),* ))?)
                    })*
                    _ => Err(Unsound),
                })
            }
        }
    };
}

pub(crate) use {keep_enum, keep_struct};

impl Keep for u64 {
    /// Seven bits a byte, the lowest first (LEB128).
    fn put(&self, out: &mut Vec<u8>) {
        let mut left = *self;
        while left >= 0x80 {
            out.push(left as u8 | 0x80);
            left >>= 7;
        }
        out.push(left as u8);
    }

    fn take(from: &mut Reader) -> Result<Self, Unsound> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = from.byte()?;
            let part = u64::from(byte & 0x7f);
            if shift == 63 && part > 1 {
                return Err(Unsound);
            }
            value |= part << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(Unsound)
    }
}

impl Keep for usize {
    fn put(&self, out: &mut Vec<u8>) {
        (*self as u64).put(out);
    }

    fn take(from: &mut Reader) -> Result<Self, Unsound> {
        usize::try_from(u64::take(from)?).map_err(|_| Unsound)
    }
}

impl Keep for i32 {
    /// The sign in the lowest bit, so that small numbers of either sign are short.
    fn put(&self, out: &mut Vec<u8>) {
        u64::from(((self << 1) ^ (self >> 31)) as u32).put(out);
    }

    fn take(from: &mut Reader) -> Result<Self, Unsound> {
        let bits = u32::try_from(u64::take(from)?).map_err(|_| Unsound)?;
        Ok((bits >> 1) as i32 ^ -((bits & 1) as i32))
    }
}

impl Keep for i8 {
    fn put(&self, out: &mut Vec<u8>) {
        i32::from(*self).put(out);
    }

    fn take(from: &mut Reader) -> Result<Self, Unsound> {
        i8::try_from(i32::take(from)?).map_err(|_| Unsound)
    }
}

impl Keep for f64 {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_bits().to_le_bytes());
    }

    fn take(from: &mut Reader) -> Result<Self, Unsound> {
        let bytes = from.some(8)?.try_into().map_err(|_| Unsound)?;
        Some(f64::from_bits(u64::from_le_bytes(bytes))).filter(|n| n.is_finite()).ok_or(Unsound)
    }
}

impl Keep for bool {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn take(from: &mut Reader) -> Result<Self, Unsound> {
        match from.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Unsound),
        }
    }
}

impl Keep for String {
    fn put(&self, out: &mut Vec<u8>) {
        self.len().put(out);
        out.extend_from_slice(self.as_bytes());
    }

    fn take(from: &mut Reader) -> Result<Self, Unsound> {
        let length = usize::take(from)?;
        String::from_utf8(from.some(length)?.to_vec()).map_err(|_| Unsound)
    }
}

/// The words that core types hold as constants.
const CONSTANTS: [&str; 12] = [
    "phone",
    "video",
    "tweet",
    "interview",
    "press conference",
    "address",
    "statement",
    "SP",
    "SU",
    "FA",
    "WI",
    "document",
];

impl Keep for &'static str {
    /// A word that is not in the list is kept as one that no reader takes: the report is read again, not misread.
    fn put(&self, out: &mut Vec<u8>) {
        let place = CONSTANTS.iter().position(|c| c == self);
        debug_assert!(place.is_some(), "{self} is to be listed among the constants");
        out.push(place.map_or(u8::MAX, |p| p as u8));
    }

    fn take(from: &mut Reader) -> Result<Self, Unsound> {
        CONSTANTS.get(from.byte()? as usize).copied().ok_or(Unsound)
    }
}

impl<T: Keep> Keep for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.is_some().put(out);
        if let Some(value) = self {
            value.put(out);
        }
    }

    fn take(from: &mut Reader) -> Result<Self, Unsound> {
        if bool::take(from)? { T::take(from).map(Some) } else { Ok(None) }
    }
}

impl<T: Keep> Keep for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.len().put(out);
        for item in self {
            item.put(out);
        }
    }

    fn take(from: &mut Reader) -> Result<Self, Unsound> {
        let length = usize::take(from)?;
        // Every item takes a byte at least, so that a false length fails before it costs memory.
        if length > from.bytes.len() {
            return Err(Unsound);
        }
        let mut list = Vec::with_capacity(length.min(ROOM));
        for _ in 0..length {
            list.push(T::take(from)?);
        }
        Ok(list)
    }
}

impl<T: Keep> Keep for Box<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.as_ref().put(out);
    }

    fn take(from: &mut Reader) -> Result<Self, Unsound> {
        T::take(from).map(Box::new)
    }
}

impl Keep for Span {
    fn put(&self, out: &mut Vec<u8>) {
        self.start().put(out);
        self.len().put(out);
    }

    fn take(from: &mut Reader) -> Result<Self, Unsound> {
        let start = usize::take(from)?;
        let end = start.checked_add(usize::take(from)?).ok_or(Unsound)?;
        Span::new(from.text, start, end).ok_or(Unsound)
    }
}

impl Keep for Why {
    fn put(&self, out: &mut Vec<u8>) {
        let Why { rule, note, from } = self;
        rule.put(out);
        note.put(out);
        from.put(out);
    }

    fn take(from: &mut Reader) -> Result<Self, Unsound> {
        from.deeper(|from| {
            Ok(Why { rule: Keep::take(from)?, note: Keep::take(from)?, from: Keep::take(from)? })
        })
    }
}

impl<T: Keep> Keep for Layer<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.len().put(out);
        for Ann { span, value, why } in self.all() {
            span.put(out);
            value.put(out);
            why.put(out);
        }
    }

    fn take(from: &mut Reader) -> Result<Self, Unsound> {
        let length = usize::take(from)?;
        let mut list = Vec::with_capacity(length.min(ROOM));
        for _ in 0..length {
            list.push(Ann { span: Keep::take(from)?, value: Keep::take(from)?, why: Keep::take(from)? });
        }
        Ok(Layer::new(list))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there_and_back<T: Keep + PartialEq + std::fmt::Debug>(value: &T) {
        let mut out = Vec::new();
        value.put(&mut out);
        let text = Arc::from("");
        let mut from = Reader { bytes: &out, text: &text, depth: 0 };
        assert_eq!(T::take(&mut from).as_ref(), Ok(value));
        assert!(from.bytes.is_empty());
    }

    #[test]
    fn numbers_come_back() {
        for n in [0, 1, 127, 128, 16_383, 16_384, u64::from(u32::MAX), u64::MAX] {
            there_and_back(&n);
        }
        for n in [0, 1, -1, 63, -64, i32::MAX, i32::MIN] {
            there_and_back(&n);
        }
        there_and_back(&vec![Some(1.5_f64), None, Some(-0.0)]);
        there_and_back(&Some("interview"));
    }

    #[test]
    fn a_deep_derivation_is_refused_and_does_not_end_the_stack() {
        let mut deep = Why::rule("leaf");
        for _ in 0..=DEEPEST {
            deep = Why::rule("node").with(deep);
        }
        let mut out = Vec::new();
        deep.put(&mut out);
        let text = Arc::from("");
        assert_eq!(Why::take(&mut Reader { bytes: &out, text: &text, depth: 0 }), Err(Unsound));
    }

    #[test]
    fn a_false_length_costs_no_memory() {
        let mut out = Vec::new();
        (usize::MAX / 2).put(&mut out);
        let text = Arc::from("");
        assert_eq!(Vec::<String>::take(&mut Reader { bytes: &out, text: &text, depth: 0 }), Err(Unsound));
    }
}
