"""What a worker of a study does with files that kill it, keep it for ever, or make it stumble, by their names."""

import os
import signal
import time
from pathlib import Path

from biofeedback.app.study.one_file import StudySettings
from biofeedback.app.study.workers import analysed_as_json

KILLS, HANGS, STUMBLES = "poison.txt", "endless.txt", "stumbling.txt"
GROWS = "growing.txt"


def analysed(path: Path, settings: StudySettings) -> str:
    """Analyse a file, unless its name says otherwise."""
    if path.name == KILLS:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    if path.name == HANGS:
        time.sleep(600.0)
    if path.name == STUMBLES:
        raise ZeroDivisionError("within the library")
    if path.name == GROWS:
        with path.open("a", encoding="utf-8") as file:
            file.write("\n800\n810")
    return analysed_as_json(path, settings)


def slowly(path: Path, settings: StudySettings) -> str:
    """Analyse a file so slowly that somebody can kill its worker meanwhile."""
    time.sleep(0.3)
    return analysed(path, settings)
