//! The labels that a model may use, as Universal Dependencies and the Penn Treebank have them.

use chancery_text::NameKind;

use crate::ModelError;
use crate::weights::Weights;

const UPOS: &[&str] = &[
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
    "SCONJ", "SYM", "VERB", "X",
];

const XPOS: &[&str] = &[
    "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "GW", "HYPH",
    "IN", "JJ", "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$",
    "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$",
    "WRB", "``",
];

const RELATIONS: &[&str] = &[
    "acl",
    "acl:relcl",
    "advcl",
    "advcl:relcl",
    "advmod",
    "amod",
    "appos",
    "aux",
    "aux:pass",
    "case",
    "cc",
    "cc:preconj",
    "ccomp",
    "compound",
    "compound:prt",
    "conj",
    "cop",
    "csubj",
    "csubj:outer",
    "csubj:pass",
    "dep",
    "det",
    "det:predet",
    "discourse",
    "dislocated",
    "expl",
    "fixed",
    "flat",
    "flat:foreign",
    "flat:name",
    "goeswith",
    "iobj",
    "list",
    "mark",
    "nmod",
    "nmod:desc",
    "nmod:npmod",
    "nmod:poss",
    "nmod:tmod",
    "nmod:unmarked",
    "nsubj",
    "nsubj:outer",
    "nsubj:pass",
    "nummod",
    "obj",
    "obl",
    "obl:agent",
    "obl:npmod",
    "obl:tmod",
    "obl:unmarked",
    "orphan",
    "parataxis",
    "punct",
    "reparandum",
    "root",
    "vocative",
    "xcomp",
];

/// One label of a names head: outside, or the first or a further word of a name of some kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Tag {
    /// No name.
    Out,
    /// A name's first word.
    First(NameKind),
    /// A name's further word.
    More(NameKind),
}

/// The label lists of the heads, in the order of the heads' outputs.
pub(crate) struct Labels {
    pub(crate) upos: Vec<&'static str>,
    pub(crate) xpos: Vec<&'static str>,
    pub(crate) relations: Vec<&'static str>,
    /// Persons, places, organisations, as Universal NER annotates them.
    pub(crate) names: Vec<Tag>,
    /// The wider kinds of GUM.
    pub(crate) wide_names: Vec<Tag>,
}

impl Labels {
    pub(crate) fn read(weights: &Weights) -> Result<Labels, ModelError> {
        let tags =
            |head: &str| weights.labels(head)?.iter().map(|label| tag(label)).collect::<Result<_, _>>();
        Ok(Labels {
            upos: known(weights.labels("u")?, UPOS)?,
            xpos: known(weights.labels("x")?, XPOS)?,
            relations: known(weights.labels("r")?, RELATIONS)?,
            names: tags("n")?,
            wide_names: tags("g")?,
        })
    }
}

fn known(list: &[String], of: &[&'static str]) -> Result<Vec<&'static str>, ModelError> {
    list.iter().map(|label| of.iter().copied().find(|k| k == label).ok_or_else(|| unknown(label))).collect()
}

fn tag(label: &str) -> Result<Tag, ModelError> {
    if label == "O" {
        return Ok(Tag::Out);
    }
    let (place, kind) = label.split_once('-').ok_or_else(|| unknown(label))?;
    let kind = match kind {
        "PER" => NameKind::Person,
        "LOC" => NameKind::Place,
        "ORG" => NameKind::Organisation,
        "EVT" => NameKind::Event,
        "OBJ" | "OTH" => NameKind::Other,
        _ => return Err(unknown(label)),
    };
    match place {
        "B" => Ok(Tag::First(kind)),
        "I" => Ok(Tag::More(kind)),
        _ => Err(unknown(label)),
    }
}

fn unknown(label: &str) -> ModelError {
    ModelError::new(format!("the weights name a label this version does not know: {label:?}"))
}
