"""A made session that goes by in real time: beats, an ECG, numbers, breaths and markers, as events of one heart."""

import math
import struct
import time

from biofeedback.events import (
    Beat,
    BeatJudged,
    BellRang,
    BreathPlanned,
    DeviceFact,
    Marker,
    Metric,
    Paused,
    PracticeEnded,
    Resumed,
    SampleBlock,
    StepBegan,
    Tick,
)

SOURCE = "bluetooth:Polar H10 12345678"
RATE_HZ = 130.0
_ASLEEP_S = 10.0  # seconds, far beyond any delay of a busy machine
_BLOCK = 26  # samples: a fifth of a second


def waves(t_s):
    """The block of an ECG whose last sample was at ``t_s``."""
    device_s = [1000.0 + t_s - (_BLOCK - 1 - place) / RATE_HZ for place in range(_BLOCK)]
    values = [100.0 * math.sin(6.0 * each_s) for each_s in device_s]
    return SampleBlock(
        source=SOURCE,
        kind="ecg",
        unit="uV",
        channels=1,
        rate_hz=RATE_HZ,
        arrived_s=t_s + 0.03,
        t_s=t_s,
        device_s=struct.pack(f"<{_BLOCK}d", *device_s),
        values=struct.pack(f"<{_BLOCK}d", *values),
    )


def beginning(now_s):
    """What is known and planned at once."""
    yield DeviceFact(source=SOURCE, t_s=now_s, name="manufacturer", value="Polar Electro Oy")
    yield DeviceFact(source=SOURCE, t_s=now_s, name="model", value="H10")
    yield DeviceFact(source=SOURCE, t_s=now_s, name="name", value="Polar H10 12345678")
    yield DeviceFact(source=SOURCE, t_s=now_s, name="address", value="AA:BB:CC:DD:EE:FF")
    yield StepBegan(t_s=now_s, index=0, name="mine", title="My own words", heart_display="shown")
    yield breath(now_s + 0.5)


def breath(t_s):
    """A breath of 4 s."""
    return BreathPlanned(t_s=t_s, in_s=1.6, hold_in_s=0.0, out_s=2.2, hold_out_s=0.2)


def go_by(publish, clock, length_s, *, is_audible=lambda: True, sleep=time.sleep):
    """Publish what happens in ``length_s`` seconds, each thing when it is due; return all of it.

    The seconds are counted from when it ``is_audible``. ``sleep`` lets real seconds pass.
    """
    said = []

    def say(*events):
        said.extend(events)
        publish(*events)

    begin_s = clock.now_s()
    say(*beginning(begin_s))
    due_s = {"beat": begin_s + 0.3, "block": begin_s + 0.2, "tick": begin_s + 1.0, "breath": begin_s + 0.5}
    index = 0
    ends_s = math.inf
    while (now_s := clock.now_s()) < ends_s:
        if ends_s == math.inf and is_audible():
            ends_s = now_s + length_s
        if now_s > min(due_s.values()) + _ASLEEP_S:  # nothing happens while a machine sleeps
            due_s = dict.fromkeys(due_s, now_s + 0.1)
        what = min(due_s, key=due_s.__getitem__)
        sleep(clock.until_s(due_s[what]))
        at_s = due_s[what]
        match what:
            case "beat":
                rr_ms = 800.0 + 50.0 * math.sin(index)
                say(Beat(source=SOURCE, index=index, arrived_s=clock.now_s(), rr_ms=rr_ms))
                if index > 1:
                    say(BeatJudged(source=SOURCE, index=index - 2, t_s=at_s - 1.65, kind="normal", nn_ms=rr_ms))
                index += 1
                due_s["beat"] += rr_ms / 1e3
            case "block":
                say(waves(at_s))
                due_s["block"] += _BLOCK / RATE_HZ
            case "tick":
                say(Tick(t_s=at_s), *_numbers(at_s), Marker(t_s=clock.now_s(), label=f"second {round(at_s - begin_s)}"))
                due_s["tick"] += 1.0
            case "breath":
                say(breath(at_s + 4.0))
                due_s["breath"] += 4.0
    say(
        BellRang(t_s=now_s), Paused(t_s=now_s, mode="pause"), Resumed(t_s=now_s), PracticeEnded(t_s=now_s, mode="early")
    )
    return said


def _numbers(t_s):
    for name, value, unit in (
        ("rmssd_ms", 40.0 + t_s, "ms"),
        ("heart_rate_bpm", 75.0, "bpm"),
        ("swing_bpm", math.nan, "bpm"),
    ):
        yield Metric(source=SOURCE, name=name, t_s=t_s, value=value, unit=unit, window_s=64.0, quality_share=0.9)
