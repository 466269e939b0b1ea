"""Which Latin letter is engraved on a key that types a letter of another script, so that letter keys work there too."""

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


def latin(letter: str) -> str:
    """Return the Latin letter, small, that shares its key with a letter of another script; any other as it is."""
    return _LATIN_OF.get(letter.lower(), letter)
