"""Sentences whose names are put in others' place, so that the encoder has not learnt them by heart.

The encoder was trained on these very sentences: of their own names it is far surer than of those it will meet
(F1 96 on UNER's training part, 76 on its development part). A head trained on them would believe it too much.
"""

from cues import table

KINDS = ("PER", "LOC", "ORG")
CHANGED, FROM_LORE, LONGEST = 0.8, 0.35, 7


def renamed(sentences, others, lore, rng):
    """Each sentence that has names, most of them replaced by names of the same kind out of all data and the lore."""
    told, listed = names_of([*sentences, *others]), names_of_lore(lore)
    for sentence in sentences:
        spans = spans_of(sentence.get("names", []))
        if not spans:
            continue
        out = {"source": sentence["source"], "forms": [], "names": [], "wide": []}
        wide = sentence.get("wide", ["?"] * len(sentence["forms"]))
        at, changed = 0, False
        for first, end, kind in [*spans, (len(sentence["forms"]),) * 2 + (None,)]:
            take(out, sentence["forms"][at:first], sentence["names"][at:first], wide[at:first])
            at = end
            if kind and rng.random() < CHANGED:
                forms = as_written(drawn(told[kind], listed[kind], end - first, rng), sentence["forms"][first:end])
                tags = ["B-" + kind] + ["I-" + kind] * (len(forms) - 1)
                take(out, forms, tags, tags if wide[first][2:] == kind else ["?"] * len(forms))
                changed = True
            elif kind:
                take(out, sentence["forms"][first:end], sentence["names"][first:end], wide[first:end])
        if changed:
            yield out


def take(out, forms, names, wide):
    out["forms"] += forms
    out["names"] += names
    out["wide"] += wide


def spans_of(tags):
    """First word, word after the last, and kind of every name."""
    out, first = [], None
    for at, tag in enumerate([*tags, "O"]):
        if first is not None and tag != "I-" + tags[first][2:]:
            out.append((first, at, tags[first][2:]))
            first = None
        if first is None and tag[0] == "B":
            first = at
    return out


def names_of(sentences):
    out = {kind: set() for kind in KINDS}
    for sentence in sentences:
        for first, end, kind in spans_of(sentence.get("names", [])):
            if sentence["forms"][first][0].isupper() and end - first <= LONGEST:
                out[kind].add(tuple(sentence["forms"][first:end]))
    return {kind: sorted(names) for kind, names in out.items()}


def names_of_lore(lore):
    rows = lambda name: table(f"{lore}/actors/{name}.tsv")
    cut = lambda name: tuple(name.replace("'s", " 's").replace("-", " - ").split())
    out = {kind: set() for kind in KINDS}
    for row in rows("holders"):
        name = cut(row[0])
        out["PER"] |= {name, name[-1:]} if len(name) > 1 else set()
    out["LOC"] |= {cut(row[0]) for row in rows("cities")} | {cut(row[1]) for row in rows("state_words")}
    bodies = [name for row in rows("bodies") for name in [row[1], *row[6].split("|")]]
    bodies += [name for row in rows("organ_names") for name in row[4].split("|")]
    bodies = [name.lstrip("=@").removeprefix("the ") for name in bodies]
    out["ORG"] |= {cut(name) for name in bodies if name[:1].isupper()}
    return {kind: sorted(names) for kind, names in out.items()}


def drawn(told, listed, length, rng):
    """Of three names by chance, the one that is nearest to this length."""
    three = [rng.choice(listed if rng.random() < FROM_LORE else told) for _ in range(3)]
    return list(min(three, key=lambda name: abs(len(name) - length)))


def as_written(forms, old):
    """In lower case or in capitals, where the old name was."""
    if old[0].islower():
        return [form.lower() for form in forms]
    if all(form.isupper() for form in old) and len(old[0]) > 4:
        return [form.upper() for form in forms]
    return forms
