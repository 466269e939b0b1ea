"""The formats there are, and the one way to export: into a folder or a zip of its own, whole or not at all."""

import json
import shutil
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from biofeedback.files.private import make_private_folder, open_private, open_private_text
from biofeedback.signals.progress import OnProgress, no_progress, part_of
from sessions.exports.bids import write_bids
from sessions.exports.content import Content
from sessions.exports.edf import write_edf
from sessions.exports.hrv_logger import write_hrv_logger
from sessions.exports.kubios import write_kubios
from sessions.exports.names import ExportFormat
from sessions.exports.parquet import write_parquet
from sessions.exports.readme import readme
from sessions.exports.tidy import write_tidy
from sessions.exports.whole_export import whole_export
from sessions.exports.xdf import write_xdf
from sessions.nameless import OwnWords
from sessions.reader import Recording

_WRITERS: Mapping[ExportFormat, Callable[[Content, Path], dict[str, str]]] = MappingProxyType(
    {
        ExportFormat.CSV: write_tidy,
        ExportFormat.KUBIOS: write_kubios,
        ExportFormat.HRV_LOGGER: write_hrv_logger,
        ExportFormat.BIDS: write_bids,
        ExportFormat.EDF: write_edf,
        ExportFormat.PARQUET: write_parquet,
        ExportFormat.XDF: write_xdf,
    }
)

_NEED_BEATS = frozenset({ExportFormat.KUBIOS, ExportFormat.HRV_LOGGER})
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold: the same content is the same bytes at any time
_ZIP_FILE = 0o600 << 16  # read and written by the owner alone, where a zip keeps it


def export(
    path: Path,
    formats: Sequence[ExportFormat],
    folder: Path,
    own: OwnWords,
    *,
    notes: bool = False,
    replace: bool = False,
    on_progress: OnProgress = no_progress,
    others: set[str] | None = None,
) -> list[Path]:
    """Write a recording as files of other programs, and return what was made.

    Each format is a folder of its own, called as the recording began; `ExportFormat.ALL` is a zip with a folder a
    format. What is there is not written over, unless that is asked for, and what could not be made whole is not left.

    Parameters
    ----------
    path : Path
        The recording.
    formats : sequence of ExportFormat
        What to write it as.
    folder : Path
        Where; it is made where it is not there.
    own : OwnWords
        What the program itself says.
    notes : bool
        Whether notes and answers go out as well.
    replace : bool
        Whether what is there from before is written over.
    on_progress : callable
        Told how much is done, 0 to 1.
    others : set of str or None
        What the others were called that were written at the same time; this one is added, under another name.

    Raises
    ------
    RecordingError
        The recording cannot be read or has no beats for a format of beats alone; or it is there already, or cannot be
        written.
    UsageError
        A library that a format needs is not installed.
    """
    wanted = list(dict.fromkeys(formats))
    with Recording(path) as recording:
        content = Content(recording=recording, own=own, notes=notes, others=frozenset(others or ()))
        if others is not None:
            others.add(content.stem.lower())
        targets = [(each, folder / _called(content, each)) for each in wanted]
        for _, target in targets:
            if target.exists() and not replace:
                raise RecordingError(RecordingErrorCode.EXPORT_THERE, str(target))
        if not content.hearts and _NEED_BEATS & set(wanted):
            raise RecordingError(RecordingErrorCode.NO_INTERVALS, str(path), file=path.name)
        for index, (each, target) in enumerate(targets):
            with whole_export(target) as part:
                if each is ExportFormat.ALL:
                    _write_zip(content, part, part_of(on_progress, index / len(targets), (index + 1) / len(targets)))
                else:
                    make_private_folder(part)
                    _write_readme(content, part, {"": _WRITERS[each](content, part)})
            on_progress((index + 1) / len(targets))
    return [target for _, target in targets]


def _called(content: Content, of: ExportFormat) -> str:
    return f"{content.stem}.zip" if of is ExportFormat.ALL else f"{content.stem}_{of.value.replace('-', '_')}"


def _write_zip(content: Content, target: Path, on_progress: Callable[[float], None]) -> None:
    """Write every format into one zip, each in a folder of its own, with a README that explains each file."""
    scratch = target.with_name(target.name + ".files")
    make_private_folder(scratch)
    try:
        described: dict[str, dict[str, str]] = {}
        for index, (each, write) in enumerate(_WRITERS.items()):
            if content.hearts or each not in _NEED_BEATS:
                make_private_folder(scratch / each.value)
                described[f"{each.value}/"] = write(content, scratch / each.value)
                _write_readme(content, scratch / each.value, {"": described[f"{each.value}/"]})
            on_progress((index + 1) / (len(_WRITERS) + 1))
        _write_readme(content, scratch, described)
        with open_private(target) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            for found in sorted(each for each in scratch.rglob("*") if each.is_file()):
                entry = zipfile.ZipInfo(f"{content.stem}/{found.relative_to(scratch).as_posix()}", _ZIP_DATE)
                entry.external_attr, entry.compress_type = _ZIP_FILE, zipfile.ZIP_DEFLATED
                with found.open("rb") as source, packed.open(entry, "w", force_zip64=True) as into:
                    shutil.copyfileobj(source, into)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _write_readme(content: Content, folder: Path, described: Mapping[str, Mapping[str, str]]) -> None:
    about = content.about()
    with open_private_text(folder / "about.json") as file:
        file.write(json.dumps(about, indent=2, ensure_ascii=False) + "\n")
    with open_private_text(folder / "README.txt") as file:
        file.write(readme(about, described))
