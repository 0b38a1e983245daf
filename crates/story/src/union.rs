//! Disjoint sets whose root is always the smallest member, so that the result does not depend on the order.

/// Sets of the numbers `0..n`.
#[derive(Clone, Debug)]
pub(crate) struct Union {
    parent: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Union {
    pub(crate) fn new(n: usize) -> Union {
        Union { parent: (0..n).collect(), members: (0..n).map(|i| vec![i]).collect() }
    }

    pub(crate) fn find(&mut self, i: usize) -> usize {
        let mut root = i;
        while self.parent[root] != root {
            root = self.parent[root];
        }
        let mut at = i;
        while self.parent[at] != root {
            at = std::mem::replace(&mut self.parent[at], root);
        }
        root
    }

    /// Makes the sets of `a` and `b` one.
    pub(crate) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        if a != b {
            let (root, other) = (a.min(b), a.max(b));
            self.parent[other] = root;
            let moved = std::mem::take(&mut self.members[other]);
            self.members[root].extend(moved);
        }
    }

    /// The members of the set of `i`.
    pub(crate) fn set(&mut self, i: usize) -> &[usize] {
        let root = self.find(i);
        &self.members[root]
    }

    /// All sets, each sorted, by their smallest member.
    pub(crate) fn sets(mut self) -> Vec<Vec<usize>> {
        self.members.iter_mut().for_each(|set| set.sort_unstable());
        self.members.into_iter().filter(|set| !set.is_empty()).collect()
    }
}
