//! `chancery parse`: how the language model reads a file, as CoNLL-U.

use chancery_parse::{Model, conllu, given_sentences, sentences};
use chancery_text::{Document, NameKind, Sentences, code_points};
use serde_json::{Value, json};

use crate::args::{Global, Parse, ParseFrom};
use crate::{Exit, Failure, pile};

/// Prints tokens, tags, heads and names; with `--from conllu` for the tokens that the file gives.
pub(crate) fn run(args: &Parse, global: &Global) -> Result<Exit, Failure> {
    let model = pile::model(global)?;
    let mut rejected = 0;
    let mut read = Vec::new();
    if args.from == Some(ParseFrom::Conllu) {
        read.push(given(args, &model)?);
    } else {
        let (documents, bad) = pile::documents(&args.inputs, global)?;
        rejected = bad;
        read.extend(documents.into_iter().map(|document| {
            let sentences = sentences(&document, &model);
            (document, sentences)
        }));
    }
    if global.json {
        super::print_json(&read.iter().map(|(d, s)| as_json(d, s)).collect::<Vec<_>>())?;
    } else {
        for (document, sentences) in &read {
            super::print(&conllu::write(document, sentences))?;
        }
    }
    Ok(if rejected > 0 { Exit::SomeRejected } else { Exit::Done })
}

fn given(args: &Parse, model: &Model) -> Result<(Document, Sentences), Failure> {
    let [path] = args.inputs.as_slice() else {
        return Err(
            Failure::usage("expected one CoNLL-U file").hint("name one file, or - for standard input")
        );
    };
    let name = path.display().to_string();
    let text =
        if name == "-" { std::io::read_to_string(std::io::stdin()) } else { std::fs::read_to_string(path) }
            .map_err(|e| Failure::new(format!("{name} could not be read: {e}")))?;
    let given = conllu::read(&text).map_err(|e| Failure::new(format!("{name}: {e}")))?;
    let (mut document, sentences) = given_sentences(&given, model);
    document.name = name;
    Ok((document, sentences))
}

fn as_json(document: &Document, sentences: &Sentences) -> Value {
    let text = document.text();
    let list: Vec<Value> = sentences
        .list
        .iter()
        .map(|sentence| {
            let spans: Vec<_> = sentence.tokens.iter().map(|t| t.span).collect();
            let tokens: Vec<Value> = sentence
                .tokens
                .iter()
                .zip(code_points(text, &spans))
                .map(|(t, (start, end))| {
                    json!({
                        "start": start, "end": end, "form": t.form, "lemma": t.lemma, "upos": t.upos,
                        "xpos": t.xpos, "head": t.head.map_or(0, |h| h + 1), "deprel": t.deprel,
                    })
                })
                .collect();
            let names: Vec<Value> = sentence
                .names
                .iter()
                .map(|n| json!({ "first": n.first + 1, "last": n.last + 1, "kind": kind(n.kind) }))
                .collect();
            json!({ "text": sentence.span.of(text), "tokens": tokens, "names": names })
        })
        .collect();
    json!({ "name": document.name, "text_sha256": document.text_sha256(), "sentences": list })
}

fn kind(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "person",
        NameKind::Place => "place",
        NameKind::Organisation => "organisation",
        NameKind::Event => "event",
        NameKind::Other => "other",
    }
}
