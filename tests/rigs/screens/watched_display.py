"""Looks at the whole display over and over, while a window opens: ``python -m tests.rigs.screens.watched_display``.

Prints a line as soon as it looks, and a while after something filled the display how many pictures it took, and the
greatest share of the display that was pale and that was not black.
"""

import sys
import time

import numpy as np
from PySide6.QtWidgets import QApplication

from tests.rigs.screens.flashes import luminance

PATIENCE_S = 120.0  # for what must come; reached only when it does not come
FILLED_SHARE = 0.9  # of the display; a choice: nothing but a window takes so much
MORE = 60  # pictures after that: a choice, some seconds
PALE = 0.4  # of the greatest relative luminance: no ground of a dark theme has so much, and none of a light one less

app = QApplication(["watched_display"])
display = app.primaryScreen()
pale, seen, pictures = 0.0, 0.0, 0
sys.stdout.write("looking\n")
sys.stdout.flush()
until_s, more = time.monotonic() + PATIENCE_S, MORE
while more and time.monotonic() < until_s:
    levels = luminance(display.grabWindow(0).toImage())
    pale, seen = max(pale, float(np.mean(levels > PALE))), max(seen, float(np.mean(levels > 0.0)))
    pictures += 1
    more -= seen > FILLED_SHARE
sys.stdout.write(f"{pictures} {pale:.3f} {seen:.3f}\n")
