//! Examples with marked arguments: `[The envoy](source) [left](trigger).`

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
        let mut marks = Vec::new();
        let mut rest = marked;
        while let Some((before, after)) = rest.split_once('[') {
            text.push_str(before);
            let closed =
                after.split_once("](").and_then(|(words, tail)| Some((words, tail.split_once(')')?)));
            let Some((words, (name, tail))) = closed else {
                return Err(format!("expected `[words](name)`, found `[{after}`"));
            };
            let start = text.len();
            text.push_str(words);
            marks.push(Mark { name: name.to_owned(), start, end: text.len() });
            rest = tail;
        }
        text.push_str(rest);
        marks.sort_by_key(|m: &Mark| (m.start, m.end, m.name.clone()));
        Ok(Example { text, marks })
    }
}
