"""The facts that a recording keeps of its session: what was practised, when, and with which versions."""

import datetime
import importlib.metadata
import platform
from pathlib import Path

from biofeedback.practice.assessment import ASSESSMENT_TITLE
from biofeedback.practice.script.model import Practice
from devices.catalogue import ReplaySpec, SensorSpec

LIBRARIES = ("numpy", "scipy", "bleak")


def session_facts(practice: Practice, started: datetime.datetime) -> dict[str, str]:
    """Return the facts of a session that begins now; ``started`` has its UTC offset."""
    return {
        "practice": practice.name,
        "practice_title": ASSESSMENT_TITLE if practice.assesses else practice.title,
        "started_at": started.isoformat(timespec="seconds"),
        "program_version": importlib.metadata.version("soften"),
        "python_version": platform.python_version(),
        "platform": _system(),
    } | {f"{name}_version": importlib.metadata.version(name) for name in LIBRARIES}


def sensor_kept(spec: SensorSpec) -> str:
    """Return the sensor as it was asked for; of a file its name alone, for its folders may hold a person's name."""
    return str(ReplaySpec(Path(spec.file).name) if isinstance(spec, ReplaySpec) else spec)


def _system() -> str:
    """Return what numbers can depend on: kind of system, processor and C library, such as ``Linux x86_64 glibc 2.36``.

    No release of the system, which can be named by whoever built it, and no name of the machine.
    """
    return " ".join(filter(None, (platform.system(), platform.machine(), *platform.libc_ver())))
