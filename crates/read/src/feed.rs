//! RSS and Atom to documents: one report an entry.

use chancery_text::{Document, text_sha256};
use feed_rs::model::{Entry, Feed, Text};

use crate::{LARGEST_FILE, LARGEST_TEXT, Outside, Reading, Rejected, file::too_large, page, published};

/// The entries of the feed `name`.
pub(crate) fn documents(name: &str, bytes: &[u8], outside: &Outside) -> Reading {
    if bytes.len() > LARGEST_FILE {
        return too_large(name, bytes.len()).into();
    }
    let feed = match feed_rs::parser::parse(bytes) {
        Ok(feed) => feed,
        Err(fault) => {
            let hint = "give an RSS or Atom feed, or convert the file to text";
            return Rejected::new(name, "a feed in XML", format!("none ({fault})"), hint).into();
        }
    };
    let mut reading = Reading::default();
    for (i, entry) in feed.entries.iter().enumerate() {
        match document(format!("{name}#{}", i + 1), entry, &feed) {
            Ok(mut document) => {
                outside.apply(&mut document);
                reading.documents.push(document);
            }
            Err(rejected) => reading.rejected.push(rejected),
        }
    }
    if feed.entries.is_empty() {
        reading.rejected.push(Rejected::new(name, "a feed with entries", "none in it", "fetch it anew"));
    }
    reading
}

fn document(name: String, entry: &Entry, feed: &Feed) -> Result<Document, Rejected> {
    let content = entry.content.as_ref().and_then(|c| c.body.as_deref());
    let Some(html) =
        content.or_else(|| text(entry.summary.as_ref())).filter(|words| !words.trim().is_empty())
    else {
        return Err(Rejected::new(
            &name,
            "an entry with text",
            "a headline alone",
            "fetch the page that it links to",
        ));
    };
    if html.len() > LARGEST_TEXT {
        return Err(too_large(&name, html.len()));
    }
    let mut document = page::from_html(&name, text_sha256(html), html)?;
    document.id = document.text_sha256();
    document.title = text(entry.title.as_ref()).map(str::to_owned).or(document.title);
    document.outlet = text(feed.title.as_ref()).map(str::to_owned);
    document.url = entry.links.first().map(|link| link.href.clone());
    // The moment is in the time of Greenwich, which is as near as a feed comes.
    let said = entry.published.and_then(|moment| published::in_field(&moment.to_rfc3339()));
    document.published =
        said.map(|day| published::stated(day, "the entry's day in the feed")).or(document.published);
    Ok(document)
}

fn text(text: Option<&Text>) -> Option<&str> {
    text.map(|text| text.content.trim()).filter(|words| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_entries() {
        let rss = "<?xml version='1.0'?><rss version='2.0'><channel><title>Northern Herald</title>\
            <item><title>Talks resume</title><link>https://herald.example/talks</link>\
            <pubDate>Mon, 08 Mar 1999 10:00:00 GMT</pubDate>\
            <description>&lt;p&gt;The ministers met.&lt;/p&gt;&lt;p&gt;They left.&lt;/p&gt;</description></item>\
            <item><title>Empty</title></item></channel></rss>";
        let reading = documents("feed.xml", rss.as_bytes(), &Outside::default());
        let [entry] = reading.documents.as_slice() else { panic!("one entry, {:?}", reading.rejected) };
        assert_eq!(entry.text(), "The ministers met.\n\nThey left.");
        assert_eq!(entry.title.as_deref(), Some("Talks resume"));
        assert_eq!(entry.outlet.as_deref(), Some("Northern Herald"));
        assert_eq!(entry.published.as_ref().unwrap().date.to_string(), "1999-03-08");
        assert_eq!(reading.rejected[0].name, "feed.xml#2");
    }

    #[test]
    fn tells_what_is_no_feed() {
        let reading = documents("a.xml", b"<html><p>no", &Outside::default());
        assert_eq!(reading.rejected[0].expected, "a feed in XML");
    }
}
