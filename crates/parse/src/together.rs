//! What is told of one word must agree: a universal tag, a Penn tag and a relation that the treebanks know together.

use crate::labels::Labels;

static TABLE: &str = include_str!("../../../model/together.tsv");
/// What a pair costs, in the heads' own measure, that the treebanks do not know.
const STRANGE: f32 = 3.0;

/// For each universal tag, what each Penn tag and each relation costs beside it.
pub(crate) struct Together {
    xpos: Vec<Vec<f32>>,
    relations: Vec<Vec<f32>>,
}

/// The labels chosen for a word: universal tag, Penn tag, relation.
pub(crate) type Chosen = (usize, usize, usize);

impl Together {
    /// The table in the binary, by the order of these labels.
    pub(crate) fn shipped(labels: &Labels) -> Together {
        let costs = |upos: &str, column: usize, of: &[&str]| -> Vec<f32> {
            let row = TABLE.lines().find_map(|line| line.strip_prefix(upos)?.strip_prefix('\t'));
            let known = row.and_then(|row| row.split('\t').nth(column)).unwrap_or_default();
            let cost = |label: &&str| if known.split(' ').any(|k| k == *label) { 0.0 } else { STRANGE };
            of.iter().map(cost).collect()
        };
        let all = |column, of| labels.upos.iter().map(|upos| costs(upos, column, of)).collect();
        Together { xpos: all(0, &labels.xpos), relations: all(1, &labels.relations) }
    }

    /// The likeliest relation, and beside it the likeliest tags, strange pairs at their cost.
    pub(crate) fn best(&self, upos: &[f32], xpos: &[f32], relations: &[f32]) -> Chosen {
        let each = (argmax(upos), argmax(xpos), argmax(relations));
        if self.xpos[each.0][each.1] == 0.0 && self.relations[each.0][each.2] == 0.0 {
            return each;
        }
        let mut best = (f32::NEG_INFINITY, each);
        for (tag, score) in upos.iter().enumerate() {
            let (x, of_xpos) = cheapest(xpos, &self.xpos[tag]);
            let score = score + of_xpos - self.relations[tag][each.2];
            if score > best.0 {
                best = (score, (tag, x, each.2));
            }
        }
        best.1
    }
}

fn cheapest(scores: &[f32], costs: &[f32]) -> (usize, f32) {
    let mut best = (0, f32::NEG_INFINITY);
    for (i, (score, cost)) in scores.iter().zip(costs).enumerate() {
        if score - cost > best.1 {
            best = (i, score - cost);
        }
    }
    best
}

/// The place of the greatest value, the first of equals.
pub(crate) fn argmax(row: &[f32]) -> usize {
    (0..row.len()).reduce(|best, i| if row[i] > row[best] { i } else { best }).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{STRANGE, Together};

    #[test]
    fn strange_pairs_are_told_only_where_the_scores_insist() {
        // Two tags; the first stands with the first Penn tag alone, the second with the second.
        let apart = vec![vec![0.0, STRANGE], vec![STRANGE, 0.0]];
        let together = Together { xpos: apart, relations: vec![vec![0.0], vec![0.0]] };
        let best = |upos: [f32; 2], xpos: [f32; 2]| together.best(&upos, &xpos, &[0.0]);
        assert_eq!(best([2.0, 1.0], [3.0, 1.0]), (0, 0, 0));
        assert_eq!(best([2.0, 1.0], [1.0, 3.0]), (1, 1, 0), "the surer head wins");
        assert_eq!(best([3.0, 1.0], [1.0, 2.0]), (0, 0, 0));
        assert_eq!(best([9.0, 1.0], [1.0, 9.0]), (0, 1, 0), "both are sure");
    }
}
