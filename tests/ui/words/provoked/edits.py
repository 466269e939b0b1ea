"""Ways in which beats cannot be edited by hand."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from math import nan
from pathlib import Path
from typing import cast

from biofeedback.app.by_hand.editing import BeatEditing
from biofeedback.app.by_hand.edits_file import edits_of
from biofeedback.cli.recordings.analyse import LayerChoice, analyse
from biofeedback.cli.recordings.beats import beats
from biofeedback.signals.artefacts.hand_edits import BeatPlace, EditedBeats, EditKind, HandEdit
from sessions.later.edits import EditEntry, Step, add_edits, check_step
from ui.words.languages import english

NO_BEATS = cast(BeatEditing, None)
"""What is no edit is none for any beats."""


def _edited(kind: EditKind, first: int, last: int, *, before_ms: float = 0.0, parts: int = 2) -> object:
    """Edit a small record: a beat without an interval, five that follow each other, and two after a break."""
    begins = [True, *[False] * 5, True, False]
    places = BeatPlace(first, before_ms), BeatPlace(last, before_ms)
    EditedBeats([nan, 800.0, 810.0, 805.0, 1900.0, 1600.0, 800.0, 790.0], begins).apply(
        HandEdit(kind=kind, first=places[0], last=places[1], parts=parts)
    )
    return None


def _written(path: Path, text: str) -> object:
    path.write_text(text, encoding="utf-8")
    return edits_of(path, NO_BEATS)


def edit_errors(folder: Path) -> Iterable[tuple[str, Callable[[], object]]]:
    """Yield ways to meet each error, all within a folder."""
    yield "edit: no such beat", lambda: _edited(EditKind.DELETE, 57, 57)
    yield "edit: backwards", lambda: _edited(EditKind.DISTRUST, 3, 2)
    yield "edit: across a break", lambda: _edited(EditKind.MERGE, 5, 6)
    yield "edit: nothing to merge", lambda: _edited(EditKind.MERGE, 3, 3)
    yield "edit: not in an interval", lambda: _edited(EditKind.INSERT, 3, 3, before_ms=900.0)
    yield "edit: parts", lambda: _edited(EditKind.SPLIT, 3, 3, parts=30)
    yield "edit: no interval", lambda: _edited(EditKind.SPLIT, 0, 0)
    yield "edit: no length", lambda: _edited(EditKind.DELETE, 0, 0)
    yield "edit: too short", lambda: _edited(EditKind.INSERT, 3, 3, before_ms=150.0)
    yield "edit: too long", lambda: _edited(EditKind.MERGE, 4, 5)
    yield "edit: nothing to undo", lambda: check_step((), "strap", Step.UNDO)
    yield "edit: nothing to redo", lambda: check_step((), "strap", Step.REDO)
    entry = EditEntry(
        written=datetime(2026, 3, 3, 9, 5, tzinfo=UTC), who="", program_version="1", source="strap", change=Step.UNDO
    )
    yield "edit: not kept", lambda: add_edits(folder / "nowhere.soften", [entry])
    yield "edits: no file", lambda: edits_of(folder / "nowhere.json", NO_BEATS)
    yield "edits: no list", lambda: _written(folder / "no_list.json", '{"do": "delete"}')
    yield "edits: a pipe", lambda: edits_of(Path("/dev/null"), NO_BEATS)
    yield "edits: not known", lambda: _written(folder / "entry.json", '[{"do": "burn", "beat": 3}]')
    yield (
        "edits: keys that do not go together",
        lambda: _written(folder / "keys.json", '[{"do": "delete", "beat": 100, "to": 110}]'),
    )
    text = folder / "intervals.txt"
    text.write_text("812\n812\n", encoding="utf-8")
    yield "layer of a text", lambda: analyse(english(), text, layer=LayerChoice.HAND)
    yield (
        "layers at odds",
        lambda: analyse(english(), text, no_correction=True, layer=LayerChoice.AUTOMATIC),
    )
    yield "edits: several wishes", lambda: beats(english(), "2026", undo=True, redo=True)
