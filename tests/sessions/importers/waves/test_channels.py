"""What a channel holds, by the labels, types and units that files in the field have."""

from itertools import accumulate

import pytest

from biofeedback.codes import ImportRemarkCode
from sessions.importers.imported import ImportRemark
from sessions.importers.registry import read_file
from sessions.importers.waves.channels import interval_unit, meaning_of, scale_of
from tests.rigs.files.xdf_writer import stream, xdf

LABELS = [
    ("ECG II", "mV", "ecg"),
    ("EKG1-EKG2", "uV", "ecg"),
    ("ECGBIT", "", "ecg"),
    ("MLII", "mV", "ecg"),
    ("V5", "mV", "ecg"),
    ("II,", "mV", "ecg"),
    ("AVR", "", "ecg"),
    ("I", "degC", None),
    ("PLETH,", "NU", "pulse"),
    ("ABP", "mmHg", "pulse"),
    ("PPG green", "", "pulse"),
    ("Pulse rate", "bpm", None),
    ("SpO2", "%", None),
    ("Resp Thorax", "", "breath"),
    ("RESP,", "pm", "breath"),
    ("Acc x", "mg", "acceleration"),
    ("RR", "ms", "intervals"),
    ("rr_ms", "", "intervals"),
    ("HRV", "ms", "intervals"),
    ("HRV", "", None),
    ("EEG Fpz-Cz", "uV", None),
    ("EDA", "uS", None),
]


@pytest.mark.parametrize(("label", "unit", "meaning"), LABELS)
def test_a_channel_is_known_by_label_and_unit(label, unit, meaning) -> None:
    assert meaning_of(label, unit) == meaning


def test_the_type_of_a_stream_goes_before_its_label() -> None:
    assert meaning_of("ch1", type_name="ECG") == "ecg"
    assert meaning_of("x", type_name="Accelerometer") == "acceleration"


def test_units_that_are_kept() -> None:
    assert scale_of("ecg", "mV") == ("uV", 1000.0)
    assert scale_of("acceleration", "g") == ("mg", 1000.0)
    assert scale_of("acceleration", "m/s^2")[1] == pytest.approx(101.97, abs=0.01)
    assert scale_of("pulse", "mV") == ("1", 1.0)
    assert interval_unit("seconds", [0.8], "RR", []) == "s"
    assert interval_unit("V", [], "RR", []) is None


@pytest.mark.parametrize(
    ("named", "scale", "unit", "is_said"),
    [
        ("ms", 1.0, "ms", False),
        ("s", 1e-3, "s", False),
        ("", 1.0, "ms", False),
        ("bananas", 1e-3, "s", False),
        ("s", 1.0, "ms", True),
        ("ms", 1e-3, "s", True),
        ("ms", 1e-1, "ms", False),  # in no unit are these a heart's
        ("", 1e-1, None, False),
    ],
)
def test_a_unit_of_intervals_that_the_values_are_not_in_is_said(named, scale, unit, is_said) -> None:
    remarks: list[ImportRemark] = []
    assert interval_unit(named, [scale * rr for rr in (812.0, 846.0, 828.0)], "RR", remarks) == unit
    assert remarks == (
        [ImportRemark.of(ImportRemarkCode.UNIT_OF_VALUES, title="RR", title_unit=named, unit=unit)] if is_said else []
    )


@pytest.mark.parametrize(("named", "factor", "is_said"), [("ms", 1.0, False), ("ms", 1e-3, True), ("s", 1.0, True)])
def test_a_stream_whose_unit_is_not_that_of_its_values(tmp_path, named, factor, is_said) -> None:
    rr_ms = [800.0 + beat % 7 for beat in range(60)]
    times = [5.0 + end / 1000 for end in accumulate(rr_ms)]
    rr = stream(1, "RR", "RR", "double64", 0, [("rr", named)], times, [[each * factor] for each in rr_ms])
    (tmp_path / "x.xdf").write_bytes(xdf(rr))
    file = read_file(tmp_path / "x.xdf")
    assert file.hearts[0].rr_ms == pytest.approx(rr_ms)
    assert any(remark.code is ImportRemarkCode.UNIT_OF_VALUES for remark in file.remarks) == is_said
