"""How far two words are from each other."""

from __future__ import annotations


def distance(one: str, other: str) -> int:
    """Return how many letters must be put in, taken out or changed (Levenshtein)."""
    row = list(range(len(other) + 1))
    for count, char in enumerate(one, 1):
        diagonal, row[0] = row[0], count
        for index, letter in enumerate(other, 1):
            diagonal, row[index] = row[index], min(row[index] + 1, row[index - 1] + 1, diagonal + (char != letter))
    return row[-1]
