"""From sentences to tensors: pieces, shapes, labels; batches of like length; text as bad typists leave it."""

import os
import random

import torch
from cues import MOST_CUES, ROWS, Known, cues
from shapes import is_caseless, shape
from tokenizers import Tokenizer

CLS, SEP, UNKNOWN, HIDDEN, MOST_PIECES = 101, 102, 100, 103, 12
HEADS = {"upos": "u", "xpos": "x", "relations": "r", "names": "n", "wide": "g"}
IGNORED = -100
# How often a sentence is seen in titles' capitals, in capitals alone, without capitals, without punctuation.
ROUGH = {"title": 0.05, "upper": 0.04, "lower": 0.08, "bare": 0.06}
LORE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lore")
# Shapes that a way of writing changes, and what they become.
RECASED = {"title": ((1, 2), 2), "upper": ((1, 2, 3, 5), 3), "lower": ((1, 2, 3, 4, 5), 1)}
FORMS = {"title": lambda form: form[:1].upper() + form[1:], "upper": str.upper, "lower": str.lower}


class Pieces:
    """Word pieces by the base encoder's own tokenizer, at most twelve a word."""

    def __init__(self, path):
        self.tokenizer = Tokenizer.from_file(path)
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.seen = {}
        self.known = Known(LORE)

    def of(self, word):
        if word not in self.seen:
            plain = word.replace("’", "'").replace("`", "'")
            ids = self.tokenizer.encode(plain, add_special_tokens=False).ids
            self.seen[word] = ids[:MOST_PIECES] or [UNKNOWN]
        return self.seen[word]


def numbered(sentence, pieces, labels):
    """The sentence in numbers; what it has no labels for is ignored."""
    forms = sentence["forms"]
    out = {"pieces": [pieces.of(form) for form in forms], "shapes": [shape(form) for form in forms]}
    out["cues"], out["forms"], out["known"] = cues(forms, pieces.known), forms, pieces.known
    out["size"] = sum(map(len, out["pieces"])) + 2
    out["heads"] = sentence.get("heads", [IGNORED] * len(forms))
    for field, key in HEADS.items():
        values = sentence.get(field)
        out[field] = [labels[key].get(v, IGNORED) for v in values] if values else [IGNORED] * len(forms)
    out["marks"] = [upos == "PUNCT" for upos in sentence.get("upos", [])] or [s == 8 for s in out["shapes"]]
    out["silver"] = sentence["source"] == "silver"
    return out


def numbers(labels):
    """Label lists turned into label numbers."""
    return {key: {label: i for i, label in enumerate(names)} for key, names in labels.items()}


def batched(sentences, size, rng):
    """Lists of sentences of like length, at most `size` pieces each with padding, in random order."""
    out, batch = [], []
    for sentence in sorted(sentences, key=lambda s: s["size"] + rng.random() * 4):
        if batch and (len(batch) + 1) * max(sentence["size"], 8) > size:
            out.append(batch)
            batch = []
        batch.append(sentence)
    out.append(batch)
    rng.shuffle(out)
    return out


def roughened(sentence, rng):
    """The sentence as is, or as a headline, a shout, a hasty message, or without its punctuation."""
    [way] = rng.choices([*ROUGH, None], [*ROUGH.values(), 1 - sum(ROUGH.values())])
    return written(sentence, way) if way else sentence


def written(sentence, way):
    """The sentence written in one of the ways of `ROUGH`."""
    if way == "bare":
        return without_marks(sentence)
    of, to = RECASED[way]
    shapes = [to if s in of else s for s in sentence["shapes"]]
    return {**sentence, "shapes": shapes, "cues": cues(map(FORMS[way], sentence["forms"]), sentence["known"])}


def without_marks(sentence):
    """The sentence without the punctuation on which nothing hangs and that is no part of a name."""
    heads = set(sentence["heads"])
    in_name = [n > 0 for n in sentence["names"]]
    keep = [i for i, mark in enumerate(sentence["marks"]) if not mark or i + 1 in heads or in_name[i]]
    if not keep or len(keep) == len(sentence["marks"]):
        return sentence
    place = {old + 1: new + 1 for new, old in enumerate(keep)} | {0: 0, IGNORED: IGNORED}
    out = {**sentence}
    for field in ("pieces", "shapes", "marks", "forms", "cues", *HEADS):
        out[field] = [sentence[field][i] for i in keep]
    out["heads"] = [place[sentence["heads"][i]] for i in keep]
    out["size"] = sum(map(len, out["pieces"])) + 2
    return out


def tensors(sentences):
    """One batch, padded; word 0 is [CLS], the word after the last takes what belongs to none."""
    count, length = len(sentences), max(s["size"] for s in sentences)
    words = max(len(s["shapes"]) for s in sentences)
    spare = words + 1
    grid = lambda width, fill: torch.full((count, width), fill)
    out = {"pieces": grid(length, 0), "shapes": grid(length, 0), "continues": grid(length, 0.0),
           "word_of": grid(length, spare), "mask": grid(length, False), "sizes": grid(words + 1, 1.0),
           "is_word": grid(words + 1, False), "heads": grid(words, IGNORED), "words": words}
    out |= {field: grid(words, IGNORED) for field in HEADS}
    out["cues"] = torch.full((count, words, MOST_CUES), ROWS)
    out["caseless"] = torch.tensor([is_caseless(s["shapes"]) for s in sentences])
    for row, sentence in enumerate(sentences):
        ids, shapes, continues, word_of = [CLS], [0], [0.0], [0]
        for at, (pieces, form) in enumerate(zip(sentence["pieces"], sentence["shapes"]), start=1):
            ids += pieces
            shapes += [form] * len(pieces)
            continues += [0.0] + [1.0] * (len(pieces) - 1)
            word_of += [at] * len(pieces)
            out["sizes"][row, at] = len(pieces)
        ids.append(SEP)
        used = len(ids)
        out["pieces"][row, :used] = torch.tensor(ids)
        out["shapes"][row, : used - 1] = torch.tensor(shapes)
        out["continues"][row, : used - 1] = torch.tensor(continues)
        out["word_of"][row, : used - 1] = torch.tensor(word_of)
        out["mask"][row, :used] = True
        here = len(sentence["shapes"])
        out["is_word"][row, : here + 1] = True
        for field in ("heads", *HEADS):
            out[field][row, :here] = torch.tensor(sentence[field])
        for at, rows in enumerate(sentence["cues"]):
            out["cues"][row, at, : len(rows)] = torch.tensor(rows)
    out["word_of"] += torch.arange(count)[:, None] * (words + 2)
    return out


def hidden(batch, share):
    """The batch's pieces with this share of all words hidden, so that it learns from what stands around them."""
    if not share:
        return batch["pieces"]
    gone = torch.rand(batch["pieces"].shape[0], batch["words"] + 2, device=batch["pieces"].device) < share
    gone[:, 0] = gone[:, -1] = False
    return batch["pieces"].masked_fill(gone.reshape(-1)[batch["word_of"]], HIDDEN)
