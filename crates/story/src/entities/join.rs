//! Which actors of different reports are one. A wrong merge is worse than a missed one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chancery_extract::{Kind, StatedRole};
use chancery_text::Why;

use super::{
    gather::Local,
    spelling::{Alike, Spellings},
};

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

/// All of a person that a comparison looks at: the number of the name, whom it acts for, offices.
type Face = (Option<usize>, Option<String>, Vec<Option<String>>);

impl Open {
    fn take(&mut self, i: usize, locals: &[Local], spellings: &Spellings) {
        self.members.push(i);
        let local = &locals[i];
        if local.it.kind == Kind::Person {
            let offices = local.it.roles.iter().map(|r| r.office.clone()).collect();
            let name = local.name.as_deref().and_then(|name| spellings.number(name));
            self.faces.insert((name, local.acts_for.clone(), offices), i);
            self.told_in.insert(local.report);
        }
    }

    /// One member for each way in which people of this name are told.
    fn of_name(&self, name: usize) -> impl Iterator<Item = usize> {
        let from = (Some(name), None, Vec::new());
        self.faces.range(from..).take_while(move |(face, _)| face.0 == Some(name)).map(|(_, &member)| member)
    }
}

/// The groups, by their first member.
pub(super) fn groups(locals: &[Local]) -> Vec<Group> {
    let people = locals.iter().filter(|local| local.it.kind == Kind::Person);
    let spellings = Spellings::of(people.filter_map(|local| local.name.as_deref()));
    let mut groups: Vec<Open> = Vec::new();
    let mut by_key: HashMap<String, usize> = HashMap::new();
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
                groups[g].take(i, locals, &spellings);
            }
            None => open.push(i),
        }
    }
    open.sort_by_key(|&i| (std::cmp::Reverse(fullness(&locals[i])), i));
    let mut bearing: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); spellings.len()];
    for (g, group) in groups.iter().enumerate() {
        for name in group.faces.keys().filter_map(|face| face.0) {
            bearing[name].insert(g);
        }
    }
    for i in open {
        let at = if let Some((g, why)) = home(&locals[i], locals, &groups, &spellings, &bearing) {
            groups[g].links.push(why);
            g
        } else {
            groups.push(Open::default());
            groups.len() - 1
        };
        groups[at].take(i, locals, &spellings);
        if let Some(name) = locals[i].name.as_deref().and_then(|name| spellings.number(name)) {
            bearing[name].insert(at);
        }
    }
    let mut groups: Vec<Group> =
        groups.into_iter().map(|open| Group { members: open.members, links: open.links }).collect();
    for group in &mut groups {
        group.members.sort_unstable();
    }
    groups.sort_by_key(|g| g.members[0]);
    groups
}

fn fullness(local: &Local) -> usize {
    local.name.as_ref().map_or(0, |n| n.split(' ').count())
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
        for local in locals.iter().filter(|l| l.name.is_some()) {
            let name = local.folded.clone();
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
    let folded = &local.folded;
    match local.it.kind {
        Kind::Person | Kind::Group | Kind::Unit | Kind::Body | Kind::Place if local.name.is_none() => {
            Some(described(local))
        }
        Kind::Person => elsewhere.key(local, folded),
        kind => Some(elsewhere.key(local, folded).unwrap_or_else(|| format!("{kind:?} {folded}"))),
    }
}

/// Groups told only by words are one where the words and the state are the same; all others only where a report
/// copies another ("an official" in two reports is two people, in a wire and its copy one).
fn described(local: &Local) -> String {
    let name = local.folded.strip_prefix("the ").unwrap_or(&local.folded);
    let group = matches!(local.it.kind, Kind::Group | Kind::Unit | Kind::Body);
    match &local.acts_for {
        Some(of) if group => format!("described {name} {of}"),
        _ if local.it.kind == Kind::Place => {
            format!("described {name} {}", local.acts_for.as_deref().unwrap_or_default())
        }
        _ => format!("told {:?} {name} in {:?}", local.it.kind, local.told_in),
    }
}

/// The group whose names the person's name is a spelling of, of those that bear each name.
fn home(
    local: &Local,
    locals: &[Local],
    groups: &[Open],
    spellings: &Spellings,
    bearing: &[BTreeSet<usize>],
) -> Option<(usize, Why)> {
    let name = local.name.as_deref()?;
    let mut best: BTreeMap<usize, (f64, &str)> = BTreeMap::new();
    for &(other, alike) in spellings.near(spellings.number(name)?) {
        // Two people of one report are two.
        for &g in bearing[other].iter().filter(|&&g| !groups[g].told_in.contains(&local.report)) {
            let faces = groups[g].of_name(other).map(|m| &locals[m]).filter(|face| agree(face, local));
            let sure = faces.map(|face| likeness(alike, face, local)).fold(0.0, f64::max);
            let spelt = spellings.name(other);
            if sure > best.get(&g).map_or(0.0, |b| b.0) {
                best.insert(g, (sure, spelt));
            }
        }
    }
    let mut found: Vec<(f64, usize, &str)> =
        best.into_iter().map(|(g, (sure, spelt))| (sure, g, spelt)).collect();
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

/// How sure two people whose names are so much alike are one; 0 if not sure enough.
fn likeness(alike: Alike, left: &Local, right: &Local) -> f64 {
    let state = left.acts_for.is_some() && left.acts_for == right.acts_for;
    let office = || {
        let known =
            |r: &StatedRole| right.it.roles.iter().any(|s| r.office.is_some() && r.office == s.office);
        left.it.roles.iter().any(known)
    };
    match alike {
        Alike::Same(sure) => sure,
        Alike::Near(sure) if state && office() => sure,
        Alike::Near(_) => 0.0,
        Alike::Part if rival_offices(left, right) => 0.0,
        Alike::Part => {
            let as_long = fullness(left) == fullness(right);
            if state || as_long || office() { 0.9 } else { 0.0 }
        }
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
