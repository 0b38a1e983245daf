"""Names of crisis reports (re3d) and of writing on politics (CrossNER)."""

import glob
import json
import os
import re

from raw import bare_sentence, parsed

RE3D = {"Person": "PER", "Location": "LOC", "Organisation": "ORG"}
CROSSNER = {
    "person": "PER", "politician": "PER", "country": "LOC", "location": "LOC",
    "organisation": "ORG", "politicalparty": "ORG", "event": "EVT", "election": "EVT",
}
TITLES = set(
    "President Secretary Minister Prime Foreign General Special Ambassador King Prince Sheikh Representative of State "
    "Secretary-General Defense Vice Deputy Senator Chancellor Former former US U.S. UK Maj. Gen. Lt. Col. Spc. Sgt. "
    "Capt. Adm. Brig. Dr Dr. Mr Mr. Mrs Ms Sir Envoy".split()
)
# Words of titles after which a person's name may begin ("FCO Minister Tobias Ellwood").
LAST_OF_TITLE = TITLES - {"of", "US", "U.S.", "UK"}
SMALL = {"of", "and", "for", "the", "al", "in", "&", "de"}
UNSURE = "?"


def held_out(document):
    """One document of re3d in four is kept to measure by; `xtask/src/parse/names.rs` knows the same rule."""
    return document[0] in "0123"


def re3d(data, chancery, states):
    """Sentences of re3d with flat names: mentions written as names, the longest first."""
    texts, entities = {}, {}
    for folder in sorted(glob.glob(f"{data}/ner/re3d/*/")):
        for document in lines(os.path.join(folder, "documents.json")):
            texts[document["_id"]] = document["text"]
        for entity in lines(os.path.join(folder, "entities.json")):
            entities.setdefault(entity["documentId"], []).append(entity)
    for name, sentences in sorted(parsed(chancery, texts).items()):
        spans, unsure = flat(texts[name], entities.get(name, []), states)
        for sentence in sentences:
            out = bare_sentence("re3d-held" if held_out(name) else "re3d", name, sentence["tokens"])
            out["names"] = tags(sentence["tokens"], spans, unsure)
            # Where the program has changed the text (quotes, breaks), offsets no longer hold.
            if all(texts[name][t["start"] : t["end"]] == t["form"] for t in sentence["tokens"]):
                yield out


def lines(path):
    return [json.loads(line) for line in open(path, encoding="utf-8-sig") if line.strip()]


def plain_name(words, kind, states):
    """Whether other sets would call it a name of this kind: no pronoun, no bare office, no state as a party."""
    if not words or words[0] in SMALL or " ".join(words) in {"We", "They", "It", "Our", "He", "She", "I"}:
        return False
    if kind == "PER":
        return any(word not in TITLES and word not in SMALL for word in words)
    return kind != "ORG" or " ".join(words) not in states


def flat(text, entities, states):
    """Names that do not overlap, and the spans of mentions in which capitals may or may not be names."""
    named, unsure = [], []
    for entity in entities:
        kind = RE3D.get(entity["type"])
        if not kind:
            continue
        first, last = bare(text, entity["begin"], entity["end"], kind), entity["end"]
        words = text[first:last].split()
        if all(map(name_part, words)) and plain_name(words, kind, states):
            named.append((first, last, kind))
        else:
            unsure.append((entity["begin"], last))
    spans = []
    for name in sorted(set(named), key=lambda n: (n[0] - n[1], n)):
        if all(name[1] <= other[0] or other[1] <= name[0] for other in spans):
            spans.append(name)
    return spans, unsure


def bare(text, first, last, kind):
    """Where a mention begins without its article and a person's titles."""
    at = first
    for word in re.findall(r"[^ ]* ?", text[first:last]):
        plain = word.rstrip()
        article = at == first and plain in ("the", "The", "a", "an")
        title = kind == "PER" and plain in TITLES
        if not (article or title) or at + len(word) >= last:
            break
        at += len(word)
    if kind == "PER":
        words = list(re.finditer(r"[^ ]+", text[at:last]))
        after = [i + 1 for i, word in enumerate(words[:-1]) if word[0] in LAST_OF_TITLE]
        at += words[after[-1]].start() if after else 0
    return at


def name_part(word):
    initial = word.lstrip("(\"“")[:1]
    return initial.isupper() or initial.isdigit() or word in SMALL or word.startswith("al-")


def tags(tokens, spans, unsure):
    out = []
    for token in tokens:
        name = next((s for s in spans if s[0] <= token["start"] and token["end"] <= s[1]), None)
        if name:
            out.append(("B-" if token["start"] == name[0] or not out or out[-1][2:] != name[2] else "I-") + name[2])
        elif token["form"][0].isupper() and any(u[0] <= token["start"] < u[1] for u in unsure):
            out.append(UNSURE)
        else:
            out.append("O")
    return out


def politics(data):
    """Sentences of CrossNER's politics; one in four of its development part is kept to measure by."""
    for part in ("train", "dev"):
        rows, count = [], 0
        for line in [*open(f"{data}/ner/crossner_politics/{part}.txt", encoding="utf-8"), "\n"]:
            if line.strip():
                rows.append(line.rstrip("\n").split("\t"))
                continue
            if rows:
                held = part == "dev" and count % 4 == 0
                yield politics_sentence(rows, "politics-held" if held else "politics", f"{part}-{count}")
                count += 1
            rows = []


def politics_sentence(rows, source, document):
    wide = []
    for _, tag in rows:
        kind = CROSSNER.get(tag[2:])
        wide.append(f"{tag[:2]}{kind}" if kind else "O")
    names = [tag if tag[2:] != "EVT" else "O" for tag in wide]
    return {"source": source, "document": document, "forms": [form for form, _ in rows], "names": names, "wide": wide}
