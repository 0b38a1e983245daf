"""Treebanks in CoNLL-U, and the names that stand beside them."""

import glob
import os
from collections import Counter

from gum_names import named

KINDS = ("PER", "LOC", "ORG")


def ewt(data, part):
    """The sentences of UD English EWT with the names of Universal NER."""
    sentences = list(read(f"{data}/syntax/ud_ewt/en_ewt-ud-{part}.conllu", "ewt"))
    [uner] = glob.glob(f"{data}/ner/uner_ewt/en_ewt-ud-{part}*.iob2")
    by_id, by_forms = {}, {}
    for sent_id, forms, tags in iob(uner):
        by_id[sent_id] = by_forms[tuple(forms)] = (forms, tags)
    for sentence in sentences:
        forms, tags = by_id.get(sentence["id"]) or by_forms.get(tuple(sentence["forms"])) or (None, None)
        if forms == sentence["forms"]:
            sentence["names"] = tags
    return sentences


def gum(data, part):
    """The free genres of GUM, with its names for both names heads."""
    for path in sorted(glob.glob(f"{data}/syntax/gum/{part}/*.conllu")):
        for sentence in named(read(path, "gum")):
            sentence["names"] = [tag if tag[2:] in KINDS else "O" for tag in sentence["wide"]]
            yield sentence


def read(path, source):
    """The sentences of a CoNLL-U file, its whole words only."""
    rows, comments, document = [], {}, os.path.basename(path)
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id"):
            document = line.split("= ")[1]
        elif line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments[key.strip()] = value.strip()
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield sentence_of([row for row in rows if row[0].isdigit()], comments, document, source)
            rows, comments = [], {}


def sentence_of(rows, comments, document, source):
    column = lambda i: [row[i] for row in rows]
    return {
        "source": source, "document": document, "id": comments.get("sent_id"),
        "forms": column(1), "upos": column(3), "xpos": column(4),
        "heads": [int(head) for head in column(6)], "relations": column(7), "misc": column(9),
    }


def iob(path):
    """Sentence id, forms and tags of a file of Universal NER; its other names (OTH) count as none."""
    sent_id, forms, tags = None, [], []
    for line in [*open(path, encoding="utf-8"), "\n"]:
        line = line.rstrip("\n")
        if line.startswith("# sent_id"):
            sent_id = line.split("= ")[1]
        elif not line and forms:
            yield sent_id, forms, tags
            forms, tags = [], []
        elif line and line[0] != "#":
            row = line.split("\t")
            if row[0].isdigit():
                forms.append(row[1])
                tags.append(row[2] if row[2][2:] in KINDS else "O")


def label_lists(sentences):
    """The labels of every head: the treebanks' by falling number, the names' in one fixed order."""
    lists = {}
    for key, field in (("u", "upos"), ("x", "xpos"), ("r", "relations")):
        counts = Counter(label for sentence in sentences for label in sentence[field])
        lists[key] = sorted(counts, key=lambda label: (-counts[label], label))
    tags = lambda kinds: ["O"] + [f"{place}-{kind}" for kind in kinds for place in "BI"]
    lists["n"] = tags(KINDS)
    lists["g"] = tags((*KINDS, "EVT", "OBJ", "OTH"))
    return lists
