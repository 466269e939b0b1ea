"""Which Latin letter is engraved on a key that types a letter of another script, so that letter keys work there too."""

import re
import unicodedata
from collections.abc import Iterator
from types import MappingProxyType

_LATIN = "qwertyuiopasdfghjklzxcvbnm"
_LAYOUTS = (
    "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ",  # Korean with two sets (KS X 5002)
    "ㅃㅉㄸㄲㅆㅛㅕㅑㅒㅖㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ",  # the same with Shift
    "йцукенгшщзфывапролдячсмить",  # Russian
    "йцукенгшщзфівапролдячсмить",  # Ukrainian
    "ςερτυθιοπασδφγηξκλζχψωβνμ",  # Greek; its first key has a sign and no letter
)
"""The letters on the keys of a Latin keyboard, row by row from the upper left."""

_LATIN_OF = MappingProxyType(
    {letter: latin for layout in _LAYOUTS for letter, latin in zip(layout, _LATIN[-len(layout) :], strict=True)}
)


_BY_TWO_KEYS = MappingProxyType(
    {
        whole: first + second
        for whole, first, second in (
            *("ㅘㅗㅏ", "ㅙㅗㅐ", "ㅚㅗㅣ", "ㅝㅜㅓ", "ㅞㅜㅔ", "ㅟㅜㅣ", "ㅢㅡㅣ"),
            *(
                "ㄳㄱㅅ",
                "ㄵㄴㅈ",
                "ㄶㄴㅎ",
                "ㄺㄹㄱ",
                "ㄻㄹㅁ",
                "ㄼㄹㅂ",
                "ㄽㄹㅅ",
                "ㄾㄹㅌ",
                "ㄿㄹㅍ",
                "ㅀㄹㅎ",
                "ㅄㅂㅅ",
            ),
        )
    }
)
"""Letters of Hangul that have no key of their own on a keyboard of KS X 5002."""


_FIRST, _LAST = "가", "힣"
"""The syllables of Hangul, in the order of Unicode."""


def latin(letter: str) -> str:
    """Return the Latin letter, small, that shares its key with a letter of another script; any other as it is."""
    return _LATIN_OF.get(letter.lower(), letter)


def keys_of(text: str) -> str:
    """Return the Latin letters of the keys on which a text was typed; what is no letter stays as it is.

    An input method for Korean gives syllables, each of which took two keys to five.
    """
    letters = (letter for each in text for letter in (_letters_in(each) if _FIRST <= each <= _LAST else each))
    return "".join(latin(key) for letter in letters for key in _BY_TWO_KEYS.get(letter, letter))


def _letters_in(syllable: str) -> Iterator[str]:
    # Unicode has each letter three more times, for the first, middle and last place of a syllable that is taken apart.
    for part in unicodedata.normalize("NFD", syllable):
        yield unicodedata.lookup(re.sub("CHOSEONG|JUNGSEONG|JONGSEONG", "LETTER", unicodedata.name(part)))
