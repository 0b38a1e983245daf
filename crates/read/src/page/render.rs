//! The visible text of a page, in document order, from its tokens alone.
//!
//! No tree is built, so that no depth of nesting costs more than its own bytes.

use std::cell::RefCell;

use chancery_text::BlockKind;
use html5ever::{
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
        states::RawKind,
    },
};

use super::{head::Head, parts};
use crate::LARGEST_TEXT;

/// Open elements that are remembered; what is nested deeper counts as their content.
const DEEPEST: usize = 256;

/// A page, rendered.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// Its visible text.
    pub(crate) text: String,
    /// Its blocks in order.
    pub(crate) blocks: Vec<PageBlock>,
    /// Its named parts.
    pub(crate) parts: Vec<Part>,
    /// What it says of itself.
    pub(crate) head: Head,
    /// How deep its elements are nested.
    pub(crate) depth: usize,
    /// Whether the text was too long and is cut.
    pub(crate) cut: bool,
}

/// A block of the page.
#[derive(Clone, Debug)]
pub(crate) struct PageBlock {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: BlockKind,
    /// The innermost named part that holds it.
    pub(crate) part: Option<usize>,
    /// Bytes of it that are links.
    pub(crate) linked: usize,
    /// Whether it keeps the line breaks of its source.
    pub(crate) verbatim: bool,
}

/// A part of the page whose element says what it holds.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) what: &'static str,
    /// The part around it.
    pub(crate) outer: Option<usize>,
    /// Bytes of text in it.
    pub(crate) size: usize,
    /// Whether only a class or id says so.
    pub(crate) by_class: bool,
}

/// Renders a page. Linear in its bytes.
pub(crate) fn render(html: &str) -> Page {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Sink(RefCell::new(Renderer::default())), TokenizerOpts::default());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner().finish()
}

struct Sink(RefCell<Renderer>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut renderer = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(words) => renderer.words(&words),
            Token::TagToken(tag) => return renderer.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[derive(Debug)]
struct Open {
    name: String,
    part: Option<usize>,
}

/// The block that is being written.
#[derive(Debug)]
struct Current {
    start: usize,
    part: Option<usize>,
    linked: usize,
    verbatim: bool,
}

#[derive(Debug, Default)]
struct Renderer {
    page: Page,
    open: Vec<Open>,
    /// Elements open, the unremembered ones included.
    depth: usize,
    current: Option<Current>,
    /// White space seen since the last word.
    space: bool,
    /// A single line break seen since the last word.
    line_break: bool,
    /// The element whose content is not shown, and how many of its name are open in it.
    hidden: Option<(String, usize)>,
    /// The element whose words are collected apart: `title` or a `script` with data.
    apart: Option<(String, String)>,
    links: usize,
    verbatim: usize,
}

impl Renderer {
    fn words(&mut self, words: &str) {
        if let Some((_, collected)) = &mut self.apart {
            if collected.len() < 300_000 {
                collected.push_str(words);
            }
            return;
        }
        if self.hidden.is_some() || self.page.cut {
            return;
        }
        if self.page.text.len() + words.len() > LARGEST_TEXT {
            self.page.cut = true;
            return;
        }
        if self.verbatim > 0 {
            self.verbatim_words(words);
        } else {
            self.flowing_words(words);
        }
    }

    fn flowing_words(&mut self, words: &str) {
        for piece in words.split_inclusive(is_space) {
            let word = piece.trim_end_matches(is_space);
            if !word.is_empty() {
                self.separate();
                self.page.text.push_str(word);
                self.add_linked(word.len());
            }
            self.space |= word.len() < piece.len();
        }
    }

    fn verbatim_words(&mut self, words: &str) {
        let words = if self.current.is_none() { words.trim_start_matches(is_space) } else { words };
        if !words.is_empty() {
            self.separate();
            self.page.text.push_str(&words.replace('\r', ""));
            self.add_linked(words.len());
        }
    }

    fn add_linked(&mut self, bytes: usize) {
        if let (Some(current), true) = (&mut self.current, self.links > 0) {
            current.linked += bytes;
        }
    }

    /// Writes what stands between the last word and the next one.
    fn separate(&mut self) {
        if self.current.is_some() {
            if self.line_break {
                self.page.text.push('\n');
            } else if self.space {
                self.page.text.push(' ');
            }
        } else {
            if !self.page.text.is_empty() {
                self.page.text.push_str("\n\n");
            }
            let part = self.open.iter().rev().find_map(|open| open.part);
            let start = self.page.text.len();
            self.current = Some(Current { start, part, linked: 0, verbatim: self.verbatim > 0 });
        }
        self.space = false;
        self.line_break = false;
    }

    /// Ends the block that is being written.
    fn flush(&mut self) {
        let Some(current) = self.current.take() else { return };
        self.page.text.truncate(self.page.text.trim_end_matches(is_space).len());
        let end = self.page.text.len();
        let names = || self.open.iter().rev().map(|open| open.name.as_str());
        let kind = match names().find(|name| is_heading(name) || *name == "figcaption") {
            Some("h1") if !self.page.blocks.iter().any(|b| b.kind == BlockKind::Title) => BlockKind::Title,
            Some("figcaption") => BlockKind::Caption,
            Some(_) => BlockKind::Heading,
            None => BlockKind::Paragraph,
        };
        let mut part = current.part;
        while let Some(i) = part {
            self.page.parts[i].size += end - current.start;
            part = self.page.parts[i].outer;
        }
        self.page.blocks.push(PageBlock {
            start: current.start,
            end,
            kind,
            part: current.part,
            linked: current.linked,
            verbatim: current.verbatim,
        });
        self.space = false;
        self.line_break = false;
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        match tag.kind {
            TagKind::StartTag => self.start(name, tag),
            TagKind::EndTag => {
                self.end(name);
                TokenSinkResult::Continue
            }
        }
    }

    fn start(&mut self, name: &str, tag: &Tag) -> TokenSinkResult<()> {
        if let Some((hidden, many)) = &mut self.hidden {
            *many += usize::from(hidden == name && !is_void(name));
            return raw(name);
        }
        if is_unseen(name) || (!is_void(name) && is_hidden(tag)) {
            let data = name == "script" && attribute(tag, "type").is_some_and(|t| t.contains("ld+json"));
            if data || name == "title" {
                self.apart = Some((name.to_owned(), String::new()));
            } else if !tag.self_closing || !is_foreign(name) {
                self.hidden = Some((name.to_owned(), 1));
            }
            return raw(name);
        }
        self.page.head.element(name, &|key| attribute(tag, key), self.page.blocks.len());
        match name {
            "br" if self.line_break => self.flush(),
            "br" => self.line_break = self.current.is_some(),
            _ if is_block(name) => self.flush(),
            _ => {}
        }
        self.close_implied(name);
        if !is_void(name) {
            self.push(name, tag);
        }
        raw(name)
    }

    fn push(&mut self, name: &str, tag: &Tag) {
        self.depth += 1;
        self.page.depth = self.page.depth.max(self.depth);
        self.links += usize::from(name == "a");
        self.verbatim += usize::from(name == "pre");
        if self.open.len() >= DEEPEST {
            return;
        }
        let outer = self.open.iter().rev().find_map(|open| open.part);
        let by_class = || {
            if matches!(name, "html" | "body" | "main" | "article" | "a" | "p" | "time") {
                return None;
            }
            let role =
                attribute(tag, "role").filter(|r| matches!(*r, "navigation" | "complementary" | "search"));
            let what = ["class", "id"].iter().find_map(|key| parts::of_class(attribute(tag, key)?));
            what.or(role.map(|_| "page navigation"))
        };
        let what =
            parts::of_element(name).map(|what| (what, false)).or_else(|| by_class().map(|what| (what, true)));
        let part = what.map(|(what, by_class)| {
            self.page.parts.push(Part { what, outer, size: 0, by_class });
            self.page.parts.len() - 1
        });
        self.open.push(Open { name: name.to_owned(), part: part.or(outer) });
    }

    fn end(&mut self, name: &str) {
        if let Some((apart, words)) = self.apart.take() {
            if apart == name {
                self.page.head.collected(name, &words);
            } else {
                self.apart = Some((apart, words));
            }
            return;
        }
        if let Some((hidden, many)) = &mut self.hidden {
            *many -= usize::from(hidden == name);
            if *many == 0 {
                self.hidden = None;
            }
            return;
        }
        if is_block(name) {
            self.flush();
        }
        self.close(name, &[]);
    }

    /// Closes the nearest open element of this name, unless one of `bars` is nearer.
    fn close(&mut self, name: &str, bars: &[&str]) {
        let from = self.open.len().saturating_sub(64);
        let found = self.open[from..]
            .iter()
            .rposition(|open| open.name == name || bars.contains(&open.name.as_str()));
        let Some(at) = found.map(|at| at + from).filter(|&at| self.open[at].name == name) else { return };
        for open in self.open.drain(at..) {
            self.links -= usize::from(open.name == "a").min(self.links);
            self.verbatim -= usize::from(open.name == "pre").min(self.verbatim);
            self.depth = self.depth.saturating_sub(1);
        }
    }

    /// A paragraph ends where a block begins, a list item where the next one begins.
    fn close_implied(&mut self, name: &str) {
        match name {
            "li" => self.close("li", &["ul", "ol"]),
            "dt" | "dd" => {
                self.close("dt", &["dl"]);
                self.close("dd", &["dl"]);
            }
            "td" | "th" => {
                self.close("td", &["table", "tr"]);
                self.close("th", &["table", "tr"]);
            }
            "tr" => self.close("tr", &["table"]),
            "option" => self.close("option", &["select"]),
            "a" => self.close("a", &["table", "div", "section", "article"]),
            _ if is_block(name) => self.close("p", &["div", "section", "article", "td", "li", "blockquote"]),
            _ => {}
        }
    }

    fn finish(mut self) -> Page {
        self.flush();
        self.page
    }
}

fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attrs.iter().find(|a| &*a.name.local == name).map(|a| &*a.value)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Elements that have no content.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

fn is_foreign(name: &str) -> bool {
    matches!(name, "svg" | "math")
}

/// Elements whose content a reader does not see.
fn is_unseen(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "svg"
            | "math"
            | "canvas"
            | "iframe"
            | "object"
            | "audio"
            | "video"
            | "textarea"
            | "title"
            | "select"
            | "datalist"
            | "noembed"
            | "noframes"
            | "xmp"
    )
}

fn is_hidden(tag: &Tag) -> bool {
    attribute(tag, "hidden").is_some()
        || attribute(tag, "style").is_some_and(|style| {
            let style: String =
                style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// Elements that stand on lines of their own.
fn is_block(name: &str) -> bool {
    is_heading(name)
        || matches!(
            name,
            "address"
                | "article"
                | "aside"
                | "blockquote"
                | "body"
                | "button"
                | "caption"
                | "center"
                | "dd"
                | "details"
                | "dialog"
                | "div"
                | "dl"
                | "dt"
                | "fieldset"
                | "figcaption"
                | "figure"
                | "footer"
                | "form"
                | "header"
                | "hr"
                | "html"
                | "legend"
                | "li"
                | "main"
                | "nav"
                | "ol"
                | "option"
                | "p"
                | "pre"
                | "section"
                | "summary"
                | "table"
                | "tbody"
                | "td"
                | "tfoot"
                | "th"
                | "thead"
                | "tr"
                | "ul"
        )
}

/// How the tokenizer must read what follows the start tag.
fn raw(name: &str) -> TokenSinkResult<()> {
    match name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
        "textarea" | "title" => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}
