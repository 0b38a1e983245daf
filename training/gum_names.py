"""Names from GUM's entities, which mark every mention, named or not.

A mention whose text is the title of its Wikipedia article is a name as a whole;
of any other, the run of proper nouns around its head is.
"""

import re

KINDS = {"person": "PER", "place": "LOC", "organization": "ORG", "event": "EVT", "object": "OBJ", "abstract": "OTH"}


def named(sentences):
    """The sentences with their names under "wide"."""
    for sentence in sentences:
        tags = ["O"] * len(sentence["forms"])
        mentions = list(mentions_of(sentence["misc"]))
        for mention in sorted(mentions, key=lambda m: m["first"] - m["last"]):
            linked(sentence, mention, tags)
        for mention in sorted(mentions, key=lambda m: m["last"] - m["first"]):
            proper_run(sentence, mention, tags)
        sentence["wide"] = tags
        yield sentence


def mentions_of(misc):
    """First and last word, kind and link of every mention that opens and closes in the sentence."""
    open_mentions = []
    for at, column in enumerate(misc):
        entity = next((part[7:] for part in column.split("|") if part.startswith("Entity=")), "")
        for mark in re.findall(r"\([^()]+\)?|[^()]+\)", entity):
            if mark[0] == "(":
                parts = mark.strip("()").split("-")
                link = "-".join(parts[7:]) if len(parts) > 7 else ""
                mention = {"first": at, "group": parts[0], "kind": parts[1], "link": link}
                if mark[-1] == ")":
                    yield {**mention, "last": at}
                else:
                    open_mentions.append(mention)
                continue
            group = mark[:-1].split("-")[0]
            match = next((m for m in reversed(open_mentions) if m["group"] == group), None)
            if match:
                open_mentions.remove(match)
                yield {**match, "last": at}


def linked(sentence, mention, tags):
    first, last = mention["first"], mention["last"]
    if sentence["xpos"][first] == "DT" and last > first:
        first += 1
    proper = any("NNP" in tag for tag in sentence["xpos"][first : last + 1])
    title = re.sub(r"_?\(.*", "", mention["link"])
    if title and proper and bare("".join(sentence["forms"][first : last + 1])) == bare(title):
        put(tags, first, last, mention["kind"])


def bare(text):
    return re.sub(r"[^a-z0-9]", "", text.lower())


def proper_run(sentence, mention, tags):
    first, last = mention["first"], mention["last"]
    inside = range(first, last + 1)
    head = next((at for at in inside if sentence["heads"][at] - 1 not in inside), None)
    if head is None:
        return
    free = lambda at: at in inside and sentence["upos"][at] == "PROPN" and tags[at] == "O"
    if not free(head):
        return
    left = right = head
    while free(left - 1):
        left -= 1
    while free(right + 1):
        right += 1
    put(tags, left, right, mention["kind"])


def put(tags, first, last, kind):
    if kind not in KINDS or any(tag != "O" for tag in tags[first : last + 1]):
        return
    tags[first : last + 1] = [("B-" if at == first else "I-") + KINDS[kind] for at in range(first, last + 1)]
