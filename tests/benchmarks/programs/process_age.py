"""How long this process has lived, its interpreter's start included."""

import time
from pathlib import Path


def age_s() -> float:
    """Return the seconds since the kernel started this process."""
    import os

    began_ticks = float(Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - began_ticks / os.sysconf("SC_CLK_TCK")
