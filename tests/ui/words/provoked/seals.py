"""Ways in which a recording cannot be sealed, or a sealed one cannot be opened."""

from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import apsw
import pytest

from biofeedback.app.recordings.seals import LiveSeals
from biofeedback.cli.recordings import seals
from sessions.library import Library
from sessions.reader import Recording
from sessions.recording_file import create
from sessions.sealed import opening, sealing
from sessions.sealed.header import PAGE_BYTES
from sessions.sealed.passphrases import GIVEN, Passphrase, read_passphrase, typed_twice
from ui.words.languages import english

SEAL = Passphrase("rosemary")


def opened_with(path: Path, *passphrases: Passphrase) -> None:
    """Open a recording with these passphrases alone."""
    GIVEN.forget()
    for each in passphrases:
        GIVEN.remember(each)
    try:
        Recording(path).close()
    finally:
        GIVEN.forget()


def sealed(path: Path) -> Path:
    """Make a sealed recording."""
    with closing(create(path, {}, {}, SEAL)):
        return path


def damaged(path: Path) -> Path:
    """Make a sealed recording whose beginning is damaged."""
    content = bytearray(sealed(path).read_bytes())
    content[200] ^= 1
    path.write_bytes(content)
    return path


def cut(path: Path) -> Path:
    """Make a sealed recording of which the first page alone is there."""
    path.write_bytes(sealed(path).read_bytes()[:PAGE_BYTES])
    return path


def in_clear(path: Path, patch: pytest.MonkeyPatch) -> None:
    """Seal with a library that knows no ciphers."""

    class Connection(apsw.Connection):
        def execute(self, statements: str, *bindings: object) -> apsw.Cursor:
            setting = statements.partition(" ")[2].partition(" ")[0]
            known = setting in ("cipher", "kdf_iter", "key")
            return super().execute("PRAGMA no_such_setting" if known else statements, *bindings)

    library = SimpleNamespace(**vars(apsw) | {"Connection": Connection})
    with patch.context() as within:
        within.setattr(opening, "needed", lambda extra, module: library)
        within.setattr(opening, "_refuse_what_does_not_seal", opening._refuse_what_does_not_seal.__wrapped__)
        create(path, {}, {}, SEAL)


def not_copied(path: Path, patch: pytest.MonkeyPatch) -> None:
    """Open the seal of a recording on a disk that gives back something else."""
    with patch.context() as within:
        within.setattr(sealing, "_copy", lambda source, copy: None)
        GIVEN.remember(SEAL)
        try:
            sealing.reseal(path, None)
        finally:
            GIVEN.forget()


def seal_errors(folder: Path, patch: pytest.MonkeyPatch) -> Iterable[tuple[str, Callable[[], object]]]:
    """Yield ways to meet each error."""
    folder = folder / "seals"
    folder.mkdir()
    patch.setattr(opening, "needed", lambda extra, module: apsw)  # whatever other cases did to imports
    one = sealed(folder / "one.soften")
    yield "seal: no passphrase yet", lambda: opened_with(one)
    yield "seal: another passphrase", lambda: opened_with(one, Passphrase("lavender"))
    yield "seal: beginning damaged", lambda: opened_with(damaged(folder / "damaged.soften"), SEAL)
    yield "seal: pages damaged", lambda: opened_with(cut(folder / "cut.soften"), SEAL)
    yield "seal: a library in clear", lambda: in_clear(folder / "clear.soften", patch)
    yield "seal: opened though it is plain", lambda: sealing.reseal(plain(folder / "plain.soften"), None)
    yield "seal: copied badly", lambda: not_copied(one, patch)
    nothing = LiveSeals(lambda: Library(folder / "nothing"))
    yield "seal: which recordings", lambda: seals.seal(english())
    yield "seal: a wish that is not kept", lambda: LiveSeals(lambda: Library(one)).want()
    yield "passphrase: not given yet", nothing.seal_all
    yield "passphrase: empty", lambda: Passphrase("")
    yield "passphrase: long", lambda: Passphrase("x" * 5000)
    yield "passphrase: twice otherwise", lambda: typed_twice("rosemary", "rosmary")
    yield "passphrase: no file", lambda: read_passphrase(folder / "nowhere.txt")


def plain(path: Path) -> Path:
    """Make a recording without a seal."""
    with closing(create(path, {}, {})):
        return path
