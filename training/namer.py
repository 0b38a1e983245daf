"""Trains the names head alone, on the vectors of an encoder that stays as it is: trees and tags do not change.

usage: python namer.py --data ../../train --network ../model/analyser-int8.safetensors --out ../../train/analyser-int8.safetensors
"""

import argparse
import json
import os
import random

import torch
import torch.nn.functional as F
from batches import IGNORED, LORE, Pieces, batched, numbered, numbers, tensors
from cues import MOST_CUES, ROWS
from export import rows, write
from network import NARROW, WIDE, Network, load_shipped, shipped_labels
from renamed import renamed
from safetensors import safe_open
from torch import nn
from train import base_folder

# How often a sentence of each source is seen in an epoch; of those without any name a share is drawn each time.
TIMES = {"ewt": 1, "gum": 1, "re3d": 2, "politics": 1, "own": 4, "silver": 0.35}
NAMELESS, SILVER, RENAMINGS = 0.35, 2500, 2
RATE, WARM_UP, CLIP, WORDS = 1e-3, 0.06, 1.0, 1500
# Names that nobody annotated weigh less; the wider kinds are learnt beside and thrown away.
SILVER_WEIGHT, WIDE_WEIGHT, SMOOTHING = 0.2, 0.3, 0.05
# Words whose letters and lore are hidden.
HIDDEN_CUES = 0.2
# The weights that are kept are a running mean over the second half.
MEAN = 0.003


class Everything(nn.Module):
    """The head on words, the head on neighbours, and one for the wider kinds that only helps to learn."""

    def __init__(self, network, labels):
        super().__init__()
        self.ner, self.namer = nn.Linear(WIDE, len(labels["n"])), network.namer
        self.wide = nn.Linear(NARROW, len(labels["g"]))
        self.on_words = nn.Dropout(0.35)

    def forward(self, word, cues, is_word):
        inside = self.namer.inside(word, cues, is_word)
        return self.ner(self.on_words(word)) + self.namer.close(inside), self.wide(inside)


def main():
    given = arguments()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    rng = random.Random(given.seed)
    labels = shipped_labels(given.network)
    network = Network(labels)
    load_shipped(network, given.network)
    sentences = read(given, labels, rng)
    see(network.eval(), sentences)
    head = Everything(network, labels)
    head.namer.__init__(labels)
    print(len(sentences), "sentences seen", flush=True)
    keep(given, learnt(head.train(), sentences, given, rng))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="the folder that prepare.py filled, and own.jsonl")
    parser.add_argument("--network", required=True, help="a file that export.py made")
    parser.add_argument("--out", required=True, help="the same file with another names head")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def read(given, labels, rng):
    """Numbered sentences with names: as annotated, and with their names put in others' place."""
    lines = lambda part: [json.loads(line) for line in open(f"{given.data}/{part}.jsonl", encoding="utf-8")]
    train, silver = lines("train"), lines("silver")
    own = lines("own") if os.path.exists(f"{given.data}/own.jsonl") else []
    changed = [s for _ in range(RENAMINGS) for s in renamed(train, silver, LORE, rng)]
    chosen = [s for s in [*train, *own, *changed, *rng.sample(silver, SILVER)] if "names" in s]
    pieces, label_numbers = Pieces(f"{base_folder()}/tokenizer.json"), numbers(labels)
    out = [{**numbered(s, pieces, label_numbers), "source": s["source"]} for s in chosen]
    return [s for s in out if s["size"] <= 510]


@torch.no_grad()
def see(network, sentences):
    """Puts the words' vectors into the sentences."""
    for batch in batched(sentences, 2000, random.Random(0)):
        vectors = network.words(tensors(batch))[:, 1:].half()
        for sentence, rows_of in zip(batch, vectors):
            sentence["vectors"] = rows_of[: len(sentence["shapes"])].clone()


def learnt(head, sentences, given, rng):
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, betas=(0.9, 0.98), weight_decay=0.01)
    total, step, mean = None, 0, None
    for epoch in range(given.epochs):
        batches, losses = grouped(epoch_of(sentences, rng), rng), []
        total = total or len(batches) * given.epochs
        for batch in batches:
            done = step / total
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(done / WARM_UP + 0.02, (1 - done) / (1 - WARM_UP) + 0.005, 1)
            loss = loss_of(head, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), CLIP)
            optimizer.step()
            optimizer.zero_grad()
            losses.append(float(loss.detach()))
            step += 1
            if done > 0.5:
                now = {name: value.detach().clone() for name, value in head.state_dict().items()}
                mean = {name: value.lerp(now[name], MEAN) for name, value in mean.items()} if mean else now
        print(f"epoch {epoch} loss {sum(losses) / len(losses):.4f}", flush=True)
    return mean


def epoch_of(sentences, rng):
    chosen = []
    for sentence in sentences:
        times = TIMES[sentence["source"]]
        named = any(name > 0 for name in sentence["names"])
        if times < 1 or not named:
            chosen += [sentence] if rng.random() < (times if times < 1 else NAMELESS) else []
        else:
            chosen += [sentence] * times
    return chosen


def grouped(sentences, rng):
    """Batches of like length, in random order."""
    out, batch = [], []
    for sentence in sorted(sentences, key=lambda s: len(s["shapes"]) + rng.random() * 3):
        if batch and (len(batch) + 1) * len(sentence["shapes"]) > WORDS:
            out.append(batch)
            batch = []
        batch.append(sentence)
    rng.shuffle(out)
    return [*out, batch]


def loss_of(head, sentences):
    count, length = len(sentences), max(len(s["shapes"]) for s in sentences)
    vectors, cues = torch.zeros(count, length, WIDE), torch.full((count, length, MOST_CUES), ROWS)
    is_word = torch.zeros(count, length, 1)
    gold = {field: torch.full((count, length), IGNORED) for field in ("names", "wide")}
    weight = torch.tensor([SILVER_WEIGHT if s["silver"] else 1.0 for s in sentences])
    for row, sentence in enumerate(sentences):
        here = len(sentence["shapes"])
        vectors[row, :here], is_word[row, :here] = sentence["vectors"].float(), 1.0
        for at, of_word in enumerate(sentence["cues"]):
            cues[row, at, : len(of_word)] = torch.tensor(of_word)
        for field, labels in gold.items():
            labels[row, :here] = torch.tensor(sentence[field])
    cues = cues.masked_fill(torch.rand(cues.shape) < HIDDEN_CUES, ROWS)
    names, wide = head(vectors, cues, is_word)
    weight = weight[:, None].expand(count, length)
    return (distance(names, gold["names"], weight, SMOOTHING) + WIDE_WEIGHT * distance(wide, gold["wide"], weight, 0.0)) / is_word.sum()


def distance(scores, gold, weight, smoothing):
    loss = F.cross_entropy(scores.transpose(1, 2), gold, ignore_index=IGNORED, reduction="none", label_smoothing=smoothing)
    return (loss * weight).sum()


def keep(given, weights):
    """Writes the file anew with this head; every other tensor stays as it was, byte for byte."""
    tensors_of = {}
    with safe_open(given.network, "pt") as file:
        about = {name: value for name, value in file.metadata().items() if name in ("labels", "shapes")}
        tensors_of |= {name: file.get_tensor(name) for name in file.keys() if not name.startswith("namer.")}
        # The head on words alone is kept for text in one case.
        for part in ("weight", "weight.scale", "bias") if "caseless.weight" not in tensors_of else ():
            tensors_of[f"caseless.{part}"] = file.get_tensor(f"ner.{part}")
    for name, value in weights.items():
        if name.startswith("wide."):
            continue
        value = value[:ROWS] if name == "namer.cues.weight" else value
        if value.dim() == 1:
            tensors_of[name] = value.contiguous()
        else:
            tensors_of[name], tensors_of[f"{name}.scale"] = rows(value)
    write(given.out, tensors_of, about)


if __name__ == "__main__":
    main()
