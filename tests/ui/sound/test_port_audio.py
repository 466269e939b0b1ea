"""Looking for new devices never closes one that is open."""

from ui.sound.port_audio import closed, opened, outputs, rescan


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


class _Listing:
    """What PortAudio says of a machine with cards that are called alike."""

    class default:
        hostapi = 1

    names = (
        "Other API",
        "HDA: HDMI 0 (hw:0,3)",
        "HDA: HDMI 0 (hw:0,7)",
        "Headset",
        "Mono",
        "sysdefault",
        "pulse",
        "Headset",
    )

    @staticmethod
    def query_hostapis(number: int) -> dict[str, list[int]]:
        return {"devices": [[0], list(range(1, 8))][number]}

    def query_devices(self, number: int) -> dict[str, object]:
        return {"name": self.names[number], "max_output_channels": 1 if self.names[number] == "Mono" else 2}


def test_loudspeakers_have_names_that_last_and_ways_to_the_usual_one_are_none():
    assert outputs(_Listing()) == {"HDA: HDMI 0": 1, "HDA: HDMI 0 (2)": 2, "Headset": 3, "Headset (2)": 7}
