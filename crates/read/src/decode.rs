//! Bytes to text: the decoded file, byte order mark and line ends and all.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::Rejected;

/// The text of `bytes`, in whatever encoding it is found to be.
///
/// UTF-8 and UTF-16 are exact or rejected; anything else is guessed from its letters and has to read as text.
pub(crate) fn decode(name: &str, bytes: &[u8]) -> Result<String, Rejected> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return exact(name, bytes, encoding);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return exact(name, bytes, encoding);
    }
    if let Some(what) = binary(bytes) {
        return Err(Rejected::new(name, "text", what, "convert it to text or HTML and give that"));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(fault) => legacy(bytes).ok_or_else(|| broken_utf8(name, bytes, fault.valid_up_to())),
    }
}

/// The text of an HTML page: as [`decode`], but its own word on its encoding counts, and as in a browser a broken
/// character there does not make the page unreadable.
pub(crate) fn decode_page(name: &str, bytes: &[u8]) -> Result<String, Rejected> {
    if Encoding::for_bom(bytes).is_some() || std::str::from_utf8(bytes).is_ok() {
        return decode(name, bytes);
    }
    match said_encoding(bytes) {
        Some(encoding) => {
            let (text, _) = encoding.decode_without_bom_handling(bytes);
            let broken = text.matches('\u{fffd}').count();
            if broken * 100 > text.len() { decode(name, bytes) } else { Ok(text.into_owned()) }
        }
        None => decode(name, bytes),
    }
}

/// The encoding that a page names near its beginning: `<meta charset=…>`.
fn said_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let at = head.windows(8).position(|w| w == b"charset=")? + 8;
    let label: Vec<u8> = head[at..]
        .iter()
        .copied()
        .skip_while(|b| matches!(b, b'"' | b'\'' | b' '))
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        .collect();
    Encoding::for_label(&label)
}

fn exact(name: &str, bytes: &[u8], encoding: &'static Encoding) -> Result<String, Rejected> {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(text.into_owned()),
        None if encoding == UTF_8 => {
            let at = std::str::from_utf8(bytes).err().map_or(0, |fault| fault.valid_up_to());
            Err(broken_utf8(name, bytes, at))
        }
        None => Err(Rejected::new(
            name,
            format!("text in {}", encoding.name()),
            "bytes that are no character in it",
            "save it again as UTF-8",
        )),
    }
}

fn broken_utf8(name: &str, bytes: &[u8], at: usize) -> Rejected {
    let line = bytes[..at].split(|&b| b == b'\n').count();
    let byte = bytes.get(at).copied().unwrap_or_default();
    Rejected::new(
        name,
        "text in UTF-8 or another encoding",
        format!("a broken character at byte {at} (0x{byte:02x}, line {line})"),
        "save it again as UTF-8, or fetch the file anew",
    )
}

/// English in UTF-16 has a zero in every other byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    if head.len() < 8 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|&&b| b == 0).count() * 2;
    let mostly = head.len() * 7 / 10;
    match (zeros(0), zeros(1)) {
        (0, odd) if odd > mostly => Some(UTF_16LE),
        (even, 0) if even > mostly => Some(UTF_16BE),
        _ => None,
    }
}

/// What a file that is no text begins with.
const MAGIC: [(&[u8], &str); 8] = [
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive (perhaps a Word document)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"SQLite format 3\0", "a database"),
];

fn binary(bytes: &[u8]) -> Option<String> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some((*what).to_owned());
    }
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        return Some(format!("binary data (a zero byte at {at})"));
    }
    let head = &bytes[..bytes.len().min(65_536)];
    let odd = head.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)).count();
    (odd * 50 > head.len()).then(|| format!("binary data ({odd} control bytes near its start)"))
}

/// Text in an encoding older than UTF-8, if it reads as such.
///
/// A file that is UTF-8 but for a few bytes is broken, not old: a whole sequence of UTF-8 hardly comes by chance.
fn legacy(bytes: &[u8]) -> Option<String> {
    if holds_utf8_sequence(bytes) {
        return None;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned();
    plausible(&text).then_some(text)
}

fn holds_utf8_sequence(bytes: &[u8]) -> bool {
    bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
}

/// Whether every character beyond ASCII is where a writer would put it: letters in words, marks around them.
fn plausible(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    letters.iter().enumerate().filter(|(_, c)| !c.is_ascii()).all(|(i, &c)| {
        let letter = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|c| c.is_alphabetic());
        if c.is_alphabetic() {
            !matches!(c, 'ÿ' | 'þ' | 'Þ') && (letter(i.checked_sub(1)) || letter(Some(i + 1)))
        } else {
            !c.is_control() && !matches!(c, '¿' | '¡' | '×' | '÷' | '¤' | '¨' | '¸')
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(decode("a.txt", bytes).unwrap(), expected);
    }

    #[test]
    fn keeps_the_mark_and_the_line_ends() {
        check("\u{feff}Talks\r\nend".as_bytes(), "\u{feff}Talks\r\nend");
    }

    #[test]
    fn reads_utf16_with_and_without_mark() {
        let wide = |mark: &str| -> Vec<u8> {
            format!("{mark}The envoy left").encode_utf16().flat_map(u16::to_le_bytes).collect()
        };
        check(&wide("\u{feff}"), "\u{feff}The envoy left");
        check(&wide(""), "The envoy left");
    }

    #[test]
    fn reads_old_encodings() {
        check(b"The minister\x92s caf\xe9 \x93talks\x94", "The minister’s café “talks”");
    }

    #[test]
    fn rejects_what_is_no_text() {
        let found = |bytes: &[u8]| decode("a.txt", bytes).unwrap_err().found;
        assert_eq!(found(b"%PDF-1.4 abc"), "a PDF file");
        assert_eq!(found(b"abc\0def\0\0\0"), "binary data (a zero byte at 3)");
        assert_eq!(found(b"Talks\n\xff\xfe broken"), "a broken character at byte 6 (0xff, line 2)");
        assert_eq!(found("Café \u{2019}".as_bytes().split_last().unwrap().1).split(' ').next(), Some("a"));
        assert!(decode("a.txt", b"half \xc3\x28 here").is_err());
    }
}
