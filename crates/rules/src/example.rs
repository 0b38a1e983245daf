//! Examples with marked arguments: `[The envoy](source) [left](trigger).`; marks may lie within marks.

/// A marked stretch of an example.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Mark {
    /// Which argument.
    pub name: String,
    /// First byte in [`Example::text`].
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A sentence with what a rule must find in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Example {
    /// The sentence without its marks.
    pub text: String,
    /// What must be found, in order of the text.
    pub marks: Vec<Mark>,
}

impl Example {
    /// Reads a marked sentence.
    ///
    /// # Errors
    /// If a bracket is not closed or a mark has no name.
    ///
    /// ```
    /// let read = chancery_rules::Example::read("[Ann](party) [met](trigger) Bob.").expect("sound");
    /// assert_eq!(read.text, "Ann met Bob.");
    /// assert_eq!((read.marks[1].start, read.marks[1].end), (4, 7));
    /// ```
    pub fn read(marked: &str) -> Result<Example, String> {
        let mut text = String::new();
        let mut marks: Vec<Mark> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut rest = marked;
        while let Some(at) = rest.find(['[', ']']) {
            text.push_str(&rest[..at]);
            let closing = rest[at..].starts_with(']');
            rest = &rest[at + 1..];
            if !closing {
                open.push(text.len());
                continue;
            }
            let named = rest.strip_prefix('(').and_then(|r| r.split_once(')'));
            let (Some(start), Some((name, tail))) = (open.pop(), named) else {
                return Err(format!("expected `[words](name)`, found `]{rest}`"));
            };
            marks.push(Mark { name: name.to_owned(), start, end: text.len() });
            rest = tail;
        }
        if !open.is_empty() {
            return Err(format!("expected `]` before the end, found `{marked}`"));
        }
        text.push_str(rest);
        marks.sort_by_key(|m| (m.start, m.end, m.name.clone()));
        Ok(Example { text, marks })
    }
}
