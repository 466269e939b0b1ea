"""The beats of a recording as a screen edits them: what the composition root does for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from biofeedback.event_kinds import Layer
    from biofeedback.signals.artefacts.hand_edits import HandEdit
    from ui.presenter.hand_beat import HandBeat
    from ui.presenter.review import Review


class EditedHeart(Protocol):
    """The beats of the primary heart of one recording; what cannot be done raises a `SoftenError`, changing nothing."""

    @property
    def beats(self) -> Sequence[HandBeat]:
        """The beats as they are now, in order."""
        ...

    @property
    def undoable(self) -> int:
        """How many edits hold and can be taken back."""
        ...

    @property
    def redoable(self) -> int:
        """How many edits were taken back and can be brought back."""
        ...

    def edit(self, edit: HandEdit) -> None:
        """Carry out an edit, and keep it beside the recording."""
        ...

    def undo(self) -> HandEdit | None:
        """Take the last edit back, and return it."""
        ...

    def redo(self) -> HandEdit | None:
        """Bring back the edit that was taken back last, and return it."""
        ...


class BeatsByHand(Protocol):
    """Opens recordings to edit their beats, and looks back on them by layer; both may take a moment, on any thread."""

    def open(self, path: Path) -> EditedHeart:
        """Open the beats of a recording.

        Raises
        ------
        SoftenError
            The recording cannot be read, or has no heart.
        """
        ...

    def review(self, path: Path, layer: Layer) -> Review:
        """Return what there is to look back on, of the beats of a layer.

        Raises
        ------
        SoftenError
            The recording cannot be read.
        """
        ...
