"""Files of other programs, and texts of intervals, that cannot be used."""

from collections.abc import Mapping
from types import MappingProxyType

from tests.rigs.files.fit_writer import FitWriter


def _edf(label: str, samples: str) -> bytes:
    """Return an EDF of one signal and one record."""
    head = [
        "0".ljust(168),
        "05.03.26",
        "07.10.15",
        "512".ljust(8),
        "".ljust(44),
        "1".ljust(8),
        "1".ljust(8),
        "1".ljust(4),
    ]
    fields = [label.ljust(16), "".ljust(80), "mV".ljust(8), "-5".ljust(8), "5".ljust(8), "-32768".ljust(8)]
    fields += ["32767".ljust(8), "".ljust(80), samples.ljust(8), "".ljust(32)]
    return "".join(head + fields).encode() + bytes(200)


def _fit_of_heart_rates() -> bytes:
    fit = FitWriter()
    fit.record(1_141_542_000, 61)
    return fit.finished


OTHER_PROGRAMS: Mapping[str, bytes] = MappingProxyType(
    {
        "cut off": b'{"RIDE": {"STARTTIME": "2026/03/05 07:10:15 UTC", "XDATA": [{',
        "too deep": b'{"RIDE": {"STARTTIME": ' + b"[" * 200_000,
        "a watch's heart rates alone": _fit_of_heart_rates(),
        "numbers of samples": "\n".join(str(400 * beat + beat % 3) for beat in range(1, 99)).encode(),
        "an EDF without a heart": _edf("EEG Fpz-Cz", "100"),
        "an EDF that lies": _edf("ECG", "-5"),
        "a text of OpenSignals without a rate": b'# {"ChannelsOrder": ["nSeq", "ECG"]}\n' + b"0 5\n1 5\n" * 500,
        "a record that leads out.hea": b"r 1 250 100\n../../etc/passwd 16 200/mV 12 0 0 0 0 ECG\n",
        "a record without its signals.hea": b"r 1 250 100\ngone.dat 16 200/mV 12 0 0 0 0 ECG\n",
        "events alone": b"date,timestamp,annotation,manual\n2026-03-05 07:10:15,0,Rest,false\n",
        "in a layout of its own": b'{"rr": {' + b", ".join(b'"beat %d": 800' % at for at in range(40)) + b"}}",
        "without intervals": b'{"RIDE": {"STARTTIME": "2026/03/05 07:10:15 UTC", "SAMPLES": [{"SECS": 0, "HR": 60}]}}',
    }
)
"""Files of other programs that are known and cannot be used."""

RR_TEXTS: dict[str, bytes] = (
    {
        name: text.encode()
        for name, text in {
            "other unit": "812\n812\n0.8\n0.8\n",
            "values in a line": "812 805 830\n",
            "comma unclear": "812,51\n805,17\n830,92\n",
            "several groups": "subject,rr\n" + "\n".join(f"{at // 30},{812 + at % 7}" for at in range(90)),
            "packets unclear": "812\n805,830\n818\n806\n795,811\n818\n",
            "no interval": "[Params]\n",
            "no interval, long": "812\n" + "9" * 400 + "x\n",
            "no interval, quotes": 'it\'s "so"\x1b[2J\n',
            "cannot be": "812\n-3\n",
            "width, comma": "time,rr\n1.0,800\n2.0\n",
            "width": "time;rr\n1.0;800;5\n",
            "several columns": "rr,nn\n800,800\n",
            "typical": "72\n75\n71\n",
            "evenly sampled": "time_s,rr_ms\n" + "\n".join(f"{at / 4},{900 + at % 40}" for at in range(99)),
            "times of beats": "\n".join(str(0.8 * beat) for beat in range(1, 100)),
            "intervals in samples": "\n".join(str(200 + beat % 9) for beat in range(99)),
            "nothing": "",
            "header alone": "time,rr\n",
            "other unit, seconds": "0.8\n805\nx\n0.81\n",
            "long line": "800\n" + "8" * 20_000,
            "json": '{"rr": [800]}',
            "xml": "<?xml version='1.0'?><a/>",
        }.items()
    }
    | {
        "bytes": b"\1\2\0\3",
        "fit": b"\x0e\x10\xd9\x07\0\0\0\0.FIT",
        "zip": b"PK\x03\x04",
    }
    | {
        "gzip": b"\x1f\x8b\x08",
        "pdf": b"%PDF-1.7",
        "spreadsheet": b"\xd0\xcf\x11\xe0",
        "capture": b"# soften capture 1\n",
        "rtf": b"{\\rtf1 800}",
        "picture": b"\x89PNG",
        "sound": b"RIFF\0\0\0\0WAVE",
        "database": b"SQLite format 3\0",
        "data": b"\x89HDF",
        "page": b"<!DOCTYPE html>",
        "edf": b"0       " + b" " * 176 + b"512     ",
    }
)
