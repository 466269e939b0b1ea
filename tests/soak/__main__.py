"""The long soak: ``make soak``. It prints the table of faults and writes it to docs/faults.md.

Each kind of fault is kept in ``.soak`` when it is through, so that a run which was ended goes on there; ``RENEW=1``
begins anew. ``ONLY="places kills"`` takes some kinds and leaves the page as it is.
"""

import argparse
import dataclasses
import json
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from biofeedback.clock import HostClock
from tests.soak import clock, hostile, hours, kills, library, places, words
from tests.soak.row import LONG, Amounts, Row, Soak

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "faults.md"
KEPT = ROOT / ".soak"

KINDS: Mapping[str, tuple[str, Soak]] = MappingProxyType(
    {
        "kills": ("A program that is killed", kills.soak),
        "places": ("Disks and folders", places.soak),
        "clock": ("The clock on the wall", clock.soak),
        "library": ("A large library", library.soak),
        "words": ("Hostile words", words.soak),
        "hostile": ("Hostile files", hostile.soak),
        "hours": ("Hours", hours.soak),
    }
)
"""By the name that is asked for: what it is about, and what brings it about."""

OPENING = """\
# Faults

What can go amiss, what the person then sees, what is lost, and what was measured when each was brought about on
purpose. `make soak` does it again and writes this page; `make test` walks the same ways once (`tests/soak`). Beside a
measure stands its limit, in brackets.
"""


def main() -> int:
    """Bring about what is asked for; return 1 where anything did not hold."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--only", nargs="*", choices=tuple(KINDS), default=())
    asked.add_argument("--renew", action="store_true")
    for field in dataclasses.fields(Amounts):
        name = f"--{field.name.replace('_', '-')}"
        asked.add_argument(name, type=type(getattr(LONG, field.name)), default=getattr(LONG, field.name))
    given = vars(asked.parse_args())
    only, renew = given.pop("only"), given.pop("renew")
    if renew:
        shutil.rmtree(KEPT, ignore_errors=True)
    amounts = Amounts(**given)
    found = {kind: _rows(kind, amounts) for kind in only or KINDS}
    if not only:
        PAGE.write_text(page(found), encoding="utf-8")
        sys.stdout.write(f"\nWritten: {PAGE.relative_to(ROOT)}\n")
    return int(any(row.broken for rows in found.values() for row in rows))


def page(found: Mapping[str, Sequence[Row]]) -> str:
    """Return the page of all that was found."""
    lines = [OPENING]
    for kind, rows in found.items():
        lines += [f"## {KINDS[kind][0]}", "", "| fault | what the person sees | what is lost | measured |"]
        lines += ["|---|---|---|---|", *(_line(row) for row in rows), ""]
    return "\n".join(lines)


def _line(row: Row) -> str:
    measured = row.measured + "".join(f"; **not held:** {each}" for each in row.broken)
    cells = (cell.replace("|", r"\|").replace("\n", " ") for cell in (row.fault, row.seen, row.lost, measured))
    return f"| {' | '.join(cells)} |"


def _rows(kind: str, amounts: Amounts) -> list[Row]:
    """Return the rows of a kind: those that are kept of the same amounts, else made now."""
    title, soak = KINDS[kind]
    sys.stdout.write(f"\n{title}\n")
    kept = KEPT / f"{kind}.json"
    asked = dataclasses.asdict(amounts)
    if kept.exists() and (told := json.loads(kept.read_text("utf-8")))["amounts"] == asked:
        rows = [Row(**(row | {"broken": tuple(row["broken"])})) for row in told["rows"]]
        for row in rows:
            _say(row, "kept")
        return rows
    rows, since = [], HostClock()
    with tempfile.TemporaryDirectory(prefix="soften-soak-", ignore_cleanup_errors=True) as folder:
        for row in soak(Path(folder), amounts):
            _say(row, f"{since.now_s():.0f} s")
            rows.append(row)
    if not any(row.broken for row in rows):
        KEPT.mkdir(exist_ok=True)
        told = {"amounts": asked, "rows": [dataclasses.asdict(row) for row in rows]}
        kept.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    return rows


def _say(row: Row, when: str) -> None:
    sys.stdout.write(f"  {'BROKEN' if row.broken else 'ok':6}  {row.fault} ({when})\n          {row.measured}\n")
    sys.stdout.write(f"          {row.seen}\n" if row.seen else "")
    sys.stdout.write("".join(f"          ! {each}\n" for each in row.broken[:20]))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
