"""Which tags and relations stand together in the treebanks: what the program tells of one word must agree.

usage: python together.py --data ../../train --out ../model/together.tsv
"""

import argparse
import json
from collections import Counter

# Seen less often than this, a pair is taken for a slip.
LEAST = 10


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="the folder that prepare.py filled")
    parser.add_argument("--out", required=True)
    given = parser.parse_args()
    counts = {"xpos": Counter(), "relations": Counter()}
    for line in open(f"{given.data}/train.jsonl", encoding="utf-8"):
        sentence = json.loads(line)
        for field, counted in counts.items():
            counted.update(zip(sentence.get("upos", []), sentence.get(field, [])))
    with open(given.out, "w", encoding="utf-8") as file:
        file.write(f"# Universal tags with the Penn tags and relations that stand with them at least {LEAST} times.\n")
        file.write("# Source: UD English EWT and the free genres of GUM, training parts; made by training/together.py. Licence: CC BY-SA 4.0.\n")
        for upos in sorted({upos for upos, _ in counts["xpos"]}):
            lists = [" ".join(sorted(b for a, b in of if a == upos and of[a, b] >= LEAST)) for of in counts.values()]
            file.write("\t".join([upos, *lists]) + "\n")


if __name__ == "__main__":
    main()
