"""A practice of one heart, or a room of several, in real time and without a window: prints CPU seconds a minute, MiB.

``room_practice SECONDS HEARTS``: one heart is a practice of one person. All record.
"""

import sys
import tempfile
import time
from pathlib import Path

from biofeedback.app.application import LiveApplication
from biofeedback.practices import practice_named
from tests.benchmarks.programs.process_age import resident_mib

SECONDS, HEARTS = float(sys.argv[1]), int(sys.argv[2])
WARM_UP_S = 75.0  # by then breath is led, and every window of 64 s is full
PRACTICE = practice_named("compassionate_pause")

with tempfile.TemporaryDirectory() as folder, LiveApplication(seed=1, output=Path(folder) / "a.soften") as application:
    if HEARTS == 1:
        session = application.begin(PRACTICE, "simulated", None)
    else:
        session = application.begin_room(PRACTICE, None)
        for place in range(HEARTS):
            session.take_seat("simulated", name=f"Seat {place + 1}", consent="Yes.")
    time.sleep(WARM_UP_S)
    began_s, began_cpu_s = time.perf_counter(), time.process_time()
    time.sleep(SECONDS)
    cpu_s, passed_s = time.process_time() - began_cpu_s, time.perf_counter() - began_s
    sys.stdout.write(f"{60.0 * cpu_s / passed_s} {resident_mib()}\n")
    sys.stdout.flush()
    session.finish()
