"""Opens every screen so often: prints of each its name, KiB resident more by round, and what was left behind."""

import statistics
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.benchmarks.programs.process_age import resident_mib
from tests.rigs.files.recorded_practice import record
from tests.rigs.screens.census import grown, let_go
from tests.rigs.screens.opened_screens import OpenedScreens
from tests.rigs.signals import remembered_pipelines
from ui.desktop.app import dress
from ui.tokens import DARK

ROUNDS = int(sys.argv[1])
LOOKS = 10  # at the memory, over all rounds
remembered_pipelines.MOST_RESULTS = 0  # what sessions remember of one another would be taken for what screens leave

app = QApplication(["soften"])
dress(app, DARK)
with tempfile.TemporaryDirectory() as folder:
    opened = OpenedScreens(record(Path(folder) / "before.soften"))
    for name, open_screen in opened.openers():
        resident: list[float] = []

        def some_rounds(open_screen=open_screen, resident=resident) -> None:
            for _ in range(ROUNDS // LOOKS):
                open_screen()
            let_go()
            resident.append(1024.0 * resident_mib())

        left = grown(some_rounds, LOOKS)
        later = resident[-LOOKS // 2 :]
        slope = statistics.linear_regression(range(len(later)), later).slope / (ROUNDS // LOOKS)
        sys.stdout.write(f"{name.replace(' ', '-')} {slope:.3f} {left}\n")
        sys.stdout.flush()
    opened.window.close()
