//! Links of a page that is served in parts: what is not on the page is somewhere else.
//!
//! The templates point at places by their names, `href="#p12-4-90"`, as on a page that holds everything. An article's
//! words cannot make such a link: the templates escape every quotation mark.

use std::collections::BTreeSet;

/// Differences on a page of their list.
const AT_ONCE: usize = super::AT_ONCE;

/// The page with every link to a place that is not on it led to where that place is.
///
/// `query` keeps the filters; `no` is the report that the pane holds.
pub(super) fn served(html: &str, query: &str, no: usize) -> String {
    let here = ids(html);
    // The script has such words too, and runs only as it was written.
    let (html, script) = html.split_at(html.rfind("<script>").unwrap_or(html.len()));
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("href=\"#") {
        let (id, behind) = after.split_once('"').unwrap_or((after, ""));
        out.push_str(before);
        out.push_str("href=\"");
        out.push_str(&place(id, &here, query, no));
        out.push('"');
        rest = behind;
    }
    out.push_str(rest);
    out.push_str(script);
    out
}

/// All names of places on the page.
fn ids(html: &str) -> BTreeSet<&str> {
    html.split(" id=\"").skip(1).filter_map(|after| after.split('"').next()).collect()
}

fn place(id: &str, here: &BTreeSet<&str>, query: &str, no: usize) -> String {
    let ampersand = if query.is_empty() { "" } else { "&amp;" };
    let query = query.replace('&', "&amp;");
    match report_of(id) {
        Some(report) if report == no => format!("#{id}"),
        Some(report) => format!("?{query}{ampersand}r={report}#{id}"),
        None if here.contains(id) || id.is_empty() => format!("#{id}"),
        None if numbered(id, 'D').is_some() => {
            let page = (numbered(id, 'D').unwrap_or(1).max(1) - 1) / AT_ONCE + 1;
            format!("/list/differ?page={page}#{id}")
        }
        None if id.starts_with(['F', 'P']) => format!("/fact/{id}"),
        None if query.is_empty() => format!("/#{id}"),
        None => format!("/?{query}#{id}"),
    }
}

/// The report that a passage, a line, a head or the reasons of a day are of.
pub(super) fn report_of(id: &str) -> Option<usize> {
    let rest = id.strip_prefix(['p', 'r', 'w', 'd'])?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let behind = rest[digits..].chars().next();
    let sound = match id.as_bytes()[0] {
        b'p' => behind == Some('-'),
        b'r' => behind == Some('l'),
        _ => behind.is_none(),
    };
    if sound { rest[..digits].parse().ok() } else { None }
}

fn numbered(id: &str, letter: char) -> Option<usize> {
    id.strip_prefix(letter)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_where_the_place_is() {
        let page = "<h2 id=\"said\"></h2><li id=\"F1\"><a href=\"#p3-1-9\"><a href=\"#r12l5\"><a href=\"#w3\"><a href=\"#F1\">\
             <a href=\"#F2\"><a href=\"#D51\"><a href=\"#P7\"><a href=\"#said\"><a href=\"#people\"><a href=\"/x\">";
        let links = |query: &str| {
            let served = served(page, query, 3);
            let after: Vec<String> = served
                .split("href=\"")
                .skip(1)
                .filter_map(|s| s.split('"').next().map(str::to_owned))
                .collect();
            after.join(" ")
        };
        assert_eq!(
            links(""),
            "#p3-1-9 ?r=12#r12l5 #w3 #F1 /fact/F2 /list/differ?page=2#D51 /fact/P7 #said /#people /x"
        );
        assert_eq!(
            links("q=a&kind=call"),
            "#p3-1-9 ?q=a&amp;kind=call&amp;r=12#r12l5 #w3 #F1 /fact/F2 /list/differ?page=2#D51 /fact/P7 #said \
             /?q=a&amp;kind=call#people /x"
        );
        let script = "<script>find('a[href=\"#p9-1-2\"]')</script>";
        assert_eq!(served(script, "", 3), script);
        for (id, report) in [
            ("p12-4-90", Some(12)),
            ("d7", Some(7)),
            ("differ", None),
            ("due", None),
            ("wants", None),
            ("r1", None),
            ("people", None),
            ("", None),
        ] {
            assert_eq!(report_of(id), report, "{id}");
        }
    }
}
