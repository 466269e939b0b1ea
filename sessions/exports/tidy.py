"""Tidy CSV: a table a file, a row an observation, and a dictionary of what every column holds."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from biofeedback.event_kinds import SampleKind
from biofeedback.files.private import open_private_text
from sessions.arrays.table import Column, Row
from sessions.arrays.waves import WaveFound
from sessions.exports.cells import write_csv
from sessions.exports.content import Content

_DEFUSED = " A text that a spreadsheet would take for a formula has ' before it, which is not part of it."
_WAVES: Mapping[SampleKind, str] = MappingProxyType(
    {
        "ecg": "The ECG, every sample as it was sent, with its time.",
        "pulse": "The pulse wave, every sample as it was sent, with its time.",
        "acceleration": "The acceleration, every sample as it was sent, with its time.",
        "breath": "The wave of the breath, every sample as it was sent, with its time.",
    }
)
"""What is in the table of a wave."""

_DICTIONARY = ("file", "column", "kind", "unit", "what")


def write_tidy(content: Content, folder: Path, *, defuse: bool = True) -> dict[str, str]:
    """Write the tables into a folder, and return what is in each file, by its name.

    Parameters
    ----------
    content : Content
        What goes out.
    folder : Path
        An empty folder.
    defuse : bool
        Whether texts that a spreadsheet would compute are defused.
    """
    described: dict[str, str] = {}
    meanings: list[Row] = []
    for table in content.tables:
        name = f"{table.NAME}.csv"
        with open_private_text(folder / name) as file:
            write_csv(file, [each.name for each in table.columns()], content.rows(table), defuse=defuse)
        described[name] = (table.__doc__ or "").strip().partition("\n")[0]
        meanings.extend((name, *each) for each in table.columns())
    for wave, called in named_waves(content.waves):
        name = f"{called}.csv"
        with open_private_text(folder / name) as file:
            write_csv(file, [each.name for each in wave_meanings(wave)], wave_rows(content, wave))
        described[name] = _WAVES[wave.key.kind]
        meanings.extend((name, *each) for each in wave_meanings(wave))
    with open_private_text(folder / "dictionary.csv") as file:
        write_csv(file, _DICTIONARY, meanings)
    described["dictionary.csv"] = "What every column of every file holds, with its unit; an empty cell is: not known."
    if defuse:
        described["dictionary.csv"] += _DEFUSED
    return described


def named_waves(waves: list[WaveFound]) -> Iterator[tuple[WaveFound, str]]:
    """Yield each wave with what its file is called; the second of a kind has a number."""
    kinds: dict[str, int] = {}
    for wave in waves:
        kinds[wave.key.kind] = kinds.get(wave.key.kind, 0) + 1
        behind = f"_{kinds[wave.key.kind]}" if kinds[wave.key.kind] > 1 else ""
        yield wave, f"wave_{wave.key.kind}{behind}"


def wave_meanings(wave: WaveFound) -> tuple[Column, ...]:
    """Return the columns of the table of a wave."""
    time_s = Column("time_s", "number", "s", "when the sample was taken, in seconds after the recording began")
    unit = wave.key.unit
    return (time_s, *(Column(name, "number", unit, "the sample, as the sensor sent it") for name in wave.columns))


def wave_rows(content: Content, wave: WaveFound) -> Iterator[Row]:
    """Yield the rows of the table of a wave."""
    for block in content.blocks(wave):
        yield from zip(block.time_s.tolist(), *block.values.T.tolist(), strict=True)
