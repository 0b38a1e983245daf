//! The patterns of the rule files, read into plain sequences of elements.
//!
//! `WDAY? MON DAY ( ,? YEAR )?`: words in small letters stand for themselves, words in capitals for a class,
//! `?` makes what precedes optional, `( a | b )` chooses, `~` says that nothing may stand between its neighbours.
//! `next:n1` sets the part `n` to 1 where the word `next` is read; `DAY:first` calls the class's part `first`.

/// One element of a sequence.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Element {
    /// A word as the lexicon writes it, and the parts that it sets.
    Literal(String, Vec<(String, String)>),
    /// A class by name, and the part it fills.
    Class(String, String),
    /// What follows is glued to what precedes.
    Glue,
}

/// All sequences that `pattern` stands for.
///
/// # Errors
/// Says what of the pattern cannot be read.
pub(crate) fn sequences(pattern: &str) -> Result<Vec<Vec<Element>>, String> {
    let tokens: Vec<&str> = pattern.split_whitespace().collect();
    let (all, used) = choice(&tokens, 0)?;
    if used != tokens.len() {
        return Err(format!("expected an end, found {:?} in pattern {pattern:?}", tokens[used]));
    }
    if all.len() > MOST || all.iter().any(Vec::is_empty) {
        return Err(format!("pattern {pattern:?} stands for {} sequences or for nothing", all.len()));
    }
    Ok(all)
}

const MOST: usize = 4000;

type Read = (Vec<Vec<Element>>, usize);

fn choice(tokens: &[&str], mut at: usize) -> Result<Read, String> {
    let mut all = Vec::new();
    loop {
        let (branch, next) = sequence(tokens, at)?;
        all.extend(branch);
        if tokens.get(next) != Some(&"|") {
            return Ok((all, next));
        }
        at = next + 1;
    }
}

fn sequence(tokens: &[&str], mut at: usize) -> Result<Read, String> {
    let mut all: Vec<Vec<Element>> = vec![Vec::new()];
    while let Some(&token) = tokens.get(at) {
        if matches!(token, "|" | ")" | ")?") {
            break;
        }
        let (mut ways, next) = item(tokens, at)?;
        if optional(tokens, at, next) {
            ways.push(Vec::new());
        }
        all = all.iter().flat_map(|head| ways.iter().map(|way| [&head[..], way].concat())).collect();
        if all.len() > MOST {
            return Err("a pattern stands for too many sequences".into());
        }
        at = next;
    }
    Ok((all, at))
}

fn optional(tokens: &[&str], at: usize, next: usize) -> bool {
    let last = if tokens[at] == "(" { tokens[next - 1] } else { tokens[at] };
    last.len() > 1 && last.ends_with('?')
}

fn item(tokens: &[&str], at: usize) -> Result<Read, String> {
    if tokens[at] == "(" {
        let (ways, end) = choice(tokens, at + 1)?;
        return match tokens.get(end) {
            Some(&")" | &")?") => Ok((ways, end + 1)),
            _ => Err("expected a closing parenthesis".into()),
        };
    }
    let token = if tokens[at].len() > 1 { tokens[at].trim_end_matches('?') } else { tokens[at] };
    Ok((vec![vec![element(token)]], at + 1))
}

fn element(token: &str) -> Element {
    if token == "~" {
        return Element::Glue;
    }
    let (word, rest) = match token.split_once(':') {
        Some((word, rest)) if !word.is_empty() => (word, rest),
        _ => (token, ""),
    };
    let is_class =
        word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase() || c == '_' || c.is_ascii_digit());
    if is_class && word.chars().any(|c| c.is_ascii_uppercase()) && !PLAIN_CAPITALS.contains(&word) {
        let name = if rest.is_empty() { word.to_ascii_lowercase() } else { rest.to_string() };
        return Element::Class(word.to_string(), name);
    }
    let sets = rest.split(',').filter(|s| !s.is_empty()).map(setting).collect();
    Element::Literal(word.to_lowercase().trim_end_matches(|c| c == '.' && word.len() > 1).to_string(), sets)
}

/// Words that are written in capitals and are no class.
const PLAIN_CAPITALS: [&str; 5] = ["BC", "BCE", "GMT", "UTC", "AD"];

/// `n-1` is the part `n` with the value `-1`; `end` is a part without a value.
fn setting(text: &str) -> (String, String) {
    let cut =
        text.find(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || c == '-').unwrap_or(text.len());
    (text[..cut].to_string(), text[cut..].to_string())
}
