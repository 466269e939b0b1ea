"""What a worker of a study does with files that kill it, keep it for ever, or make it stumble, by their names."""

import os
import signal
import time
from pathlib import Path

from biofeedback.app.study.one_file import StudySettings
from biofeedback.app.study.workers import analysed_as_json

KILLS, HANGS, STUMBLES = "poison.txt", "endless.txt", "stumbling.txt"
GROWS = "growing.txt"
KILLED = "killed"


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


def once_a_worker_was_killed(path: Path, settings: StudySettings) -> str:
    """Analyse a file when somebody has killed a worker, and said so by a file beside the folder."""
    while not (path.parent.parent / KILLED).exists():
        time.sleep(0.02)
    return analysed(path, settings)
