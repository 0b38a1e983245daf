//! From words to tags, trees and names: the encoder, its heads, and the decoding of what they say.

use chancery_kernels::{Bend, Path, dots};
use chancery_text::NameKind;

use crate::ModelError;
use crate::encoder::{Encoder, Piece, Room, WIDE};
use crate::labels::{Labels, Tag};
use crate::linear::{Engine, Linear, Plain};
use crate::namer::{Namer, Notes};
use crate::prepared::Prepared;
use crate::together::{Together, argmax};
use crate::tree::heads;
use crate::weights::Weights;

const ARC: usize = 256;
const RELATION: usize = 128;
/// Heads whose dependants' relations are scored at a time: each takes some 26 kB of scores.
const RELATION_ROWS: usize = 36;

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
    /// Whether it was too long for one window of the encoder.
    pub(crate) in_windows: bool,
}

/// Room for what lies between the heads' steps; nothing in it outlives a batch but its size.
#[derive(Default)]
pub(crate) struct Desk {
    room: Room,
    tags: Vec<f32>,
    roles: Vec<f32>,
    asked: Vec<f32>,
    demands: Vec<f32>,
    notes: Notes,
}

/// The weights in the form they run in.
pub(crate) struct Analyser {
    pub(crate) labels: Labels,
    encoder: Encoder,
    /// Tags and names, one after the other in a row.
    tags: Linear,
    /// What neighbours, letters and the lore add to the scores of names.
    namer: Namer,
    /// What words are as dependants and as heads, for arcs, then for relations.
    roles: Linear,
    /// From a head to what it asks of the features of a dependant; the last asks of none.
    arc: Linear,
    /// The same for each relation; after them, one row for each that asks of none.
    relation: Linear,
    together: Together,
    path: Path,
}

impl Analyser {
    pub(crate) fn read(w: &Weights, vocabulary: usize, engine: Engine) -> Result<Analyser, ModelError> {
        let labels = Labels::read(w)?;
        let layer = |name: &str, outputs: usize| w.layer(name, outputs, WIDE);
        let tags = layer("upos", labels.upos.len())?
            .and(layer("xpos", labels.xpos.len())?)
            .and(layer("ner", labels.names.len())?)
            .and(layer("gner", labels.wide_names.len())?)
            .and(layer("caseless", labels.names.len())?);
        let roles =
            layer("ad", ARC)?.and(layer("ah", ARC)?).and(layer("rd", RELATION)?).and(layer("rh", RELATION)?);
        let arc = w.matrix("Wa", ARC + 1, ARC)?;
        let arc = Plain { values: arc.values, scales: arc.scales, bias: vec![0.0; ARC + 1] };
        let linear = |plain: &Plain, inputs: usize| Linear::new(engine, plain, inputs);
        Ok(Analyser {
            encoder: Encoder::read(w, vocabulary, engine)?,
            tags: linear(&tags, WIDE),
            namer: Namer::read(w, labels.names.len(), engine)?,
            roles: linear(&roles, WIDE),
            arc: linear(&arc, ARC),
            relation: linear(&relation_rows(w, labels.relations.len())?, RELATION),
            together: Together::shipped(&labels),
            labels,
            path: engine.path(),
        })
    }

    /// Reads these sentences in one go; each result depends on its sentence alone.
    pub(crate) fn run(&self, sentences: &[Prepared], desk: &mut Desk) -> Vec<Reading> {
        let windows: Vec<&[Piece]> =
            sentences.iter().flat_map(|s| s.windows.iter().map(|w| &*w.pieces)).collect();
        let hidden = self.encoder.run(&windows, &mut desk.room);
        let rows = &mut desk.room.rows;
        let mut vectors = Vec::with_capacity(hidden.len());
        let mut at = 0;
        for sentence in sentences {
            sentence.pool(&hidden[at * WIDE..], &mut vectors);
            at += sentence.size();
        }
        let tags = self.tags.run(&vectors, Bend::Straight, rows, &mut desk.tags);
        let named = self.namer.run(&vectors, sentences, rows, &mut desk.notes);
        let roles = self.roles.run(&vectors, Bend::Gelu, rows, &mut desk.roles);
        let stride = self.roles.stride();
        let asked = self.arc.run(&columns(roles, stride, ARC, ARC), Bend::Straight, rows, &mut desk.asked);
        let mut out = Vec::with_capacity(sentences.len());
        let mut row = 0;
        for sentence in sentences {
            let next = row + sentence.words + 1;
            let named = &named[row * self.namer.stride()..next * self.namer.stride()];
            let mut reading = self.named(
                &tags[row * self.tags.stride()..next * self.tags.stride()],
                named,
                sentence.caseless,
            );
            let roles = &roles[row * stride..next * stride];
            reading.in_windows = sentence.windows.len() > 1;
            reading.heads = self.heads(roles, &asked[row * self.arc.stride()..next * self.arc.stride()]);
            out.push(reading);
            row = next;
        }
        self.relate(desk, &mut out);
        out
    }

    /// The names' scores of one sentence, whose first row is the root's.
    ///
    /// Where capitals tell nothing, the head on words alone knows best: it was trained on such text.
    fn named(&self, rows: &[f32], named: &[f32], caseless: bool) -> Reading {
        let mut reading = Reading::default();
        let before = self.labels.upos.len() + self.labels.xpos.len();
        let count = self.labels.names.len();
        let named = named.chunks_exact(self.namer.stride());
        for (row, named) in rows.chunks_exact(self.tags.stride()).zip(named).skip(1) {
            let (names, row) = row[before..].split_at(count);
            let (wide, row) = row.split_at(self.labels.wide_names.len());
            if caseless {
                reading.names.extend_from_slice(&row[..count]);
            } else {
                reading.names.extend(names.iter().zip(named).map(|(of_word, of_all)| of_word + of_all));
            }
            reading.wide_names.extend_from_slice(wide);
        }
        reading
    }

    fn heads(&self, roles: &[f32], asked: &[f32]) -> Vec<usize> {
        let words = roles.len() / self.roles.stride() - 1;
        let dependants = columns(&roles[self.roles.stride()..], self.roles.stride(), 0, ARC);
        let mut arcs = vec![0.0; words * (words + 1)];
        dots(self.path, &dependants, &columns(asked, self.arc.stride(), 0, ARC), ARC, &mut arcs);
        for row in arcs.chunks_exact_mut(words + 1) {
            for (score, asked) in row.iter_mut().zip(asked.chunks_exact(self.arc.stride())) {
                *score += asked[ARC];
            }
        }
        heads(&arcs, words)
    }

    /// Tags of each word and its relation to its head, for all sentences at once.
    ///
    /// What a head asks of its dependants is worked out once for all of them.
    fn relate(&self, desk: &mut Desk, readings: &mut [Reading]) {
        let (stride, roles, rows) = (self.roles.stride(), &desk.roles, &mut desk.room.rows);
        let tags = |word: usize| {
            let row = &desk.tags[word * self.tags.stride()..][..self.tags.stride()];
            let (upos, row) = row.split_at(self.labels.upos.len());
            (upos, &row[..self.labels.xpos.len()])
        };
        let mut pairs = Vec::new();
        let mut row = 0;
        for reading in readings.iter() {
            pairs.extend(reading.heads.iter().enumerate().map(|(i, head)| (row + head, row + 1 + i)));
            row += reading.heads.len() + 1;
        }
        pairs.sort_unstable();
        let mut found = vec![(0, 0, 0); row];
        let mut of_heads = Vec::new();
        let count = self.labels.relations.len();
        let mut scores = vec![0.0; count];
        let families: Vec<&[(usize, usize)]> = pairs.chunk_by(|a, b| a.0 == b.0).collect();
        for families in families.chunks(RELATION_ROWS) {
            of_heads.clear();
            for family in families {
                of_heads.extend_from_slice(&roles[family[0].0 * stride + 2 * ARC + RELATION..][..RELATION]);
            }
            let demands = self.relation.run(&of_heads, Bend::Straight, rows, &mut desk.demands);
            for (family, asked) in families.iter().zip(demands.chunks_exact(self.relation.stride())) {
                let (features, none) = asked.split_at(count * RELATION);
                for &(_, word) in *family {
                    let dependant = &roles[word * stride + 2 * ARC..][..RELATION];
                    dots(self.path, dependant, features, RELATION, &mut scores);
                    scores.iter_mut().zip(none).for_each(|(s, n)| *s += n);
                    let (upos, xpos) = tags(word);
                    found[word] = self.together.best(upos, xpos, &scores);
                }
            }
        }
        let mut row = 0;
        for reading in readings {
            for &(upos, xpos, relation) in &found[row + 1..][..reading.heads.len()] {
                reading.upos.push(self.labels.upos[upos]);
                reading.xpos.push(self.labels.xpos[xpos]);
                reading.relations.push(self.labels.relations[relation]);
            }
            row += reading.heads.len() + 1;
        }
    }
}

/// The relation tensor with the rows that ask of no feature at the end and the head's constant as bias.
fn relation_rows(w: &Weights, labels: usize) -> Result<Plain, ModelError> {
    let wide = RELATION + 1;
    let matrix = w.matrix("Wr", labels * wide, wide)?;
    let mut plain = Plain::default();
    let asking = (0..labels * wide).filter(|row| row % wide < RELATION);
    for row in asking.chain((0..labels).map(|label| label * wide + RELATION)) {
        let values = &matrix.values[row * wide..][..wide];
        plain.values.extend_from_slice(&values[..RELATION]);
        plain.scales.push(matrix.scales[row]);
        plain.bias.push(f32::from(values[RELATION]) * matrix.scales[row]);
    }
    Ok(plain)
}

/// Columns `from..from + count` of rows of `stride` values.
fn columns(rows: &[f32], stride: usize, from: usize, count: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(rows.len() / stride * count);
    for row in rows.chunks_exact(stride) {
        out.extend_from_slice(&row[from..from + count]);
    }
    out
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

    use super::{Desk, Reading, spelled};
    use crate::encoder::Room;
    use crate::labels::Tag;
    use crate::{Engine, Model};
    use chancery_text::NameKind;

    /// The vectors that came with the weights: invented sentences, computed elsewhere in float32 from the file.
    fn vectors() -> Vec<Value> {
        serde_json::from_str(include_str!("../tests/vectors.json")).expect("the fixture is JSON")
    }

    fn on(engine: Engine) -> Model {
        Model::shipped_on(engine).expect("the shipped weights are sound")
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
        let model = on(Engine::Float);
        for v in vectors() {
            let prepared = model.prepared(&strings(&v["words"]));
            let pieces: Vec<usize> = prepared.windows[0].pieces.iter().map(|p| p.id as usize).collect();
            assert_eq!(pieces, numbers(&v["pieces"]));
            let shapes: Vec<usize> = prepared.windows[0].pieces.iter().map(|p| p.shape.into()).collect();
            assert_eq!(shapes, numbers(&v["shapes"]));
        }
    }

    #[test]
    fn readings_are_the_reference_ones() {
        let model = on(Engine::Float);
        for v in vectors() {
            let words = strings(&v["words"]);
            let reading = &model.analyser.run(&[model.prepared(&words)], &mut Desk::default())[0];
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
        let model = on(Engine::Float);
        for v in vectors() {
            let prepared = model.prepared(&strings(&v["words"]));
            let hidden = model.analyser.encoder.run(&[&prepared.windows[0].pieces], &mut Room::default());
            for (i, expected) in v["first_hidden"].as_array().expect("a list").iter().enumerate() {
                let expected = expected.as_f64().expect("a number");
                let found = f64::from(hidden[crate::encoder::WIDE + i]);
                assert!((found - expected).abs() < 2e-4, "value {i}: expected {expected}, found {found}");
            }
        }
    }

    #[test]
    fn a_sentence_reads_the_same_alone_and_among_others() {
        let model = on(Engine::Float);
        let vectors = vectors();
        let all: Vec<Vec<&str>> = vectors.iter().map(|v| strings(&v["words"])).collect();
        let prepare = |words: &Vec<&str>| model.prepared(words);
        let mut desk = Desk::default();
        let together = model.analyser.run(&all.iter().map(prepare).collect::<Vec<_>>(), &mut desk);
        let alone: Vec<Reading> =
            all.iter().flat_map(|words| model.analyser.run(&[prepare(words)], &mut desk)).collect();
        assert_eq!(together, alone);
    }

    #[test]
    fn a_sentence_of_a_thousand_words_is_read_in_windows() {
        let model = on(Engine::default());
        let words: Vec<&str> =
            "the envoy of Norland met reporters and".split(' ').cycle().take(1000).collect();
        let prepared = model.prepared(&words);
        assert!(prepared.is_cut());
        let reading = &model.analyser.run(&[prepared], &mut Desk::default())[0];
        assert_eq!(reading.heads.len(), 1000);
        assert!(reading.upos.iter().skip(3).step_by(7).all(|&upos| upos == "PROPN"));
    }

    #[test]
    fn every_path_reads_the_same_and_close_to_float() {
        let vectors = vectors();
        let read = |engine: Engine| -> Vec<Reading> {
            let model = on(engine);
            let prepare = |v| model.prepared(&strings(v));
            model
                .analyser
                .run(&vectors.iter().map(|v| prepare(&v["words"])).collect::<Vec<_>>(), &mut Desk::default())
        };
        let float = read(Engine::Float);
        let integer = read(Engine::default());
        for engine in Engine::all().into_iter().filter(|e| *e != Engine::Float) {
            assert_eq!(read(engine), integer, "{engine:?}");
        }
        for (i, f) in integer.iter().zip(&float) {
            assert_eq!((&i.upos, &i.xpos), (&f.upos, &f.xpos));
            // One head of these sentences is a close call that the rounding of activations turns, and its relation.
            let turned: Vec<usize> = (0..i.heads.len()).filter(|&w| i.heads[w] != f.heads[w]).collect();
            assert!(turned.len() <= 1);
            let same = |w: usize| i.relations[w] == f.relations[w];
            assert!((0..i.heads.len()).all(|w| same(w) || turned.contains(&w)));
            assert!(i.names.iter().zip(&f.names).all(|(a, b)| (a - b).abs() < 1.0));
        }
    }
}
