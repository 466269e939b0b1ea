"""Our sketch on a simulated ATmega328P, compiled as the Arduino IDE would."""

import re
import shutil
import subprocess
from pathlib import Path

from tests.rigs.serial.soften_board import ROOT, SKETCH
from tests.rigs.suite import programs

CORE = Path("/usr/share/arduino/hardware/arduino/avr")
SIMULATOR = Path("/usr/include/simavr/sim_avr.h")
MISSING = "gcc-avr, avr-libc, arduino-core-avr, libsimavr-dev and libelf-dev are needed here; `make test` installs them"

_BOARD = (
    *("-mmcu=atmega328p", "-DF_CPU=16000000L", "-DARDUINO=10819", "-DARDUINO_AVR_UNO", "-DARDUINO_ARCH_AVR"),
    "-DDECIMAL_DIG=__DECIMAL_DIG__",  # which older compilers keep from C++
    *(f"-I{CORE}/cores/arduino", f"-I{CORE}/variants/standard"),
)
_LEAN = ("-Os", "-flto", "-fno-fat-lto-objects", "-ffunction-sections", "-fdata-sections")
_CPP = ("-std=gnu++11", "-fno-exceptions", "-fno-threadsafe-statics", "-fpermissive")


def is_here():
    """Tell whether this machine has the compiler, the core and the simulated board."""
    return all(shutil.which(name) for name in ("avr-g++", "gcc")) and CORE.is_dir() and SIMULATOR.is_file()


class AvrBoard:
    """The sketch in flash.

    Parameters
    ----------
    folder : Path
        Where what is compiled may be put.
    """

    def __init__(self, folder: Path) -> None:
        self.sketch = folder / "soften_pulse.elf"
        self._driver = folder / "avr_driver"
        objects = [folder / "sketch.o"]
        sketch = (f"-I{SKETCH}", "-x", "c++", "-include", "Arduino.h", "-c", SKETCH / "soften_pulse.ino")
        _run("avr-g++", *_BOARD, *_LEAN, *_CPP, "-Wall", "-Wextra", "-Werror", *sketch, "-o", objects[0])
        for source in sorted((CORE / "cores" / "arduino").glob("*.c*")):
            objects.append(folder / f"{source.name}.o")
            language = ("avr-g++", *_CPP) if source.suffix == ".cpp" else ("avr-gcc", "-std=gnu11")
            _run(*language, *_BOARD, *_LEAN, "-w", "-c", source, "-o", objects[-1])
        link = ("-mmcu=atmega328p", "-Os", "-flto", "-fuse-linker-plugin", "-Wl,--gc-sections", "-lm")
        _run("avr-gcc", *objects, *link, "-o", self.sketch)
        driver = ROOT / "tests" / "rigs" / "serial" / "avr_driver.c"
        _run("gcc", "-O2", "-w", "-I/usr/include/simavr", driver, "-o", self._driver, "-lsimavr", "-lelf")

    def sizes(self):
        """Return how many bytes of flash and of memory the sketch takes."""
        text, data, bss = re.search(r"(\d+)\s+(\d+)\s+(\d+)", _run("avr-size", self.sketch)).groups()
        return int(text) + int(data), int(data) + int(bss)

    def says(self, millivolts, rate_hz):
        """Return what the port sends while this wave lies at the pin."""
        words = [self._driver, self.sketch, str(len(millivolts) / rate_hz), str(rate_hz)]
        text = "\n".join(f"{level:.2f}" for level in millivolts)
        return programs.run(words, input=text.encode(), stdout=subprocess.PIPE, check=True).stdout


def _run(*words):
    done = programs.run([str(word) for word in words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
