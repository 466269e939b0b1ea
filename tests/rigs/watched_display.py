"""Looks at the whole display over and over, while a window opens: ``python -m tests.rigs.watched_display SECONDS``.

Prints a line as soon as it looks, and at the end how many pictures it took, and the greatest share of the display that
was pale and that was not black.
"""

import sys
import time

import numpy as np
from PySide6.QtWidgets import QApplication

from tests.rigs.flashes import luminance

PALE = 0.4  # of the greatest relative luminance: no ground of a dark theme has so much, and none of a light one less

app = QApplication(["watched_display"])
display = app.primaryScreen()
pale, seen, pictures = 0.0, 0.0, 0
until_s = None
while until_s is None or time.monotonic() < until_s:
    levels = luminance(display.grabWindow(0).toImage())
    pale, seen = max(pale, float(np.mean(levels > PALE))), max(seen, float(np.mean(levels > 0.0)))
    pictures += 1
    if until_s is None:
        until_s = time.monotonic() + float(sys.argv[1])
        sys.stdout.write("looking\n")
        sys.stdout.flush()
sys.stdout.write(f"{pictures} {pale:.3f} {seen:.3f}\n")
