"""The facts that a recording keeps of its session: what was practised, when, and with which versions."""

import datetime
import importlib.metadata
import platform

from biofeedback.practice.assessment import ASSESSMENT_TITLE
from biofeedback.practice.script.model import Practice

LIBRARIES = ("numpy", "scipy", "bleak")


def session_facts(practice: Practice, started: datetime.datetime) -> dict[str, str]:
    """Return the facts of a session that begins now; ``started`` has its UTC offset."""
    return {
        "practice": practice.name,
        "practice_title": ASSESSMENT_TITLE if practice.assesses else practice.title,
        "started_at": started.isoformat(timespec="seconds"),
        "program_version": importlib.metadata.version("soften"),
        "python_version": platform.python_version(),
        "platform": platform.platform(),
    } | {f"{name}_version": importlib.metadata.version(name) for name in LIBRARIES}
