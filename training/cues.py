"""What a word's letters and the lore say of it: rows of the names head's table.

`crates/parse/src/cues.rs` and `known.rs` are the same functions; change both or neither.
"""

import os

from shapes import shape

LETTERS, SHAPES, PARTS = 4096, 10, 4
STATE, PEOPLE, TOWN, REGION, BODY, ORGAN, HOLDER, GIVEN, SURNAME, TITLE = KINDS = range(10)
ROWS = LETTERS + SHAPES + len(KINDS) * PARTS
MOST_LETTERS, MOST_CUES, LONGEST = 40, 24, 8
# Kinds whose words need no capital.
COMMON = {ORGAN, TITLE}
QUOTES = {"“", "”", "„", "«", "»", "''", "``", "‘‘", "’’"}


class Known:
    """The phrases of the lore in lower case, with their kinds."""

    def __init__(self, lore):
        self.kinds, self.longest = {}, {}
        rows = lambda name: table(os.path.join(lore, "actors", f"{name}.tsv"))
        for row in rows("state_words"):
            self.add([row[1], *row[4].split("|")], STATE)
            self.add([*row[2].split("|"), *row[3].split("|")], PEOPLE)
            self.add(row[5].split("|"), TOWN)
        for row in rows("towns"):
            self.add(row[1].split("|"), TOWN)
        self.add((row[0] for row in rows("cities")), TOWN)
        for row in rows("regions"):
            self.add(row[4].split("|"), REGION)
            self.add(row[5].split("|"), PEOPLE)
        for row in rows("bodies"):
            self.add([row[1], *row[6].split("|")], BODY)
        for row in rows("organ_names"):
            self.add([row[2], *row[4].split("|")], ORGAN)
        for row in rows("organs"):
            self.add(row[3].split("|"), ORGAN)
        for row in [*rows("holders"), *([row[1]] for row in rows("government"))]:
            self.person(row[0])
        for row in rows("given"):
            self.add(row[1].split("|"), GIVEN)
        for row in rows("titles"):
            self.add(row[2].split("|"), TITLE)

    def person(self, name):
        if " " in name:
            self.add([name], HOLDER)
            self.add([name.rsplit(" ", 1)[1]], SURNAME)
            self.add([name.split(" ", 1)[0]], GIVEN)

    def add(self, names, kind):
        for name in names:
            name = name.removeprefix("=").removeprefix("@").removeprefix("the ")
            words = tuple(name.replace("'s", " 's").replace("-", " - ").lower().split())
            if 0 < len(words) <= LONGEST:
                self.kinds.setdefault(words, set()).add(kind)
                self.longest[words[0]] = max(self.longest.get(words[0], 0), len(words))

    def hits(self, words):
        """First and last word and kind: for each kind, the longest phrases from left to right."""
        lower, capital = [word.lower() for word in words], [word[:1].isupper() for word in words]
        free = dict.fromkeys(KINDS, 0)
        for first in range(len(words)):
            for end in range(min(len(words), first + self.longest.get(lower[first], 0)), first, -1):
                for kind in self.kinds.get(tuple(lower[first:end]), ()):
                    if free[kind] <= first and (kind in COMMON or any(capital[first:end])):
                        free[kind] = end
                        yield first, end - 1, kind


def table(path):
    for line in open(path, encoding="utf-8"):
        if not line.startswith("#") and "\t" in line:
            yield line.rstrip("\n").split("\t") + [""] * 8


def cues(forms, known):
    """The rows of each word."""
    words = [plain(form) for form in forms]
    parts = [{} for _ in words]
    for first, last, kind in known.hits(words):
        for at in range(first, last + 1):
            parts[at][kind] = 0 if first == last else 1 if at == first else 3 if at == last else 2
    out = []
    for word, of_lore in zip(words, parts):
        rows = [*letters(word), LETTERS + shape(word)]
        rows += [LETTERS + SHAPES + kind * PARTS + part for kind, part in sorted(of_lore.items())]
        out.append(rows[:MOST_CUES])
    return out


def plain(form):
    """Quotes and apostrophes as the program writes them."""
    if form in QUOTES:
        return '"'
    for mark in "’‘`ʼ":
        form = form.replace(mark, "'")
    return form


def letters(word):
    """Rows of the first and last one to four letters, of the whole word, and of it in lower case."""
    word = word[:MOST_LETTERS]
    keys = []
    for count in range(1, 5):
        if len(word) > count or count == 1:
            keys += ["<" + word[:count], word[-count:] + ">"]
    return [fnv(key) % LETTERS for key in [*keys, "=" + word, "~" + word.lower()]]


def fnv(key):
    """FNV-1a in 32 bits."""
    out = 2166136261
    for byte in key.encode():
        out = ((out ^ byte) * 16777619) & 0xFFFFFFFF
    return out
