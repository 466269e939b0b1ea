"""A passphrase for tests of screens: in memory, with as many recordings as a test says."""

from collections.abc import Callable
from pathlib import Path

from biofeedback.error_codes import SealErrorCode
from biofeedback.errors import RecordingError, UsageError
from biofeedback.files.kept import FilesDone


class PretendSeals:
    """The seals of whoever practises in a test; ``passphrase`` is what opens them."""

    def __init__(self, *, plain: int = 3, sealed: int = 0, wanted: bool = False, passphrase: str = "") -> None:
        self.plain, self.sealed, self.wanted = plain, sealed, wanted
        self.passphrase = passphrase
        self.is_open = False

    def give(self, text: str, path: Path | None = None) -> None:
        if text != self.passphrase:
            raise RecordingError(SealErrorCode.OTHER_PASSPHRASE, str(path or "one.soften"))
        self.is_open = True

    def choose(self, text: str, again: str) -> None:
        if text != again:
            raise UsageError(SealErrorCode.PASSPHRASES_DIFFER)
        self.passphrase, self.is_open, self.wanted = text, True, True

    def want(self) -> None:
        self.wanted = True

    def stop(self) -> None:
        self.wanted = False

    def forget(self) -> None:
        self.is_open = False

    def seal_all(self, on_file: Callable[[], object] = lambda: None) -> FilesDone:
        done, self.sealed, self.plain = self.plain, self.sealed + self.plain, 0
        return FilesDone(done)

    def unseal_all(self, on_file: Callable[[], object] = lambda: None) -> FilesDone:
        done, self.plain, self.sealed, self.wanted = self.sealed, self.plain + self.sealed, 0, False
        return FilesDone(done)
