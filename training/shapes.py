"""The case shape of a word: all that is left of capitals once the vocabulary has lower-cased them.

`crates/parse/src/shape.rs` is the same function; change both or neither.
"""

import re


def shape(word):
    """1 lower, 2 Title, 3 UPPER, 4 one capital, 5 mixed, 6 number, 7 with digits, 8 no letter or digit, 9 other."""
    if not any(c.isalnum() for c in word):
        return 8
    if re.fullmatch(r"[\d.,:/\-]+", word):
        return 6
    if any(c.isdigit() for c in word):
        return 7
    letters = [c for c in word if c.isalpha()]
    if all(c.islower() for c in letters):
        return 1
    if len(letters) == 1 and letters[0].isupper():
        return 4
    if all(c.isupper() for c in letters):
        return 3
    if letters[0].isupper() and all(c.islower() for c in letters[1:]):
        return 2
    return 5 if letters[0].isupper() or letters[0].islower() else 9


def is_caseless(shapes):
    """Whether capitals tell nothing: there are none, or nothing else."""
    return not {2, 3, 4, 5} & set(shapes) or not {1, 2, 5} & set(shapes)
