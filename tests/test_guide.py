"""The guide says what Soften says: its pictures, its links, the names on the screen and the sentences it quotes."""

import re
from functools import cache
from pathlib import Path

import pytest

from scripts import messages
from tests.rigs.words.kind_words import BANNED
from tests.rigs.words.spoken_commands import practice_texts
from tests.ui.pictures import guide
from tests.ui.pictures.screens import SCREENS, guide_shots

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "guide"
PAGES = sorted(FOLDER.glob("*.md"))

OWN_SHARE = 0.4
"""Of a sentence that is quoted, at least so much is the message itself; one of placeholders alone says anything."""

LARGEST_BYTES = 60_000
MOST_PICTURES = 14
KEYS = frozenset(
    (
        "A",
        "B",
        "D",
        "F",
        "H",
        "J",
        "L",
        "N",
        "O",
        "P",
        "S",
        "T",
        "V",
        "W",
        ".",
        "?",
        "Esc",
        "Space",
        "Page Down",
        "Page Up",
    )
)
ALLOWED = (
    "Soften is for practice and curiosity; it is not a medical device.",
    "[signals.md]",
)
"""What may stand in the guide all the same: what Soften says itself of what it is not."""

_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def pages(test):
    return pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)(test)


@cache
def said() -> tuple[tuple[re.Pattern[str], int], ...]:
    """Return all that Soften says, with anything in the place of a placeholder, and how many signs are its own."""
    found = set(practice_texts())
    for message in messages.template():
        found |= {message.id} if isinstance(message.id, str) else set(message.id)
    pieces = [re.split(r"\{\w+\}", " ".join(text.split())) for text in found if text]
    return tuple((re.compile("(.+)".join(map(re.escape, each))), sum(map(len, each))) for each in pieces)


def is_said(text: str) -> bool:
    words = " ".join(text.split())
    return any(own >= OWN_SHARE * len(words) and pattern.fullmatch(words) for pattern, own in said())


def test_there_are_three_ways_in() -> None:
    assert [page.stem for page in PAGES] == ["README", "facilitator", "practitioner", "researcher"]
    assert {f"{page.stem}.md" for page in PAGES} - {"README.md"} <= set(_LINK.findall(text_of(FOLDER / "README.md")))
    assert "(docs/guide/README.md)" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_picture_is_shown_and_every_one_that_is_shown_is_there() -> None:
    shown = [file for page in PAGES for _, file in _PICTURE.findall(text_of(page))]
    assert sorted(shown) == sorted(f"pictures/{file.name}" for file in guide.FOLDER.iterdir())
    assert sorted(Path(file).stem for file in shown) == sorted(shot.screen for shot in guide_shots())
    assert {shot.screen for shot in guide_shots()} <= {screen.name for screen in SCREENS}
    assert len(shown) <= MOST_PICTURES


def test_pictures_are_small_and_each_is_told_in_words() -> None:
    assert max(file.stat().st_size for file in guide.FOLDER.iterdir()) <= LARGEST_BYTES
    assert [alt for page in PAGES for alt, _ in _PICTURE.findall(text_of(page)) if len(alt) < 30] == []


@pages
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [to for to in _LINK.findall(text_of(page)) if not (FOLDER / to).exists()] == []


@pages
def test_names_on_the_screen_are_what_stands_there(page: Path) -> None:
    bold = [" ".join(name.split()) for name in re.findall(r"\*\*([^*]+)\*\*", text_of(page))]
    # A whole sentence in bold begins a list; what stands on a button has no full stop.
    names = [name for name in bold if name not in KEYS and not name.endswith(".") and name != "bold"]
    assert [name for name in names if not is_said(name)] == []


@pages
def test_what_it_quotes_is_what_soften_says(page: Path) -> None:
    quoted = [line.removeprefix("> ") for line in text_of(page).splitlines() if line.startswith("> ")]
    assert [sentence for sentence in quoted if not is_said(sentence)] == []


@pages
def test_it_speaks_as_soften_does(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`]*`|^> .*$|!\[|\]\([^)]*\)", " ", text_of(page), flags=re.DOTALL | re.MULTILINE)
    for each in ALLOWED:
        text = text.replace(each, " ")
    assert [found[0] for found in BANNED.finditer(text)] == []


def test_a_sentence_that_nobody_says_is_found() -> None:
    assert is_said("The strap has gone quiet. Your breath light goes on; we are looking for it again.")
    assert not is_said("The strap has gone for a walk.")
    assert not is_said("Rest there")
