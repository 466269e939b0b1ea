"""What the commands of the pages need to be run here, and which of them are run in another form, and why."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from tests.rigs.suite.documented_commands import ROOT

NAME = "2026-03-03_09-05-00_three_breaths"
"""The recording of the prepared folder, as the library calls it."""


class Needs(NamedTuple):
    """What every command needs that begins with these words; what a longer beginning says goes before it."""

    words: str
    means: Mapping[str, str] = MappingProxyType({})
    """What stands for a word of the page: for a file one of the prepared folder, for a long time a short one."""

    first: tuple[str, ...] = ()
    """Commands that were run before."""

    more: tuple[str, ...] = ()
    """Words that are added at the end."""

    typed: str = ""
    """What is answered when it asks."""

    passphrase: bool = False
    """Whether a file gives the passphrase, where a person would be asked for it."""


_HASTE = ("--terminal", "--speed", "100")
"""A practice takes minutes; one of three breaths does all that a longer one does."""

_FRENCH = "biofeedback/practices/fr/three_breaths.toml"
_ENGLISH = str(ROOT / "biofeedback/practices/en/three_breaths.toml")
_NEW_LAB = "practices new --protocol lab.toml"

_A_SESSION = "study begin lights --participant P01"
_OF_A_STUDY = ("begin", "status", "run", "report", "open")
_DRAWN = "--protocol lights.toml --participants 4 --donors ~/earlier"

NEEDS: tuple[Needs, ...] = (
    Needs(
        "soften",
        {
            "FILE": "evening.soften",
            "FILE...": "evening.soften",
            "NAME": NAME,
            "SESSION": NAME,
            "FORMAT": "csv",
            "FOLDER": "folder",
            "SPEC": "simulated",
        },
    ),
    Needs("soften begin", more=_HASTE),
    Needs("soften begin --sealed", passphrase=True),
    Needs("soften begin --person", first=("people add Fern",)),
    Needs("soften begin morning.toml", first=("practices new morning.toml",)),
    # The template lasts 22 minutes; a protocol of 34 seconds has other names.
    Needs("soften begin lab.toml", {"lab.toml": "lights.toml", "real": "genuine", "NAME": "genuine"}),
    Needs("soften demonstrate", more=_HASTE),
    Needs("soften room", more=("--consent", *_HASTE)),
    Needs("soften sensors", more=("--seconds", "1")),
    Needs("soften sensors --describe", {"NAME": "Polar H10"}),
    Needs("soften sensors --named", {"NAME": "strap"}),
    Needs("soften capture", {"FILE": "heard.capture", "120": "1"}),
    Needs("soften capture SPEC FILE", more=("--seconds", "1")),
    Needs("soften analyse FOLDER --group", {"FOLDER": "hall"}),
    Needs("soften analyse FILE --source", {"NAME": "golden"}),
    Needs("soften beats", {"FILE": "edits.json"}),
    Needs("soften import", {"FILE...": "rr.txt"}),
    Needs("soften sessions mend", {"FILE": "cut.soften"}),
    Needs("soften sessions upgrade", {"FILE": "older.soften"}),
    Needs("soften sessions delete", typed="y\n"),
    Needs("soften sessions give", first=("people add Fern",)),
    Needs("soften sessions seal", passphrase=True),
    Needs("soften everything export", {"FILE": "all.zip"}),
    Needs("soften everything delete", typed="y\n"),
    Needs("soften --passphrase-file FILE", {"FILE": "passphrase"}, more=_HASTE),
    Needs("soften practices new FILE.mp3", {"FILE.mp3": "teacher.mp3"}),
    Needs("soften practices voice", {"NAME": "three_breaths"}),
    Needs("soften practices check", {"FILE": "morning.toml"}, first=("practices new morning.toml",)),
    Needs(f"soften practices check {_FRENCH}", {_FRENCH: _ENGLISH}),
    Needs("soften practices check lab.toml", first=(_NEW_LAB,)),
    Needs("soften practices preview lab.toml", first=(_NEW_LAB,)),
    Needs("soften practices preview", first=("practices new morning.toml",)),
    Needs("soften study run", more=("--workers", "1")),
    Needs("soften study report", more=("--workers", "1")),
    Needs("soften study plan", more=("--workers", "1")),
    # One is drawn in the prepared folder, as ~/lights.
    Needs("soften study init", {"FOLDER": "~/new", "~/lights": "~/new", "...": _DRAWN}, passphrase=True),
    Needs("soften study init lights", {"lights": "new", "lab.toml": "lights.toml", "earlier": "~/earlier"}),
    *(Needs(f"soften study {word} lights", {"lights": "~/lights"}) for word in _OF_A_STUDY),
    *(Needs(f"soften study {word} lights", first=(_A_SESSION,)) for word in ("run", "report")),
    Needs("soften study begin", more=_HASTE),
    Needs("soften study open", more=("--yes",), passphrase=True),
)


class Otherwise(NamedTuple):
    """The form in which a command of a page is tried here."""

    tried: str
    why: str


OTHERWISE: Mapping[str, Otherwise] = MappingProxyType(
    {
        "soften": Otherwise("soften --help", "opens the window and stays; tests/ui/desktop/test_startup.py opens it"),
        "SOFTEN_LANGUAGE=de soften": Otherwise("soften --language de --help", "the same window, in a language"),
        "soften assess": Otherwise("soften assess --help", "fourteen minutes; test_assess.py looks for a pace"),
        "soften assess --lsl --marker-port 5005": Otherwise(
            "soften assess --lsl --marker-port 5005 --help", "the same, in real time"
        ),
        "soften begin --lsl": Otherwise("soften begin --lsl --help", "in real time; tests/sessions/live does it"),
        "soften begin --lsl-network": Otherwise("soften begin --lsl-network --help", "goes out to a network"),
        "soften begin --markers-from Stimuli": Otherwise(
            "soften begin --markers-from Stimuli --help", "in real time, and waits for another program"
        ),
        "soften begin --marker-port 5005": Otherwise(
            "soften begin --marker-port 5005 --help", "in real time, at a port of this machine"
        ),
        "soften doctor --write-udev-rule": Otherwise("soften doctor --write-udev-rule --help", "writes into /etc"),
        "soften begin your_practice --sensor simulated --speed 10": Otherwise(
            "soften begin three_breaths --sensor simulated --speed 10 --help", "somebody's own, and a minute of time"
        ),
        "soften --passphrase-file": Otherwise(
            "soften --passphrase-file passphrase --help", "an option, without a command"
        ),
        "soften --passphrase-file /dev/fd/3 begin --sealed 3<passphrase": Otherwise(
            "soften --passphrase-file passphrase begin three_breaths --sensor simulated --sealed --speed 100",
            "a shell opens the file",
        ),
    }
)
"""Commands that need a screen, a strap, a board, a network or much time, by how the pages have them."""

OF_OTHERS: Mapping[str, str] = MappingProxyType(
    {
        "uv": "asks the network, or changes this machine; tests/test_packaging.py installs a wheel",
        "pipx": "asks the network",
        "pip": "asks the network",
        "git": "asks the network, or changes these files",
        "pybabel": "writes a language into these files",
        "bash": "makes a disk image, which macOS alone can; that its file is there is looked for",
        "ruff": "changes these files; `make lint` looks at them",
        "arduino-cli": "asks for a board; tests/devices/firmware compiles what it would send there",
    }
)
"""How commands begin that are another program's and are not run, and why."""
