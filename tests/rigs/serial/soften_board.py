"""The code of our own pulse sensor, compiled for this computer."""

import shutil
from pathlib import Path

from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[3]
SKETCH = ROOT / "devices" / "firmware" / "soften_pulse"
DRIVER = ROOT / "tests" / "rigs" / "serial" / "firmware_driver.cpp"

NO_COMPILER = (
    "The sketch of the pulse sensor is tested by compiling it for this computer, and there is no g++ here. "
    "`sudo apt-get install g++` brings it."
)

STRICT = ("-std=c++11", "-O1", "-Wall", "-Wextra", "-Wconversion", "-Wno-sign-conversion", "-Werror")
WATCHFUL = ("-fsanitize=undefined", "-fno-sanitize-recover")


class SoftenBoard:
    """The board's code as a program.

    Parameters
    ----------
    folder : Path
        Where the program may be put.
    """

    def __init__(self, folder: Path) -> None:
        compiler = shutil.which("g++")
        assert compiler, NO_COMPILER
        self._program = folder / "firmware_driver"
        command = [compiler, *STRICT, *WATCHFUL, f"-I{SKETCH}", str(DRIVER), "-o", str(self._program)]
        done = programs.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    def says(self, us, values, *, bits=12, bytes_a_sample=0):
        """Return what the port sends for these samples; stamps are wrapped as micros() does."""
        text = "\n".join(f"{at_us % 2**32} {value}" for at_us, value in zip(us, values, strict=True))
        return self._run(text, "lines", str(bits), str(bytes_a_sample))

    def due(self, now_us, *, start_us=0):
        """Return for each moment whether a sample is due."""
        text = "\n".join(str(at_us % 2**32) for at_us in now_us)
        return [line == b"1" for line in self._run(text, "steps", str(start_us % 2**32)).split()]

    def _run(self, text, *words):
        return programs.run([self._program, *words], input=text.encode(), capture_output=True, check=True).stdout
