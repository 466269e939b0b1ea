"""Files as other programs write them, all of one made heart, in each layout of each generation."""

import json
import math
from datetime import UTC, datetime, timedelta
from itertools import accumulate

RR_MS = [round(900 + 60 * math.sin(beat / 2.4) + 20 * math.sin(beat / 7.1)) for beat in range(200)]
"""The intervals of the heart, in ms."""

ENDS_MS = list(accumulate(RR_MS))
"""When each ended, in ms from the beginning of the first."""

BEGAN = datetime(2026, 3, 5, 7, 10, 14, 250_000, UTC)
"""When the first interval began; files without a zone tell it as it stands."""

GAP_AT, GAP_MS = 120, 30_000
"""Before which beat a break is in the files that have one, and how long it is beyond the interval."""


def ends_at(beat: int, *, gap: bool = False) -> datetime:
    """Return when an interval ended."""
    return BEGAN + timedelta(milliseconds=ENDS_MS[beat] + (GAP_MS if gap and beat >= GAP_AT else 0))


def unix_ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _plain(moment: datetime, sep: str = "T") -> str:
    return moment.replace(tzinfo=None).isoformat(sep, "milliseconds")


def hrv_logger_older(*, to_the_second: bool = False, gap: bool = True) -> str:
    lines = ["date,rr,since start"]
    since = 0
    for beat, rr in enumerate(RR_MS):
        at = ends_at(beat, gap=gap)
        lines.append(
            f"{at:%Y-%m-%d %H:%M:%S} +0000,{rr},{since}" if to_the_second else f"{_plain(at, ' ')},{rr},{since}"
        )
        since += rr
    return "\n".join(lines) + "\n"


def hrv_logger_newer(*, gap: bool = True) -> str:
    lines, since = ["timestamp,rr,since_start ", ""], 0
    for beat, rr in enumerate(RR_MS):
        lines.append(f"{unix_ms(ends_at(beat, gap=gap))},{rr},{since}")
        since += rr
    return "\r\n".join(lines) + "\r\n"


def hrv_logger_events_older() -> str:
    rows = [(20.0, "Start Ruhe"), (100.0, "Ende; äöü")]
    lines = ["date,timestamp,annotation,manual"]
    lines += [f"{_plain(BEGAN + timedelta(seconds=at), ' ')},{round(at * 1000)},{text},false" for at, text in rows]
    return "\n".join(lines)


def hrv_logger_events_newer() -> str:
    return "timestamp,label\n" + "\n".join(
        f"{unix_ms(BEGAN + timedelta(seconds=at))},{text}" for at, text in ((20.0, "Start Ruhe"), (100.0, "Ende; äöü"))
    )


def polar_sensor_logger_rr() -> str:
    rows = (f"{_plain(ends_at(beat))};{rr}" for beat, rr in enumerate(RR_MS))
    return "\n".join(["Phone timestamp;RR-interval [ms]", *rows])


PPI_FLAGS = {
    30: ("blocker", 5, 1, 1, 1),
    31: ("blocker", 5, 1, 1, 1),
    60: ("no-contact", 5, 0, 0, 1),
    90: ("large-error", 400, 0, 1, 1),
}
"""Beats that the optical sensor doubts: the flag, then error, blocker, contact, and whether it can tell contact."""


def polar_sensor_logger_ppi(*, other_order: bool = False) -> str:
    titles = "Phone Data RX timestamp;PP-interval [ms];error estimate [ms];blocker;contact;contact;hr [bpm]"
    if other_order:
        titles = (
            "Phone timestamp;sensor timestamp [ns];HR [bpm];PP-interval [ms];error estimate [ms];blocker;skin contact;"
            "skin contact supported"
        )
    lines = [titles]
    for beat, rr in enumerate(RR_MS):
        _, error, blocker, contact, can_sense_contact = PPI_FLAGS.get(beat, ("", 5, 0, 1, 1))
        at = _plain(ends_at(beat // 5 * 5 + 4))  # five beats come in one packet
        judged = f"{error};{blocker};{contact};{can_sense_contact}"
        lines.append(f"{at};0;66;{rr};{judged}" if other_order else f"{at};{rr};{judged};66")
    return "\n".join(lines)


def polar_hrm() -> str:
    params = "[Params]\nVersion=106\nMonitor=37\nSMode=000000000\nDate=20260305\nStartTime=07:10:14.2\nInterval=238\n"
    laps = "[IntTimes]\n00:01:00.5\t66\t60\t66\t70\n28\t0\t0\t40\t0\n0\t0\t0\t0\t0\n"
    return (
        f"{params}\n[Note]\nquiet morning\n\n{laps}\n[HRZones]\n190\n\n[HRData]\n" + "\n".join(map(str, RR_MS)) + "\n"
    )


def goldencheetah() -> str:
    samples = [{"SECS": end / 1000, "KM": 0, "VALUE": rr} for end, rr in zip(ENDS_MS, RR_MS, strict=True)]
    xdata = [{"NAME": "HRV", "VALUE": "R-R", "UNIT": "msecs", "SAMPLES": samples}, {"NAME": "SWIM", "SAMPLES": []}]
    return json.dumps({"RIDE": {"STARTTIME": "2026/03/05 07:10:14 UTC ", "RECINTSECS": 1, "XDATA": xdata}})


def empatica_e4(*, gap: bool = True) -> str:
    lines = [f"{BEGAN.timestamp():.6f}, IBI"]
    for beat, rr in enumerate(RR_MS):
        lines.append(f"{(ends_at(beat, gap=gap) - BEGAN).total_seconds():.6f},{rr / 1000:.6f}")
    return "\n".join(lines)


def empatica_e4_saved_anew(*, mark: str = ",", comma: bool = False, quotes: bool = False) -> str:
    """Return the same as a spreadsheet saves it: with other marks, decimal commas, and quotes."""
    rows = [line.split(",") for line in empatica_e4(gap=False).splitlines()]
    cells = [[cell.replace(".", ",") if comma else cell for cell in row] for row in rows]
    return "\n".join(mark.join(f'"{cell}"' if quotes else cell.strip() for cell in row) for row in cells) + "\n"


def empatica_embrace() -> str:
    first = round(BEGAN.timestamp() * 1e9)
    return "\n".join(["systolic_peak_timestamp", *(str(first + end * 1_000_000) for end in (0, *ENDS_MS))])


def kubios_report(*, mark: str = ",", comma: bool = False, in_ms: bool = False, correction: str = "none") -> str:
    def cells(*values: object) -> str:
        return mark.join(f"{value!s:>12}".replace(".", "," if comma else ".") for value in values) + mark

    head = [
        "HRV ANALYSIS RESULTS - 13-Sep-2026 13:15:19",
        "Kubios HRV Standard",
        "3.1.0.1",
        "",
        "File name: /home/somebody/series.txt",
        "Measurement date: 05-Mar-2026 07:10:14",
        "",
        "RR Interval Samples Selected for Analysis",
        "  Sample Analysis Type: Single sample",
        f"  Artifact correction: {correction}",
        "",
        "RESULTS FOR A SINGLE SAMPLE",
        cells("  Mean RR  (ms):", 707.5437),
        "RR INTERVAL DATA and SPECTRUM ESTIMATES" + mark,
        cells("", "SAMPLE 1", "", "", "SAMPLE 2", "", ""),
        cells("", "RR Data", "", "FFT spectrum", "RR Data", "", "FFT spectrum"),
        cells("", "Time", "RR interval", "Frequency", "Time", "RR interval", "Frequency"),
        cells("", "(s)", "(ms)" if in_ms else "(s)", "(Hz)", "(s)", "(ms)" if in_ms else "(s)", "(Hz)"),
    ]
    rr = [f"{each:.3f}" if in_ms else f"{each / 1000:.3f}" for each in RR_MS]
    half = len(RR_MS) // 2
    rows = [
        cells(
            "", f"{ENDS_MS[at] / 1000:.3f}", rr[at], "0.003", f"{ENDS_MS[at + half] / 1000:.3f}", rr[at + half], "0.003"
        )
        for at in range(half)
    ]
    return "\n".join([*head, *rows, cells("", "", "", "0.500", "", "", "0.500")])


def vns_analyse() -> str:
    raw = [f"{rr / 1000:.3f}" for rr in RR_MS]
    raw[20] += "\tNotiz: Start Ruhe"
    return "\n".join(
        [
            "Korrektur\tAktiv",
            "",
            "Hauptparameter der VNS Analyse - Rohwerte (Nicht aktiv)",
            "RMSSD\t27.1",
            "",
            "RR-Intervalle - Rohwerte (Nicht aktiv)",
            *raw,
            "",
            "RR-Intervalle - Korrigierte Werte (Aktiv)",
            *(f"{rr / 1000 + 0.001:.3f}" for rr in RR_MS),
        ]
    )


def polar_flow_training(*, durations: bool = True) -> str:
    rr = (
        [{"duration": f"PT{each / 1000:.3f}S"} for each in RR_MS]
        if durations
        else [{"dateTime": "x", "value": each} for each in RR_MS]
    )
    exercise = {
        "startTime": "2026-03-05T07:10:14.250",
        "timezoneOffset": 120,
        "samples": {"heartRate": [{"dateTime": "2026-03-05T07:10:14.250", "value": 66}], "rr": rr},
    }
    return json.dumps(
        {"exportVersion": "1.6", "name": "x", "startTime": "2026-03-05T07:10:14.250", "exercises": [exercise]}
    )


def polar_flow_days() -> str:
    samples = [{"sampleDateTime": _plain(ends_at(beat, gap=True)), "pulseLength": rr} for beat, rr in enumerate(RR_MS)]
    day = {"date": "2026-03-05", "devicePpiSamplesList": [{"deviceId": "1", "ppiSamples": samples}]}
    return json.dumps([day, {**day, "date": "2026-03-06"}])


def movesense(layout: str) -> str:
    pairs = [RR_MS[at : at + 2] for at in range(0, len(RR_MS), 2)]
    hr = [{"average": 66.0, "rrData": pair} for pair in pairs]
    match layout:
        case "lines":
            return "\n".join(json.dumps({"Body": each, "Uri": "2030/Meas/HR"}) for each in hr)
        case "converted":
            return json.dumps({"data": [{"heartRate": each} for each in hr]})
        case _:
            stamps = [ENDS_MS[at + 1] for at in range(0, len(RR_MS), 2)]
            return json.dumps([{"Timestamp": at, **each} for at, each in zip(stamps, hr, strict=True)])


def movesense_table(mark: str = ",") -> str:
    pairs = [RR_MS[at : at + 2] for at in range(0, len(RR_MS), 2)]
    rows = [f'{ENDS_MS[2 * at + 1]}{mark}66.5{mark}"{pair}"' for at, pair in enumerate(pairs)]
    return "\n".join([mark.join(("timestamp", "average", "rrData")), *rows]) + "\n"


def emwave_table() -> str:
    """Two heart rates a second, with their times, beside intervals that have nothing to do with these rows."""
    lines = ["emWave Pro export", "Time Offset,HeartRate,rawIBI"]
    for row in range(round(ENDS_MS[-1] / 500)):
        lines.append(f"{row * 0.5:.1f},{66 + row % 3},{RR_MS[row] if row < len(RR_MS) else ''}")
    return "\n".join(lines)


def emwave_json() -> str:
    session = {"IBIStartTime": BEGAN.timestamp(), "IBIEndTime": 0, "LiveIBI": RR_MS, "EntrainmentParameter": [1, 2]}
    return json.dumps([session, {**session, "IBIStartTime": BEGAN.timestamp() + 86_400}], indent=1)


def plain_json(layout: str) -> str:
    if layout == "lists":
        return json.dumps({"device": "strap", "rrIntervals": RR_MS, "time_ms": ENDS_MS})
    return json.dumps([{"t": end / 1000, "rr": rr, "note": ""} for end, rr in zip(ENDS_MS, RR_MS, strict=True)])


def packet_table(*, brackets: bool = False) -> str:
    lines, beat = ["timestamp,unix_time,hr_bpm,rr_intervals_ms"], 0
    second = 0
    while beat < len(RR_MS):
        arrived = BEGAN + timedelta(seconds=second)
        told = []
        while beat < len(RR_MS) and ENDS_MS[beat] <= second * 1000:
            told.append(f"{RR_MS[beat]}.0")
            beat += 1
        cell = ('"[' + ", ".join(told) + ']"') if brackets else ";".join(told)
        lines.append(f"{arrived:%Y-%m-%d %H:%M:%S},{arrived.timestamp():.3f},66,{cell}")
        second += 1
    return "\n".join(lines)
