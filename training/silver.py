"""Names of news sentences that nobody annotated: where the present model and the lore say the same.

A run of words that the lore knows as one kind of name keeps or gets that kind, unless the model reads another
name across its edge; a name of the model's that the lore does not know is kept where its kind is not in doubt;
everything else with a capital is left open.
"""

import json

from raw import bare_sentence, parsed

KINDS = {"person": "PER", "place": "LOC", "organisation": "ORG"}
UNSURE = "?"
# Reports of the bulk that are read: each third, enough for the time that training has.
EVERY = 3
LONGEST = 8


def silver(bulk, lore, chancery):
    known = gazetteer(lore)
    texts = {f"{i:05}": json.loads(line)["text"] for i, line in enumerate(open(bulk, encoding="utf-8")) if i % EVERY == 0}
    for document, sentences in sorted(parsed(chancery, texts).items()):
        for sentence in sentences:
            forms = [token["form"] for token in sentence["tokens"]]
            if 6 <= len(forms) <= 80 and any(form[0].islower() for form in forms):
                out = bare_sentence("silver", document, sentence["tokens"])
                out["names"] = agreed(forms, sentence["names"], known)
                if any(tag[0] == "B" for tag in out["names"]):
                    yield out


def gazetteer(lore):
    """Names of the lore, word by word, with their kind; a name of two kinds is left out."""
    kinds = {}

    def add(names, kind):
        for name in names:
            name = name.removeprefix("=").removeprefix("@").removeprefix("the ").strip()
            if name[:1].isupper():
                kinds.setdefault(tuple(words(name)), set()).add(kind)

    for row in rows(f"{lore}/actors/state_words.tsv"):
        add([row[1], *row[4].split("|"), *row[5].split("|")], "LOC")
    for row in rows(f"{lore}/actors/bodies.tsv"):
        add([row[1], *row[6].split("|")], "ORG")
    for row in rows(f"{lore}/actors/organ_names.tsv"):
        add([row[2], *row[4].split("|")], "ORG")
    for row in rows(f"{lore}/actors/holders.tsv"):
        add([row[0]] if " " in row[0] else [], "PER")
    for row in rows(f"{lore}/actors/towns.tsv"):
        add(row[1].split("|"), "LOC")
    return {name: min(of) for name, of in kinds.items() if len(of) == 1}


def rows(path):
    lines = (line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8"))
    return [line + [""] * 8 for line in lines if not line[0].startswith("#") and len(line) > 1]


def words(name):
    """The name cut as the program cuts it, near enough: hyphens and possessives stand apart."""
    return name.replace("'s", " 's").replace("-", " - ").split()


def agreed(forms, names, known):
    tags = [UNSURE if at and form[0].isupper() else "O" for at, form in enumerate(forms)]
    spans = {(n["first"] - 1, n["last"] - 1): KINDS.get(n["kind"], "") for n in names}
    for (first, last), kind in spans.items():
        lore = known.get(tuple(forms[first : last + 1]), kind)
        put(tags, first, last, kind if kind and lore == kind else UNSURE)
    for first, last, kind in found(forms, known):
        across = [s for s in spans if s[0] <= last and first <= s[1]]
        inside = all(first <= s[0] and s[1] <= last for s in across)
        if inside:
            put(tags, first, last, kind)
    return tags


def found(forms, known):
    """The longest runs of words that the lore knows, from left to right."""
    at = 0
    while at < len(forms):
        longest = min(len(forms), at + LONGEST)
        last = next((end for end in range(longest, at, -1) if tuple(forms[at:end]) in known), None)
        if last is None:
            at += 1
            continue
        yield at, last - 1, known[tuple(forms[at:last])]
        at = last


def put(tags, first, last, kind):
    for at in range(first, last + 1):
        tags[at] = UNSURE if kind == UNSURE else ("B-" if at == first else "I-") + kind
