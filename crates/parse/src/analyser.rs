//! From words to tags, trees and names: the encoder, its heads, and the decoding of what they say.

use chancery_text::NameKind;

use crate::ModelError;
use crate::float::{Encoder, Linear, Piece, WIDE, product};
use crate::labels::{Labels, Tag};
use crate::maths::gelu;
use crate::pieces::{CLS, SEP, Vocabulary};
use crate::shape::{NONE, shape};
use crate::tree::heads;
use crate::weights::Weights;

const ARC: usize = 256;
const RELATION: usize = 128;
/// Pieces the encoder has places for.
const MOST_PIECES: usize = 512;
/// Pieces that neighbouring windows of a longer sentence share.
const OVERLAP: usize = 128;

/// What the model says of one sentence, word by word.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Reading {
    pub(crate) upos: Vec<&'static str>,
    pub(crate) xpos: Vec<&'static str>,
    /// 0 is the root; words count from 1.
    pub(crate) heads: Vec<usize>,
    pub(crate) relations: Vec<&'static str>,
    /// Scores of each label of the names head, row by row.
    pub(crate) names: Vec<f32>,
    /// The same of the wider names head.
    pub(crate) wide_names: Vec<f32>,
}

/// The weights in the form they run in.
pub(crate) struct Analyser {
    pub(crate) labels: Labels,
    encoder: Encoder,
    upos: Linear,
    xpos: Linear,
    names: Linear,
    wide_names: Linear,
    arc_dependant: Linear,
    arc_head: Linear,
    /// Transposed: for each head feature, a row over dependant features and the bias.
    arc: Vec<f32>,
    relation_dependant: Linear,
    relation_head: Linear,
    relation: Vec<f32>,
}

impl Analyser {
    pub(crate) fn read(w: &Weights, vocabulary: usize) -> Result<Analyser, ModelError> {
        let labels = Labels::read(w)?;
        let linear = |name: &str, outputs: usize| Linear::read(w, name, outputs, WIDE);
        let wide = RELATION + 1;
        let relation = w.matrix("Wr", labels.relations.len() * wide, wide)?.widened();
        let arc = w.matrix("Wa", ARC + 1, ARC)?.widened();
        Ok(Analyser {
            encoder: Encoder::read(w, vocabulary)?,
            upos: linear("upos", labels.upos.len())?,
            xpos: linear("xpos", labels.xpos.len())?,
            names: linear("ner", labels.names.len())?,
            wide_names: linear("gner", labels.wide_names.len())?,
            arc_dependant: linear("ad", ARC)?,
            arc_head: linear("ah", ARC)?,
            arc: transposed(&arc, ARC + 1, ARC),
            relation_dependant: linear("rd", RELATION)?,
            relation_head: linear("rh", RELATION)?,
            relation,
            labels,
        })
    }

    /// Reads these sentences (words as pieces see them) in one go; each result depends on its sentence alone.
    pub(crate) fn run(&self, sentences: &[Prepared]) -> Vec<Reading> {
        let windows: Vec<&[Piece]> =
            sentences.iter().flat_map(|s| s.windows.iter().map(|w| &*w.pieces)).collect();
        let hidden = self.encoder.run(&windows);
        let mut vectors = Vec::new();
        let mut at = 0;
        for sentence in sentences {
            sentence.pool(&hidden[at * WIDE..], &mut vectors);
            at += sentence.size();
        }
        let scored = self.score(&vectors);
        let mut out = Vec::with_capacity(sentences.len());
        let mut row = 0;
        for sentence in sentences {
            out.push(self.decode(&scored, row, sentence.words.len()));
            row += sentence.words.len() + 1;
        }
        out
    }

    fn score(&self, vectors: &[f32]) -> Scored {
        let bent = |layer: &Linear| {
            let mut y = layer.run(vectors);
            y.iter_mut().for_each(|v| *v = gelu(*v));
            y
        };
        let relation_dependant = with_one(&bent(&self.relation_dependant), RELATION);
        Scored {
            upos: self.upos.run(vectors),
            xpos: self.xpos.run(vectors),
            names: self.names.run(vectors),
            wide_names: self.wide_names.run(vectors),
            arc_dependant: product(&with_one(&bent(&self.arc_dependant), ARC), ARC + 1, &self.arc, ARC),
            arc_head: bent(&self.arc_head),
            relation_head: with_one(&bent(&self.relation_head), RELATION),
            relation_dependant,
        }
    }

    fn decode(&self, scored: &Scored, row: usize, words: usize) -> Reading {
        let best = |scores: &[f32], labels: &[&'static str]| -> Vec<&'static str> {
            let rows = scores[(row + 1) * labels.len()..].chunks_exact(labels.len()).take(words);
            rows.map(|r| labels[argmax(r)]).collect()
        };
        let head_rows = &scored.arc_head[row * ARC..][..(words + 1) * ARC];
        let arcs =
            product(&scored.arc_dependant[(row + 1) * ARC..][..words * ARC], ARC, head_rows, words + 1);
        let heads = heads(&arcs, words);
        let part = |scores: &[f32], n: usize| scores[(row + 1) * n..][..words * n].to_vec();
        Reading {
            upos: best(&scored.upos, &self.labels.upos),
            xpos: best(&scored.xpos, &self.labels.xpos),
            relations: self.relations(scored, row, &heads),
            heads,
            names: part(&scored.names, self.labels.names.len()),
            wide_names: part(&scored.wide_names, self.labels.wide_names.len()),
        }
    }

    /// The relation of each word to its head.
    fn relations(&self, scored: &Scored, row: usize, heads: &[usize]) -> Vec<&'static str> {
        let wide = RELATION + 1;
        let labels = &self.labels.relations;
        let of_heads: Vec<f32> = heads
            .iter()
            .flat_map(|head| &scored.relation_head[(row + head) * wide..][..wide])
            .copied()
            .collect();
        // A row of the tensor holds one dependant feature of one label over head features.
        let by_row = product(&of_heads, wide, &self.relation, labels.len() * wide);
        let dependants = scored.relation_dependant[(row + 1) * wide..].chunks_exact(wide);
        by_row
            .chunks_exact(labels.len() * wide)
            .zip(dependants)
            .map(|(features, dependant)| {
                let score = |f: &[f32]| -> f32 { f.iter().zip(dependant).map(|(a, b)| a * b).sum() };
                let scores: Vec<f32> = features.chunks_exact(wide).map(score).collect();
                labels[argmax(&scores)]
            })
            .collect()
    }
}

struct Scored {
    upos: Vec<f32>,
    xpos: Vec<f32>,
    names: Vec<f32>,
    wide_names: Vec<f32>,
    arc_dependant: Vec<f32>,
    arc_head: Vec<f32>,
    relation_dependant: Vec<f32>,
    relation_head: Vec<f32>,
}

fn argmax(row: &[f32]) -> usize {
    (0..row.len()).reduce(|best, i| if row[i] > row[best] { i } else { best }).unwrap_or(0)
}

fn with_one(rows: &[f32], wide: usize) -> Vec<f32> {
    rows.chunks_exact(wide).flat_map(|row| row.iter().copied().chain([1.0])).collect()
}

fn transposed(matrix: &[f32], rows: usize, cols: usize) -> Vec<f32> {
    (0..cols).flat_map(|c| (0..rows).map(move |r| matrix[r * cols + c])).collect()
}

/// A sentence ready for the encoder: its words' pieces in one window, or in several that overlap.
pub(crate) struct Prepared {
    words: Vec<Vec<u32>>,
    windows: Vec<Window>,
}

struct Window {
    pieces: Vec<Piece>,
    /// The words whose vectors are taken from this window.
    taken: std::ops::Range<usize>,
    /// For each word in the window, the first of its pieces; the last entry closes the last word.
    edges: Vec<usize>,
    first_word: usize,
}

impl Prepared {
    /// The sentence of these words.
    pub(crate) fn of<'a>(words: impl Iterator<Item = &'a str>, vocabulary: &Vocabulary) -> Prepared {
        let mut shapes = Vec::new();
        let words: Vec<Vec<u32>> = words
            .map(|word| {
                shapes.push(shape(word));
                vocabulary.pieces(word)
            })
            .collect();
        let windows =
            windows(&words).into_iter().map(|(held, taken)| window(&words, &shapes, held, taken)).collect();
        Prepared { words, windows }
    }

    /// Pieces over all windows.
    pub(crate) fn size(&self) -> usize {
        self.windows.iter().map(|w| w.pieces.len()).sum()
    }

    /// Whether the sentence was too long to be read in one piece.
    pub(crate) fn is_cut(&self) -> bool {
        self.windows.len() > 1
    }

    /// Appends the root's vector and each word's, the mean of its pieces.
    fn pool(&self, hidden: &[f32], out: &mut Vec<f32>) {
        out.extend_from_slice(&hidden[..WIDE]);
        let mut at = 0;
        for window in &self.windows {
            for word in window.taken.clone() {
                let (from, to) =
                    (window.edges[word - window.first_word], window.edges[word - window.first_word + 1]);
                let start = out.len();
                out.extend_from_slice(&hidden[(at + from) * WIDE..][..WIDE]);
                for piece in from + 1..to {
                    let row = &hidden[(at + piece) * WIDE..][..WIDE];
                    out[start..].iter_mut().zip(row).for_each(|(o, v)| *o += v);
                }
                let count = (to - from) as f32;
                out[start..].iter_mut().for_each(|o| *o /= count);
            }
            at += window.pieces.len();
        }
    }
}

/// Which words each window holds, and which of them it answers for: those farther from its edges.
fn windows(words: &[Vec<u32>]) -> Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let mut held = Vec::new();
    let mut from = 0;
    loop {
        let mut to = from;
        let mut size = 2;
        while to < words.len() && size + words[to].len() <= MOST_PIECES {
            size += words[to].len();
            to += 1;
        }
        held.push(from..to);
        if to >= words.len() {
            break;
        }
        // The next window begins so far back that both share the overlap; it always moves on.
        let mut back = 0;
        let before = from;
        from = to;
        while from > before + 1 && back + words[from - 1].len() <= OVERLAP {
            from -= 1;
            back += words[from].len();
        }
    }
    let middle = |i: usize| (held[i].start + held[i - 1].end).div_euclid(2);
    (0..held.len())
        .map(|i| {
            let start = if i == 0 { 0 } else { middle(i) };
            let end = if i + 1 == held.len() { words.len() } else { middle(i + 1) };
            (held[i].clone(), start..end)
        })
        .collect()
}

fn window(
    words: &[Vec<u32>],
    shapes: &[u8],
    held: std::ops::Range<usize>,
    taken: std::ops::Range<usize>,
) -> Window {
    let special = |id| Piece { id, shape: NONE, continues: false };
    let first_word = held.start;
    let mut pieces = vec![special(CLS)];
    let mut edges = vec![1];
    for word in held {
        for (i, &id) in words[word].iter().enumerate() {
            pieces.push(Piece { id, shape: shapes[word], continues: i > 0 });
        }
        edges.push(pieces.len());
    }
    pieces.push(special(SEP));
    Window { pieces, taken, edges, first_word }
}

/// The names that a head's scores spell: each word's best label, an `I` after nothing opening a name.
pub(crate) fn spelled(scores: &[f32], labels: &[Tag]) -> Vec<(usize, usize, NameKind)> {
    let mut out: Vec<(usize, usize, NameKind)> = Vec::new();
    for (word, row) in scores.chunks_exact(labels.len()).enumerate() {
        match labels[argmax(row)] {
            Tag::Out => {}
            Tag::First(kind) => out.push((word, word, kind)),
            Tag::More(kind) => match out.last_mut() {
                Some((_, last, open)) if *last + 1 == word && *open == kind => *last = word,
                _ => out.push((word, word, kind)),
            },
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{Prepared, Reading, spelled};
    use crate::Model;
    use crate::labels::Tag;
    use chancery_text::NameKind;

    /// The vectors that came with the weights: invented sentences, computed elsewhere in float32 from the file.
    fn vectors() -> Vec<Value> {
        serde_json::from_str(include_str!("../tests/vectors.json")).expect("the fixture is JSON")
    }

    fn strings(value: &Value) -> Vec<&str> {
        value.as_array().expect("a list").iter().map(|v| v.as_str().expect("a string")).collect()
    }

    fn numbers(value: &Value) -> Vec<usize> {
        value.as_array().expect("a list").iter().map(|v| v.as_u64().expect("a number") as usize).collect()
    }

    fn bio(scores: &[f32], labels: &[Tag], words: usize) -> Vec<String> {
        let mut out = vec!["O".to_string(); words];
        for (first, last, kind) in spelled(scores, labels) {
            let kind = match kind {
                NameKind::Person => "PER",
                NameKind::Place => "LOC",
                NameKind::Organisation => "ORG",
                NameKind::Event => "EVT",
                NameKind::Other => "OTH",
            };
            for (i, tag) in out.iter_mut().enumerate().take(last + 1).skip(first) {
                *tag = format!("{}-{kind}", if i == first { 'B' } else { 'I' });
            }
        }
        out
    }

    #[test]
    fn pieces_and_shapes_are_the_reference_ones() {
        let model = Model::shipped().expect("the shipped weights are sound");
        for v in vectors() {
            let prepared = Prepared::of(strings(&v["words"]).into_iter(), &model.vocabulary);
            let pieces: Vec<usize> = prepared.windows[0].pieces.iter().map(|p| p.id as usize).collect();
            assert_eq!(pieces, numbers(&v["pieces"]));
            let shapes: Vec<usize> = prepared.windows[0].pieces.iter().map(|p| p.shape.into()).collect();
            assert_eq!(shapes, numbers(&v["shapes"]));
        }
    }

    #[test]
    fn readings_are_the_reference_ones() {
        let model = Model::shipped().expect("the shipped weights are sound");
        for v in vectors() {
            let words = strings(&v["words"]);
            let reading = &model.analyser.run(&[Prepared::of(words.iter().copied(), &model.vocabulary)])[0];
            assert_eq!(reading.upos, strings(&v["upos"]));
            assert_eq!(reading.xpos, strings(&v["xpos"]));
            assert_eq!(reading.heads, numbers(&v["heads"]));
            assert_eq!(reading.relations, strings(&v["deprel"]));
            let labels = &model.analyser.labels;
            assert_eq!(bio(&reading.names, &labels.names, words.len()), strings(&v["names"]));
            let wide: Vec<String> =
                strings(&v["names_gum"]).iter().map(|s| s.replace("OBJ", "OTH")).collect();
            assert_eq!(bio(&reading.wide_names, &labels.wide_names, words.len()), wide);
        }
    }

    #[test]
    fn hidden_rows_are_the_reference_ones() {
        let model = Model::shipped().expect("the shipped weights are sound");
        for v in vectors() {
            let prepared = Prepared::of(strings(&v["words"]).into_iter(), &model.vocabulary);
            let hidden = model.analyser.encoder.run(&[&prepared.windows[0].pieces]);
            for (i, expected) in v["first_hidden"].as_array().expect("a list").iter().enumerate() {
                let expected = expected.as_f64().expect("a number");
                let found = f64::from(hidden[crate::float::WIDE + i]);
                assert!((found - expected).abs() < 2e-4, "value {i}: expected {expected}, found {found}");
            }
        }
    }

    #[test]
    fn a_sentence_reads_the_same_alone_and_among_others() {
        let model = Model::shipped().expect("the shipped weights are sound");
        let vectors = vectors();
        let all: Vec<Vec<&str>> = vectors.iter().map(|v| strings(&v["words"])).collect();
        let prepare = |words: &Vec<&str>| Prepared::of(words.iter().copied(), &model.vocabulary);
        let together = model.analyser.run(&all.iter().map(prepare).collect::<Vec<_>>());
        let alone: Vec<Reading> =
            all.iter().flat_map(|words| model.analyser.run(&[prepare(words)])).collect();
        assert_eq!(together, alone);
    }

    #[test]
    fn a_sentence_of_a_thousand_words_is_read_in_windows() {
        let model = Model::shipped().expect("the shipped weights are sound");
        let words: Vec<&str> =
            "the envoy of Norland met reporters and".split(' ').cycle().take(1000).collect();
        let prepared = Prepared::of(words.iter().copied(), &model.vocabulary);
        assert!(prepared.is_cut());
        let reading = &model.analyser.run(&[prepared])[0];
        assert_eq!(reading.heads.len(), 1000);
        assert!(reading.upos.iter().skip(3).step_by(7).all(|&upos| upos == "PROPN"));
    }
}
