//! Which actors of different reports are one. A wrong merge is worse than a missed one.

use std::collections::{BTreeMap, BTreeSet};

use chancery_extract::{
    Kind,
    actors::{fold, name_likeness, same_name},
};
use chancery_text::Why;

use super::gather::Local;

/// Actors that are one, and why.
pub(super) struct Group {
    /// Indices into the locals.
    pub(super) members: Vec<usize>,
    pub(super) links: Vec<Why>,
}

/// A group that is being gathered.
#[derive(Default)]
struct Open {
    members: Vec<usize>,
    links: Vec<Why>,
    /// The last member of each way in which its people are told: what a newcomer is compared with.
    faces: BTreeMap<Face, usize>,
    /// The reports that tell of its people.
    told_in: BTreeSet<usize>,
}

/// All of a person that a comparison looks at: names, whom it acts for, offices.
type Face = (Vec<String>, Option<String>, Vec<Option<String>>);

impl Open {
    fn take(&mut self, i: usize, locals: &[Local]) {
        self.members.push(i);
        let local = &locals[i];
        if local.it.kind == Kind::Person {
            let offices = local.it.roles.iter().map(|r| r.office.clone()).collect();
            self.faces.insert((local.names.clone(), local.acts_for.clone(), offices), i);
            self.told_in.insert(local.report);
        }
    }
}

/// The groups, by their first member.
pub(super) fn groups(locals: &[Local]) -> Vec<Group> {
    let mut groups: Vec<Open> = Vec::new();
    let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
    let mut open = Vec::new();
    let elsewhere = Elsewhere::of(locals);
    for (i, local) in locals.iter().enumerate() {
        match certain_key(local, &elsewhere) {
            Some(key) => {
                let g = *by_key.entry(key).or_insert(groups.len());
                if g == groups.len() {
                    groups.push(Open::default());
                } else if let Some(why) = &local.why {
                    groups[g].links.push(Why::rule("merge/office-on-the-day").noting(why.clone()));
                }
                groups[g].take(i, locals);
            }
            None => open.push(i),
        }
    }
    open.sort_by_key(|&i| (std::cmp::Reverse(fullness(&locals[i])), i));
    let mut blocks = Blocks::default();
    for (g, group) in groups.iter().enumerate() {
        group.members.iter().for_each(|&m| blocks.add(&locals[m], g));
    }
    for i in open {
        let at = if let Some((g, why)) = home(i, locals, &groups, &blocks.near(&locals[i])) {
            groups[g].links.push(why);
            g
        } else {
            groups.push(Open::default());
            groups.len() - 1
        };
        groups[at].take(i, locals);
        blocks.add(&locals[i], at);
    }
    let mut groups: Vec<Group> =
        groups.into_iter().map(|open| Group { members: open.members, links: open.links }).collect();
    for group in &mut groups {
        group.members.sort_unstable();
    }
    groups.sort_by_key(|g| g.members[0]);
    groups
}

/// Which groups are worth comparing: those that share a word of the name, or its first letters, or the first
/// letters of the surname ("Yevgeny" and "Evgeny" begin unlike).
#[derive(Default)]
struct Blocks {
    words: BTreeMap<String, Vec<usize>>,
    initials: BTreeMap<(Option<char>, Option<char>), Vec<usize>>,
    stems: BTreeMap<String, Vec<usize>>,
}

impl Blocks {
    fn add(&mut self, local: &Local, group: usize) {
        if local.it.kind != Kind::Person {
            return;
        }
        for name in &local.names {
            for word in name.split([' ', '-']) {
                push(self.words.entry(word.to_string()).or_default(), group);
            }
            push(self.initials.entry(initials(name)).or_default(), group);
            push(self.stems.entry(stem(name)).or_default(), group);
        }
    }

    fn near(&self, local: &Local) -> Vec<usize> {
        let Some(name) = local.names.first().filter(|_| local.it.kind == Kind::Person) else {
            return Vec::new();
        };
        let shared = name.split([' ', '-']).filter_map(|w| self.words.get(w));
        let spelt = self.initials.get(&initials(name)).into_iter().chain(self.stems.get(&stem(name)));
        let mut out: Vec<usize> = shared.chain(spelt).flatten().copied().collect();
        out.sort_unstable();
        out.dedup();
        out
    }
}

fn push(list: &mut Vec<usize>, group: usize) {
    if list.last() != Some(&group) {
        list.push(group);
    }
}

/// First letters of the first and of the last word.
fn initials(name: &str) -> (Option<char>, Option<char>) {
    let first = |w: Option<&str>| w.and_then(|w| w.chars().next());
    (first(name.split(' ').next()), first(name.rsplit(' ').next()))
}

/// First letters of the last word.
fn stem(name: &str) -> String {
    name.rsplit(' ').next().unwrap_or_default().chars().take(3).collect()
}

fn fullness(local: &Local) -> usize {
    local.names.first().map_or(0, |n| n.split(' ').count())
}

/// Names that other reports use for places, ships and lands, and words of persons' full names.
struct Elsewhere {
    /// What the name is, and what certain key it has.
    things: BTreeMap<String, (Kind, String)>,
    people: BTreeSet<String>,
}

impl Elsewhere {
    fn of(locals: &[Local]) -> Elsewhere {
        let (mut things, mut people) = (BTreeMap::new(), BTreeSet::new());
        for local in locals.iter().filter(|l| !l.names.is_empty()) {
            let name = fold(&local.it.name);
            match (local.it.kind, &local.key) {
                (kind @ (Kind::Place | Kind::Vessel), None) => {
                    let key = format!("{kind:?} {name}");
                    things.entry(name).or_insert((kind, key));
                }
                (Kind::State, Some(key)) => {
                    things.insert(name, (Kind::State, format!("lore {key}")));
                }
                (Kind::Person, _) if name.contains(' ') => people.extend(name.split(' ').map(String::from)),
                _ => {}
            }
        }
        Elsewhere { things, people }
    }

    /// The key of a name that one report takes for a person or a body without an office, and another for a place or
    /// a land (if it has one word) or a ship.
    fn key(&self, local: &Local, folded: &str) -> Option<String> {
        let open = matches!(local.it.kind, Kind::Person | Kind::Body)
            && local.it.roles.is_empty()
            && local.acts_for.is_none();
        let one_word = !folded.contains(' ') && !self.people.contains(folded);
        let (kind, key) = self.things.get(folded).filter(|_| open)?;
        (one_word || *kind == Kind::Vessel).then(|| key.clone())
    }
}

/// What makes two actors one without looking at spellings.
fn certain_key(local: &Local, elsewhere: &Elsewhere) -> Option<String> {
    if let Some(key) = &local.key {
        return Some(format!("lore {key}"));
    }
    let folded = fold(&local.it.name);
    match local.it.kind {
        Kind::Person | Kind::Group | Kind::Unit | Kind::Body | Kind::Place if local.names.is_empty() => {
            Some(described(local))
        }
        Kind::Person => elsewhere.key(local, &folded),
        kind => Some(elsewhere.key(local, &folded).unwrap_or_else(|| format!("{kind:?} {folded}"))),
    }
}

/// Groups told only by words are one where the words and the state are the same; all others only where a report
/// copies another ("an official" in two reports is two people, in a wire and its copy one).
fn described(local: &Local) -> String {
    let name = fold(&local.it.name);
    let name = name.strip_prefix("the ").unwrap_or(&name);
    let group = matches!(local.it.kind, Kind::Group | Kind::Unit | Kind::Body);
    match &local.acts_for {
        Some(of) if group => format!("described {name} {of}"),
        _ if local.it.kind == Kind::Place => {
            format!("described {name} {}", local.acts_for.as_deref().unwrap_or_default())
        }
        _ => format!("told {:?} {name} in {:?}", local.it.kind, local.told_in),
    }
}

/// The group whose names the person's name is a spelling of.
fn home(i: usize, locals: &[Local], groups: &[Open], near: &[usize]) -> Option<(usize, Why)> {
    let local = &locals[i];
    let name = local.names.first()?;
    let mut found: Vec<(f64, usize, &String)> = Vec::new();
    // Two people of one report are two.
    for &g in near.iter().filter(|&&g| !groups[g].told_in.contains(&local.report)) {
        let faces = groups[g].faces.values().filter(|&&m| agree(&locals[m], local));
        let scored = faces
            .flat_map(|&m| locals[m].names.iter().map(move |n| (likeness(name, n, &locals[m], local), n)));
        if let Some((score, other)) = scored.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|s| s.0 > 0.0) {
            found.push((score, g, other));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    match found.as_slice() {
        [(_, g, other)] => Some((*g, spelling(name, other))),
        [(best, g, other), (next, ..), ..] if best - next >= 0.05 => Some((*g, spelling(name, other))),
        _ => None,
    }
}

fn spelling(name: &str, other: &str) -> Why {
    let rule = if name == other { "merge/same-name" } else { "merge/spelling" };
    Why::rule(rule).noting(format!("“{name}” and “{other}”"))
}

/// Nobody acts for two states at once.
fn agree(a: &Local, b: &Local) -> bool {
    match (&a.acts_for, &b.acts_for) {
        (Some(x), Some(y)) => x == y,
        _ => true,
    }
}

/// How sure two names are one person's; 0 if not sure enough.
fn likeness(a: &str, b: &str, left: &Local, right: &Local) -> f64 {
    let words = |n: &str| n.split(' ').count();
    let state = left.acts_for.is_some() && left.acts_for == right.acts_for;
    let office = left
        .it
        .roles
        .iter()
        .any(|r| right.it.roles.iter().any(|s| r.office.is_some() && r.office == s.office));
    if words(a) == 1 || words(b) == 1 {
        let surname = |n: &str| n.rsplit(' ').next().unwrap_or_default().to_string();
        let first = |n: &str| n.split(' ').next().unwrap_or_default().to_string();
        if rival_offices(left, right) {
            return 0.0;
        }
        let same =
            surname(a) == surname(b) || words(a) == 1 && first(b) == a || words(b) == 1 && first(a) == b;
        return if same && (state || office || words(a) == words(b)) { 0.9 } else { 0.0 };
    }
    if a == b {
        1.0
    } else if same_name(a, b) {
        name_likeness(a, b).max(0.95)
    } else if state && office {
        Some(name_likeness(a, b)).filter(|alike| *alike >= 0.90).unwrap_or(0.0)
    } else {
        0.0
    }
}

/// "King Salman" is not "Crown Prince Mohammed bin Salman": each is told with an office of which a state has one,
/// and not with the other's.
fn rival_offices(a: &Local, b: &Local) -> bool {
    const ONE: [&str; 8] = [
        "president",
        "prime-minister",
        "chancellor",
        "king",
        "crown-prince",
        "supreme-leader",
        "minister/foreign",
        "minister/defence",
    ];
    let held = |l: &Local| -> BTreeSet<String> {
        let offices = l.it.roles.iter().filter_map(|r| r.office.clone());
        offices.filter(|o| ONE.contains(&o.as_str())).collect()
    };
    let (a, b) = (held(a), held(b));
    !a.is_empty() && !b.is_empty() && a.is_disjoint(&b)
}
