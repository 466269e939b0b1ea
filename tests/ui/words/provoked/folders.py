"""Provokes every error that a folder for recordings can raise."""

from collections.abc import Callable, Iterable
from pathlib import Path
from unittest.mock import patch

from biofeedback.app.kept_data import check_folder, check_still_there
from biofeedback.app.recordings.everything import export_everything
from biofeedback.errors import SoftenError
from sessions.library.whole_folder import move_all


def folder_errors(folder: Path) -> Iterable[tuple[str, Callable[[], object]]]:
    """Yield ways to meet each error."""
    yield "folder refuses", lambda: check_folder(folder / "file" / "recordings")
    yield "folder gone", lambda: check_still_there(folder / "not there")
    yield "recording already there", lambda: _left(folder / "already", "another")
    yield "recording not moved", lambda: _not_moved(folder / "not moved")
    yield "file not copied", lambda: _not_copied(folder / "not copied")


def _not_copied(folder: Path) -> SoftenError:
    (folder / "here" / "one.soften").mkdir(parents=True)
    return export_everything(folder / "here", folder / "all.zip", "").left[0]


def _left(folder: Path, there: str) -> SoftenError:
    for name, text in (("here", "one"), ("there", there)):
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "one.soften").write_text(text)
    (left,) = move_all(folder / "here", folder / "there").left
    return left


def _not_moved(folder: Path) -> SoftenError:
    (folder / "here").mkdir(parents=True, exist_ok=True)
    (folder / "here" / "one.soften").write_text("one")
    refused = PermissionError(13, "Permission denied")
    with patch.object(Path, "rename", side_effect=refused), patch("shutil.copy2", side_effect=refused):
        (left,) = move_all(folder / "here", folder / "there").left
    return left
