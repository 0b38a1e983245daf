//! A half-open range of bytes on character boundaries.

/// A half-open byte range `start..end` of one document's text, on character boundaries.
///
/// ```
/// use chancery_text::Span;
/// let text = "Kyiv said";
/// let span = Span::new(text, 0, 4).expect("on boundaries");
/// assert_eq!(span.of(text), "Kyiv");
/// assert!(Span::new("é", 0, 1).is_none());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span `start..end` (bytes) of `text`, if it lies in it on character boundaries and is not reversed.
    pub fn new(text: &str, start: usize, end: usize) -> Option<Span> {
        let sound = start <= end && text.is_char_boundary(start) && text.is_char_boundary(end);
        (sound && u32::try_from(end).is_ok()).then_some(Span { start: start as u32, end: end as u32 })
    }

    /// The whole of `text`.
    pub fn whole(text: &str) -> Span {
        Span { start: 0, end: text.len() as u32 }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The words of the span.
    ///
    /// # Panics
    /// If `text` is not the text the span was made for and is cut inside a character there.
    pub fn of(self, text: &str) -> &str {
        &text[self.start()..self.end()]
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies inside.
    pub fn holds(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn meets(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The span without white space at its ends.
    pub fn trimmed(self, text: &str) -> Span {
        let words = self.of(text);
        let start = self.start + (words.len() - words.trim_start().len()) as u32;
        Span { start, end: (start as usize + words.trim().len()) as u32 }
    }
}
