"""Coverage-guided fuzzing of everything that reads a sensor's bytes: ``make fuzz SECONDS=300``.

The first byte of an input chooses what reads the rest. Records: any bytes decode or raise `MalformedDataError`.
Streams: nothing is ever raised, no more is told than bytes can say, and the same packets tell the same again. The
corpus grows in a folder of its own and starts from what simulated sensors say.
"""

import contextlib
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["devices"]):
    from devices.protocols import (
        bitalino,
        cms50,
        cms50_new,
        device_information,
        heart_rate_service,
        interval_lines,
        line_header,
        max3010x_lines,
        nonin,
        polar_control_point,
        polar_delta_frame,
        polar_measurement,
        pulse_oximeter_service,
        pulse_sensor,
        pulse_sensor_plotter,
        soften_lines,
        wave_lines,
    )
    from devices.recognition import recognise
    from devices.registry import BLUETOOTH_KINDS, SERIAL_KINDS
    from devices.sensor_kinds import loaded
    from devices.streams.decoder import Decoder

    KINDS = (*BLUETOOTH_KINDS, *SERIAL_KINDS)
    for each in KINDS:
        loaded(each.stream)

from biofeedback.errors import MalformedDataError
from tests.rigs.serial.serial_heart import SPEAKERS, heartbeats

CHANNELS = (
    *(kind.name for kind in KINDS),
    "wave;kind=ecg",
    "values;kind=pulse;rate_hz=100",
    "bitalino;heart=A2;channels=A1+A2;kind=pulse;rate_hz=100",
)

RECORDS = (
    heart_rate_service.HeartRateMeasurement.decode,
    heart_rate_service.decode_body_location,
    pulse_oximeter_service.PlxMeasurement.decode,
    pulse_oximeter_service.decode_features,
    device_information.decode_text,
    device_information.decode_battery_percent,
    interval_lines.decode_line,
    line_header.LineHeader.decode,
    max3010x_lines.decode_line,
    pulse_sensor.PulseSensorLine.decode,
    pulse_sensor_plotter.PlotterLine.decode,
    wave_lines.decode_wave_line,
    wave_lines.decode_value_line,
    soften_lines.decode_line,
    cms50.Cms50Frame.decode,
    cms50_new.Cms50NewPacket.decode,
    lambda data: nonin.NoninFrame.decode(data, 2),
    lambda data: nonin.NoninFrame.decode(data, 7),
    lambda data: bitalino.BitalinoFrame.decode(data, 2),
    polar_control_point.Settings.decode,
    polar_control_point.Command.decode,
    polar_control_point.decode_message,
    polar_control_point.decode_offered,
    polar_measurement.decode_frame,
    lambda data: polar_delta_frame.decode_delta_frame(data, channels=3, resolution_bits=16),
)

LONGEST_INPUT = 768
_MOST_EVENTS_A_BYTE = 16


def read_stream(channel: str, packets: list[bytes]) -> list[str]:
    decoder = Decoder("fuzz")
    events = []
    for number, packet in enumerate(packets):
        events += decoder.feed(channel, packet, 0.05 * number)
    events += decoder.final_statistics(0.05 * len(packets))
    return [repr(event) for event in events]


def one_input(data: bytes) -> None:
    given = atheris.FuzzedDataProvider(data)
    chosen = given.ConsumeIntInRange(0, len(CHANNELS) + len(RECORDS))
    if chosen < len(CHANNELS):
        packets = []
        size = given.ConsumeIntInRange(1, 64)
        while given.remaining_bytes():
            packets.append(given.ConsumeBytes(size))
        told = read_stream(CHANNELS[chosen], packets)
        assert len(told) <= _MOST_EVENTS_A_BYTE * (len(data) + 16), "more was told than bytes can say"
        assert told == read_stream(CHANNELS[chosen], packets), "the same packets told something else"
        return
    rest = given.ConsumeBytes(given.remaining_bytes())
    if chosen == len(CHANNELS) + len(RECORDS):
        recognise(rest, 3.0)
        return
    with contextlib.suppress(MalformedDataError):
        RECORDS[chosen - len(CHANNELS)](rest)


def seeds(folder: Path) -> None:
    """Write what simulated sensors say as the first inputs."""
    beats_s = heartbeats(6.0)
    for name, speak in SPEAKERS.items():
        said = b"".join(data for _, data in speak(beats_s, 6.0))[: LONGEST_INPUT - 8]
        (folder / f"spoken-{name}").write_bytes(said + b"\x20\x00")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="soften-fuzz-") as folder:
        seeds(Path(folder))
        atheris.Setup([sys.argv[0], f"-max_len={LONGEST_INPUT}", *sys.argv[1:], folder], one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
