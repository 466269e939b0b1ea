"""Provokes every error of a report that cannot be set or written."""

from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import get_args
from unittest.mock import Mock, patch

from biofeedback.app.recordings import reporting
from biofeedback.document import Document, Tone
from sessions.reports import pdf
from ui.words.languages import english

_COLOURS = tuple((tone, "#000000") for tone in get_args(Tone))
_PAGE = Document(title="A", language="en", right_to_left=False, foot="", blocks=(), colours=_COLOURS)


def report_errors(folder: Path) -> Iterable[tuple[str, Callable[[], object]]]:
    """Yield ways to meet each error."""
    yield "report not set", _not_set
    yield "report not written", lambda: _not_written(folder)


class _Refused(RuntimeError):
    diagnostic = ""


def _not_set() -> None:
    library = SimpleNamespace(
        TypstError=_Refused, compile=Mock(side_effect=_Refused("PDF/UA-1 error: missing alt text"))
    )
    with patch.object(pdf, "needed", lambda extra, module: library):
        pdf.pdf_of(_PAGE, (Path("nowhere"),))


def _not_written(folder: Path) -> None:
    with (
        patch.object(reporting, "report_facts", lambda *_, **__: SimpleNamespace(name="one")),
        patch.object(reporting, "report_document", lambda *_, **__: _PAGE),
    ):
        reporting.write_report(Path("one.soften"), folder / "file", english(), "html", annex=False)
