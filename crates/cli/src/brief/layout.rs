//! Columns of a terminal: width, wrapping, and the budget of lines.

use unicode_width::UnicodeWidthStr;

/// The width of the page.
pub(crate) const WIDTH: usize = 100;
/// The length of the page, whatever the pile.
pub(crate) const HEIGHT: usize = 110;

/// Columns that `text` takes.
pub(crate) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// `text` filled with blanks to `columns`; longer text is left as it is.
pub(crate) fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// `text` cut to `columns`, with an ellipsis where cut.
pub(crate) fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_string();
    }
    let mut out = String::new();
    for c in text.chars() {
        if width(&out) + unicode_width::UnicodeWidthChar::width(c).unwrap_or(0) + 1 > columns {
            break;
        }
        out.push(c);
    }
    format!("{}…", out.trim_end())
}

/// `body` after `head`, wrapped at the page's edge, its further lines under its first.
pub(crate) fn hanging(head: &str, body: &str) -> Vec<String> {
    let indent = width(head);
    let mut lines = Vec::new();
    let mut line = head.to_string();
    let mut fresh = true;
    for word in body.split(' ').filter(|word| !word.is_empty()).flat_map(bits) {
        let gap = usize::from(!fresh);
        if !fresh && width(&line) + gap + width(&word) > WIDTH {
            lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            fresh = true;
        }
        if !fresh {
            line.push(' ');
        }
        line.push_str(&word.replace('\u{a0}', " "));
        fresh = false;
    }
    lines.push(line);
    lines.into_iter().map(|line| line.trim_end().to_string()).collect()
}

/// A word too long for any line is cut in pieces.
fn bits(word: &str) -> Vec<String> {
    const LONGEST: usize = 60;
    if width(word) <= LONGEST {
        return vec![word.to_string()];
    }
    let chars: Vec<char> = word.chars().collect();
    chars.chunks(LONGEST / 2).map(|bit| bit.iter().collect()).collect()
}

/// `left` and, at the page's edge, `right`; on a line of its own where it does not fit.
pub(crate) fn with_right(mut lines: Vec<String>, right: &str) -> Vec<String> {
    if right.is_empty() {
        return lines;
    }
    let room = WIDTH.saturating_sub(width(right));
    match lines.last_mut() {
        Some(last) if width(last) + 2 <= room => *last = format!("{}{right}", padded(last, room)),
        _ => lines.push(format!("{}{right}", " ".repeat(room))),
    }
    lines
}

/// One entry of a section: the heavier ones stay when room runs out.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) weight: i64,
    pub(crate) lines: Vec<String>,
}

/// A section of the page.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    pub(crate) title: String,
    pub(crate) items: Vec<Item>,
    /// Entries left out so far.
    pub(crate) left_out: usize,
    /// Where they are to be seen: "`chancery timeline`".
    pub(crate) more: &'static str,
    /// Lines that it should not outgrow while others want room.
    pub(crate) share: usize,
}

impl Section {
    /// A section of these entries.
    pub(crate) fn new(
        title: impl Into<String>,
        share: usize,
        more: &'static str,
        items: Vec<Item>,
    ) -> Section {
        Section { title: title.into(), items, left_out: 0, more, share }
    }

    fn lines(&self) -> usize {
        if self.items.is_empty() {
            return 0;
        }
        // A blank line, the title, the entries, and the line that says what was left out.
        2 + self.items.iter().map(|i| i.lines.len()).sum::<usize>() + usize::from(self.left_out > 0)
    }

    /// Drops at once what no page could hold, so that a pile of thousands is not shed one by one.
    fn shed_all_but_a_page(&mut self) {
        let mut weights: Vec<i64> = self.items.iter().map(|i| i.weight).collect();
        if weights.len() <= HEIGHT {
            return;
        }
        weights.sort_unstable_by_key(|w| std::cmp::Reverse(*w));
        let least = weights[HEIGHT - 1];
        // Of those that weigh just as little, the first ones have the room that the heavier ones leave.
        let mut room = HEIGHT - weights.iter().take_while(|w| **w > least).count();
        let before = self.items.len();
        self.items.retain(|item| {
            let last = item.weight == least && room > 0;
            room -= usize::from(last);
            item.weight > least || last
        });
        self.left_out += before - self.items.len();
    }

    /// Drops its lightest entry, the later of equals; the last one stays.
    fn shed(&mut self) -> bool {
        if self.items.len() < 2 {
            return false;
        }
        let lightest = self.items.iter().map(|i| i.weight).min();
        let at = self.items.iter().rposition(|i| Some(i.weight) == lightest);
        at.map(|at| self.items.remove(at));
        self.left_out += 1;
        true
    }
}

/// Sheds entries until head and sections fit the page, first where a section outgrows its share most.
pub(crate) fn fit(head: usize, sections: &mut [Section]) {
    sections.iter_mut().for_each(Section::shed_all_but_a_page);
    let mut stuck = vec![false; sections.len()];
    while head + sections.iter().map(Section::lines).sum::<usize>() > HEIGHT {
        let over = |s: &Section| (100 * s.lines()) / s.share.max(1);
        let chosen = (0..sections.len()).filter(|&i| !stuck[i]).max_by_key(|&i| (over(&sections[i]), i));
        let Some(i) = chosen else { break };
        stuck[i] = !sections[i].shed();
    }
}

/// The lines of a section that has entries.
pub(crate) fn page(section: &Section) -> Vec<String> {
    if section.items.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![String::new(), section.title.clone()];
    lines.extend(section.items.iter().flat_map(|item| item.lines.iter().cloned()));
    if section.left_out > 0 {
        let more = if section.more.is_empty() { String::new() } else { format!(": {}", section.more) };
        lines.push(format!(" … {} more{more}", section.left_out));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_under_the_body_and_wide_letters_count_twice() {
        let lines = hanging(" · ", &"harbour ".repeat(20));
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|l| width(l) <= WIDTH), "{lines:?}");
        assert!(lines[1].starts_with("   harbour"));
        assert_eq!(cut("北京会谈", 5), "北京…");
    }

    #[test]
    fn a_page_that_is_too_long_sheds_its_lightest_entries_and_says_how_many() {
        let item = |weight: i64| Item { weight, lines: vec![format!(" {weight}")] };
        let mut sections = [
            Section::new("A", 10, "`chancery timeline`", (0..200).map(item).collect()),
            Section::new("B", 10, "", (0..3).map(item).collect()),
        ];
        fit(10, &mut sections);
        let lines: Vec<String> = sections.iter().flat_map(page).collect();
        assert_eq!(lines.len() + 10, HEIGHT);
        assert!(lines.contains(&" 199".to_string()) && !lines.contains(&" 3".to_string()));
        assert!(lines.iter().any(|l| l.ends_with("more: `chancery timeline`")), "{lines:?}");
        assert_eq!(sections[1].left_out, 0);
    }
}
