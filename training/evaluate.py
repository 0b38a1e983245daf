"""Scores a trained network in float on the development sets, given tokens; greedy heads.

usage: python evaluate.py --data ../../train --network ../../train/run/network.pt

`cargo xtask parse-eval --model FILE` gives the figures of an exported file with the program's own decoding.
"""

import argparse
import json
import os
from collections import Counter

import torch
from batches import ROUGH, Pieces, batched, numbered, numbers, tensors, written
from network import Network, load_shipped, shipped_labels
from train import base_folder


class InOrder:
    """Stands where randomness would."""

    random = staticmethod(lambda: 0)
    shuffle = staticmethod(lambda _: None)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--network", required=True, help="network.pt, checkpoint.pt or an exported file")
    parser.add_argument("--as", dest="way", choices=ROUGH, help="as headlines, shouts or hasty messages have it")
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    labels = labels_of(given.network)
    network = loaded(given.network, labels).eval()
    pieces, label_numbers, sources = Pieces(f"{base_folder()}/tokenizer.json"), numbers(labels), {}
    for line in open(f"{given.data}/dev.jsonl", encoding="utf-8"):
        sentence = json.loads(line)
        out = numbered(sentence, pieces, label_numbers)
        sources.setdefault(sentence["source"], []).append(written(out, given.way) if given.way else out)
    for source, sentences in sources.items():
        counts = Counter()
        for batch in batched(sentences, 3000, InOrder):
            count(batch, network, labels, counts)
        print(source, figures(counts), flush=True)


def labels_of(path):
    if path.endswith(".safetensors"):
        return shipped_labels(path)
    return json.load(open(os.path.join(os.path.dirname(path), "labels.json")))


def loaded(path, labels):
    network = Network(labels)
    if path.endswith(".safetensors"):
        load_shipped(network, path)
        return network
    state = torch.load(path, map_location="cpu", weights_only=True)
    network.load_state_dict(state.get("network", state))
    return network


@torch.no_grad()
def count(batch, network, labels, counts):
    inputs = tensors(batch)
    scores, dependants, heads = network(inputs)
    chosen = scores["heads"].argmax(-1)
    relations = network.relations(dependants, heads, chosen).argmax(-1)
    plain = [label.split(":")[0] for label in labels["r"]]
    best = {field: scores[field].argmax(-1).tolist() for field in ("upos", "xpos", "names")}
    for row, sentence in enumerate(batch):
        if any(head >= 0 for head in sentence["heads"]):
            for at, head in enumerate(sentence["heads"]):
                right = head == chosen[row, at].item()
                relation = plain[relations[row, at]] == plain[sentence["relations"][at]]
                counts["words"] += 1
                counts["upos"] += best["upos"][row][at] == sentence["upos"][at]
                counts["xpos"] += best["xpos"][row][at] == sentence["xpos"][at]
                counts["uas"] += right
                counts["las"] += right and relation
        if any(name >= 0 for name in sentence["names"]):
            known = len(sentence["names"])
            found = spans([labels["n"][i] for i in best["names"][row][:known]])
            gold = spans([labels["n"][i] if i >= 0 else "?" for i in sentence["names"]])
            open_words = {at for at, name in enumerate(sentence["names"]) if name < 0}
            found = {span for span in found if not open_words & set(range(span[0], span[1] + 1))}
            counts["gold"] += len(gold)
            counts["found"] += len(found)
            counts["both"] += len(gold & found)


def spans(tags):
    out, first = set(), None
    for at, tag in enumerate([*tags, "O"]):
        if first is not None and tag != "I-" + tags[first][2:]:
            out.add((first, at - 1, tags[first][2:]))
            first = None
        if first is None and tag not in ("O", "?"):
            first = at
    return out


def figures(counts):
    share = lambda part, of: round(100 * part / of, 2)
    out = {k: share(counts[k], counts["words"]) for k in ("upos", "xpos", "uas", "las") if counts["words"]}
    if counts["gold"]:
        out["names F1"] = share(2 * counts["both"], counts["gold"] + counts["found"])
    return out


if __name__ == "__main__":
    main()
