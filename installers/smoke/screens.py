"""Screens on which the installed program opens its window: one in memory under Linux, else that of the machine."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from installers.smoke.pictures import Picture, read_bmp, read_xwd

WIDTH, HEIGHT = 1280, 800  # px: a small laptop

_BY_POWERSHELL = """
Add-Type -AssemblyName System.Windows.Forms, System.Drawing
$all = [System.Windows.Forms.SystemInformation]::VirtualScreen
$picture = New-Object System.Drawing.Bitmap $all.Width, $all.Height
[System.Drawing.Graphics]::FromImage($picture).CopyFromScreen($all.Location, [System.Drawing.Point]::Empty, $all.Size)
$picture.Save('{path}', [System.Drawing.Imaging.ImageFormat]::Bmp)
"""


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen; ``environment`` is what a program needs to be told to show itself there."""

    environment: dict[str, str]
    picture: Callable[[], Picture]


@contextmanager
def screen() -> Iterator[Screen]:
    """Have a screen until the end."""
    with tempfile.TemporaryDirectory(prefix="soften-screen-") as folder:
        if sys.platform == "linux":
            with _in_memory(Path(folder)) as shown:
                yield shown
        else:
            yield Screen({}, lambda: _of_machine(Path(folder) / "screen.bmp"))


@contextmanager
def _in_memory(folder: Path) -> Iterator[Screen]:
    reads, writes = os.pipe()
    size = f"{WIDTH}x{HEIGHT}x24"
    command = ["Xvfb", "-displayfd", str(writes), "-screen", "0", size, "-fbdir", str(folder), "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(writes,), stderr=subprocess.DEVNULL)
    os.close(writes)
    try:
        with os.fdopen(reads, encoding="ascii") as told:
            number = told.readline().strip()
        if not number:
            message = "Xvfb gave no screen"
            raise RuntimeError(message)
        environment = {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        yield Screen(environment, lambda: read_xwd((folder / "Xvfb_screen0").read_bytes()))
    finally:
        server.terminate()
        server.wait()


def _of_machine(path: Path) -> Picture:
    """Take a picture of the whole screen with what the system has for it."""
    if sys.platform == "darwin":
        command = ["screencapture", "-x", "-m", "-t", "bmp", str(path)]
    else:
        command = ["powershell", "-NoProfile", "-Command", _BY_POWERSHELL.format(path=path)]
    subprocess.run(command, check=True)
    return read_bmp(path.read_bytes())
