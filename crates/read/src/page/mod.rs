//! An HTML page to a document: its whole visible text, what is not the article marked as furniture.

mod article;
mod head;
mod parts;
mod render;

use chancery_text::{Ann, BlockKind, Document, Furniture, Layer, Published, Span, Why};
use render::{Page, PageBlock};

use crate::{
    LARGEST_FILE, LARGEST_TEXT, Rejected, blocks, dateline,
    decode::decode_page,
    file::{sha256, too_large},
    furniture::{furniture, join},
    language,
    plain::{self, one_line},
    published,
};

/// The document of an HTML file.
pub(crate) fn document(name: &str, bytes: &[u8]) -> Result<Document, Rejected> {
    if bytes.len() > LARGEST_FILE {
        return Err(too_large(name, bytes.len()));
    }
    let html = decode_page(name, bytes)?;
    from_html(name, sha256(bytes), &html)
}

/// The document of a page that was already decoded.
pub(crate) fn from_html(name: &str, id: String, html: &str) -> Result<Document, Rejected> {
    let mut page = render::render(html);
    if page.cut {
        return Err(too_large(name, LARGEST_TEXT + 1));
    }
    if page.blocks.is_empty() {
        let hint = "fetch the page anew; one that only scripts fill cannot be read";
        return Err(Rejected::new(name, "a page with text", "a page without any", hint));
    }
    let article = article::blocks(html, &page);
    let text = std::mem::take(&mut page.text);
    let mut document = Document::new(id, name.to_owned(), text);
    mark(&mut document, &page, article);
    Ok(document)
}

fn mark(document: &mut Document, page: &Page, article: Option<std::ops::Range<usize>>) {
    let text = document.shared_text();
    let heads = page.blocks.iter().find(|b| b.kind == BlockKind::Title);
    let h1 = heads.map(|b| one_line(&text[b.start..b.end]));
    document.title = page.head.title.clone().or(h1).or_else(|| page.head.window_title());
    document.url.clone_from(&page.head.url);
    document.outlet.clone_from(&page.head.outlet);

    let (spans, kinds, of) = pieces(&text, page);
    let mut marks: Vec<Ann<Furniture>> = Vec::new();
    let titled_at = page.blocks.iter().position(|b| b.kind == BlockKind::Title);
    let rest: Vec<usize> = (0..spans.len())
        .filter(|&i| match part(&page.blocks[of[i]], page, text.len(), article.as_ref(), of[i], titled_at) {
            Some((what, rule)) => {
                let why = Why::rule(rule);
                marks.push(Ann { span: spans[i], value: Furniture { what: what.to_owned() }, why });
                false
            }
            None => true,
        })
        .collect();
    let body: Vec<Span> = rest.iter().map(|&i| spans[i]).collect();
    let phrases = furniture(&text, &body, false);
    marks.extend(phrases);
    let marks = join(&text, marks);
    document.published = stated(document, page, &marks, &body);
    let guessed = blocks::kinds(&text, &spans, |span| plain::is_marked(&marks, span));
    let titled = kinds.contains(&BlockKind::Title);
    let kinds: Vec<BlockKind> =
        kinds.iter().zip(&guessed).map(|(&kind, &guess)| better(kind, guess, titled)).collect();
    let (cut, mut kinds) = plain::cut_kinds(&text, &spans, &kinds, &marks);
    // The dateline stands at the head of the report, which on a page is not the head of the text.
    let first = cut.iter().position(|span| !plain::is_marked(&marks, *span)).unwrap_or(cut.len());
    let (mut cut, mut report) = (cut, Vec::new());
    report.extend(cut.drain(first..));
    let (report, dateline) = dateline::cut_off(&text, report);
    cut.extend(report);
    if let Some(at) = dateline.and_then(|line| cut.iter().position(|span| *span == line)) {
        kinds.insert(at, BlockKind::Heading);
    }
    document.blocks = blocks::layer(&cut, &kinds);
    document.furniture = Layer::new(marks);
    document.language = language::language(&body.iter().map(|s| s.of(&text)).collect::<Vec<_>>().join("\n"));
}

/// What the page's elements say of a block, or where they say nothing, what its shape says.
fn better(kind: BlockKind, guess: BlockKind, titled: bool) -> BlockKind {
    match (kind, guess) {
        (BlockKind::Paragraph, BlockKind::Title) if titled => BlockKind::Heading,
        (BlockKind::Paragraph, guess) => guess,
        _ => kind,
    }
}

/// The day that the page states of itself.
fn stated(document: &Document, page: &Page, marks: &[Ann<Furniture>], body: &[Span]) -> Option<Published> {
    let text = document.text();
    let title = page.blocks.iter().find(|b| b.kind == BlockKind::Title);
    let dated = page.head.published.as_ref().map(|(_, day, why)| published::stated(*day, why.clone()));
    let by_url =
        || Some(published::stated(published::in_url(document.url.as_deref()?)?, "the day in its address"));
    dated
        .or_else(by_url)
        .or_else(|| published::in_head(text, title.map_or(0, |b| b.start), marks))
        .or_else(|| published::in_dateline(text, body))
}

/// The spans and kinds of the blocks, those that keep their line breaks in paragraphs; and the block of each.
fn pieces(text: &str, page: &Page) -> (Vec<Span>, Vec<BlockKind>, Vec<usize>) {
    let (mut spans, mut kinds, mut of) = (Vec::new(), Vec::new(), Vec::new());
    for (i, block) in page.blocks.iter().enumerate() {
        let inner = if block.verbatim {
            blocks::paragraphs(&text[block.start..block.end])
                .into_iter()
                .map(|s| (block.start + s.start(), block.start + s.end()))
                .collect()
        } else {
            vec![(block.start, block.end)]
        };
        for (start, end) in inner {
            if let Some(span) = Span::new(text, start, end) {
                spans.push(span);
                kinds.push(block.kind);
                of.push(i);
            }
        }
    }
    (spans, kinds, of)
}

/// What a block of the page is, if it is not part of the report, and which rule says so.
fn part(
    block: &PageBlock,
    page: &Page,
    size: usize,
    article: Option<&std::ops::Range<usize>>,
    at: usize,
    title: Option<usize>,
) -> Option<(&'static str, &'static str)> {
    if block.kind == BlockKind::Title {
        return None;
    }
    let mut part = block.part;
    while let Some(i) = part {
        let named = &page.parts[i];
        // What holds most of the page is the page, whatever its class says.
        if !named.by_class || named.size * 10 < size * 4 {
            return Some((named.what, if named.by_class { "page/class" } else { "page/element" }));
        }
        part = named.outer;
    }
    let length = block.end - block.start;
    if block.kind != BlockKind::Caption && block.linked * 10 > length * 8 && length > 20 {
        return Some(("link", "page/links"));
    }
    article
        .is_some_and(|range| at >= range.end || at < title.map_or(range.start, |t| t.min(range.start)))
        .then_some(("page outside the article", "page/trafilatura"))
}

#[cfg(test)]
mod tests;
