"""What a practice or another text of a language lost of the English one: all but words and timings is the same."""

import re
from collections.abc import Iterator, Mapping, Sequence

WORDS = frozenset(
    [
        "title",
        "subtitle",
        "credit",
        "purpose",
        "text",
        "phrases",
        "parts",
        "opening",
        "sources_title",
        "sources",
        "lines",
        "not_now_title",
        "not_now",
        "not_a_device",
        "agree",
        "note",
        "reading",
        "invitation",
        "low",
        "high",
        "choices",
    ]
)
"""Keys under which people read something; all other texts are names and choices."""

_SENTENCES = WORDS - {"credit", "sources"}
"""What is hardly the same in two languages."""

_TIMING = re.compile(r"(^|[.])(at_s|length_s|lengths\[\d+\]\.(?!minutes$)\w+)$")
"""What may be longer where a language needs longer: where words stand, and how long steps are."""

_FILLED = re.compile(r"\{\w+\}|\$\w+")


def text_faults(own: object, english: object, key: str = "") -> Iterator[str]:
    """Yield where two texts, as TOML has them, differ in more than words and timings; ``key`` is where they stand."""
    name = re.sub(r"\[\d+\]$", "", key).rpartition(".")[2]
    if isinstance(english, Mapping) and isinstance(own, Mapping):
        if [*own] != [*english]:
            yield f"{key or 'the file'}: the keys are {', '.join(own)}; in English {', '.join(english)}"
        for each in english.keys() & own.keys():
            yield from text_faults(own[each], english[each], f"{key}.{each}".lstrip("."))
    elif isinstance(english, Sequence) and isinstance(own, Sequence) and not isinstance(english, str):
        if len(own) != len(english):
            yield f"{key}: there are {len(own)}; in English {len(english)}"
        for number, (mine, its) in enumerate(zip(own, english, strict=False), start=1):
            yield from text_faults(mine, its, f"{key}[{number}]")
    elif isinstance(english, str) and isinstance(own, str) and name in WORDS:
        if sorted(_FILLED.findall(own)) != sorted(_FILLED.findall(english)):
            yield f"{key}: {own!r} has not what is filled in in {english!r}"
        if bool(own.strip()) != bool(english.strip()) or own != own.strip():
            yield f"{key}: {own!r} is empty, or has spaces around it"
    elif _TIMING.search(key) and isinstance(own, int | float) and isinstance(english, int | float):
        return
    elif own != english or type(own) is not type(english):
        yield f"{key}: {own!r} is {english!r} in English"


def untranslated(own: object, english: object, key: str = "") -> Iterator[str]:
    """Yield the sentences that are still English: a few words at least, letter for letter."""
    name = re.sub(r"\[\d+\]$", "", key).rpartition(".")[2]
    if isinstance(english, Mapping) and isinstance(own, Mapping):
        for each in english.keys() & own.keys():
            yield from untranslated(own[each], english[each], f"{key}.{each}".lstrip("."))
    elif isinstance(english, Sequence) and isinstance(own, Sequence) and not isinstance(english, str):
        for number, (mine, its) in enumerate(zip(own, english, strict=False), start=1):
            yield from untranslated(mine, its, f"{key}[{number}]")
    elif own == english and isinstance(english, str) and name in _SENTENCES and english.count(" ") > 1:
        yield f"{key}: {own!r} is still English"
