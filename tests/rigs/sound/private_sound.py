"""A sound server of our own with a loudspeaker or two that nobody hears, and an ear that notes when they would be.

The loudspeaker is pulseaudio's null sink. It keeps real time: PortAudio reaches it through ALSA as it reaches any,
with a latency of its own, and its monitor gives back every sample.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from tests.rigs.suite import programs

RATE_HZ = 48_000
SINK, HALL = "nobody_hears", "hall"
"""The usual loudspeaker, and one for a room, which ALSA knows by this name."""

PACKAGES = "pulseaudio, pulseaudio-utils, libasound2-plugins and libportaudio2"

_FRAGMENT_MS = 5
_FRAME_BYTES = 4
_READY = "startup complete"


class PrivateSound:
    """A running pulseaudio; programs started with its ``environment`` play on it.

    The loudspeaker of the hall is there after `open_hall`.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="soften-sound-")
        home = Path(self._folder.name)
        self._configuration = home / "server.pa"
        self._configuration.write_text(
            f"load-module module-native-protocol-unix socket={home}/server auth-anonymous=1\n"
            f"load-module module-null-sink sink_name={SINK} rate={RATE_HZ}\n"
        )
        (home / ".asoundrc").write_text(
            "pcm.!default { type pulse }\nctl.!default { type pulse }\n"
            f"pcm.{HALL} {{ type pulse\ndevice {HALL} }}\n"
        )
        self.environment = os.environ | {
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "XDG_CONFIG_HOME": str(home),
            "PULSE_SERVER": f"unix:{home}/server",
            "PULSE_COOKIE": str(home / "cookie"),
        }
        self._process = self._start()

    def open_hall(self) -> None:
        """Plug the loudspeaker of the hall in."""
        words = ["load-module", "module-null-sink", f"sink_name={HALL}", f"rate={RATE_HZ}"]
        printed = programs.run([self.program("pactl"), *words], env=self.environment, check=True, capture_output=True)
        self._hall = printed.stdout.decode().strip()

    def close_hall(self) -> None:
        """Pull it out."""
        programs.run([self.program("pactl"), "unload-module", self._hall], env=self.environment, check=True)

    def go_away(self) -> None:
        """End the server, and every loudspeaker with it."""
        self._gone = True
        self._process.terminate()
        self._process.wait()
        self._reading.join()
        assert self._process.stderr is not None
        self._process.stderr.close()

    def come_back(self) -> None:
        """Start the server again."""
        self._process = self._start()

    def program(self, name: str) -> str:
        found = shutil.which(name)
        assert found is not None, f"these tests need {name}: install the packages {PACKAGES}"
        return found

    def _start(self) -> subprocess.Popen[bytes]:
        command = [self.program("pulseaudio"), "-n", "-F", str(self._configuration), "--daemonize=no"]
        command += ["--exit-idle-time=-1", "--use-pid-file=no", "--log-target=stderr", "--log-level=info"]
        process = programs.start(command, env=self.environment, stderr=subprocess.PIPE)
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line.decode(errors="replace"))
            if _READY in said[-1]:
                break
        else:
            raise AssertionError(f"pulseaudio did not start:\n{''.join(said)}")
        # So that it never waits to be read.
        self._reading = threading.Thread(target=process.stderr.read, daemon=True)
        self._reading.start()
        self._gone = False
        return process

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if not self._gone:
            self.go_away()
        self._folder.cleanup()


class Ear:
    """Hears what the loudspeaker plays, from the moment it is made until `stop`."""

    def __init__(self, sound: PrivateSound, sink: str = SINK) -> None:
        self._process = programs.start(
            [
                sound.program("parec"),
                f"--device={sink}.monitor",
                "--format=s16le",
                f"--rate={RATE_HZ}",
                "--channels=2",
                f"--latency-msec={_FRAGMENT_MS}",
            ],
            env=sound.environment,
            stdout=subprocess.PIPE,
        )
        self._hearing = threading.Event()
        self._pieces: list[tuple[float, bytes]] = []
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        assert self._hearing.wait(60.0), "the monitor of the null sink gave nothing"

    def loudest_now(self, seconds: float) -> float:
        """Return the loudest sample of the latest so many seconds, 0 to 1; 0 while less than that was heard."""
        pieces, wanted = [], round(seconds * RATE_HZ) * _FRAME_BYTES
        for _, piece in reversed(self._pieces[:]):
            pieces.append(piece)
            if sum(map(len, pieces)) >= wanted:
                data = b"".join(reversed(pieces))
                samples = np.frombuffer(data[: len(data) - len(data) % _FRAME_BYTES], "<i2")
                return float(np.abs(samples.astype(np.float64)).max()) / 32768.0
        return 0.0

    def stop(self) -> tuple[NDArray[np.float64], float]:
        """Return the samples, shape (frames, 2), and when the first was heard, on ``time.perf_counter``."""
        self._process.terminate()
        self._thread.join()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
        data = b"".join(piece for _, piece in self._pieces)
        ends = np.cumsum([len(piece) for _, piece in self._pieces]) / _FRAME_BYTES / RATE_HZ
        arrived_s = np.array([stamp for stamp, _ in self._pieces])
        # A piece is handed out when its first sample is heard; the quickest arrival tells that moment.
        piece_s = float(np.median(np.diff(ends)))
        began_s = float((arrived_s - ends).min()) + piece_s
        frames = np.frombuffer(data[: len(data) - len(data) % _FRAME_BYTES], "<i2").reshape(-1, 2)
        return frames / 32768.0, began_s

    def _listen(self) -> None:
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        while piece := os.read(descriptor, 1 << 16):
            self._pieces.append((time.perf_counter(), piece))
            self._hearing.set()


def play_beside(sound: PrivateSound, program: str, *arguments: str) -> subprocess.Popen[str]:
    """Start one of the rigs as a program of its own that plays on the private loudspeaker."""
    return programs.start(
        [sys.executable, "-m", program, *arguments],
        env=sound.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[3],
    )
