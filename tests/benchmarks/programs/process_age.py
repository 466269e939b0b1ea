"""How long this process has lived, its interpreter's start included, and how much of the machine's memory it holds."""

import time
from pathlib import Path


def age_s() -> float:
    """Return the seconds since the kernel started this process."""
    import os

    began_ticks = float(Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - began_ticks / os.sysconf("SC_CLK_TCK")


def resident_mib() -> float:
    """Return what is resident of this process, shared libraries included, in MiB."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(float(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024.0
