"""Makes the training data: one JSON line for each sentence, and the lists of labels.

usage: python prepare.py --data ../../shared/data --bulk ../../shared/stories/bulk/world_news_2012_2020.jsonl \
           --lore ../lore --chancery ../target/release/chancery --out ../../train
"""

import argparse
import json
import os
from collections import Counter

import crises
import treebank
from silver import gazetteer, silver


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--data", default="../../shared/data", help="folder with syntax/ and ner/")
    arguments.add_argument("--bulk", help="news reports as JSON Lines, for names by distant supervision")
    arguments.add_argument("--lore", default="../lore")
    arguments.add_argument("--chancery", required=True, help="the program, which cuts raw text into tokens")
    arguments.add_argument("--out", required=True, help="folder outside the checkout")
    given = arguments.parse_args()
    os.makedirs(given.out, exist_ok=True)
    trees = [*treebank.ewt(given.data, "train"), *treebank.gum(given.data, "train")]
    with open(f"{given.out}/labels.json", "w") as file:
        json.dump(treebank.label_lists(trees), file)
    states = {" ".join(name) for name, kind in gazetteer(given.lore).items() if kind == "LOC"}
    names = [*crises.re3d(given.data, given.chancery, states), *crises.politics(given.data)]
    held = [s for s in names if s["source"].endswith("-held")]
    names = [s for s in names if not s["source"].endswith("-held")]
    write(given.out, "train", trees + names)
    write(given.out, "dev", [*treebank.ewt(given.data, "dev"), *treebank.gum(given.data, "dev"), *held])
    if given.bulk:
        write(given.out, "silver", silver(given.bulk, given.lore, given.chancery))


def write(folder, part, sentences):
    counts = Counter()
    with open(f"{folder}/{part}.jsonl", "w", encoding="utf-8") as file:
        for sentence in sentences:
            sentence.pop("misc", None)
            counts[sentence["source"]] += 1
            file.write(json.dumps(sentence, ensure_ascii=False) + "\n")
    print(part, dict(counts))


if __name__ == "__main__":
    main()
