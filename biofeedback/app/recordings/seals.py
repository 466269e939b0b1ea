"""The passphrase of whoever practises now: whether new recordings are sealed, and with what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biofeedback.error_codes import SealErrorCode
from biofeedback.errors import RecordingError, SoftenError, UsageError
from sessions.sealed.header import is_sealed
from sessions.sealed.passphrases import GIVEN, Passphrase, typed_twice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from biofeedback.files.kept import FilesDone
    from sessions.library import Library


class LiveSeals:
    """The seals of one run of the program; what was given is forgotten when somebody else practises.

    Parameters
    ----------
    library : callable
        Returns the recordings of whoever practises now.
    """

    def __init__(self, library: Callable[[], Library]) -> None:
        self._of_now = library
        self._folder: Path | None = None
        self._passphrase: Passphrase | None = None
        self._once = False

    @property
    def wanted(self) -> bool:
        """Whether new recordings are to be sealed."""
        return self._library.seals_new

    @property
    def is_open(self) -> bool:
        """Whether the passphrase was given since the program began."""
        _ = self._library  # of whom it is
        return self._passphrase is not None

    @property
    def sealed(self) -> int:
        """How many recordings are sealed; none in a folder that cannot be read."""
        try:
            return len(self._library.sealed())
        except RecordingError:
            return 0

    @property
    def plain(self) -> int:
        """How many recordings are not."""
        try:
            return len(self._library.paths()) - self.sealed
        except RecordingError:
            return 0

    def give(self, text: str, path: Path | None = None) -> None:
        """Give the passphrase for this run.

        What opens the newest of the sealed recordings is for new ones too; what opens ``path`` alone is for reading.

        Raises
        ------
        SoftenError
            It is empty, it opens neither of them, or nothing can be sealed here.
        """
        from sessions.sealed.opening import opens

        passphrase = Passphrase(text)
        newest = self._library.sealed()[-1:]
        if not newest or opens(newest[0], passphrase):
            self.take(passphrase)
        elif path is not None and opens(path, passphrase):
            GIVEN.remember(passphrase)
        else:
            raise RecordingError(SealErrorCode.OTHER_PASSPHRASE, str(path or newest[0]))

    def compare(self, passphrase: Passphrase) -> None:
        """See that a passphrase opens the newest of the sealed recordings, where there is any.

        Raises
        ------
        SoftenError
            It does not, or nothing can be opened here.
        """
        from sessions.sealed.opening import opens

        newest = self._library.sealed()[-1:]
        if newest and not opens(newest[0], passphrase):
            raise RecordingError(SealErrorCode.OTHER_PASSPHRASE, str(newest[0]))

    def closed_among(self, paths: Sequence[Path]) -> dict[Path, SoftenError]:
        """Return which of these recordings stay closed with what was given or is answered now, each with its reason."""
        from sessions.opened_file import translated
        from sessions.sealed.opening import passphrase_of

        closed: dict[Path, SoftenError] = {}
        for path in filter(is_sealed, paths):
            try:
                with translated(path):
                    passphrase_of(path, 0.0)  # whoever holds it now is told as the reason
            except SoftenError as error:
                closed[path] = error
        return closed

    def choose(self, text: str, again: str) -> None:
        """Seal new recordings from now on.

        Raises
        ------
        SoftenError
            The passphrase is empty or was typed otherwise the second time, or nothing can be sealed here.
        """
        self.take(typed_twice(text, again))
        self.want()

    def take(self, passphrase: Passphrase, *, once: bool = False) -> None:
        """Seal with this passphrase; with ``once`` new recordings of this run, whatever holds from then on.

        Raises
        ------
        UsageError
            Nothing can be sealed here.
        """
        from sessions.sealed.opening import can_seal

        can_seal()
        _ = self._library  # of whom it is
        self._passphrase, self._once = GIVEN.remember(passphrase), once

    def seal_next(self, *, once: bool) -> None:
        """With ``once``, seal new recordings of this run, whatever holds from then on."""
        self._once = once

    def stop(self) -> None:
        """Seal new recordings no more."""
        self._library.seal_new(wanted=False)

    def forget(self) -> None:
        """Forget the passphrase."""
        self._passphrase, self._once = None, False
        GIVEN.forget()

    def for_new(self) -> Passphrase | None:
        """Return what the next recording is sealed with; ``None`` for a plain one.

        Raises
        ------
        UsageError
            It is to be sealed, and no passphrase was given.
        """
        if not self.wanted and not self._once:
            return None
        if self._passphrase is None:
            raise UsageError(SealErrorCode.PASSPHRASE_NEEDED)
        return self._passphrase

    def want(self) -> None:
        """Seal new recordings from now on.

        Raises
        ------
        RecordingError
            It cannot be kept.
        """
        self._library.seal_new(wanted=True)

    def seal_all(self, on_file: Callable[[], object] = lambda: None) -> FilesDone:
        """Seal every recording with the passphrase of now; raises as `for_new`."""
        return self.reseal(self._library.paths(), on_file=on_file)

    def unseal_all(self, on_file: Callable[[], object] = lambda: None) -> FilesDone:
        """Open every seal for good, and, once all are plain files, seal new recordings no more."""
        done = self.reseal(self._library.sealed(), plain=True, on_file=on_file)
        if not done.left:
            self.stop()
        return done

    def reseal(
        self, paths: Sequence[Path], *, plain: bool = False, on_file: Callable[[], object] = lambda: None
    ) -> FilesDone:
        """Seal recordings with the passphrase of now, or make plain ones of them; tell what could not be changed.

        Raises
        ------
        UsageError
            No passphrase was given to seal them with.
        """
        from sessions.sealed.opening import opens
        from sessions.sealed.sealing import reseal

        if self._passphrase is None and not plain:
            raise UsageError(SealErrorCode.PASSPHRASE_NEEDED)
        seal = None if plain else self._passphrase
        done, left = 0, []
        for path in paths:
            try:
                if seal is None or not is_sealed(path) or not opens(path, seal):
                    reseal(path, seal)
                    done += 1
            except SoftenError as error:
                left.append(error)
            on_file()
        from biofeedback.files.kept import FilesDone

        return FilesDone(done, tuple(left))

    @property
    def _library(self) -> Library:
        library = self._of_now()
        if self._folder not in (None, library.folder):
            self.forget()
        self._folder = library.folder
        return library
