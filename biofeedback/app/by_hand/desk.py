"""Editing beats as the screens do it; what it needs is loaded when somebody asks for it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from biofeedback.app.by_hand.editing import BeatEditing
    from biofeedback.event_kinds import Layer
    from biofeedback.signals.artefacts.hand_edits import EditedBeat, HandEdit
    from sessions.later.edits import Step
    from ui.by_hand import EditedHeart
    from ui.people import Person
    from ui.presenter.hand_beat import HandBeat, Standing
    from ui.presenter.review import Review
    from ui.words.language import Language


class BeatDesk:
    """Opens recordings to edit their beats, and looks back on them by layer.

    Parameters
    ----------
    language : callable
        Returns the person's language.
    who : callable
        Returns who practises here, and edits; ``None`` for a guest.
    """

    def __init__(self, language: Callable[[], Language], who: Callable[[], Person | None]) -> None:
        self._language, self._who = language, who

    def open(self, path: Path) -> EditedHeart:
        """Open the beats of a recording."""
        from biofeedback.app.by_hand.editing import BeatEditing

        person = self._who()
        return LiveEditedHeart(BeatEditing(path, who=person.name if person is not None else ""))

    def review(self, path: Path, layer: Layer) -> Review:
        """Return what there is to look back on, of the beats of a layer."""
        from biofeedback.app.by_hand.layers import layered_review
        from biofeedback.app.recordings.review import review_of

        if layer == "automatic":  # as it was recorded
            return review_of(path, self._language())
        return layered_review(path, self._language(), layer)


class LiveEditedHeart:
    """The beats of one heart, as a screen edits them."""

    def __init__(self, editing: BeatEditing) -> None:
        self._editing = editing
        kinds = editing.recorded.automatic.kind
        self._kinds = {beat.index: kind for beat, kind in zip(editing.recorded.sent, kinds, strict=True)}

    @cached_property
    def beats(self) -> Sequence[HandBeat]:
        """The beats as they are now, in order."""
        return [self._shown(beat) for beat in self._editing.beats]

    @property
    def undoable(self) -> int:
        """How many edits hold and can be taken back."""
        return self._editing.undoable

    @property
    def redoable(self) -> int:
        """How many edits were taken back and can be brought back."""
        return self._editing.redoable

    def edit(self, edit: HandEdit) -> None:
        """Carry out an edit, and keep it beside the recording."""
        self._editing.edit(edit)
        vars(self).pop("beats", None)

    def undo(self) -> HandEdit | None:
        """Take the last edit back, and return it."""
        from sessions.later.edits import Step

        return self._step(Step.UNDO)

    def redo(self) -> HandEdit | None:
        """Bring back the edit that was taken back last, and return it."""
        from sessions.later.edits import Step

        return self._step(Step.REDO)

    def _step(self, step: Step) -> HandEdit | None:
        about = self._editing.step(step)
        vars(self).pop("beats", None)
        return about

    def _shown(self, beat: EditedBeat) -> HandBeat:
        from ui.presenter.hand_beat import HandBeat

        kind = self._kinds[beat.place.index]
        standing: Standing = "came" if kind == "normal" else "corrected"
        if not beat.trusted:
            standing = "untrusted"
        elif beat.place.before_ms:
            standing = "put_in"
        elif beat.changed:
            standing = "changed"
        elif beat.by_hand:
            standing = "kept"
        return HandBeat(beat.place, self._editing.t_s(beat.place), beat.interval_ms, kind, standing)
