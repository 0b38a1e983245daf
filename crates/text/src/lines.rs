//! From byte offsets to what people and other programs count: lines and code points.

use crate::Span;

/// Where the lines of a text begin, for citations of the form `[report:line]`.
///
/// A text on one line is numbered by sentence instead: pass the sentences' starts to [`Lines::at`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lines {
    starts: Vec<u32>,
    by_sentence: bool,
}

impl Lines {
    /// The lines of `text` as a text editor numbers them, from 1.
    pub fn of(text: &str) -> Lines {
        let breaks = text.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(i, _)| i as u32 + 1);
        Lines { starts: std::iter::once(0).chain(breaks).collect(), by_sentence: false }
    }

    /// The lines of `text`, or its sentences where the text is a single line.
    pub fn at(text: &str, sentences: impl Iterator<Item = Span>) -> Lines {
        if text.trim_end().contains('\n') {
            return Lines::of(text);
        }
        let mut starts: Vec<u32> = sentences.map(|s| s.start() as u32).collect();
        match starts.first_mut() {
            Some(first) => *first = 0,
            None => starts.push(0),
        }
        Lines { starts, by_sentence: true }
    }

    /// The line (from 1) that holds byte `at`.
    pub fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|&s| s as usize <= at)
    }

    /// Byte at which each line (or sentence) begins.
    pub fn starts(&self) -> impl Iterator<Item = usize> + '_ {
        self.starts.iter().map(|&s| s as usize)
    }

    /// How many lines there are.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Whether the numbers count sentences because the text is one line.
    pub fn by_sentence(&self) -> bool {
        self.by_sentence
    }

    /// The bytes of line `n` (from 1) of `text`, without its line end; nothing if there is no such line.
    pub fn span(&self, text: &str, n: usize) -> Option<Span> {
        let start = *self.starts.get(n.checked_sub(1)?)? as usize;
        let end = self.starts.get(n).map_or(text.len(), |&e| e as usize);
        let line = text.get(start..end)?;
        Span::new(text, start, start + line.trim_end_matches(['\n', '\r']).len())
    }
}

/// The spans (sorted or not) as half-open ranges of Unicode code points of `text`, in the same order.
///
/// ```
/// use chancery_text::{Span, code_points};
/// let text = "🜚 é!";
/// let bang = Span::new(text, text.len() - 1, text.len()).expect("on boundaries");
/// assert_eq!(code_points(text, &[bang]), [(3, 4)]);
/// ```
pub fn code_points(text: &str, spans: &[Span]) -> Vec<(usize, usize)> {
    let mut edges: Vec<usize> = spans.iter().flat_map(|s| [s.start(), s.end()]).collect();
    edges.sort_unstable();
    edges.dedup();
    let mut counted = Vec::with_capacity(edges.len());
    let (mut at, mut points) = (0, 0);
    for edge in edges {
        points += text[at..edge].chars().count();
        at = edge;
        counted.push((edge, points));
    }
    let point = |edge: usize| counted[counted.partition_point(|&(e, _)| e < edge)].1;
    spans.iter().map(|s| (point(s.start()), point(s.end()))).collect()
}
