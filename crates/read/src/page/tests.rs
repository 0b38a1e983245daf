use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::*;

/// The blocks of a page with their kind and what was marked in them, and what it says of itself.
fn check(html: &str, expected: &Expect) {
    let document = document("page.html", html.as_bytes()).unwrap();
    let mut out = format!(
        "title {:?}\noutlet {:?}\npublished {:?}\n",
        document.title,
        document.outlet,
        document.published.as_ref().map(|p| format!("{} ({})", p.date, p.why)),
    );
    for block in document.blocks.all() {
        let marks: Vec<&str> = document
            .furniture
            .all()
            .iter()
            .filter(|f| f.span.meets(block.span))
            .map(|f| f.value.what.as_str())
            .collect();
        let words = block.span.of(document.text());
        writeln!(out, "{:?} {words:?} {}", block.value.kind, marks.join(", ")).unwrap();
    }
    expected.assert_eq(&out);
}

const FIRST: &str = "The foreign ministers of both states met on Monday in the old customs house and spoke for three \
    hours about the bridge, the prisoners and the price of gas, a spokesman said.";
const SECOND: &str = "A second meeting is planned for the coming month, he added, and the experts of both sides will \
    prepare it in the capital, where the first round of the talks broke down in March.";

#[test]
fn marks_what_is_not_the_article() {
    check(
        &format!(
            "<!DOCTYPE html><html><head><title>Ministers meet at the border | Northern Herald</title>\
             <meta property='og:site_name' content='Northern Herald'>\
             <meta property=article:published_time content='1999-03-08T10:00:00Z'>\
             <style>p {{ color: red }}</style><script>var x = '<p>no</p>';</script></head>\
             <body class='single has-sidebar'><nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav>\
             <div class=content><article><h1>Ministers meet<br>at the border</h1>\
             <p class=byline>By Ada Perrin</p><div class='social-share'>Share <a>Tweet</a></div>\
             <figure><img src=a.jpg alt=no><figcaption>The customs house. Ada Perrin/AP</figcaption></figure>\
             <p>{FIRST}<p>{SECOND}</p><h2>No way back</h2><p>{SECOND} {FIRST}</p>\
             <p style='display: none'>{FIRST}</p><p><a href=x>Read more: how the border was drawn</a></p>\
             <p>Subscribe to our newsletter.</p></article>\
             <section id=comments><h3>Leave a Reply</h3><p>I think the bridge is beautiful.</p></section></div>\
             <aside><h3>Most read</h3><p>Envoy leaves talks 29/11/2023</p></aside>\
             <footer>&copy; 1999 Northern&nbsp;Herald</footer></body></html>"
        ),
        &expect![[r#"
            title Some("Ministers meet at the border")
            outlet Some("Northern Herald")
            published Some("1999-03-08 (meta `article:published_time` of the page)")
            Paragraph "Home" page navigation
            Paragraph "World" page navigation
            Title "Ministers meet\nat the border" 
            Paragraph "By Ada Perrin" byline
            Paragraph "Share Tweet" share buttons
            Caption "The customs house. Ada Perrin/AP" caption
            Paragraph "The foreign ministers of both states met on Monday in the old customs house and spoke for three hours about the bridge, the prisoners and the price of gas, a spokesman said." 
            Paragraph "A second meeting is planned for the coming month, he added, and the experts of both sides will prepare it in the capital, where the first round of the talks broke down in March." 
            Heading "No way back" 
            Paragraph "A second meeting is planned for the coming month, he added, and the experts of both sides will prepare it in the capital, where the first round of the talks broke down in March. The foreign ministers of both states met on Monday in the old customs house and spoke for three hours about the bridge, the prisoners and the price of gas, a spokesman said." 
            Paragraph "Read more: how the border was drawn" link
            Paragraph "Subscribe to our newsletter." page outside the article
            Heading "Leave a Reply" comment form
            Paragraph "I think the bridge is beautiful." comment form
            Heading "Most read" side box
            Paragraph "Envoy leaves talks 29/11/2023" side box
            Paragraph "© 1999 Northern\u{a0}Herald" page footer
        "#]],
    );
}

#[test]
fn reads_old_pages_without_any_structure() {
    check(
        &format!(
            "<TITLE>Talks resume</TITLE><BODY><CENTER><FONT SIZE=5>Talks resume</FONT></CENTER><BR><BR>LISBON, March 8, 1999 (AP) - {FIRST}<BR><BR>\n{SECOND}<HR>All rights reserved."
        ),
        &expect![[r#"
            title Some("Talks resume")
            outlet None
            published Some("1999-03-08 (dateline in line 3)")
            Title "Talks resume" 
            Heading "LISBON, March 8, 1999 (AP) -" 
            Paragraph "The foreign ministers of both states met on Monday in the old customs house and spoke for three hours about the bridge, the prisoners and the price of gas, a spokesman said." 
            Paragraph "A second meeting is planned for the coming month, he added, and the experts of both sides will prepare it in the capital, where the first round of the talks broke down in March." 
            Paragraph "All rights reserved." copyright line
        "#]],
    );
    check(
        "<pre>LISBON, March 8 (AP) --  The foreign ministers of both\nstates met on Monday in the old customs\nhouse and spoke for three hours about the\nbridge.\n   A second meeting is planned for the\ncoming month.</pre>",
        &expect![[r#"
            title None
            outlet None
            published None
            Heading "LISBON, March 8 (AP) --" 
            Paragraph "The foreign ministers of both\nstates met on Monday in the old customs\nhouse and spoke for three hours about the\nbridge." 
            Paragraph "A second meeting is planned for the\ncoming month." 
        "#]],
    );
}

#[test]
fn hostile_nesting_is_read() {
    // Of a size at which work that grows with the square would not end, and recursion would break the stack.
    let deep = format!("{}{FIRST}{}", "<div><b>".repeat(200_000), "</div>".repeat(200_000));
    let read = document("deep.html", deep.as_bytes()).unwrap();
    assert!(read.text().contains("customs house"));
    let unclosed = "<div hidden>".repeat(300_000);
    assert!(document("none.html", unclosed.as_bytes()).is_err());
    let tables = format!("{}{FIRST}", "<table><tr><td><a href=x>".repeat(100_000));
    assert!(document("tables.html", tables.as_bytes()).is_ok());
    let attributes = format!("<p {}>{FIRST}", "class='a b c d' ".repeat(20_000));
    assert!(document("attributes.html", attributes.as_bytes()).is_ok());
}

#[test]
fn the_same_page_gives_the_same_text() {
    let page = format!("<p>{FIRST}</p>\r\n<p>{SECOND}</p>");
    let one = document("a.html", page.as_bytes()).unwrap();
    let two = document("a.html", page.as_bytes()).unwrap();
    assert_eq!(one.text(), two.text());
    assert_eq!(one.text(), format!("{FIRST}\n\n{SECOND}"));
}
