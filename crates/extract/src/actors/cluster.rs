//! Which names of persons in one report name the same person.

use super::{fold, jaro_winkler, name_likeness};

/// Beyond so many persons in one report (a list of delegates) only equal spellings are one: time stays bounded.
const MOST_FUZZY: usize = 1000;

/// A name as it stands in the report, in order of the text.
pub(super) struct Seen {
    pub(super) piece: usize,
    pub(super) folded: String,
    /// Whether an office stands beside it, or the lore knows the full name.
    pub(super) prominent: bool,
    /// The office right beside it of which a state has one.
    pub(super) office: Option<Office>,
}

/// An office that stands beside a name.
pub(super) struct Office {
    /// "president".
    pub(super) class: String,
    /// Folded names of those known to have held it that end in the name; empty for a full name.
    pub(super) holders: Vec<String>,
}

/// Groups of names; each group's first entry is its fullest name.
pub(super) fn cluster(names: &[Seen]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let full: Vec<usize> = (0..names.len()).filter(|&i| words(&names[i].folded).len() > 1).collect();
    for &i in &full {
        if groups.len() > MOST_FUZZY {
            match groups.iter().position(|g| names[g[0]].folded == names[i].folded) {
                Some(g) => groups[g].push(i),
                None => groups.push(vec![i]),
            }
            continue;
        }
        let found =
            groups.iter().position(|g| g.iter().any(|&j| same_full(&names[i].folded, &names[j].folded)));
        match found {
            Some(g) => groups[g].push(i),
            None => groups.push(vec![i]),
        }
    }
    let (in_office, plain): (Vec<usize>, Vec<usize>) =
        (0..names.len()).filter(|i| !full.contains(i)).partition(|&i| names[i].office.is_some());
    for i in in_office.into_iter().chain(plain) {
        match home(names, &groups, i) {
            Some(g) => groups[g].push(i),
            None => groups.push(vec![i]),
        }
    }
    for group in &mut groups {
        group.sort_by_key(|&i| (std::cmp::Reverse(words(&names[i].folded).len()), i));
    }
    groups
}

pub(super) fn words(folded: &str) -> Vec<&str> {
    folded.split([' ', '-']).filter(|w| w.chars().any(char::is_alphanumeric)).collect()
}

/// Two full names: alike as a whole, or one leaves out words of the other.
pub(crate) fn same_full(a: &str, b: &str) -> bool {
    if a == b || initials_agree(a, b) && name_likeness(a, b) >= 0.95 {
        return true;
    }
    let (short, long) =
        if words(a).len() <= words(b).len() { (words(a), words(b)) } else { (words(b), words(a)) };
    let (Some(last), Some(other)) = (short.last(), long.last()) else { return false };
    let surname = last == other
        || last.len() > 4 && jaro_winkler(last, other) >= 0.92 && last.chars().next() == other.chars().next();
    let within = short.iter().all(|w| long.contains(w));
    let goes_by = |given: &str| {
        given.chars().count() > 2 && short[0].chars().count() > 2 && given_agree(short[0], given)
    };
    let given = given_agree(short[0], long[0]) || long[..long.len() - 1].iter().skip(1).any(|g| goes_by(g));
    within && short.len() > 1 || surname && given && short.len() > 1
}

fn initials_agree(a: &str, b: &str) -> bool {
    let first = |n: &str| n.chars().next();
    words(a).first().map(|w| first(w)) == words(b).first().map(|w| first(w))
        || words(a).last().map(|w| first(w)) == words(b).last().map(|w| first(w))
}

fn given_agree(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim_end_matches('.'), b.trim_end_matches('.'));
    let initial = a.chars().count() == 1 || b.chars().count() == 1;
    a == b || initial && a.chars().next() == b.chars().next() || jaro_winkler(a, b) >= 0.85 || nickname(a, b)
}

/// English short forms that share no spelling with the long one's start.
fn nickname(a: &str, b: &str) -> bool {
    const PAIRS: [(&str, &str); 26] = [
        ("chuck", "charles"),
        ("harry", "harold"),
        ("hank", "henry"),
        ("larry", "lawrence"),
        ("dan", "daniel"),
        ("steve", "stephen"),
        ("liz", "elizabeth"),
        ("maggie", "margaret"),
        ("rick", "richard"),
        ("kate", "katherine"),
        ("bibi", "benjamin"),
        ("sasha", "alexander"),
        ("misha", "mikhail"),
        ("andy", "andrew"),
        ("bill", "william"),
        ("bob", "robert"),
        ("jim", "james"),
        ("joe", "joseph"),
        ("mike", "michael"),
        ("dick", "richard"),
        ("tony", "anthony"),
        ("tony", "antony"),
        ("jack", "john"),
        ("ted", "edward"),
        ("jimmy", "james"),
        ("ned", "edward"),
    ];
    PAIRS.contains(&(a, b)) || PAIRS.contains(&(b, a))
}

/// The group that a single word belongs to: by the last word, else by the first (family names that come first).
fn home(names: &[Seen], groups: &[Vec<usize>], i: usize) -> Option<usize> {
    let word = names[i].folded.as_str();
    let nearest = |fits: &dyn Fn(&[&str]) -> bool| {
        // Of a couple the surname alone means the one in office.
        let fitting = |g: &Vec<usize>| {
            g.iter().any(|&j| fits(&words(&names[j].folded))) && may_hold(names, g, &names[i])
        };
        let known: Vec<usize> = (0..groups.len())
            .filter(|&g| fitting(&groups[g]) && groups[g].iter().any(|&j| names[j].prominent))
            .collect();
        if let [one] = known[..] {
            return Some(one);
        }
        let mut best: Option<(usize, usize)> = None;
        for (g, group) in groups.iter().enumerate() {
            if !fitting(group) {
                continue;
            }
            let before = group.iter().filter(|&&j| j < i).max().copied();
            let rank = before.map_or(usize::MAX / 2 + group[0], |b| i - b);
            if best.is_none_or(|(r, _)| rank < r) {
                best = Some((rank, g));
            }
        }
        best.map(|(_, g)| g)
    };
    nearest(&|w| w.last() == Some(&word))
        .or_else(|| nearest(&|w| w.len() > 1 && w[0] == word))
        .or_else(|| nearest(&|w| w.len() == 1 && w[0] == word))
        .or_else(|| nearest(&|w| w.last().is_some_and(|l| variant(l, word))))
}

/// Whether the person of a group may be meant by a lone name with its office. "President Obama" is not Michelle
/// Obama, since another of that name is known to have held the office; "King Salman" is not Mohammed bin Salman, since
/// a king goes by his first name. A group that is told with the office may always be.
fn may_hold(names: &[Seen], group: &[usize], lone: &Seen) -> bool {
    const BY_FIRST_NAME: [&str; 2] = ["king", "crown-prince"];
    let Some(office) = &lone.office else { return true };
    let told = |&j: &usize| names[j].office.as_ref().is_some_and(|o| o.class == office.class);
    let full = &names[group[0]].folded;
    let one_word = words(full).len() < 2;
    let holder = |h: &String| same_full(h, full) || name_likeness(h, full) >= 0.9;
    let known = office.holders.is_empty() || office.holders.iter().any(holder);
    let named =
        !BY_FIRST_NAME.contains(&office.class.as_str()) || words(full).first() == words(&lone.folded).first();
    one_word || group.iter().any(told) || known && named
}

/// "Bierbock" for "Birbock": the same first letter and hardly another.
fn variant(a: &str, b: &str) -> bool {
    a.chars().count() > 4
        && b.chars().count() > 4
        && a.chars().next() == b.chars().next()
        && jaro_winkler(a, b) >= 0.92
}

/// The folded name of a stretch of text, spaces made single.
pub(super) fn name_key(words: &str) -> String {
    fold(words)
}
