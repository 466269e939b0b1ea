"""RR intervals as Kubios takes them: a number in ms on each line, nothing else; raw and corrected in a file each."""

import math
from pathlib import Path

from biofeedback.files.private import open_private_text
from sessions.arrays.tables import HAND, BeatLayers, Beats
from sessions.exports.cells import write_csv
from sessions.exports.content import Content

_RR_MS, _NN_MS, _FLAG = map(Beats.place, ("rr_ms", "nn_ms", "flag"))


def write_kubios(content: Content, folder: Path) -> dict[str, str]:
    """Write the intervals into a folder, and return what is in each file, by its name."""
    described: dict[str, str] = {}
    for index, heart in enumerate(content.hearts):
        behind = f"_{index + 1}" if index else ""
        raw, corrected = f"{content.stem}_rr_raw{behind}.txt", f"{content.stem}_rr_corrected{behind}.txt"
        flagged: list[tuple[int, str]] = []
        lines = 0
        with open_private_text(folder / raw) as raw_file, open_private_text(folder / corrected) as corrected_file:
            for row in content.rows(Beats):
                if row[0] != heart:
                    continue
                rr_ms = row[_RR_MS]
                lines += isinstance(rr_ms, float) and math.isfinite(rr_ms)
                flagged += [(lines, str(row[_FLAG]))] if row[_FLAG] else []
                for file, value in ((raw_file, row[_RR_MS]), (corrected_file, row[_NN_MS])):
                    if isinstance(value, float) and math.isfinite(value):
                        file.write(f"{value!r}\n")
        by_hand = [
            nn_ms
            for source, layer, _, _, _, nn_ms, *_ in content.rows(BeatLayers)
            if (source, layer) == (heart, HAND) and isinstance(nn_ms, float) and math.isfinite(nn_ms)
        ]
        if by_hand:
            name = f"{content.stem}_rr_by_hand{behind}.txt"
            with open_private_text(folder / name) as file:
                file.writelines(f"{nn_ms!r}\n" for nn_ms in by_hand)
            described[name] = (
                "The intervals of a heart in ms as a person edited its beats, corrected by rule elsewhere."
            )
        if flagged:
            name = f"{content.stem}_rr_flags{behind}.csv"
            with open_private_text(folder / name) as file:
                write_csv(file, ("line", "flag"), flagged)
            described[name] = "Which lines of the raw intervals their file says not to trust, and why."
        described[raw] = "The intervals of a heart in ms, raw: as the sensor told them, for Kubios to correct."
        described[corrected] = (
            "The intervals of a heart in ms as they were corrected live; turn the correction of Kubios off for them."
        )
    return described
