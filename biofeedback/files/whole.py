"""A new file that has its name when it is whole; until then it has another, and nothing of it stays otherwise."""

import atexit
import errno
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from biofeedback.files.private import open_private

_NAME_BYTES = 16
"""By chance two parts never have one name; as many as a UUID, whose module every start of Soften would wait for."""

_ENDS_WITHIN_S = 5.0
"""Real seconds that the end of the program waits for whoever writes to let the file go: a choice; a part of it is some
megabytes at most."""


class WholeFile:
    """What is being written.

    Attributes
    ----------
    file : BinaryIO
        Where to write.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.ending = threading.Event()
        self.let_go = threading.Event()

    def go_on(self) -> None:
        """Raise a `SystemExit` where the program ends meanwhile; to be called every now and then."""
        if self.ending.is_set():
            raise SystemExit


@contextmanager
def whole_file(to: Path, *, over: bool = False) -> Iterator[WholeFile]:
    """Hand out a file to write, which gets its name at the end; for the user's own eyes.

    With ``over`` it takes the place of what is called so, which stays as it was until then.

    Raises
    ------
    OSError
        Something of that name is there already, or the system does not let us; nothing is left then.
    """
    if os.path.lexists(to) and not over:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(to))
    part = to.with_name(f".{os.urandom(_NAME_BYTES).hex()}.part")
    try:
        whole = WholeFile(open_private(part))
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise

    def give_up() -> None:
        whole.ending.set()
        whole.let_go.wait(_ENDS_WITHIN_S)
        with suppress(OSError):
            part.unlink(missing_ok=True)

    atexit.register(give_up)  # a thread that would be ended in the midst of it cleans nothing up
    try:
        with whole.file:
            yield whole
        whole.go_on()
        if over:
            part.replace(to)
        else:
            _name(part, to)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        whole.let_go.set()
        atexit.unregister(give_up)


def _name(part: Path, to: Path) -> None:
    """Give a file its name, unless another has it by now."""
    try:
        os.link(part, to)
    except FileExistsError:
        raise
    except OSError:  # a disk without such links
        if os.path.lexists(to):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(to)) from None
        part.rename(to)
