//! How alike two spellings of a name are.
//!
//! Jaro-Winkler after Winkler (1990): prefix of at most four letters, scale 0.1.

/// Jaro-Winkler likeness of two folded words, from 0 to 1.
///
/// ```
/// use chancery_extract::actors::jaro_winkler;
/// assert!((jaro_winkler("martha", "marhta") - 0.9611).abs() < 1e-4);
/// assert_eq!(jaro_winkler("", "x"), 0.0);
/// ```
pub fn jaro_winkler(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let jaro = jaro(&a, &b);
    let prefix = a.iter().zip(&b).take(4).take_while(|(x, y)| x == y).count();
    jaro + prefix as f64 * 0.1 * (1.0 - jaro)
}

fn jaro(a: &[char], b: &[char]) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let mut taken = vec![false; b.len()];
    let mut of_a = Vec::new();
    for (i, x) in a.iter().enumerate() {
        let window = i.saturating_sub(reach)..(i + reach + 1).min(b.len());
        if let Some(j) = window.into_iter().find(|&j| !taken[j] && b[j] == *x) {
            taken[j] = true;
            of_a.push(*x);
        }
    }
    let of_b: Vec<char> = (0..b.len()).filter(|&j| taken[j]).map(|j| b[j]).collect();
    if of_a.is_empty() {
        return 0.0;
    }
    let swaps = of_a.iter().zip(&of_b).filter(|(x, y)| x != y).count() as f64 / 2.0;
    let same = of_a.len() as f64;
    (same / a.len() as f64 + same / b.len() as f64 + (same - swaps) / same) / 3.0
}

/// Likeness of two folded full names: surname 0.65, given names 0.35 (EVIDENCE, "Names and offices").
///
/// Family names that come first are seen by trying the words of one name in the other's order as well.
pub fn name_likeness(a: &str, b: &str) -> f64 {
    if compact(a) == compact(b) {
        return 1.0;
    }
    let (a, b) = (parts(a), parts(b));
    let straight = weigh(&a, &b);
    if a.len() < 2 || b.len() < 2 {
        return straight;
    }
    let mut turned = b.clone();
    turned.rotate_left(1);
    straight.max(weigh(&a, &turned) - 0.02)
}

/// "Kim Jong Un" is "Kim Jong-un".
fn compact(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn weigh(a: &[String], b: &[String]) -> f64 {
    let (Some(last_a), Some(last_b)) = (a.last(), b.last()) else { return 0.0 };
    let surname = jaro_winkler(last_a, last_b);
    match (a.len(), b.len()) {
        (1, 1) => surname,
        (1, _) | (_, 1) => surname * 0.9,
        _ => 0.65 * surname + 0.35 * jaro_winkler(&a[..a.len() - 1].concat(), &b[..b.len() - 1].concat()),
    }
}

/// The words of a folded name: particles stay with what they belong to, hyphens part Korean given names.
fn parts(name: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut particle = String::new();
    for word in name.split([' ', '.']).filter(|w| !w.is_empty()) {
        // "Bashar Assad" is "Bashar al-Assad": the Arabic article comes and goes.
        let word = ["al-", "el-", "as-", "ar-", "an-", "ash-"].iter().find_map(|a| word.strip_prefix(a)).unwrap_or(word);
        let word: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        if matches!(word.as_str(), "al" | "el") {
            continue;
        }
        if matches!(word.as_str(), "bin" | "ibn" | "van" | "von" | "der" | "de" | "la" | "di" | "da" | "le") {
            particle.push_str(&word);
        } else if !word.is_empty() {
            out.push(std::mem::take(&mut particle) + &word);
        }
    }
    out
}
