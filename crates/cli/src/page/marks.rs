//! Passages cut so that their marks always nest, and end at each line's end: they may hold and cross each other.

use chancery_text::Span;

/// What a line consists of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Cut {
    Words(Span),
    /// Passage `n` begins.
    Open(usize),
    /// Passage `n` goes on after a cut; so many line ends lie between.
    Again(usize, usize),
    /// Passage `n` is cut or ends; whether this closes its first part.
    Close(usize, bool),
}

/// Walks the lines of a text in order.
pub(crate) struct Marks<'p> {
    /// Outer ones before those within: sorted by start, the longer first.
    passages: &'p [Span],
    /// The next passage to begin.
    next: usize,
    /// Passages that are open, outermost first.
    open: Vec<usize>,
    /// Passages whose first part is open.
    fresh: Vec<usize>,
    /// Line ends since the last line.
    breaks: usize,
}

impl<'p> Marks<'p> {
    pub(crate) fn of(passages: &'p [Span]) -> Marks<'p> {
        Marks { passages, next: 0, open: Vec::new(), fresh: Vec::new(), breaks: 0 }
    }

    /// A line without words lies between.
    pub(crate) fn blank(&mut self) {
        self.breaks += 1;
    }

    /// The next line, cut.
    pub(crate) fn line(&mut self, text: &str, line: Span) -> Vec<Cut> {
        let mut out = Vec::new();
        let breaks = std::mem::take(&mut self.breaks) + 1;
        self.open.retain(|&n| self.passages[n].end() > line.start());
        out.extend(self.open.iter().map(|&n| Cut::Again(n, breaks)));
        // A passage of nothing but the blanks between two lines has no words to be marked.
        let unseen = |p: &&Span| p.end() <= line.start();
        self.next += self.passages[self.next..].iter().take_while(unseen).count();
        let mut at = line.start();
        loop {
            let ends = self.open.iter().map(|&n| self.passages[n].end()).min();
            let begins = self.passages.get(self.next).map(|p| p.start().max(at));
            let stop = [ends, begins].into_iter().flatten().min().unwrap_or(line.end()).clamp(at, line.end());
            if let Some(words) = Span::new(text, at, stop).filter(|w| !w.is_empty()) {
                out.push(Cut::Words(words));
            }
            at = stop;
            if ends.is_some_and(|end| end <= at) {
                self.close_ended(at, &mut out);
            } else if begins == Some(at) && at < line.end() {
                out.push(Cut::Open(self.next));
                self.open.push(self.next);
                self.fresh.push(self.next);
                self.next += 1;
            } else {
                break;
            }
        }
        for n in self.open.clone().into_iter().rev() {
            out.push(self.close(n));
        }
        out
    }

    /// Closes all that end here; what crosses them is cut and goes on.
    fn close_ended(&mut self, at: usize, out: &mut Vec<Cut>) {
        let Some(outermost) = self.open.iter().position(|&n| self.passages[n].end() <= at) else { return };
        let above = self.open.split_off(outermost);
        for &n in above.iter().rev() {
            out.push(self.close(n));
        }
        for n in above.into_iter().filter(|&n| self.passages[n].end() > at) {
            out.push(Cut::Again(n, 0));
            self.open.push(n);
        }
    }

    fn close(&mut self, n: usize) -> Cut {
        let first = self.fresh.iter().position(|&f| f == n);
        if let Some(first) = first {
            self.fresh.remove(first);
        }
        Cut::Close(n, first.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_text::Lines;

    /// All lines as text: `<0` opens, `(0` goes on, `0>` closes a first part, `0)` a later one.
    fn told(text: &str, passages: &[(usize, usize)]) -> String {
        let mut spans: Vec<Span> =
            passages.iter().map(|&(a, b)| Span::new(text, a, b).expect("on boundaries")).collect();
        spans.sort_by_key(|s| (s.start(), std::cmp::Reverse(s.end())));
        let lines = Lines::of(text);
        let mut marks = Marks::of(&spans);
        let mut out = String::new();
        for no in 1..=lines.count() {
            let line = lines.span(text, no).expect("a line");
            if line.of(text).trim().is_empty() {
                marks.blank();
                continue;
            }
            let cuts = marks.line(text, line).into_iter().map(|cut| match cut {
                Cut::Words(words) => words.of(text).to_owned(),
                Cut::Open(n) => format!("<{n} "),
                Cut::Again(n, _) => format!("({n} "),
                Cut::Close(n, true) => format!(" {n}>"),
                Cut::Close(n, false) => format!(" {n})"),
            });
            out.extend(cuts);
            out += "/";
        }
        out
    }

    #[test]
    fn passages_hold_cross_and_run_over_lines() {
        assert_eq!(told("abcdef", &[(0, 6), (2, 4)]), "<0 ab<1 cd 1>ef 0>/");
        assert_eq!(told("abcdef", &[(0, 4), (2, 6)]), "<0 ab<1 cd 1> 0>(1 ef 1)/");
        assert_eq!(told("ab\n\ncd", &[(1, 6)]), "a<0 b 0>/(0 cd 0)/");
        assert_eq!(told("ab", &[(0, 2), (0, 1)]), "<0 <1 a 1>b 0>/");
    }

    #[test]
    fn whatever_the_passages_the_words_stay_and_the_marks_nest() {
        let text = "one two\r\n\n  three é🜚 four\nfive";
        let edges: Vec<usize> = (0..=text.len()).filter(|&i| text.is_char_boundary(i)).collect();
        let mut state = 7_usize;
        let mut random = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for _ in 0..500 {
            let passages: Vec<(usize, usize)> = (0..random(6))
                .map(|_| {
                    let (a, b) = (random(edges.len() - 1), random(edges.len() - 1));
                    (edges[a.min(b)], edges[a.max(b) + 1])
                })
                .collect();
            let told = told(text, &passages);
            let bare: String = strip(&told);
            assert_eq!(bare, "one two/  three é🜚 four/five/", "{passages:?}: {told}");
        }
    }

    /// Takes the marks out, and fails where they do not nest or a passage has two first parts.
    fn strip(told: &str) -> String {
        let mut words = String::new();
        let mut open: Vec<char> = Vec::new();
        let mut firsts: Vec<char> = Vec::new();
        let chars: Vec<char> = told.chars().collect();
        let mut i = 0;
        while i < chars.len() {
            if matches!(chars[i], '<' | '(') {
                open.push(chars[i + 1]);
                i += 3;
            } else if chars[i] == ' ' && chars.get(i + 2).is_some_and(|c| matches!(c, '>' | ')')) {
                assert_eq!(open.pop(), Some(chars[i + 1]), "{told}");
                if chars[i + 2] == '>' {
                    assert!(!firsts.contains(&chars[i + 1]), "{told}");
                    firsts.push(chars[i + 1]);
                }
                i += 3;
            } else {
                words.push(chars[i]);
                i += 1;
            }
        }
        assert!(open.is_empty(), "{told}");
        words
    }
}
