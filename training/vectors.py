"""Makes the reference vectors anew that `crates/parse/tests` holds the Rust reader to, in float, sentence by sentence.

usage: python vectors.py --network ../model/analyser-int8.safetensors --vectors ../crates/parse/tests/vectors.json
"""

import argparse
import json

import torch
from batches import Pieces, numbered, numbers, tensors
from cues import cues
from evaluate import labels_of, loaded
from train import base_folder


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", required=True)
    parser.add_argument("--vectors", required=True, help="the file whose sentences are kept and answers replaced")
    given = parser.parse_args()
    labels = labels_of(given.network)
    network, pieces = loaded(given.network, labels).eval(), Pieces(f"{base_folder()}/tokenizer.json")
    vectors = json.load(open(given.vectors))
    for vector in vectors:
        vector.update(answer(vector["words"], network, labels, pieces))
    with open(given.vectors, "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(vector, ensure_ascii=False) for vector in vectors) + "\n]\n")


@torch.no_grad()
def answer(words, network, labels, pieces):
    batch = tensors([numbered({"source": "vectors", "forms": words}, pieces, numbers(labels))])
    scores, dependants, heads = network(batch)
    chosen = scores["heads"].argmax(-1)
    relations = network.relations(dependants, heads, chosen).argmax(-1)
    best = lambda field, key: [labels[key][i] for i in scores[field].argmax(-1)[0]]
    return {
        "pieces": batch["pieces"][0].tolist(), "shapes": batch["shapes"][0].tolist(),
        "cues": cues(words, pieces.known),
        "upos": best("upos", "u"), "xpos": best("xpos", "x"),
        "heads": chosen[0].tolist(), "deprel": [labels["r"][i] for i in relations[0]],
        "names": best("names", "n"), "names_gum": best("wide", "g"),
        "first_hidden": [round(v, 4) for v in network.enc(batch)[0, 1, :8].tolist()],
        "arc_first_word": [round(v, 4) for v in scores["heads"][0, 0].tolist()],
    }


if __name__ == "__main__":
    main()
