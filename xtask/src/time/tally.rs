//! Counts of what is found and right, and F1 from them.

use super::corpora::{Gold, Text};

/// One time that the program found, in bytes.
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: &'static str,
    pub(crate) value: String,
    pub(crate) rule: String,
}

/// Counts over a corpus.
#[derive(Default)]
pub(crate) struct Tally {
    gold: usize,
    system: usize,
    relaxed: usize,
    strict: usize,
    kind: usize,
    value: usize,
}

impl Tally {
    /// Counts one text; with `show`, prints every difference.
    pub(crate) fn add(&mut self, text: &Text, found: &[Found], show: bool) {
        let mut used = vec![false; found.len()];
        let words = text.document.text();
        for (gold, required) in text.gold.iter().map(|g| (g, !g.optional)) {
            let best = found
                .iter()
                .enumerate()
                .filter(|(i, _)| !used[*i])
                .filter_map(|(i, f)| Some((shared(gold, f)?, i)))
                .max_by_key(|(share, i)| (*share, std::cmp::Reverse(*i)));
            if let Some((_, i)) = best {
                used[i] = true;
            }
            if required {
                self.judge(text, gold, best.map(|(_, i)| &found[i]), show);
            }
        }
        for (f, _) in found.iter().zip(&used).filter(|(_, used)| !**used) {
            if show {
                println!(
                    "  extra   {} {:?} {} {} ({})",
                    text.name,
                    &words[f.start..f.end],
                    f.value,
                    context(words, f.start, f.end),
                    f.rule
                );
            }
            self.system += 1;
        }
    }

    fn judge(&mut self, text: &Text, gold: &Gold, found: Option<&Found>, show: bool) {
        let words = text.document.text();
        let (start, end) = gold.spans[0];
        self.gold += 1;
        let Some(f) = found else {
            if show {
                println!(
                    "  missed  {} {:?} {:?} {}",
                    text.name,
                    &words[start..end],
                    gold.values,
                    context(words, start, end)
                );
            }
            return;
        };
        self.system += 1;
        self.relaxed += 1;
        self.strict +=
            usize::from(gold.spans.iter().any(|s| bare(words, *s) == bare(words, (f.start, f.end))));
        self.kind += usize::from(gold.kind.as_deref().is_none_or(|k| k.eq_ignore_ascii_case(f.kind)));
        let right = gold.values.iter().any(|v| same_value(v, &f.value));
        self.value += usize::from(right);
        if show && !right {
            println!(
                "  value   {} {:?} as {:?} said {} of {:?} {} ({})",
                text.name,
                &words[start..end],
                &words[f.start..f.end],
                f.value,
                gold.values,
                context(words, start, end),
                f.rule
            );
        }
    }
}

fn context(words: &str, start: usize, end: usize) -> String {
    let left: String = words[..start].chars().rev().take(45).collect::<Vec<_>>().into_iter().rev().collect();
    let right: String = words[end..].chars().take(35).collect();
    format!("…{left}[]{right}…").replace('\n', " ")
}

/// The bytes that gold and found share.
fn shared(gold: &Gold, found: &Found) -> Option<usize> {
    let (start, end) = gold.spans[0];
    let from = start.max(found.start);
    let to = end.min(found.end);
    (from < to).then(|| to - from)
}

/// A span without a possessive and without white space.
fn bare(words: &str, (start, end): (usize, usize)) -> (usize, usize) {
    let text = words[start..end].trim_end();
    let text = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text);
    (start, start + text.trim_end_matches('.').len())
}

/// TIMEX2 and TIMEX3 write some values differently: `P1DE` and `P10Y`, `198` and `198X`, `2000-W7` and `2000-W07`.
fn same_value(gold: &str, said: &str) -> bool {
    plain(gold) == plain(said)
}

fn plain(value: &str) -> String {
    let mut v = value.to_ascii_uppercase();
    if let Some((head, week)) = v.split_once("-W")
        && week.len() == 1
    {
        v = format!("{head}-W0{week}");
    }
    if let Some(decades) =
        v.strip_prefix('P').and_then(|d| d.strip_suffix("DE")).and_then(|d| d.parse::<u32>().ok())
    {
        return format!("P{}Y", 10 * decades);
    }
    if v.len() == 4 && v.ends_with('X') && !v.starts_with('P') {
        v.pop();
    }
    v.strip_suffix("-XX").map_or(v.clone(), |head| head.strip_suffix("-XX").unwrap_or(head).to_owned())
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let f1 = |right: usize| 200.0 * right as f64 / (self.gold + self.system).max(1) as f64;
        write!(
            f,
            "{:>5}  {:>7.2} {:>7.2} {:>7.2} {:>7.2}   found {} of which {} in gold",
            self.gold,
            f1(self.relaxed),
            f1(self.strict),
            f1(self.kind),
            f1(self.value),
            self.system,
            self.relaxed,
        )
    }
}
