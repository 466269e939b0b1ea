"""How long words stay, so that they can be read without hurry."""

import unicodedata

# How long words stay, in seconds: a choice, unhurried. At 0.08 s a character one reads 150 words a minute.
_SHORTEST_READING_S, _LONGEST_READING_S = 6.0, 10.0
_SETTLING_S = 3.0
_READING_S_A_CHARACTER = 0.08
"""Of an alphabet, whichever: in 14 languages people read aloud in 68 ms a character, alike to 5 % (Trauzettel-Klosinski
and Dietz 2012, doi 10.1167/iovs.11-8284)."""

_WIDE = ("W", "F")
"""What Unicode calls characters that are as wide as two: by themselves, or in their full width."""

_CHARACTERS_A_WIDE_ONE = 2
"""A wide character, such as a syllable of Hangul, takes the time of two: 0.16 s, in which those readers read a syllable
aloud (370 a minute over 17 languages). Subtitles in Korean count so too (Netflix, Korean timed text guide)."""


def reading_s(text: str) -> float:
    """Return how long words stay, in seconds: 6 to 10, by their length and their script."""
    wide = sum(unicodedata.east_asian_width(each) in _WIDE for each in text)
    characters = len(text) + (_CHARACTERS_A_WIDE_ONE - 1) * wide
    return min(_LONGEST_READING_S, max(_SHORTEST_READING_S, _SETTLING_S + _READING_S_A_CHARACTER * characters))
