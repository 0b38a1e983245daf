//! Web archives to documents: the pages in `.warc` and `.warc.gz`, one report each.
//!
//! The day of an archive's record is that of the crawl and no evidence of publication.

use std::io::{BufRead, BufReader, Read};

use chancery_text::Document;
use flate2::read::{GzDecoder, MultiGzDecoder};

use crate::{LARGEST_FILE, Outside, Reading, Rejected, file::sha256, page, plain};

/// Bytes that an archive may unpack to.
const LARGEST_ARCHIVE: u64 = 2_000_000_000;
/// Bytes that a line of a record's head may have.
const LONGEST_LINE: u64 = 16_384;
/// Lines that a record's head may have.
const MOST_LINES: usize = 256;
/// Faulty records of one archive that are told one by one.
const MOST_FAULTS: usize = 20;

/// The pages of the archive `name`.
pub(crate) fn documents(name: &str, bytes: &[u8], outside: &Outside) -> Reading {
    let unpacked: Box<dyn Read + '_> =
        if bytes.starts_with(b"\x1f\x8b") { Box::new(MultiGzDecoder::new(bytes)) } else { Box::new(bytes) };
    let mut archive = BufReader::new(unpacked.take(LARGEST_ARCHIVE));
    let mut reading = Reading::default();
    for nth in 1.. {
        match record(&mut archive) {
            Ok(Some(record)) => {
                let at = format!("{name}#{nth}");
                match page_of(&record).map(|page| document(at, &page)) {
                    Some(Ok(mut document)) => {
                        outside.apply(&mut document);
                        reading.documents.push(document);
                    }
                    Some(Err(fault)) if reading.rejected.len() < MOST_FAULTS => reading.rejected.push(fault),
                    _ => {}
                }
            }
            Ok(None) => break,
            Err(found) => {
                let fault = Rejected::new(
                    &format!("{name}#{nth}"),
                    "a record of a web archive",
                    found,
                    "fetch the archive anew; the records before it were read",
                );
                reading.rejected.push(fault);
                break;
            }
        }
    }
    if reading.documents.is_empty() && reading.rejected.is_empty() {
        return Rejected::new(
            name,
            "a web archive with pages",
            "none in it",
            "give an archive with responses",
        )
        .into();
    }
    reading
}

/// A record: what its head says and its content, empty where it was too large or of no interest.
struct Record {
    kind: String,
    address: Option<String>,
    content: Vec<u8>,
}

fn record(archive: &mut impl BufRead) -> Result<Option<Record>, String> {
    let Some(head) = head(archive)? else { return Ok(None) };
    let field = |name: &str| {
        head.iter().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    if !head.first().is_some_and(|line| line.starts_with("WARC/")) {
        return Err("something else than WARC/1.x".into());
    }
    let length: u64 =
        field("Content-Length").and_then(|n| n.parse().ok()).ok_or("a record without its length")?;
    let kind = field("WARC-Type").unwrap_or_default();
    let wanted = matches!(kind.as_str(), "response" | "resource") && length <= LARGEST_FILE as u64;
    let mut content = Vec::new();
    let mut body = archive.take(length);
    let copied = if wanted {
        body.read_to_end(&mut content).map(|n| n as u64)
    } else {
        std::io::copy(&mut body, &mut std::io::sink())
    };
    if copied.map_err(|fault| fault.to_string())? < length {
        return Err("a record that is cut off".into());
    }
    Ok(Some(Record { kind, address: field("WARC-Target-URI"), content }))
}

/// The lines of a head up to the blank one; nothing at the end of the archive.
fn head(archive: &mut impl BufRead) -> Result<Option<Vec<String>>, String> {
    let mut lines = Vec::new();
    let mut blanks = 0;
    loop {
        let mut line = Vec::new();
        let read =
            archive.take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(|fault| fault.to_string())?;
        let words = String::from_utf8_lossy(&line).trim_end().to_owned();
        match (read, words.is_empty()) {
            (0, _) if lines.is_empty() => return Ok(None),
            (0, _) => return Err("a record that is cut off".into()),
            // Records are parted by blank lines.
            (_, true) if lines.is_empty() && blanks < MOST_LINES => blanks += 1,
            (_, true) => return Ok(Some(lines)),
            _ if lines.len() >= MOST_LINES => return Err("a record whose head does not end".into()),
            _ => lines.push(words),
        }
    }
}

/// A page as the server sent it.
struct Sent {
    address: Option<String>,
    html: bool,
    body: Vec<u8>,
}

/// The page in a record; nothing for pictures, redirects and the like.
fn page_of(record: &Record) -> Option<Sent> {
    if record.kind == "resource" {
        return Some(Sent { address: record.address.clone(), html: true, body: record.content.clone() });
    }
    let mut content = record.content.as_slice();
    let head = head(&mut content).ok()??;
    let status = head.first()?.split(' ').nth(1)?;
    let field = |name: &str| {
        head.iter().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_lowercase())
        })
    };
    let kind = field("Content-Type").unwrap_or_default();
    if !status.starts_with('2')
        || !(kind.starts_with("text/html")
            || kind.starts_with("application/xhtml")
            || kind.starts_with("text/plain"))
    {
        return None;
    }
    let mut body = content.to_vec();
    if field("Transfer-Encoding").is_some_and(|e| e.contains("chunked")) {
        body = unchunked(&body).unwrap_or(body);
    }
    if body.starts_with(b"\x1f\x8b") {
        let mut unpacked = Vec::new();
        GzDecoder::new(body.as_slice()).take(LARGEST_FILE as u64 + 1).read_to_end(&mut unpacked).ok()?;
        body = unpacked;
    }
    Some(Sent { address: record.address.clone(), html: !kind.starts_with("text/plain"), body })
}

/// A body that was sent in pieces, each after its length in hexadecimal.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = body.windows(2).take(64).position(|w| w == b"\r\n")?;
        let length = std::str::from_utf8(&body[..end]).ok()?.split(';').next()?.trim();
        let length = usize::from_str_radix(length, 16).ok()?;
        if length == 0 {
            return Some(whole);
        }
        let from = end + 2;
        whole.extend_from_slice(body.get(from..from.checked_add(length)?)?);
        body = body.get(from + length + 2..)?;
    }
}

fn document(name: String, sent: &Sent) -> Result<Document, Rejected> {
    let mut document = if sent.html {
        page::document(&name, &sent.body)?
    } else {
        let text = crate::decode::decode(&name, &sent.body)?;
        if text.len() > crate::LARGEST_TEXT {
            return Err(crate::file::too_large(&name, text.len()));
        }
        let mut document = Document::new(sha256(&sent.body), name, text);
        plain::mark(&mut document);
        document
    };
    document.url = document.url.take().or_else(|| sent.address.clone());
    if document.published.is_none() {
        let day = document.url.as_deref().and_then(crate::published::in_url);
        document.published = day.map(|day| crate::published::stated(day, "the day in its address"));
    }
    Ok(document)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn archive(body: &str) -> Vec<u8> {
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}");
        format!(
            "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\ninfo\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\n\
             WARC-Date: 2023-11-29T00:00:00Z\r\nWARC-Target-URI: https://herald.example/1999/03/08/talks\r\n\
             Content-Length: {}\r\n\r\n{http}\r\n\r\n",
            http.len()
        )
        .into_bytes()
    }

    #[test]
    fn reads_pages_packed_and_not() {
        let plain = archive("<h1>Talks</h1><p>The ministers met.");
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(&plain).unwrap();
        for bytes in [plain, gzip.finish().unwrap()] {
            let reading = documents("a.warc.gz", &bytes, &Outside::default());
            assert_eq!(reading.rejected, []);
            let [page] = reading.documents.as_slice() else { panic!("one page") };
            assert_eq!((page.name.as_str(), page.text()), ("a.warc.gz#2", "Talks\n\nThe ministers met."));
            assert_eq!(page.published.as_ref().unwrap().date.to_string(), "1999-03-08");
        }
    }

    #[test]
    fn tells_a_cut_archive_and_keeps_what_came_before() {
        let mut bytes = archive("<p>One.");
        bytes.extend(archive("<p>Two."));
        bytes.truncate(bytes.len() - 12);
        let reading = documents("a.warc", &bytes, &Outside::default());
        assert_eq!(reading.documents.len(), 1);
        assert_eq!(reading.rejected[0].found, "a record that is cut off");
    }

    #[test]
    fn joins_pieces() {
        assert_eq!(unchunked(b"4\r\nTalk\r\n1\r\ns\r\n0\r\n\r\n").unwrap(), b"Talks");
        assert!(unchunked(b"ffffffffffffffff\r\nx").is_none());
    }
}
