"""Looking for new devices never closes one that is open."""

from ui.sound.port_audio import closed, opened, rescan


class _PortAudio:
    def __init__(self) -> None:
        self.began = 0

    def _terminate(self) -> None:
        self.began -= 1

    def _initialize(self) -> None:
        self.began += 2


def test_devices_are_looked_for_anew_unless_one_is_open():
    port_audio, first, second = _PortAudio(), object(), object()
    rescan(port_audio)
    assert port_audio.began == 1
    opened(first)
    opened(second)
    rescan(port_audio)
    closed(first)
    closed(first)
    rescan(port_audio)
    assert port_audio.began == 1
    closed(second)
    rescan(port_audio)
    assert port_audio.began == 2
