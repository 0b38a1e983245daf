//! The best dependency tree: greedy heads where they form one, else Chu-Liu/Edmonds with a single root.

const NEVER: f32 = -1e9;

/// A square table of scores; `at(d, h)` is how well `h` heads `d`; 0 is the root.
#[derive(Clone)]
struct Scores {
    n: usize,
    list: Vec<f32>,
}

impl Scores {
    fn filled(n: usize) -> Scores {
        Scores { n, list: vec![NEVER; n * n] }
    }

    fn at(&self, dependant: usize, head: usize) -> f32 {
        self.list[dependant * self.n + head]
    }

    fn set(&mut self, dependant: usize, head: usize, score: f32) {
        self.list[dependant * self.n + head] = score;
    }

    fn best_head(&self, dependant: usize) -> usize {
        let row = &self.list[dependant * self.n..][..self.n];
        (0..self.n)
            .filter(|&h| h != dependant)
            .fold(None, |best: Option<usize>, h| match best {
                Some(b) if row[b] >= row[h] => Some(b),
                _ => Some(h),
            })
            .unwrap_or(0)
    }
}

/// The head of each of `words` words (0 is the root, words count from 1).
///
/// `arcs` has a row for each word and a column for the root and each word; rows are made comparable by
/// log-softmax, as the weights were trained.
pub(crate) fn heads(arcs: &[f32], words: usize) -> Vec<usize> {
    let mut scores = Scores::filled(words + 1);
    for d in 1..=words {
        let row = &arcs[(d - 1) * (words + 1)..][..=words];
        let total = log_sum(row);
        for (h, &score) in row.iter().enumerate().filter(|&(h, _)| h != d) {
            scores.set(d, h, score - total);
        }
    }
    let greedy: Vec<usize> = (0..=words).map(|d| if d == 0 { 0 } else { scores.best_head(d) }).collect();
    let found = if roots(&greedy).count() == 1 && is_tree(&greedy) { greedy } else { single_root(&scores) };
    found[1..].to_vec()
}

fn log_sum(row: &[f32]) -> f32 {
    let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    top + row.iter().map(|v| (v - top).exp()).sum::<f32>().ln()
}

fn roots(heads: &[usize]) -> impl Iterator<Item = usize> {
    (1..heads.len()).filter(|&d| heads[d] == 0)
}

fn is_tree(heads: &[usize]) -> bool {
    // 0: not seen; otherwise the walk that saw it.
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = heads[at];
        }
        if at != 0 && seen[at] == start {
            return false;
        }
    }
    true
}

/// The best tree with one root: of the trees rooted at the likeliest words, the one that scores best.
fn single_root(scores: &Scores) -> Vec<usize> {
    let free = edmonds(scores);
    let count = roots(&free).count();
    if count == 1 {
        return free;
    }
    let mut words: Vec<usize> = (1..scores.n).collect();
    words.sort_by(|&a, &b| scores.at(b, 0).total_cmp(&scores.at(a, 0)));
    let mut best: Option<(f32, Vec<usize>)> = None;
    for &root in words.iter().take(count.clamp(3, 8)) {
        let mut only = scores.clone();
        for d in (1..scores.n).filter(|&d| d != root) {
            only.set(d, 0, NEVER);
        }
        let tree = edmonds(&only);
        let sum = (1..scores.n).map(|d| only.at(d, tree[d])).sum();
        if best.as_ref().is_none_or(|(top, _)| sum > *top) {
            best = Some((sum, tree));
        }
    }
    best.map_or(free, |(_, tree)| tree)
}

/// Chu-Liu/Edmonds: greedy heads; a cycle is shrunk to one node, the rest solved, the cycle opened again.
fn edmonds(scores: &Scores) -> Vec<usize> {
    let greedy: Vec<usize> = (0..scores.n).map(|d| if d == 0 { 0 } else { scores.best_head(d) }).collect();
    let Some(cycle) = cycle(&greedy) else { return greedy };
    let mut inside = vec![false; scores.n];
    for &d in &cycle {
        inside[d] = true;
    }
    let rest: Vec<usize> = (0..scores.n).filter(|&d| !inside[d]).collect();
    let small = rest.len();
    let mut shrunk = Scores::filled(small + 1);
    let mut leaving = vec![0; small];
    let mut entering = vec![0; small];
    for (i, &outer) in rest.iter().enumerate() {
        for (j, &other) in rest.iter().enumerate() {
            shrunk.set(i, j, scores.at(outer, other));
        }
        leaving[i] = first_max(&cycle, |c| scores.at(outer, c));
        shrunk.set(i, small, scores.at(outer, leaving[i]));
        let gain = |c: usize| scores.at(c, outer) - scores.at(c, greedy[c]);
        entering[i] = first_max(&cycle, gain);
        shrunk.set(small, i, gain(entering[i]));
    }
    let solved = edmonds(&shrunk);
    let mut heads = greedy;
    for (i, &outer) in rest.iter().enumerate().skip(1) {
        heads[outer] = if solved[i] == small { leaving[i] } else { rest[solved[i]] };
    }
    let into = solved[small];
    heads[entering[into]] = rest[into];
    heads
}

fn first_max(among: &[usize], score: impl Fn(usize) -> f32) -> usize {
    among.iter().copied().reduce(|best, c| if score(c) > score(best) { c } else { best }).unwrap_or(0)
}

fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut path = Vec::new();
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            path.push(at);
            at = heads[at];
        }
        if at != 0 && seen[at] == start {
            let from = path.iter().position(|&p| p == at)?;
            return Some(path.split_off(from));
        }
    }
    None
}
