"""The facts that a recording keeps of its session: what was practised, when, and with which versions."""

import datetime
import importlib.metadata
import os
import platform
from collections.abc import Mapping
from pathlib import Path

from biofeedback.languages import preferred_languages
from biofeedback.outside_text import LONGEST_NAME, shown
from biofeedback.practice.assessment import ASSESSMENT_TITLE, SLIDING_NAME, STEPPED_NAME
from biofeedback.practice.script.model import Practice
from biofeedback.practices import BUILT_IN, practice_named
from devices.catalogue import ReplaySpec, SensorSpec
from ui.words.language import Language

LIBRARIES = ("numpy", "scipy", "bleak")

IMPORTED = "imported"
"""In place of the name of a practice: the recording was made of a file of another program, which its title names."""


def session_facts(practice: Practice, started: datetime.datetime) -> dict[str, str]:
    """Return the facts of a session that begins now; ``started`` has its UTC offset."""
    return {
        "practice": practice.name,
        "practice_title": ASSESSMENT_TITLE if practice.assesses else practice.title,
        "started_at": started.isoformat(timespec="seconds"),
        # Which sound it was, and none of the sound.
        **({} if practice.track is None else {"track_sha256": practice.track.sha256}),
    } | program_facts()


def program_facts() -> dict[str, str]:
    """Return what numbers can depend on beside their inputs: the versions of the program and of what is below it."""
    return {
        "program_version": importlib.metadata.version("soften"),
        "python_version": platform.python_version(),
        "platform": _system(),
    } | {f"{name}_version": importlib.metadata.version(name) for name in LIBRARIES}


def practice_title(recorded: Mapping[str, str], language: Language, *, names_file: bool = True) -> str:
    """Return the title from the facts of a recording: of an assessment in the language, any other as it was.

    Without ``names_file`` it has no name of an imported file, in which a person may be named: for what is given away.
    """
    title = recorded.get("practice_title", "")
    if recorded.get("practice") in (STEPPED_NAME, SLIDING_NAME):
        return language.gettext(title)
    if recorded.get("practice") == IMPORTED:
        if not names_file:
            return language.gettext("From a file of another program")
        return language.gettext("From the file {file}").format(file=shown(title, LONGEST_NAME))
    return shown(title, LONGEST_NAME)


def listed_title(name: str, language: Language) -> str:
    """Return the title, in the language, of a practice of ours that has this name; of any other the name itself."""
    if name in (STEPPED_NAME, SLIDING_NAME):
        return language.gettext(ASSESSMENT_TITLE)
    if name in BUILT_IN:
        return practice_named(name, preferred_languages(os.environ)).title
    return name


def sensor_kept(spec: SensorSpec) -> str:
    """Return the sensor as it was asked for; of a file its name alone, for its folders may hold a person's name."""
    return str(ReplaySpec(Path(spec.file).name) if isinstance(spec, ReplaySpec) else spec)


def _system() -> str:
    """Return what numbers can depend on: kind of system, processor and C library, such as ``Linux x86_64 glibc 2.36``.

    No release of the system, which can be named by whoever built it, and no name of the machine.
    """
    return " ".join(filter(None, (platform.system(), platform.machine(), *platform.libc_ver())))
